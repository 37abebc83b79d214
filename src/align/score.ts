import type { Sides } from '../core/side.ts';
import { BEAD_FEATURES, BEAD_INDEX, type Features, NULL_FEATURES } from './features.ts';
import type { ScoreWeights } from './weights.ts';

/**
 * The objective: the sum over beads of `gain`. A gain is the bead's score less the scores its members would have as
 * null beads, so that leaving everything unmatched is worth 0.
 */
export interface Score {
  /** What choosing a bead is worth. `values` as `Features.ofBead` gives them. */
  gain(values: Float64Array, sources: readonly number[], targets: readonly number[]): number;
  /** What is added to the gain of a bead that crosses the main chain; negative. */
  readonly crossing: number;
  /** What is added for a bead that directly follows another on both sides; at least 0. */
  readonly following: number;
}

export function createScore(features: Features, sizes: Sides<number>, weights: ScoreWeights): Score {
  const beadWeights = BEAD_FEATURES.map((name) => weights.bead[name]);
  const nullWeights = NULL_FEATURES.map((name) => weights.null[name]);
  const nulls = {
    source: Float64Array.from({ length: sizes.source }, (_, i) => weigh(features.ofNull('source', i), nullWeights)),
    target: Float64Array.from({ length: sizes.target }, (_, j) => weigh(features.ofNull('target', j), nullWeights)),
  };
  return {
    gain: (values, sources, targets) => {
      let gain = weigh(values, beadWeights);
      for (const i of sources) gain -= nulls.source[i]!;
      for (const j of targets) gain -= nulls.target[j]!;
      return gain;
    },
    crossing: Math.min(0, beadWeights[BEAD_INDEX.crossing]!),
    following: Math.max(0, beadWeights[BEAD_INDEX.following]!),
  };
}

/** How much more than it is worth the search takes a bead for, and how much less crossing costs it. */
const LENIENCY = 2;
const LENIENT_CROSSING = 0.6;

/**
 * A score that rather pairs than leaves out. The search runs with it, and what it finds is then kept or dropped by
 * confidence, which sees what the score cannot: rivals, neighbours, how far the two documents agree at all.
 */
export const lenient = (score: Score): Score => ({
  ...score,
  gain: (values, sources, targets) => score.gain(values, sources, targets) + LENIENCY,
  crossing: score.crossing * LENIENT_CROSSING,
});

function weigh(values: Float64Array, weights: readonly number[]): number {
  let sum = 0;
  for (let f = 0; f < values.length; f++) sum += values[f]! * weights[f]!;
  return sum;
}
