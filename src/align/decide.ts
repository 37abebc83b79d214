import { logit, probability } from '../core/network.ts';
import type { Sides } from '../core/side.ts';
import { type CandidateList, findHolding } from './candidate-list.ts';
import { type Confidences, createEvidence, type Evidence, isSame, surenessOf } from './confidence.ts';
import type { Features } from './features.ts';
import { lenient, type Score } from './score.ts';
import { type ChosenBead, createSearch, type Order } from './search.ts';

/** Beads that were chosen and are sure enough, and what tells how sure a null bead is beside them. */
export interface Decision {
  readonly kept: readonly { readonly bead: ChosenBead; readonly confidence: number }[];
  readonly evidence: Evidence;
}

/** A bead, its evidence, and how sure it is by that. */
interface Judgement {
  readonly bead: ChosenBead;
  readonly values: Float64Array;
  readonly sureness: number;
}

/** How often the search goes on without the beads that were not sure enough. */
const MAX_ROUNDS = 3;

/**
 * Searches leniently and keeps what is sure enough. A bead that is not may have stood in the way of another, so the search
 * goes on without it.
 *
 * @param rated candidates, rated leniently
 */
export function decide(
  features: Features,
  rated: CandidateList,
  score: Score,
  sizes: Sides<number>,
  order: Order,
  { threshold, keep, bead: strict }: Pick<Confidences, 'threshold' | 'keep' | 'bead'>,
): Decision {
  const eager = lenient(score);
  const holding = findHolding(rated, sizes);
  const evidenceFor = (beads: readonly ChosenBead[]): Evidence =>
    createEvidence(features, rated, holding, beads, sizes);
  const search = createSearch(features, rated, eager, sizes, order);
  const closed = new Set<number>();
  /** What was said in the round before: of most beads nothing changes. */
  const last = new Map<ChosenBead, Judgement>();
  const judge = (bead: ChosenBead, values: Float64Array): Judgement => {
    const before = last.get(bead);
    if (before?.values.every((value, at) => value === values[at])) return before;
    const judgement = { bead, values, sureness: surenessOf(bead, values, keep) };
    last.set(bead, judgement);
    return judgement;
  };
  let dropped: readonly ChosenBead[] = [];
  for (let round = 1; ; round++) {
    const chosen = search(dropped, closed);
    const evidence = evidenceFor(chosen);
    const judged = chosen.map((bead) => judge(bead, evidence.ofBead(bead)));
    const isKept = judged.map(({ sureness }) => sureness >= threshold);
    dropped = chosen.filter((_, at) => !isKept[at]);
    if (dropped.length === 0 || round === MAX_ROUNDS) {
      const kept = judged
        .filter((_, at) => isKept[at])
        .map(({ bead, values }) => ({ bead, confidence: probability(logit(strict, values)) }));
      return { kept, evidence: evidenceFor(kept.map(({ bead }) => bead)) };
    }
    const { starts, ids } = holding.source;
    for (const bead of dropped) {
      const first = bead.source[0]!;
      for (const id of ids.subarray(starts[first], starts[first + 1])) if (isSame(rated, id, bead)) closed.add(id);
    }
  }
}
