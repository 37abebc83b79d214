import { findHolding } from '../../src/align/candidate-list.ts';
import { type Confidences, createEvidence } from '../../src/align/confidence.ts';
import { decide } from '../../src/align/decide.ts';
import { createScore, lenient } from '../../src/align/score.ts';
import { createSearch } from '../../src/align/search.ts';
import { pairUntranslated } from '../../src/align/untranslated.ts';
import type { ScoreWeights } from '../../src/align/weights.ts';
import type { Network } from '../../src/core/network.ts';
import { mapSides, SIDES } from '../../src/core/side.ts';
import { linkedSegments } from '../../src/evaluate/counts.ts';
import { learnNetwork, type LearnOptions, type Example as Observation } from '../findings/learn-network.ts';
import type { Example } from './example.ts';
import type { Random } from './random.ts';
import { rateCandidates } from './rate-candidates.ts';

const OPTIONS = { hidden: 10, epochs: 40, batch: 64, rate: 0.01, decay: 1e-3 };
/** There are fewer nulls than beads to learn from. */
const NULL_OPTIONS = { ...OPTIONS, epochs: 120, decay: 1e-4 };

/** So many networks are learned and averaged: where they differ, it is chance. */
const NETWORKS = 5;

/** The mean of several networks' log-odds, as one network. */
function learnMean(examples: readonly Observation[], options: LearnOptions, origin: string, random: Random): Network {
  const networks = Array.from({ length: NETWORKS }, () => learnNetwork(examples, options, origin, random));
  const { mean, deviation } = networks[0]!;
  const outputs = networks.map(({ output }) => output.map((weight) => weight / NETWORKS));
  // What stands behind the weights of the hidden units is for the inputs themselves.
  const direct = outputs.map((output) => output.slice(options.hidden));
  return {
    origin,
    mean,
    deviation,
    hidden: networks.flatMap(({ hidden }) => hidden),
    output: [
      ...outputs.flatMap((output) => output.slice(0, options.hidden)),
      ...direct[0]!.map((_, at) => direct.reduce((sum, weights) => sum + weights[at]!, 0)),
    ],
  };
}

const observe = (features: Float64Array, right: boolean, weight: number): Observation => ({
  features,
  label: right ? 1 : 0,
  weight,
});

/** How much a story counts that was written rather than made: there are few, and they are what the made ones imitate. */
const RETOLD_WEIGHT = 2;
const weightOf = ({ gold }: Example): number => (gold.length > 0 ? 1 : RETOLD_WEIGHT);

/**
 * Below this a bead is dropped. Set on the first halves of the evaluation stories; between .2 and .55 their strict F1 changes by
 * .004 at most, and .25 and .3 give the same. The lower keeps more of a retold story.
 */
const THRESHOLD = 0.25;

/**
 * Fits the confidences of beads and nulls to how often the search was right, on examples the score has not seen.
 */
export function learnConfidence(
  examples: readonly Example[],
  weights: ScoreWeights,
  origin: string,
  random: Random,
): Confidences {
  const searched = examples.map((example) => {
    const score = lenient(createScore(example.features, example.sizes, weights));
    const rated = rateCandidates(example.candidates, score);
    const chosen = createSearch(example.features, rated, score, example.sizes, 'free')();
    const evidence = createEvidence(example.features, rated, findHolding(rated, example.sizes), chosen, example.sizes);
    return { example, chosen, evidence };
  });
  const observed = searched.flatMap(({ example, chosen, evidence }) =>
    chosen.map((bead) => ({
      values: evidence.ofBead(bead),
      weight: weightOf(example),
      right: example.isRight(bead),
      linked: example.rightLinks(bead) >= (bead.source.length * bead.target.length) / 2,
    })),
  );
  const bead = learnMean(
    observed.map(({ values, right, weight }) => observe(values, right, weight)),
    OPTIONS,
    origin,
    random,
  );
  const keep = learnMean(
    observed.map(({ values, linked, weight }) => observe(values, linked, weight)),
    OPTIONS,
    origin,
    random,
  );

  const nulls: Observation[] = [];
  for (const example of examples) {
    const { features, candidates, sizes } = example;
    const score = createScore(features, sizes, weights);
    const rated = rateCandidates(candidates, lenient(score));
    const decision = decide(features, rated, score, sizes, 'free', { threshold: THRESHOLD, keep, bead });
    const free = mapSides(sizes, (length, side) => {
      const taken = new Set(decision.kept.flatMap((k) => k.bead[side]));
      return Array.from({ length }, (_, index) => !taken.has(index));
    });
    const untranslated = pairUntranslated(example.input, free);
    for (const side of SIDES) {
      for (const pair of untranslated) free[side][pair[side]] = false;
      const { sure, any } = linkedSegments(example.links, side);
      for (let index = 0; index < example.sizes[side]; index++) {
        const isOpen = any.has(index) && !sure.has(index);
        if (!free[side][index] || isOpen) continue;
        nulls.push(observe(decision.evidence.ofNull(side, index), !any.has(index), weightOf(example)));
      }
    }
  }
  return { keep, threshold: THRESHOLD, bead, null: learnMean(nulls, NULL_OPTIONS, origin, random) };
}
