import type { SegmentedDocument } from '../core/segment.ts';
import { opposite, type Side, type Sides } from '../core/side.ts';
import type { FixedBead, ReviewBead } from './fix-beads.ts';
import type { BeadVerdict } from './review-file.ts';

/** One segment of one side. */
export interface Member {
  readonly side: Side;
  readonly index: number;
}

type Members = Sides<readonly number[]>;

const fixedAs = (verdict: BeadVerdict, { source, target }: Members): FixedBead => ({
  source,
  target,
  decision: { verdict },
});

const ascending = (indices: readonly number[]): readonly number[] => indices.toSorted((a, b) => a - b);

const isEmpty = ({ source, target }: Members): boolean => source.length + target.length === 0;

/** What is left of a bead that a reviewer took a segment from: nothing, a bead, or segments that stand alone. */
function rest(members: Members): readonly FixedBead[] {
  if (isEmpty(members)) return [];
  if (members.source.length > 0 && members.target.length > 0) return [fixedAs('split', members)];
  return alone(members);
}

const alone = ({ source, target }: Members): readonly FixedBead[] => [
  ...source.map((index) => fixedAs('unmatched', { source: [index], target: [] })),
  ...target.map((index) => fixedAs('unmatched', { source: [], target: [index] })),
];

const without = (bead: Members, { side, index }: Member): Members => ({
  ...{ source: bead.source, target: bead.target },
  [side]: bead[side].filter((member) => member !== index),
});

/** Two beads as one. */
export const merged = (a: Members, b: Members): readonly FixedBead[] => [
  fixedAs('joined', {
    source: ascending([...a.source, ...b.source]),
    target: ascending([...a.target, ...b.target]),
  }),
];

/** The bead as it is. */
export const confirmed = (bead: Members): readonly FixedBead[] => [fixedAs('confirmed', bead)];

/** Every segment of the bead on its own. */
export const unmatched = (bead: Members): readonly FixedBead[] => alone(bead);

/** A segment on its own, and what is left of its bead. */
export const detached = (bead: Members, member: Member): readonly FixedBead[] => {
  const lone: Members = { source: [], target: [], [member.side]: [member.index] };
  return [fixedAs('unmatched', lone), ...rest(without(bead, member))];
};

/** A segment taken from one bead and put into another. */
export const attached = (from: Members, member: Member, to: Members): readonly FixedBead[] => {
  const { side, index } = member;
  const grown: Members = {
    ...{ source: to.source, target: to.target },
    [side]: ascending([...to[side], index]),
  };
  return [fixedAs('joined', grown), ...rest(without(from, member))];
};

/** How many of the other side's members go with the first part: as near as can be to the same share of the text. */
function proportionalCut(members: readonly number[], share: number, document: SegmentedDocument): number {
  const lengths = members.map((index) => document.segments[index]?.text.length ?? 0);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let best = 1;
  let bestDistance = Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let count = 1; count < members.length; count += 1) {
    sum += lengths[count - 1]!;
    const distance = Math.abs(sum - share * total);
    if (distance < bestDistance) {
      best = count;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Cuts a bead in two: right before `at`, where this is a later member of its side, else in the middle of the side that
 * has more members. The other side is cut at the same share of its text; a side of one member stays with the first
 * part. A bead of one segment on each side falls apart; one segment alone cannot be split (null).
 */
export function split(
  bead: ReviewBead,
  at: Member | null,
  documents: Sides<SegmentedDocument>,
): readonly FixedBead[] | null {
  if (bead.source.length + bead.target.length < 2) return null;
  if (bead.source.length === 1 && bead.target.length === 1) return alone(bead);
  const chosen = at === null ? -1 : bead[at.side].indexOf(at.index);
  const side: Side =
    at !== null && chosen > 0 ? at.side : bead.source.length > bead.target.length ? 'source' : 'target';
  const cut = chosen > 0 ? chosen : Math.ceil(bead[side].length / 2);
  const lengthOf = (indices: readonly number[]): number =>
    indices.reduce((sum, index) => sum + (documents[side].segments[index]?.text.length ?? 0), 0);
  const share = lengthOf(bead[side].slice(0, cut)) / Math.max(1, lengthOf(bead[side]));
  const other = opposite(side);
  const otherCut = bead[other].length < 2 ? bead[other].length : proportionalCut(bead[other], share, documents[other]);
  const parts = [0, 1].map((part): Members => {
    const piece = (members: readonly number[], length: number) =>
      part === 0 ? members.slice(0, length) : members.slice(length);
    return { source: [], target: [], [side]: piece(bead[side], cut), [other]: piece(bead[other], otherCut) };
  });
  return parts.flatMap((part) => rest(part));
}
