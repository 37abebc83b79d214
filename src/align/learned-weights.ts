import type { AlignWeights } from './weights.ts';

/** Written by training/align/learn.ts; not to be changed by hand. */
export const learnedWeights: AlignWeights = {
  origin: '446 made stories for the score, 186 for the confidence, from sentence pairs of 47 corpora that tr-en-base was not trained on; seed 20261',
  score: {
    bead: {
      bias: 0.7533,
      cosine: 3.5212,
      margin: 5.5031,
      runnerUp: 3.0317,
      coverage: 3.6097,
      weakerCoverage: 2.3826,
      weakestCosine: 2.1707,
      weakestCoverage: 1.8932,
      mergeGain: 1.5682,
      weakestUse: 2.0887,
      lengthRatio: -2.9257,
      lengthRatioSquared: -1.2508,
      sharedQuantities: 0.1171,
      lostQuantities: -1.2091,
      sharedNames: 0.1809,
      litterClash: -2.9712,
      headingClash: -2.0575,
      headingMixed: -1.7368,
      sameLanguage: -1.361,
      oneToTwo: -2.3912,
      oneToMany: -1.103,
      manyToMany: -2.903,
      list: -1.7836,
      crossing: -2.8075,
      following: 1.6364
    },
    null: {
      bias: 1.4146,
      bestCosine: 1.0601,
      bestCoverage: -0.9604,
      logLength: 0.5394,
      litter: 2.7904,
      foreign: 2.7562,
      faithfulness: -0.2665
    }
  },
  confidence: {
    threshold: 0.3,
    bead: {
      gain: -0.015,
      lead: 0.3291,
      bias: -0.1326,
      cosine: 0.1262,
      margin: -0.202,
      runnerUp: -0.3443,
      coverage: -0.0157,
      weakerCoverage: -0.2379,
      weakestCosine: -1.0674,
      weakestCoverage: -1.0114,
      mergeGain: 0.9241,
      weakestUse: 1.272,
      lengthRatio: 0.2683,
      lengthRatioSquared: 0.3175,
      sharedQuantities: 0.3773,
      lostQuantities: -0.2419,
      sharedNames: -0.0418,
      litterClash: -0.2513,
      headingClash: -1.7065,
      headingMixed: 0.9704,
      sameLanguage: -0.9209,
      oneToTwo: -0.2284,
      oneToMany: -0.2227,
      manyToMany: 0,
      list: -2.7146,
      crossing: -1.0222,
      following: 0,
      neighbourBefore: 1.1348,
      neighbourAfter: 1.1403,
      faithfulness: -0.1743,
      faithfulGain: 0.5704,
      crossingGain: 0.0306,
      crossingFaithful: 0.1075
    },
    null: {
      bestGain: -0.138,
      bestFreeGain: -0.1959,
      bias: 2.1595,
      bestCosine: -1.072,
      bestCoverage: 0.4423,
      logLength: 1.2015,
      litter: 1.2848,
      foreign: 1.3272,
      faithfulness: 1.8679,
      faithfulGain: 0.1601
    }
  }
};
