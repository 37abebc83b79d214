import type { SegmentVectors } from '../core/vectors.ts';
import type { SegmentTraits } from '../evidence/traits.ts';

/** One side as the aligner sees it: no text, only vectors and what was counted. Both lists have a row a segment. */
export interface AlignInput {
  readonly vectors: readonly SegmentVectors[];
  readonly traits: readonly SegmentTraits[];
}
