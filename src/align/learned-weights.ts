import type { AlignWeights } from './weights.ts';

/** Written by training/align/learn.ts; not to be changed by hand. */
export const learnedWeights: AlignWeights = {
  origin: '468 made stories for the score, 195 for the confidence, from sentence pairs of 47 corpora that tr-en-base was not trained on; seed 20261',
  score: {
    bead: {
      bias: 0.5673,
      cosine: 3.403,
      margin: 5.4609,
      runnerUp: 2.8946,
      coverage: 3.6847,
      weakerCoverage: 2.6051,
      weakestCosine: 1.9131,
      weakestCoverage: 2.1737,
      mergeGain: 1.8542,
      weakestUse: 2.3287,
      lengthRatio: -3.3575,
      lengthRatioSquared: -1.059,
      sharedQuantities: 0.2155,
      lostQuantities: -1.8344,
      sharedNames: 0.4116,
      litterClash: -2.9698,
      headingClash: -2.2784,
      headingMixed: -1.7037,
      oneToTwo: -2.7315,
      oneToMany: -1.6933,
      manyToMany: -3.5815,
      list: -2.2561,
      crossing: -3.6643,
      following: 1.822
    },
    null: {
      bias: 1.8821,
      bestCosine: -0.1736,
      bestCoverage: -1.3028,
      logLength: 0.679,
      litter: 2.3323,
      faithfulness: -0.4163
    }
  },
  confidence: {
    threshold: 0.3,
    bead: {
      bias: -0.1573,
      gain: 0.1063,
      lead: 0.2154,
      margin: -0.2882,
      runnerUp: 0.4775,
      coverage: -1.0913,
      weakerCoverage: -0.2883,
      lengthRatio: -1.0952,
      lostQuantities: -0.6096,
      several: -1.6631,
      crossing: -1.5001,
      neighbourBefore: 1.2092,
      neighbourAfter: 1.2644,
      faithfulness: 0.686,
      faithfulGain: 0.4282,
      crossingGain: 0.2481,
      crossingFaithful: -2.5555
    },
    null: {
      bestGain: -0.1892,
      bestFreeGain: 0.0593,
      bias: 2.3152,
      bestCosine: 0.5208,
      bestCoverage: -0.8906,
      logLength: 1.0025,
      litter: 1.0932,
      faithfulness: 1.2065,
      faithfulGain: -0.439
    }
  }
};
