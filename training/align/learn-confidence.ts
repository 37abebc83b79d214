import { type Confidences, createEvidence, type Evidence, keepConfident } from '../../src/align/confidence.ts';
import { createScore, lenient } from '../../src/align/score.ts';
import { type ChosenBead, search } from '../../src/align/search.ts';
import type { ScoreWeights } from '../../src/align/weights.ts';
import { learnNetwork, type Example as Observation } from '../findings/learnNetwork.ts';
import type { Example } from './example.ts';
import { goldKeys, key } from './learn-score.ts';
import { measureBeads } from './measure.ts';
import type { Random } from './random.ts';

const OPTIONS = { hidden: 10, epochs: 40, batch: 64, rate: 0.01, decay: 1e-3 };

const observe = (features: Float64Array, right: boolean): Observation => ({
  features,
  label: right ? 1 : 0,
  weight: 1,
});

/**
 * Fits the confidences of beads and nulls to how often the search was right, on examples the score has not seen, and
 * the threshold below which a bead is dropped to the best mean of strict F1 and unmatched F1.
 */
export function learnConfidence(
  examples: readonly Example[],
  weights: ScoreWeights,
  origin: string,
  random: Random,
): Confidences {
  const searched = examples.map((example) => {
    const score = lenient(createScore(example.features, example.sizes, weights));
    const chosen = search(example.features, example.candidates, score, example.sizes, 'free');
    const evidenceFor = (beads: readonly ChosenBead[]): Evidence =>
      createEvidence(example.features, example.candidates, score, beads, example.sizes);
    return { example, chosen, evidence: evidenceFor(chosen), evidenceFor, gold: goldKeys(example) };
  });
  const beads = searched.flatMap(({ chosen, evidence, gold }) =>
    chosen.map((bead) => observe(evidence.ofBead(bead), gold.has(key(bead.source, bead.target)))),
  );
  const bead = learnNetwork(beads, OPTIONS, origin, random);

  const quality = (threshold: number): number => {
    const { strict, unmatched } = measureBeads(
      searched.map(({ example, chosen, evidence }) => ({
        example,
        beads: keepConfident(chosen, evidence, { threshold, bead }).map((kept) => kept.bead),
      })),
    );
    return strict + unmatched;
  };
  const thresholds = Array.from({ length: 19 }, (_, step) => 0.05 * (step + 1));
  const threshold = thresholds.reduce((best, candidate) => (quality(candidate) > quality(best) ? candidate : best));

  const nulls: Observation[] = [];
  for (const { example, chosen, evidence, evidenceFor } of searched) {
    const kept = keepConfident(chosen, evidence, { threshold, bead }).map((k) => k.bead);
    const after = evidenceFor(kept);
    for (const side of ['source', 'target'] as const) {
      const taken = new Set(kept.flatMap((b) => b[side]));
      const linked = new Set(example.gold.flatMap((b) => b[side]));
      for (let index = 0; index < example.sizes[side]; index++) {
        if (!taken.has(index)) nulls.push(observe(after.ofNull(side, index), !linked.has(index)));
      }
    }
  }
  return { threshold, bead, null: learnNetwork(nulls, OPTIONS, origin, random) };
}
