import type { Confidences } from './confidence.ts';
import type { BeadFeature, NullFeature } from './feature-names.ts';

/** What the score says of each feature. */
export interface ScoreWeights {
  /** In a faithful translation. */
  readonly bead: Readonly<Record<BeadFeature, number>>;
  /** In a retelling, where length, order and what is said beside tell less. */
  readonly retold: Readonly<Record<BeadFeature, number>>;
  readonly null: Readonly<Record<NullFeature, number>>;
}

/** Everything the aligner learned from data, and where it came from. */
export interface AlignWeights {
  /** How the weights were made; for people. */
  readonly origin: string;
  readonly score: ScoreWeights;
  readonly confidence: Confidences;
}
