/**
 * Learns the score without one feature or a few at a time, and prints what each group is worth as a Markdown table:
 *
 *     npx tsx training/align/ablate.ts [CORPORA] [EVALUATION] [MODEL]
 *
 * Every line is learned anew, confidences included, on fewer stories and epochs than the shipped weights. The evaluation
 * suites are only measured.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { align } from '../../src/align/align.ts';
import type { BeadFeature } from '../../src/align/feature-names.ts';
import type { AlignInput } from '../../src/align/input.ts';
import type { AlignWeights } from '../../src/align/weights.ts';
import { prepareSides, readSides } from '../../src/cli/compare-files.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import type { Sides } from '../../src/core/side.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import { type EvaluationPair, evaluate } from '../../src/evaluate/evaluation.ts';
import { readGold } from '../../src/evaluate/gold.ts';
import { learnConfidence } from './learn-confidence.ts';
import { learnScore, START } from './learn-score.ts';
import { divide, makeExamples, readBlocks } from './make-examples.ts';
import { measure } from './measure.ts';
import { createRandom } from './random.ts';

/** What is left out together: features that say the same in two ways go as one. */
const GROUPS: Readonly<Record<string, readonly BeadFeature[]>> = {
  nothing: [],
  cosine: ['cosine'],
  'margin, lead over the nearest rival': ['margin', 'runnerUp'],
  'coverage, weaker coverage': ['coverage', 'weakerCoverage'],
  'weakest cosine, coverage and use': ['weakestCosine', 'weakestCoverage', 'weakestUse'],
  'idle member': ['idleMember'],
  'merge gain': ['mergeGain'],
  lengths: ['lengthRatio', 'lengthRatioSquared'],
  quantities: ['sharedQuantities', 'lostQuantities'],
  names: ['sharedNames'],
  kinds: ['litterClash', 'kindClash', 'headingMixed'],
  'prices of shapes': ['oneToTwo', 'oneToMany', 'manyToMany', 'list'],
  gaps: ['gaps'],
  displacement: ['displacement'],
  crossing: ['crossing'],
  following: ['following'],
};
/** Of the blocks for the score one in so many is learned from, and of those for the confidences. */
const ONE_IN = { score: 3, confidence: 2 };
const EPOCHS = 5;
const SEED = 4711;

const [corpora = '../shared/corpora', evaluation = '../shared/eval', model = 'tr-en-base'] = process.argv.slice(2);
const embedder = await openEmbedder(model, { noCache: true });
const random = createRandom(SEED);
const parts = divide(random.shuffle(readBlocks(corpora, evaluation)));
const oneIn = <T>(list: readonly T[], step: number): readonly T[] => list.filter((_, at) => at % step === 0);
const forScore = await makeExamples(oneIn(parts.score, ONE_IN.score), embedder, random);
const forConfidence = await makeExamples(oneIn(parts.confidence, ONE_IN.confidence), embedder, random);
const forCheck = await makeExamples(parts.check, embedder, random);
const suites = await readSuites(evaluation, embedder);
console.error(`${forScore.length} + ${forConfidence.length} + ${forCheck.length} stories, ${EPOCHS} epochs`);

console.log(`| without | unseen stories | ${suites.map(({ name }) => name).join(' | ')} |`);
console.log(`|---|---|${suites.map(() => '---|').join('')}`);
for (const [name, features] of Object.entries(GROUPS)) {
  const score = learnScore(forScore, START, EPOCHS, createRandom(SEED + 1), () => {}, new Set(features));
  const confidence = learnConfidence(forConfidence, score, 'ablation', createRandom(SEED + 2));
  const unseen = measure(forCheck, { score, confidence });
  const cells = [unseen, ...suites.map((suite) => measureSuite(suite, { origin: 'ablation', score, confidence }))];
  console.log(
    `| ${name} | ${cells.map(({ strict, unmatched }) => `${three(strict)} ${three(unmatched)}`).join(' | ')} |`,
  );
}

interface Suite {
  readonly name: string;
  readonly documents: readonly { readonly name: string; readonly gold: string; readonly input: Sides<AlignInput> }[];
}

/** The suites with gold beads, a segment a line; none where there is no such data. */
async function readSuites(folder: string, embed: IdentifiedEmbedder): Promise<readonly Suite[]> {
  const io = { cwd: process.cwd(), readStdin: async () => new Uint8Array() };
  const suites: Suite[] = [];
  for (const name of ['mono', 'cross', 'long']) {
    const path = join(folder, 'suites', name);
    if (!existsSync(path)) continue;
    const documents = [];
    for (const file of readdirSync(path)
      .filter((each) => each.endsWith('.gold.json'))
      .sort()) {
      const base = join(path, file.slice(0, -'.gold.json'.length));
      const options = { segmentation: 'lines', langs: { source: 'en', target: 'tr' } } as const;
      const sides = await readSides({ source: `${base}.src`, target: `${base}.tgt` }, options, io);
      const { input } = await prepareSides(sides, embed);
      documents.push({ name: file, gold: readFileSync(`${base}.gold.json`, 'utf8'), input });
    }
    suites.push({ name, documents });
  }
  return suites;
}

function measureSuite({ documents }: Suite, weights: AlignWeights): { strict: number; unmatched: number } {
  const pairs = documents.map(({ name, gold, input }): EvaluationPair => {
    const sizes = { source: input.source.traits.length, target: input.target.traits.length };
    const beads = align(input, { order: 'free', weights });
    return { goldName: name, gold: readGold(gold, name), testName: name, test: { beads, sizes } };
  });
  const { beads, unmatched } = evaluate(pairs);
  return { strict: beads!.f1, unmatched: unmatched.f1 };
}

function three(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}
