import type { Comparison } from '../core/comparison.ts';
import type { Finding, Place } from '../core/finding.ts';
import type { Side } from '../core/side.ts';
import { shorten } from '../report/graphemes.ts';
import { visible } from '../report/visible.ts';
import { segmentHashes, textHash } from './hash.ts';
import type { FindingRecord } from './review-file.ts';

type Story = Pick<Comparison, 'sides' | 'beads'>;

/** The part of a record that says which finding it is about. */
export type FindingIdentity = Pick<FindingRecord, 'code' | 'side' | 'quote' | 'mark' | 'source' | 'target' | 'context'>;

/** Columns of a quotation in a review file. */
const QUOTE_COLUMNS = 60;

/** How a text begins: one line, harmless, whole characters only. */
export function excerpt(text: string): string {
  const line = visible(text.slice(0, 4 * QUOTE_COLUMNS))
    .replace(/ +/g, ' ')
    .trim();
  return shorten(text.length > 4 * QUOTE_COLUMNS ? `${line}…` : line, QUOTE_COLUMNS);
}

/** Hashes of the segments right before the first and right after the last of these; null at the ends of a document. */
export function neighbours(
  members: readonly number[],
  hashes: readonly string[],
): [before: string | null, after: string | null] {
  const [first, last] = [members[0], members.at(-1)];
  if (first === undefined || last === undefined) return [null, null];
  return [hashes[first - 1] ?? null, hashes[last + 1] ?? null];
}

function markedText({ side, segment, start, end }: Place, { sides }: Story): string {
  const found = segment === null ? undefined : sides[side].segments[segment];
  return found === undefined ? '' : found.text.slice(Math.max(0, start - found.start), Math.max(0, end - found.start));
}

/**
 * What a finding is about, by content: the segment it marks, and on the other side every segment of its bead, so that
 * a decision lapses when either is rewritten. A finding about the whole story goes by the first segments.
 */
export function findingIdentity(finding: Finding, story: Story): FindingIdentity {
  const { sides, beads } = story;
  const bead = finding.bead === null ? undefined : beads[finding.bead];
  const membersOf = (side: Side): readonly number[] => {
    if (finding.segment === null) return sides[side].segments.length > 0 ? [0] : [];
    if (side === finding.side) return [finding.segment];
    if (bead !== undefined) return bead[side];
    const { counterpart } = finding;
    return counterpart === null || counterpart.side !== side || counterpart.segment === null
      ? []
      : [counterpart.segment];
  };
  const members = { source: membersOf('source'), target: membersOf('target') };
  const hashes = { source: segmentHashes(sides.source), target: segmentHashes(sides.target) };
  const hashOf = (side: Side): string[] => members[side].flatMap((index) => hashes[side][index] ?? []);
  const marked = markedText(finding, story);
  const other = finding.counterpart === null ? '' : markedText(finding.counterpart, story);
  const { side } = finding;
  return {
    code: finding.code,
    side,
    quote: excerpt(marked),
    mark: textHash(`${marked}\n${other}`),
    source: hashOf('source'),
    target: hashOf('target'),
    context: { source: neighbours(members.source, hashes.source), target: neighbours(members.target, hashes.target) },
  };
}

/** Equal for findings that say the same of the same texts, wherever these stand. */
export const fingerprint = ({ code, side, mark, source, target }: FindingIdentity): string =>
  [code, side, mark, source.join(' '), target.join(' ')].join('|');

/**
 * A name for each finding that stays the same when beads elsewhere change: its fingerprint, and which of those with
 * this fingerprint it is, in document order.
 */
export function findingKeys(findings: readonly Finding[], story: Story): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const print = fingerprint(findingIdentity(finding, story));
    const count = counts.get(print) ?? 0;
    counts.set(print, count + 1);
    return `${print}#${count}`;
  });
}
