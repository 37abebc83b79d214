/**
 * `npm run eval [-- MODEL]`: measures alignment, findings and the model on the evaluation data beside the project, and
 * prints the tables. Where the data is missing it says so.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alignDocuments, compareDocuments, readSides } from '../../src/cli/compare-files.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import type { Bead } from '../../src/core/bead.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import type { Sides } from '../../src/core/side.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import { judgeFindings, readKnownErrors, recallAtRate, recallByDefault } from '../../src/evaluate/errors-suite.ts';
import { type EvaluationPair, evaluate } from '../../src/evaluate/evaluation.ts';
import { readGold } from '../../src/evaluate/gold.ts';
import { alignmentFileOf } from '../../src/report/write-json.ts';
import { marginAccuracy } from './margin-accuracy.ts';
import { hasShared, readErrors, readRetrieval, readSuite, readXquad, SHARED, suitePath } from './shared-data.ts';

const TOOL = { name: 'hizala', version: 'eval' };
const io = { cwd: process.cwd(), readStdin: async () => new Uint8Array() };
const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const three = (value: number): string => value.toFixed(3);

const readFiles = (source: string, target: string, segmentation: 'lines' | 'sentences'): ReturnType<typeof readSides> =>
  readSides({ source, target }, { segmentation, langs: { source: 'en', target: 'tr' } }, io);

interface Aligned {
  readonly sides: Sides<SegmentedDocument>;
  readonly beads: readonly Bead[];
}

async function alignFiles(
  embedder: IdentifiedEmbedder,
  source: string,
  target: string,
  segmentation: 'lines' | 'sentences',
): Promise<Aligned> {
  const sides = await readFiles(source, target, segmentation);
  return { sides, beads: (await alignDocuments(sides, embedder, 'free')).beads };
}

function toPair(name: string, goldText: string, { beads, sides }: Aligned): EvaluationPair {
  const sizes = { source: sides.source.segments.length, target: sides.target.segments.length };
  return { goldName: name, gold: readGold(goldText, name), testName: name, test: { beads, sizes } };
}

async function evaluateSuites(embedder: IdentifiedEmbedder): Promise<void> {
  print('| alignment | beads P | R | strict F1 | 95 % | links F1 | unmatched P | R | F1 | 95 % | ECE |');
  print('|---|---|---|---|---|---|---|---|---|---|---|');
  for (const suite of ['mono', 'cross', 'long'] as const) {
    const pairs: EvaluationPair[] = [];
    for (const document of readSuite(suite)) {
      const aligned = await alignFiles(embedder, document.source, document.target, 'lines');
      pairs.push(toPair(document.name, readFileSync(document.gold, 'utf8'), aligned));
    }
    printScores(suite, pairs);
    // The half that thresholds may be looked at on, and the half that they may not.
    if (pairs.length > 1) {
      printScores(`${suite}, first half`, pairs.slice(0, Math.ceil(pairs.length / 2)));
      printScores(`${suite}, second half`, pairs.slice(Math.ceil(pairs.length / 2)));
    }
  }
  const story = join(SHARED, 'eval/seeds/story-a');
  const seeds = join(SHARED, 'seeds');
  const lines = await alignFiles(embedder, `${story}.src`, `${story}.tgt`, 'lines');
  const links = readFileSync(`${story}.links.json`, 'utf8');
  printScores('story-a, lines', [toPair('story-a', links, lines)]);
  const raw = await alignFiles(
    embedder,
    join(seeds, '000_e030ccb33e80e41f.txt'),
    join(seeds, '002_2d4e8a482adc2297.txt'),
    'sentences',
  );
  printScores('story-a, raw text', [toPair('story-a', links, raw)]);
}

function printScores(name: string, pairs: readonly EvaluationPair[]): void {
  const { beads, links, unmatched, calibration } = evaluate(pairs);
  const range = ([low, high]: readonly [number, number]): string => `${three(low)}–${three(high)}`;
  const cells = [
    name,
    ...(beads
      ? [three(beads.precision), three(beads.recall), three(beads.f1), range(beads.interval)]
      : ['', '', '', '']),
    three(links.f1),
    three(unmatched.precision),
    three(unmatched.recall),
    three(unmatched.f1),
    range(unmatched.interval),
    three(calibration?.error ?? 0),
  ];
  print(`| ${cells.join(' | ')} |`);
}

/** Natural paragraphs: no bead may join two, none may be wholly without a link. */
async function evaluateXquad(embedder: IdentifiedEmbedder): Promise<void> {
  let beads = 0;
  let joining = 0;
  let paragraphs = 0;
  let unlinked = 0;
  for (const { source, target } of readXquad()) {
    const aligned = await alignFiles(embedder, source, target, 'sentences');
    const paragraphOf = {
      source: paragraphNumbers(aligned.sides.source),
      target: paragraphNumbers(aligned.sides.target),
    };
    const linked = new Set<number>();
    for (const bead of aligned.beads) {
      if (bead.source.length === 0 || bead.target.length === 0) continue;
      beads++;
      const held = new Set([
        ...bead.source.map((i) => paragraphOf.source[i]!),
        ...bead.target.map((j) => paragraphOf.target[j]!),
      ]);
      if (held.size > 1) joining++;
      else for (const paragraph of held) linked.add(paragraph);
    }
    const count = Math.max(...paragraphOf.source) + 1;
    paragraphs += count;
    for (let p = 0; p < count; p++) if (!linked.has(p)) unlinked++;
  }
  print(
    `xquad: ${joining} of ${beads} beads join two paragraphs (${((100 * joining) / beads).toFixed(2)} %); ` +
      `${unlinked} of ${paragraphs} paragraphs have no link`,
  );
}

