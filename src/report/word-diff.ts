import { diffArrays } from 'diff';
import type { Span } from '../core/span.ts';

/** What two texts of one language do not share, as spans of each, ascending and apart. */
export interface WordDiff {
  readonly removed: readonly Span[];
  readonly added: readonly Span[];
  /** Share of the longer text, in code units without white space, that both have; in [0, 1]. */
  readonly shared: number;
}

/**
 * Myers' algorithm takes time by the square of the number of edits; two texts further apart than this have nothing to
 * compare word by word.
 */
const MAX_EDITS = 2000;

interface Token extends Span {
  readonly text: string;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** V8's segmenter takes time by the square of the text (see graphemes.ts), and no word has a space in it. */
const CHUNKS = /\S{1,500}/g;

/** Words and punctuation marks; white space is no token, so it is never a difference. */
const tokens = (text: string): Token[] => {
  const found: Token[] = [];
  for (const { 0: chunk, index: offset } of text.matchAll(CHUNKS)) {
    for (const { segment, index } of segmenter.segment(chunk)) {
      found.push({ text: segment, start: offset + index, end: offset + index + segment.length });
    }
  }
  return found;
};

const total = (list: readonly Token[]): number => list.reduce((sum, token) => sum + token.text.length, 0);

const around = (list: readonly Token[]): Span[] =>
  list.length === 0 ? [] : [{ start: list[0]!.start, end: list.at(-1)!.end }];

/** Compares two texts of one language word by word, for instance two revisions of a translation. */
export function wordDiff(before: string, after: string): WordDiff {
  const old = tokens(before);
  const fresh = tokens(after);
  const changes = diffArrays(old, fresh, { maxEditLength: MAX_EDITS, comparator: (a, b) => a.text === b.text });
  if (changes === undefined) return { removed: around(old), added: around(fresh), shared: 0 };

  const removed: Span[] = [];
  const added: Span[] = [];
  let inOld = 0;
  let inFresh = 0;
  let kept = 0;
  for (const { removed: isRemoved, added: isAdded, count } of changes) {
    if (isRemoved) removed.push(...around(old.slice(inOld, inOld + count)));
    else if (isAdded) added.push(...around(fresh.slice(inFresh, inFresh + count)));
    else kept += total(old.slice(inOld, inOld + count));
    if (!isAdded) inOld += count;
    if (!isRemoved) inFresh += count;
  }
  const longest = Math.max(total(old), total(fresh));
  return { removed, added, shared: longest === 0 ? 1 : kept / longest };
}
