import type { Comparison } from '../../src/core/comparison.ts';
import { type AppliedReview, applyReview } from '../../src/review/apply-review.ts';
import { EMPTY_REVIEW, type Review } from '../../src/review/review-file.ts';
import { type ReviewState, startReview } from '../../src/review/review-state.ts';
import { type Action, reduce } from '../../src/review/state.ts';

export const applied = (comparison: Comparison, review: Review = EMPTY_REVIEW): AppliedReview =>
  applyReview(comparison, review);

export const startOf = (comparison: Comparison, size = { columns: 120, rows: 40 }, review?: Review): ReviewState =>
  startReview(applied(comparison, review), { size, color: false, canRealign: true });

/** The state after these keys. */
export const afterKeys = (state: ReviewState, ...keys: readonly string[]): ReviewState =>
  keys.reduce((before, key) => reduce(before, { type: 'key', key } satisfies Action), state);

/** The members of the beads, in order. */
export const beadsOf = ({
  snapshot,
}: Pick<ReviewState, 'snapshot'>): readonly (readonly [readonly number[], readonly number[]])[] =>
  snapshot.beads.map(({ source, target }) => [source, target]);
