import { readFileSync } from 'node:fs';
import { alignDocuments } from '../../src/cli/compare-files.ts';
import { compare } from '../../src/compare/compare.ts';
import type { CompareInput } from '../../src/compare/context.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import {
  type JudgedDocument,
  judgeFindings,
  readKnownErrors,
  recallAtRate,
  recallByDefault,
} from '../../src/evaluate/errors-suite.ts';
import { alignmentFileOf } from '../../src/report/write-json.ts';
import { readFiles } from './align-files.ts';
import { halves, head, row, three } from './print.ts';
import { readErrors } from './shared-data.ts';

const TOOL = { name: 'hizala', version: 'eval' };

/** Phrases surer than this are looked at to see the trade below the default. */
const LEAST_SHOWN = 0.1;
/** Rates of false alarms, for each 1,000 clean segments, at which recall is given. */
const RATES = [5, 20, 50];

/** Which injected errors are found, and what is cried wolf over. */
export async function printFindings(embedder: IdentifiedEmbedder): Promise<void> {
  const judged: { readonly reported: JudgedDocument; readonly all: JudgedDocument }[] = [];
  for (const { name, source, target, errors } of readErrors()) {
    const sides = await readFiles(source, target, 'lines');
    const known = readKnownErrors(readFileSync(errors, 'utf8'), name);
    const aligned = await alignDocuments(sides, embedder, 'free');
    const judge = (input: CompareInput): JudgedDocument => {
      const comparison = { model: embedder.identity, sides, beads: aligned.beads, ...compare(input) };
      return judgeFindings(known, alignmentFileOf(comparison, TOOL), name);
    };
    const input = { sides, ...aligned, discriminator: embedder.discriminator() };
    judged.push({ reported: judge(input), all: judge({ ...input, leastConfidence: LEAST_SHOWN }) });
  }
  for (const [half, documents] of halves(judged)) {
    const reported = recallByDefault(documents.map((document) => document.reported));
    const all = documents.map((document) => document.all);
    const types = Object.keys(reported.recall);
    head(`findings, ${half}`, 'false alarms per 1,000', ...types);
    for (const [label, { falseAlarms, recall }] of [
      ['as reported', reported] as const,
      ...RATES.map((rate) => [`at ${rate} per 1,000`, recallAtRate(all, rate)] as const),
    ]) {
      row(label, falseAlarms.toFixed(1), ...types.map((type) => three(recall[type]!)));
    }
  }
}
