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
  const taken = { source: new Set<number>(), target: new Set<number>() };
  for (const bead of fixed) for (const side of SIDES) for (const index of bead[side]) taken[side].add(index);

  const untouched: ReviewBead[] = [];
  const result: ReviewBead[] = [];
  const touched = new Map<string, ReviewBead>();
  for (const bead of beads) {
    if (!holdsAny(bead.source, taken.source) && !holdsAny(bead.target, taken.target)) {
      untouched.push(bead);
      continue;
    }
    touched.set(firstsOf(bead), bead);
    const source = bead.source.filter((index) => !taken.source.has(index));
    const target = bead.target.filter((index) => !taken.target.has(index));
    if (source.length > 0 && target.length > 0) {
      result.push({ source, target, confidence: bead.confidence, moved: bead.moved, decision: null });
    } else {
      const alone = { confidence: LEFTOVER_CONFIDENCE, moved: false, decision: null };
      for (const index of source) result.push({ ...alone, source: [index], target: [] });
      for (const index of target) result.push({ ...alone, source: [], target: [index] });
    }
  }
  const changed: FixedBead[] = [];
  for (const each of fixed) {
    if (each.source.length + each.target.length === 0) continue;
    const before = touched.get(firstsOf(each));
    // As it was: only decided now.
    if (before !== undefined && hasMembers(before, each))
      result.push({ ...before, confidence: 1, decision: each.decision });
    else changed.push(each);
  }
  const isMoved = orderOf(untouched);
  for (const { source, target, decision } of changed) {
    result.push({ source, target, confidence: 1, moved: isMoved({ source, target }), decision });
  }
  return inSourceOrder([...untouched, ...result], targetSize);
}

/** A loop, since it is asked for every bead while a key waits. */
function holdsAny(members: readonly number[], wanted: ReadonlySet<number>): boolean {
  for (const index of members) if (wanted.has(index)) return true;
  return false;
}

/** Tells beads apart: no two share a segment. */
const firstsOf = ({ source, target }: Sides<readonly number[]>): string => `${source[0]} ${target[0]}`;

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((index, at) => index === b[at]);

/** Do two beads hold the same segments? */
export const hasMembers = (a: Sides<readonly number[]>, b: Sides<readonly number[]>): boolean =>
  isSame(a.source, b.source) && isSame(a.target, b.target);
