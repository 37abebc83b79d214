import { mapSides, type Sides } from '../core/side.ts';
import { BEAD_FEATURES, BEAD_INDEX, type BeadFeature, NULL_FEATURES, WORD_FEATURES } from './feature-names.ts';
import type { Features } from './features.ts';
import type { ScoreWeights } from './weights.ts';

/**
 * The objective: the sum over beads of `gain`. A gain is the bead's score less the scores its members would have as
 * null beads, so that leaving everything unmatched is worth 0.
 */
export interface Score {
  /** What each feature of a bead weighs between these two versions. */
  readonly weights: Readonly<Record<BeadFeature, number>>;
  /** What choosing a bead is worth. `values` as `Features.ofBead` gives them. */
  gain(values: readonly number[], sources: readonly number[], targets: readonly number[]): number;
  /** The most that the gain of a bead can be expected to be whose words have not been compared yet. */
  mostGain(values: readonly number[], sources: readonly number[], targets: readonly number[]): number;
  /** What is added to the gain of a bead that crosses the main chain; negative. */
  readonly crossing: number;
  /** What is added for a bead that directly follows another on both sides; at least 0. */
  readonly following: number;
}

export function createScore(features: Features, sizes: Sides<number>, weights: ScoreWeights): Score {
  const ofBead = between(weights.bead, weights.retold, retellingOf(features));
  const beadWeights = BEAD_FEATURES.map((name) => ofBead[name]);
  const nullWeights = NULL_FEATURES.map((name) => weights.null[name]);
  const nulls = mapSides(sizes, (size, side) => {
    const scores = new Float64Array(size);
    for (let at = 0; at < size; at++) scores[at] = weigh(features.ofNull(side, at), nullWeights);
    return scores;
  });
  const gain = (values: readonly number[], sources: readonly number[], targets: readonly number[]): number => {
    let sum = weigh(values, beadWeights);
    for (const i of sources) sum -= nulls.source[i]!;
    for (const j of targets) sum -= nulls.target[j]!;
    return sum;
  };
  const wordWeight = WORD_FEATURES.reduce((sum, name) => sum + Math.max(0, ofBead[name]), 0);
  return {
    weights: ofBead,
    gain,
    mostGain: (values, sources, targets) =>
      gain(values, sources, targets) + wordWeight * mostCoverage(values[BEAD_INDEX.cosine]!),
    crossing: Math.min(0, beadWeights[BEAD_INDEX.crossing]!),
    following: Math.max(0, beadWeights[BEAD_INDEX.following]!),
  };
}

/**
 * Two versions as like as this, or more, are translations of each other; of a likeness between these, retellings; as unlike as
 * that, two stories, of which nothing should be paired the sooner. The written retellings have .40 to .56, of the translated
 * news of the first halves nine in ten .55 and more, pairs of different stories .30 at most; two other encoders say the same.
 */
const TRANSLATED = 0.62;
const RETOLD = [0.38, 0.5] as const;
const APART = 0.3;

/** How far two versions are a retelling rather than a translation, or two stories, in [0, 1]. */
const retellingOf = ({ likeness }: Features): number =>
  Math.max(
    0,
    Math.min(1, (TRANSLATED - likeness) / (TRANSLATED - RETOLD[1]), (likeness - APART) / (RETOLD[0] - APART)),
  );

const between = (a: ScoreWeights['bead'], b: ScoreWeights['bead'], share: number): ScoreWeights['bead'] =>
  Object.fromEntries(
    BEAD_FEATURES.map((name) => [name, a[name] + share * (b[name] - a[name])]),
  ) as ScoreWeights['bead'];

/**
 * The most words that two sides with this cosine support of each other: of 24,000 beads measured, fewer
 * than one in 20,000 that the search could have used has more.
 */
const mostCoverage = (cosine: number): number => Math.min(1, 0.3 + 0.7 * Math.max(0, cosine));

/** How much more than it is worth the search takes a bead for, and how much more again one of several members. */
const LENIENCY = 2;
const LENIENCY_SEVERAL = 0.6;
/** The share of what crossing costs that the search counts. */
const LENIENT_CROSSING = 0.6;

const leniencyFor = (sources: readonly number[], targets: readonly number[]): number =>
  LENIENCY + (sources.length + targets.length > 2 ? LENIENCY_SEVERAL : 0);

/**
 * A score that rather pairs than leaves out. The search runs with it, and what it finds is then kept or dropped by
 * confidence, which sees what the score cannot: rivals, neighbours, how far the two documents agree at all.
 */
export const lenient = (score: Score): Score => ({
  ...score,
  gain: (values, sources, targets) => score.gain(values, sources, targets) + leniencyFor(sources, targets),
  mostGain: (values, sources, targets) => score.mostGain(values, sources, targets) + leniencyFor(sources, targets),
  crossing: score.crossing * LENIENT_CROSSING,
});

function weigh(values: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  for (let f = 0; f < values.length; f++) sum += values[f]! * weights[f]!;
  return sum;
}