const paragraphNumbers = ({ document, segments }: SegmentedDocument): readonly number[] => {
  let paragraph = -1;
  let end = 0;
  return segments.map((segment) => {
    const gap = document.text.slice(end, segment.start);
    if (paragraph < 0 || gap.includes('\n')) paragraph++;
    end = segment.end;
    return paragraph;
  });
};

async function evaluateErrors(embedder: IdentifiedEmbedder): Promise<void> {
  const judged = [];
  for (const { name, source, target, errors } of readErrors()) {
    const comparison = await compareDocuments(await readFiles(source, target, 'lines'), embedder, 'free');
    const known = readKnownErrors(readFileSync(errors, 'utf8'), name);
    judged.push(judgeFindings(known, alignmentFileOf(comparison, TOOL), name));
  }
  const half = Math.ceil(judged.length / 2);
  for (const [name, documents] of [
    ['first half', judged.slice(0, half)],
    ['second half', judged.slice(half)],
  ] as const) {
    const rows = [
      ['as reported', recallByDefault(documents)] as const,
      ...[5, 20, 50].map((rate) => [`at ${rate} per 1,000`, recallAtRate(documents, rate)] as const),
    ];
    const types = Object.keys(rows[0]![1].recall);
    print();
    print(`| findings, ${name} | false alarms per 1,000 | ${types.join(' | ')} |`);
    print(`|---|---|${types.map(() => '---|').join('')}`);
    for (const [label, { falseAlarms, recall }] of rows) {
      print(`| ${label} | ${falseAlarms.toFixed(1)} | ${types.map((type) => three(recall[type]!)).join(' | ')} |`);
    }
  }
}

async function evaluateModel(embedder: IdentifiedEmbedder): Promise<void> {
  for (const name of ['news', 'everyday'] as const) {
    const { source, target } = readRetrieval(name);
    const accuracy = marginAccuracy(await embedder.embed(source), await embedder.embed(target));
    print(`retrieval, ${name}: ${three(accuracy)} (${source.length} sentences, ratio margin, k = 4, both directions)`);
  }
}

if (hasShared()) {
  const wanted = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')));
  const model = process.argv.slice(2).find((word) => !word.startsWith('--'));
  const part = (name: string): boolean => wanted.size === 0 || wanted.has(`--${name}`);
  const embedder = await openEmbedder(model, { noCache: true });
  if (part('suites')) await evaluateSuites(embedder);
  if (part('xquad')) await evaluateXquad(embedder);
  if (part('errors')) await evaluateErrors(embedder);
  if (part('retrieval')) await evaluateModel(embedder);
} else {
  print(`skipped: there is no evaluation data at ${suitePath('')}`);
}
