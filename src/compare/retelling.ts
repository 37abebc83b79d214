import { isNull } from '../core/bead.ts';
import { SIDES } from '../core/side.ts';
import type { CompareInput } from './context.ts';
import { coveredShare } from './summary.ts';

/**
 * Below this the pairs of two versions are, in the mean, too unsure for translations of one another. On the first halves
 * of the evaluation documents, with sentences dropped, put in and moved or without, no translation lies below .917; the
 * versions of the retold story lie at .85 and .73, of the written retellings two in three below this.
 */
const MOST_SURE = 0.91;
/** A version of which the other has more than this is a translation, however free. */
const MOST_COVERED = 0.95;

/**
 * True where one version retells the other: each has what the other lacks, and what they share is said so freely that the
 * aligner doubts it. A translation that only drops or adds something has sure pairs.
 */
export const isRetelling = (input: CompareInput): boolean => {
  const paired = input.beads.filter((bead) => !isNull(bead));
  if (paired.length === 0) return false;
  const sure = paired.reduce((sum, { confidence }) => sum + confidence, 0) / paired.length;
  return sure < MOST_SURE && SIDES.every((side) => coveredShare(input, side) < MOST_COVERED);
};
