import { bootstrap, type Interval } from './bootstrap.ts';
import { beadOutcomes, type Calibration, calibration } from './calibration.ts';
import { type AlignmentCounts, addCounts, countAgainst, NO_COUNTS } from './counts.ts';
import { fitting, type Gold, type TestAlignment } from './gold.ts';
import { type AlignmentScores, type Score, scoresOf } from './score.ts';

/** One document: what is true of it, and what was found. */
export interface EvaluationPair {
  readonly goldName: string;
  readonly gold: Gold;
  readonly testName: string;
  readonly test: TestAlignment;
}

export interface ScoreWithInterval extends Score {
  /** Of the F1, at 95 %, by drawing documents. */
  readonly interval: Interval;
}

export interface Evaluation {
  readonly documents: readonly {
    readonly gold: string;
    readonly alignment: string;
    readonly counts: AlignmentCounts;
    readonly scores: AlignmentScores;
  }[];
  /** Micro-averaged; beads are null where no gold has beads. */
  readonly beads: ScoreWithInterval | null;
  readonly links: ScoreWithInterval;
  readonly unmatched: ScoreWithInterval;
  /** Null where no alignment gives confidences. */
  readonly calibration: Calibration | null;
}

const sum = (counts: readonly AlignmentCounts[]): AlignmentCounts => counts.reduce(addCounts, NO_COUNTS);

/**
 * Scores alignments against gold.
 *
 * @throws UserError where an alignment and its gold are not about the same segments
 */
export function evaluate(pairs: readonly EvaluationPair[]): Evaluation {
  const counted = pairs.map(({ gold, test, goldName, testName }) =>
    countAgainst(gold, test.beads, fitting(gold, test, goldName, testName)),
  );
  const scores = scoresOf(sum(counted));
  const [beads, links, unmatched] = bootstrap(counted, (sample) => {
    const { strict, links, unmatched } = scoresOf(sum(sample));
    return [strict.f1, links.f1, unmatched.f1];
  }) as readonly [Interval, Interval, Interval];
  const outcomes = pairs.flatMap(({ gold, test }) => beadOutcomes(gold, test.beads));
  const hasBeads = pairs.some(({ gold }) => gold.kind === 'beads');
  return {
    documents: pairs.map(({ goldName, testName }, at) => ({
      gold: goldName,
      alignment: testName,
      counts: counted[at]!,
      scores: scoresOf(counted[at]!),
    })),
    beads: hasBeads ? { ...scores.strict, interval: beads } : null,
    links: { ...scores.links, interval: links },
    unmatched: { ...scores.unmatched, interval: unmatched },
    calibration: outcomes.length === 0 ? null : calibration(outcomes),
  };
}
