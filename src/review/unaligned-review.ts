import type { Comparison } from '../core/comparison.ts';
import type { Sides } from '../core/side.ts';
import { type AppliedReview, undecided } from './apply-review.ts';
import { type ReviewState, type StartOptions, startReview } from './review-state.ts';

const NOTHING_STALE: AppliedReview['stale'] = { findings: [], beads: [] };

/** Nobody has compared anything yet. */
const UNKNOWN: Pick<Comparison, 'model' | 'findings' | 'summary'> = {
  model: { id: '', revision: '', dtype: '' },
  findings: [],
  summary: { sameStory: true, retelling: false, sourceCovered: 0, targetCovered: 0, findings: {} },
};

/**
 * The state of a review whose texts are read and not aligned yet, to be looked at meanwhile: each row holds what stands
 * at the same share of both texts.
 */
export function unalignedReview(
  sides: Comparison['sides'],
  options: Omit<StartOptions, 'otherFields' | 'canRealign'>,
): ReviewState {
  const sizes: Sides<number> = { source: sides.source.segments.length, target: sides.target.segments.length };
  const count = Math.min(sizes.source, sizes.target);
  const part = (size: number, at: number): readonly number[] => {
    const from = Math.floor((at * size) / count);
    return Array.from({ length: Math.floor(((at + 1) * size) / count) - from }, (_, place) => from + place);
  };
  const beads = Array.from({ length: count }, (_, at) => ({
    source: part(sizes.source, at),
    target: part(sizes.target, at),
    confidence: 1,
    moved: false,
  }));
  const comparison = { ...UNKNOWN, sides, beads: undecided(beads) };
  const state = startReview(
    { comparison, decisions: new Map(), stale: NOTHING_STALE },
    { ...options, canRealign: false },
  );
  return { ...state, waiting: '' };
}
