import type { Calibration } from './calibration.ts';
import type { AlignmentCounts } from './counts.ts';
import type { Evaluation, ScoreWithInterval } from './evaluation.ts';

const figure = (value: number): string => value.toFixed(3);

/** A row of the table; without figures where there was nothing to find and nothing was found. */
const row = (name: string, score: ScoreWithInterval | null): string =>
  score === null ? `${name.padEnd(10)}${'–'.padStart(9)}${'–'.padStart(7)}${'–'.padStart(7)}` : figures(name, score);

const figures = (name: string, score: ScoreWithInterval): string =>
  [
    name.padEnd(10),
    figure(score.precision).padStart(9),
    figure(score.recall).padStart(7),
    figure(score.f1).padStart(7),
    `   ${figure(score.interval[0])} – ${figure(score.interval[1])}`,
  ].join('');

function calibrationLines({ bins, error }: Calibration): readonly string[] {
  const table = bins
    .filter(({ count }) => count > 0)
    .map(
      ({ from, to, count, confidence, accuracy }) =>
        `${from.toFixed(1)} – ${to.toFixed(1)}${String(count).padStart(8)}${figure(confidence).padStart(12)}${figure(accuracy).padStart(8)}`,
    );
  return ['', `confidence   beads        said   right   (expected calibration error ${figure(error)})`, ...table];
}

/** The scores as a table for people, with – for what neither gold nor alignments have. */
export function formatScores(evaluation: Evaluation): string {
  const { documents, beads, links, unmatched } = evaluation;
  const count = documents.length;
  const orNothing = (measure: keyof AlignmentCounts, score: ScoreWithInterval): ScoreWithInterval | null =>
    documents.every(({ counts }) => counts[measure].found + counts[measure].gold === 0) ? null : score;
  return `${[
    `${count} ${count === 1 ? 'document' : 'documents'}`,
    '',
    `${' '.repeat(10)}precision recall     F1   ${count > 1 ? '95% interval of the F1' : ''}`.trimEnd(),
    ...(beads === null ? [] : [row('beads', orNothing('strict', beads))]),
    row('links', orNothing('links', links)),
    row('unmatched', orNothing('unmatched', unmatched)),
    ...(evaluation.calibration === null ? [] : calibrationLines(evaluation.calibration)),
  ].join('\n')}\n`;
}

/** The same, and the scores of each document, for programs. Numbers have six decimals at most. */
export const formatScoresJson = (evaluation: Evaluation): string =>
  `${JSON.stringify(
    evaluation,
    (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value),
    2,
  )}\n`;
