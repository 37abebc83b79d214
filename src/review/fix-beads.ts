import type { Bead } from '../core/bead.ts';
import { SIDES, type Sides } from '../core/side.ts';
import { inSourceOrder, orderOf } from './bead-order.ts';
import type { BeadVerdict } from './review-file.ts';

/** What a reviewer decided about a bead, as it stands in the review file. */
export interface BeadDecision {
  readonly verdict: BeadVerdict;
  readonly note?: string | undefined;
  readonly by?: string | undefined;
  readonly at?: string | undefined;
}

/** A bead, and what the reviewer said of it: null where it is as the aligner left it. */
export interface ReviewBead extends Bead {
  readonly decision: BeadDecision | null;
}

/** Members that must form a bead of the result, whatever the aligner would do; one side may be empty. */
export interface FixedBead extends Sides<readonly number[]> {
  readonly decision: BeadDecision | null;
}

/** An undecided bead that lost members keeps this much: less than sure, more than a guess. */
const LEFTOVER_CONFIDENCE = 0.5;

/**
 * Puts fixed beads in the place of whatever holds their members. A bead that loses members keeps the rest of them, and
 * where one of its sides is left empty every other member stands alone.
 *
 * Invariant: every segment that stood in exactly one bead does so after it. The fixed beads must not share members.
 */
export function fixBeads(
  beads: readonly ReviewBead[],
  fixed: readonly FixedBead[],
  targetSize: number,
): readonly ReviewBead[] {
  const ownerOf = { source: new Map<number, ReviewBead>(), target: new Map<number, ReviewBead>() };
  for (const bead of beads) for (const side of SIDES) for (const index of bead[side]) ownerOf[side].set(index, bead);
  const taken = { source: new Set<number>(), target: new Set<number>() };
  for (const bead of fixed) for (const side of SIDES) for (const index of bead[side]) taken[side].add(index);

  const result: ReviewBead[] = [];
  for (const bead of beads) {
    const source = bead.source.filter((index) => !taken.source.has(index));
    const target = bead.target.filter((index) => !taken.target.has(index));
    const isWhole = source.length === bead.source.length && target.length === bead.target.length;
    if (isWhole) result.push(bead);
    else if (source.length > 0 && target.length > 0) {
      result.push({ source, target, confidence: bead.confidence, moved: bead.moved, decision: null });
    } else {
      const alone = { confidence: LEFTOVER_CONFIDENCE, moved: false, decision: null };
      for (const index of source) result.push({ ...alone, source: [index], target: [] });
      for (const index of target) result.push({ ...alone, source: [], target: [index] });
    }
  }
  const changed: FixedBead[] = [];
  for (const each of fixed) {
    const first = each.source[0] ?? each.target[0];
    if (first === undefined) continue;
    const owner = ownerOf[each.source.length > 0 ? 'source' : 'target'].get(first);
    if (owner !== undefined && hasMembers(owner, each))
      result.push({ ...owner, confidence: 1, decision: each.decision });
    else changed.push(each);
  }
  const isMoved = orderOf(result.toSorted((a, b) => (a.source[0] ?? -1) - (b.source[0] ?? -1)));
  for (const { source, target, decision } of changed) {
    result.push({ source, target, confidence: 1, moved: isMoved({ source, target }), decision });
  }
  return inSourceOrder(result, targetSize);
}

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((index, at) => index === b[at]);

/** Do two beads hold the same segments? */
export const hasMembers = (a: Sides<readonly number[]>, b: Sides<readonly number[]>): boolean =>
  isSame(a.source, b.source) && isSame(a.target, b.target);
