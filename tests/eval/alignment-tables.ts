import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import { beadOutcomes, type Calibration, calibration } from '../../src/evaluate/calibration.ts';
import { type EvaluationPair, evaluate } from '../../src/evaluate/evaluation.ts';
import { isPaired } from '../../src/evaluate/pairing.ts';
import { alignFiles, alignRetold, toPair } from './align-files.ts';
import { halves, head, row, three } from './print.ts';
import { LEARNED_FROM, MISLEADING, UNSEEN } from '../../training/align/retold.ts';
import { readSuite, SHARED } from './shared-data.ts';

type Kind = 'beads' | 'nulls';

/** How far the confidences of pairs, or of what is left without one, may be trusted. */
const calibrationOf = (pairs: readonly EvaluationPair[], kind: Kind): Calibration =>
  calibration(
    pairs.flatMap(({ gold, test }) =>
      beadOutcomes(
        gold,
        test.beads.filter((bead) => isPaired(bead) === (kind === 'beads')),
      ),
    ),
  );

function printScores(name: string, pairs: readonly EvaluationPair[]): void {
  const { beads, links, unmatched } = evaluate(pairs);
  const range = ([low, high]: readonly [number, number]): string =>
    pairs.length > 1 ? `${three(low)}–${three(high)}` : '';
  row(
    name,
    ...(beads
      ? [three(beads.precision), three(beads.recall), three(beads.f1), range(beads.interval)]
      : ['', '', '', '']),
    three(links.f1),
    range(links.interval),
    three(unmatched.precision),
    three(unmatched.recall),
    three(unmatched.f1),
    range(unmatched.interval),
    three(calibrationOf(pairs, 'beads').error),
    three(calibrationOf(pairs, 'nulls').error),
  );
}

function printReliability(name: string, pairs: readonly EvaluationPair[], kind: Kind): void {
  const { bins, error, brier } = calibrationOf(pairs, kind);
  head(`${name}: ${kind}`, 'count', 'mean confidence', 'share right');
  for (const { from, to, count, confidence, accuracy } of bins) {
    if (count > 0) row(`${from.toFixed(1)} – ${to.toFixed(1)}`, count, three(confidence), three(accuracy));
  }
  row(
    `ECE ${three(error)}, Brier ${three(brier)}`,
    bins.reduce((sum, { count }) => sum + count, 0),
    '',
    '',
  );
}

const HEADINGS = [
  ...['alignment', 'beads P', 'R', 'strict F1', '95 %', 'links F1', '95 %'],
  ...['unmatched P', 'R', 'F1', '95 %', 'ECE of beads', 'of nulls'],
];

/** The retellings written for this project, those that the aligner learned from apart from the others. */
export async function printRetold(embedder: IdentifiedEmbedder): Promise<void> {
  head(...HEADINGS);
  const unseen: EvaluationPair[] = [];
  for (const [name, letters] of [
    ['retellings learned from', LEARNED_FROM],
    ['retellings unseen', UNSEEN],
    ['retellings unseen, misleading', MISLEADING],
  ] as const) {
    const pairs = await alignRetold(embedder, letters);
    printScores(name, pairs);
    if (letters === UNSEEN) unseen.push(...pairs);
  }
  for (const kind of ['beads', 'nulls'] as const) printReliability('confidence, unseen retellings', unseen, kind);
}

/** The suites with gold beads and the retold story, by suite and half, with intervals from drawing documents. */
export async function printAlignment(embedder: IdentifiedEmbedder): Promise<void> {
  head(...HEADINGS);
  const all: EvaluationPair[] = [];
  for (const suite of ['mono', 'cross', 'long'] as const) {
    const pairs: EvaluationPair[] = [];
    for (const { name, source, target, gold } of readSuite(suite)) {
      pairs.push(toPair(name, readFileSync(gold, 'utf8'), await alignFiles(embedder, source, target, 'lines')));
    }
    printScores(suite, pairs);
    if (pairs.length > 1) for (const [half, documents] of halves(pairs)) printScores(`${suite}, ${half}`, documents);
    all.push(...pairs);
  }
  const story = join(SHARED, 'eval/seeds/story-a');
  const links = readFileSync(`${story}.links.json`, 'utf8');
  const seed = (name: string): string => join(SHARED, 'seeds', name);
  const lines = await alignFiles(embedder, `${story}.src`, `${story}.tgt`, 'lines');
  printScores('story-a, lines', [toPair('story-a', links, lines)]);
  const [source, target] = [seed('000_e030ccb33e80e41f.txt'), seed('002_2d4e8a482adc2297.txt')];
  const raw = await alignFiles(embedder, source, target, 'sentences');
  printScores('story-a, raw text', [toPair('story-a', links, raw)]);
  for (const kind of ['beads', 'nulls'] as const) printReliability('confidence, all suites', all, kind);
}
