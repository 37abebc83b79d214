import type { Pairing } from '../../src/evaluate/pairing.ts';
import { sentencePairs } from './sentence-pairs.ts';

export interface Story {
  /** Lines of each side. */
  readonly source: readonly string[];
  readonly target: readonly string[];
  /** Which lines belong together; lines that stand in none have no counterpart. */
  readonly beads: readonly Pairing[];
}

/** One line in so many is left out of either side. */
const DROPPED = 17;

/** A line in two, at the blank next to its middle; whole where it has none. */
function cut(line: string): readonly string[] {
  const middle = line.length >> 1;
  const after = line.indexOf(' ', middle);
  const before = line.lastIndexOf(' ', middle);
  const at = after < 0 || (before > 0 && middle - before < after - middle) ? before : after;
  return at <= 0 ? [line] : [line.slice(0, at), line.slice(at + 1)];
}

/**
 * A story and its translation, a sentence a line: one line in seventeen is left out of either side, one tenth of the
 * target stands elsewhere, and where the target is to be longer some of its lines are cut in two. Always the same.
 *
 * @throws Error where there are not enough sentences
 */
export function makeStory(sourceCount: number, targetCount: number): Story {
  const source: string[] = [];
  /** The pieces of the target's lines, each with the source line that it belongs to, -1 for none. */
  const items: { readonly lines: readonly string[]; readonly of: number }[] = [];
  let lines = 0;
  let at = 0;
  for (const [own, translation] of sentencePairs()) {
    if (source.length >= sourceCount && lines >= targetCount) break;
    const inSource = at % DROPPED !== 5 && source.length < sourceCount;
    const inTarget = at % DROPPED !== 11 && lines < targetCount;
    at++;
    if (inTarget) {
      // As many as the source has so far, at the rate that is wanted.
      const isShort = lines + 1 < (source.length / sourceCount) * targetCount;
      const pieces = isShort ? cut(translation) : [translation];
      items.push({ lines: pieces, of: inSource ? source.length : -1 });
      lines += pieces.length;
    }
    if (inSource) source.push(own);
  }
  if (source.length < sourceCount || lines < targetCount) {
    throw new Error(`there are sentences for ${source.length} × ${lines} lines only`);
  }
  const tenth = Math.floor(items.length / 10);
  items.splice(6 * tenth, 0, ...items.splice(2 * tenth, tenth));

  const target: string[] = [];
  const beads: Pairing[] = [];
  for (const { lines: pieces, of } of items) {
    const places = pieces.map((_, i) => target.length + i);
    target.push(...pieces);
    if (of >= 0) beads.push({ source: [of], target: places });
  }
  return { source, target, beads };
}
