import { isNull } from '../core/bead.ts';
import type { CompareInput } from './context.ts';
import { coveredShare } from './summary.ts';

/**
 * Below this share of the prose in beads, each weighted by how sure it is, the two are not versions of one story. Chosen
 * on the first half of the evaluation documents: of 500 pairs of different news or articles four stand above it, all on
 * like events; a retelling that keeps a third of either side does too, and the least alike versions that were seen have .53.
 */
const MIN_EXPECTED_COVER = 0.25;
/** Beads less sure than this say nothing: unrelated news stories share phrases. */
const MIN_BEAD_CONFIDENCE = 0.3;

/** True where enough of the two texts is paired, and surely enough, for them to be versions of one story. */
export const isSameStory = (input: CompareInput): boolean => {
  if (!input.beads.some((bead) => !isNull(bead))) return false;
  const weight = (confidence: number): number => (confidence < MIN_BEAD_CONFIDENCE ? 0 : confidence);
  return Math.max(coveredShare(input, 'source', weight), coveredShare(input, 'target', weight)) >= MIN_EXPECTED_COVER;
};
