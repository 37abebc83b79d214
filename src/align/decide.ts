import type { Sides } from '../core/side.ts';
import type { Candidate } from './candidates.ts';
import { type Confidences, createEvidence, type Evidence, findHolding, isSame, keepConfident } from './confidence.ts';
import type { Features } from './features.ts';
import { lenient, type Score } from './score.ts';
import { type ChosenBead, type Memory, type Order, rateCandidates, search } from './search.ts';

/** Beads that were chosen and are sure enough, and what tells how sure a null bead is beside them. */
export interface Decision {
  readonly kept: readonly { readonly bead: ChosenBead; readonly confidence: number }[];
  readonly evidence: Evidence;
}

/** How often the search starts over without the beads that were not sure enough. */
const MAX_ROUNDS = 3;

/**
 * Searches leniently and keeps what is sure enough. A bead that is not may have stood in the way of another, so the search
 * starts over without it.
 */
export function decide(
  features: Features,
  candidates: readonly Candidate[],
  score: Score,
  sizes: Sides<number>,
  order: Order,
  confidences: Pick<Confidences, 'threshold' | 'keep' | 'bead'>,
): Decision {
  const eager = lenient(score);
  const rated = rateCandidates(candidates, eager);
  const holding = findHolding(rated, sizes);
  const evidenceFor = (beads: readonly ChosenBead[]): Evidence => createEvidence(features, holding, beads, sizes);
  const memory: Memory = new Map();
  let open = rated;
  for (let round = 1; ; round++) {
    const chosen = search(features, open, eager, sizes, order, memory);
    const kept = keepConfident(chosen, evidenceFor(chosen), confidences);
    const keptBeads = new Set(kept.map(({ bead }) => bead));
    const dropped = chosen.filter((bead) => !keptBeads.has(bead));
    if (dropped.length === 0 || round === MAX_ROUNDS) return { kept, evidence: evidenceFor([...keptBeads]) };
    const droppedAt = new Map<number, ChosenBead[]>();
    for (const bead of dropped) {
      const start = bead.source[0]!;
      droppedAt.set(start, [...(droppedAt.get(start) ?? []), bead]);
    }
    open = open.filter((candidate) => !droppedAt.get(candidate.source.start)?.some((bead) => isSame(candidate, bead)));
  }
}
