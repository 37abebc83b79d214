import { CandidateList } from '../../src/align/candidate-list.ts';
import type { Score } from '../../src/align/score.ts';

/** Rates candidates anew with weights that are being learned, and leaves out those that could not gain even between two beads that they follow and lead. */
export function rateCandidates(candidates: CandidateList, score: Score): CandidateList {
  const rated = new CandidateList();
  for (let id = 0; id < candidates.length; id++) {
    const values = candidates.valuesOf(id);
    const gain = score.gain(values, candidates.membersOf('source', id), candidates.membersOf('target', id));
    if (gain + 2 * score.following > 0) rated.add(candidates.runsOf(id), gain, values);
  }
  return rated;
}
