/** The features of a bead with both sides, in the order of their weights. All are the same if the sides are swapped. */
export const BEAD_FEATURES = [
  'bias',
  'cosine',
  'margin',
  'runnerUp',
  'coverage',
  'weakerCoverage',
  'weakestCosine',
  'weakestCoverage',
  'mergeGain',
  'weakestUse',
  'idleMember',
  'lengthRatio',
  'lengthRatioSquared',
  'sharedQuantities',
  'lostQuantities',
  'sharedNames',
  'litterClash',
  'kindClash',
  'headingMixed',
  'oneToTwo',
  'oneToMany',
  'manyToMany',
  'list',
  'gaps',
  'displacement',
  'crossing',
  'following',
] as const;

/** The features of a segment left without counterpart. */
export const NULL_FEATURES = ['bias', 'bestCosine', 'bestCoverage', 'logLength', 'litter', 'faithfulness'] as const;

export type BeadFeature = (typeof BEAD_FEATURES)[number];
export type NullFeature = (typeof NULL_FEATURES)[number];

/** Where in BEAD_FEATURES a feature stands. */
export const BEAD_INDEX = Object.fromEntries(BEAD_FEATURES.map((name, i) => [name, i])) as Readonly<
  Record<BeadFeature, number>
>;

/** The features that compare words: dear, so they are measured only where they could decide. */
export const WORD_FEATURES = [
  'coverage',
  'weakerCoverage',
  'weakestCoverage',
  'weakestUse',
  'idleMember',
] as const satisfies readonly BeadFeature[];
