import { readFileSync } from 'node:fs';
import { alignDocuments } from '../../src/cli/compare-files.ts';
import { compare } from '../../src/compare/compare.ts';
import type { CompareInput } from '../../src/compare/context.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import {
  type FindingRecall,
  type JudgedDocument,
  judgeFindings,
  readKnownErrors,
  recallAtRate,
  recallByDefault,
} from '../../src/evaluate/errors-suite.ts';
import { bootstrap } from '../../src/evaluate/bootstrap.ts';
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
    const types = Object.keys(recallByDefault(documents.map(({ reported }) => reported)).recall);
    head(`findings, ${half}: recall (95 %)`, 'false alarms per 1,000', ...types);
    const tell = (label: string, recall: (some: typeof documents) => FindingRecall): void => {
      const figuresOf = ({ falseAlarms, recall: of }: FindingRecall): number[] => [
        falseAlarms,
        ...types.map((type) => of[type] ?? Number.NaN),
      ];
      const figures = figuresOf(recall(documents));
      // A sample without an error of a type says nothing of it.
      const intervals = bootstrap(documents, (some) =>
        figuresOf(recall(some)).map((figure, at) => (Number.isNaN(figure) ? figures[at]! : figure)),
      );
      const [alarms, ...found] = figures.map(
        (figure, at) =>
          `${at === 0 ? figure.toFixed(1) : three(figure)} (${intervals[at]!.map((end) => end.toFixed(at === 0 ? 0 : 2)).join('–')})`,
      );
      row(label, alarms!, ...found);
    };
    tell('as reported', (some) => recallByDefault(some.map(({ reported }) => reported)));
    for (const rate of RATES) {
      tell(`at ${rate} per 1,000`, (some) =>
        recallAtRate(
          some.map(({ all }) => all),
          rate,
        ),
      );
    }
  }
}
