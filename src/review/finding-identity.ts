import type { Bead } from '../core/bead.ts';
import type { Comparison } from '../core/comparison.ts';
import type { Finding, Place } from '../core/finding.ts';
import { mapSides, type Sides } from '../core/side.ts';
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

/** Hash of what a finding marks on both sides. */
function markHash(finding: Finding, story: Story): string {
  const { counterpart } = finding;
  const other = counterpart === null ? '' : markedText(counterpart, story);
  return textHash(`${markedText(finding, story)}\n${other}`);
}

/**
 * The segments that a finding is about: the one it marks, and on the other side every segment of its bead, so that a
 * decision lapses when either is rewritten. A finding about the whole story goes by the first segments.
 */
function membersOf(finding: Finding, { sides, beads }: Story): Sides<readonly number[]> {
  const bead = finding.bead === null ? undefined : beads[finding.bead];
  return mapSides(sides, ({ segments }, side): readonly number[] => {
    if (finding.segment === null) return segments.length > 0 ? [0] : [];
    if (side === finding.side) return [finding.segment];
    if (bead !== undefined) return bead[side];
    const { counterpart } = finding;
    return counterpart === null || counterpart.side !== side || counterpart.segment === null
      ? []
      : [counterpart.segment];
  });
}

const hashesOf = (finding: Finding, story: Story): Sides<string[]> =>
  mapSides(membersOf(finding, story), (members, side) => {
    const hashes = segmentHashes(story.sides[side]);
    return members.flatMap((index) => hashes[index] ?? []);
  });

/** What a finding is about, by content, as the review file says it. */
export function findingIdentity(finding: Finding, story: Story): FindingIdentity {
  const members = membersOf(finding, story);
  return {
    code: finding.code,
    side: finding.side,
    quote: excerpt(markedText(finding, story)),
    mark: markHash(finding, story),
    ...hashesOf(finding, story),
    context: { ...mapSides(members, (indices, side) => neighbours(indices, segmentHashes(story.sides[side]))) },
  };
}

/** Equal for findings that say the same of the same texts, wherever these stand. */
export const fingerprint = ({
  code,
  side,
  mark,
  source,
  target,
}: Pick<FindingIdentity, 'code' | 'side' | 'mark' | 'source' | 'target'>): string =>
  [code, side, mark, source.join(' '), target.join(' ')].join('|');

/** Where a finding carries its fingerprint: a copy of it has it too, which a map of objects would have to be told. */
const PRINT = Symbol('fingerprint');

interface Printed extends Finding {
  [PRINT]?: { readonly bead: Bead | undefined; readonly print: string };
}

/** The fingerprint of a finding; remembered as long as its bead is the same object. */
function printOf(finding: Printed, story: Story): string {
  const bead = finding.bead === null ? undefined : story.beads[finding.bead];
  const known = finding[PRINT];
  if (known !== undefined && known.bead === bead) return known.print;
  const { code, side } = finding;
  const print = fingerprint({ code, side, mark: markHash(finding, story), ...hashesOf(finding, story) });
  finding[PRINT] = { bead, print };
  return print;
}

/**
 * A name for each finding that stays the same when beads elsewhere change: its fingerprint, and which of those with
 * this fingerprint it is, in document order.
 */
export function findingKeys(findings: readonly Finding[], story: Story): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const print = printOf(finding, story);
    const count = counts.get(print) ?? 0;
    counts.set(print, count + 1);
    return count === 0 ? print : `${print}#${count}`;
  });
}
