/** Joins words into one key. Words hold no white space, so keys of different words differ. */
const key = (words: readonly string[], at: number, length: number): string => words.slice(at, at + length).join(' ');

/** A range of word indices, `[first, last]` inclusive. */
export interface WordRun {
  readonly first: number;
  readonly last: number;
}

const runsOf = (covered: readonly boolean[], atLeast: number): WordRun[] => {
  const runs: WordRun[] = [];
  let first = -1;
  for (let i = 0; i <= covered.length; i++) {
    if (covered[i] === true) {
      if (first < 0) first = i;
    } else if (first >= 0) {
      if (i - first >= atLeast) runs.push({ first, last: i - 1 });
      first = -1;
    }
  }
  return runs;
};

/**
 * The maximal runs of at least `atLeast` words that also stand, in the same order, in `other`.
 * Linear in both for a fixed `atLeast`.
 */
export const sharedRuns = (words: readonly string[], other: readonly string[], atLeast: number): WordRun[] => {
  const known = new Set<string>();
  for (let i = 0; i + atLeast <= other.length; i++) known.add(key(other, i, atLeast));
  const covered = new Array<boolean>(words.length).fill(false);
  if (known.size === 0) return [];
  for (let i = 0; i + atLeast <= words.length; i++) {
    if (known.has(key(words, i, atLeast))) covered.fill(true, i, i + atLeast);
  }
  return runsOf(covered, atLeast);
};

/**
 * The maximal runs of at least `atLeast` words that have stood before in the same text without overlapping.
 * Linear for a fixed `atLeast`.
 */
export const repeatedRuns = (words: readonly string[], atLeast: number): WordRun[] => {
  const first = new Map<string, number>();
  const covered = new Array<boolean>(words.length).fill(false);
  for (let i = 0; i + atLeast <= words.length; i++) {
    const gram = key(words, i, atLeast);
    const before = first.get(gram);
    if (before === undefined) first.set(gram, i);
    else if (i - before >= atLeast) covered.fill(true, i, i + atLeast);
  }
  return runsOf(covered, atLeast);
};
