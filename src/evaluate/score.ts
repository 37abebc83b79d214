import type { AlignmentCounts, Counts } from './counts.ts';

/** Each in [0, 1]; 0 where there is nothing to divide by, as in score.py. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface AlignmentScores {
  readonly strict: Score;
  readonly links: Score;
  readonly unmatched: Score;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export function scoreOf({ found, foundRight, gold, goldFound }: Counts): Score {
  const precision = ratio(foundRight, found);
  const recall = ratio(goldFound, gold);
  return { precision, recall, f1: ratio(2 * precision * recall, precision + recall) };
}

export const scoresOf = (counts: AlignmentCounts): AlignmentScores => ({
  strict: scoreOf(counts.strict),
  links: scoreOf(counts.links),
  unmatched: scoreOf(counts.unmatched),
});
