/**
 * Learns what compare knows of unsupported words and spans, and writes src/compare/learned-spans.ts:
 *
 *     npx tsx training/findings/learn.ts [CORPORA] [EVALUATION] [MODEL]
 *
 * Errors are put into sentence pairs that the encoder was not trained on: a word or a name replaced, a clause added, in
 * the target and (which is a clause dropped by the translation) in the source. Nothing of the evaluation data is used;
 * it is read only to leave out every pair that occurs in it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { createContext } from '../../src/compare/context.ts';
import { logit, type Network } from '../../src/core/network.ts';
import { familyOf, type SpanFamily, weakSpans } from '../../src/compare/spans.ts';
import { type WordSupport, wordSupport } from '../../src/compare/word-support.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import type { Side, Sides } from '../../src/core/side.ts';
import { mapSides } from '../../src/core/side.ts';
import { type Block, readHeldOutBlocks } from '../align/corpora.ts';
import { createRandom, type Random } from '../align/random.ts';
import { type ErrorType, type Injected, inject, makeStock } from './inject.ts';
import { areaUnderCurve, type Example, learnNetwork } from './learn-network.ts';

const SEED = 50211;
/** Of each corpus, so that the large manuals do not speak for all text; news is what the tool is for. */
const BLOCKS_PER_CORPUS = 6;
const NEWS_BLOCKS = 60;
const ERROR_RATE = 0.35;
/** Each block is read once for each type of error. */
const TYPES: readonly ErrorType[] = ['word', 'name', 'addition', 'addition'];
/** Times each news block is read so. */
const NEWS_ROUNDS = 3;
/** How many segments of a translation under review have an error of a type, as far as anybody knows. */
const PRIOR: Readonly<Record<ErrorType, number>> = { word: 0.08, name: 0.05, addition: 0.09 };

const [corpora = '../shared/corpora', evaluation = '../shared/eval', model = 'tr-en-base'] = process.argv.slice(2);
const log = (line: string): void => console.error(line);
const isNews = (block: Block): boolean => block.corpus.endsWith('_news');

interface Line {
  readonly error: (Injected & { readonly side: Side }) | null;
  readonly words: Sides<readonly WordSupport[]>;
  readonly offset: Sides<number>;
  readonly news: boolean;
}

const LANGS: Sides<string> = { source: 'en', target: 'tr' };

const embedder = await openEmbedder(model, { noCache: true });
const random = createRandom(SEED);
const counts = new Map<string, number>();
const blocks = random.shuffle(readHeldOutBlocks(corpora, evaluation)).filter((block) => {
  counts.set(block.corpus, (counts.get(block.corpus) ?? 0) + 1);
  return counts.get(block.corpus)! <= (isNews(block) ? NEWS_BLOCKS : BLOCKS_PER_CORPUS);
});
const stocks = makeStocks(blocks);

const lines: Line[][] = [];
for (const block of blocks) {
  const rounds: Line[] = [];
  for (let round = 0; round < (isNews(block) ? NEWS_ROUNDS : 1); round++) {
    for (const type of TYPES) rounds.push(...(await readBlock(block, type, random)));
  }
  lines.push(rounds);
}
log(`${blocks.length} blocks, ${lines.flat().length} lines`);
// By block: words, spans, and a part that only measures. Rounds of one block stand together.
const cut = (share: number): number => Math.floor(lines.length * share);
const forWords = lines.slice(0, cut(0.5)).flat();
const forSpans = lines.slice(cut(0.5), cut(0.85)).flat();
const forCheck = lines.slice(cut(0.85)).flat();

const origin = (what: string, count: number): string =>
  `${what}: ${count} examples from sentence pairs of ${counts.size} corpora that ${model} was not trained on, with errors put in; seed ${SEED}`;
const wordExamples = examplesOfWords(forWords);
const words = learnNetwork(
  wordExamples,
  { hidden: 10, epochs: 6, batch: 256, rate: 0.004, decay: 1e-5 },
  origin('words', wordExamples.length),
  random,
);
const check = examplesOfWords(forCheck);
log(
  `words: ${wordExamples.length} examples, ${wordExamples.filter((e) => e.label === 1).length} wrong; AUC ${areaUnderCurve(
    check.map((e) => logit(words, e.features)),
    check.map((e) => e.label),
  ).toFixed(4)}`,
);
for (const type of ['word', 'name', 'addition'] as const) {
  const some = examplesOfWords(forCheck.filter((line) => line.error === null || line.error.type === type));
  log(
    `  ${type}: AUC ${areaUnderCurve(
      some.map((e) => logit(words, e.features)),
      some.map((e) => e.label),
    ).toFixed(4)}`,
  );
}
const spans = {} as Record<SpanFamily, Network>;
for (const family of ['names', 'word', 'words'] as const) {
  const examples = examplesOfSpans(forSpans, words, family);
  const options = { hidden: 8, epochs: 14, batch: 128, rate: 0.003, decay: 1e-4 };
  spans[family] = learnNetwork(examples, options, origin(`spans of ${family}`, examples.length), random);
  const unseen = examplesOfSpans(forCheck, words, family);
  const area = areaUnderCurve(
    unseen.map((e) => logit(spans[family], e.features)),
    unseen.map((e) => e.label),
  );
  log(
    `spans of ${family}: ${examples.length} examples, ${examples.filter((e) => e.label === 1).length} true; AUC ${area.toFixed(4)}`,
  );
}
write(join(import.meta.dirname, '../../src/compare/learned-spans.ts'), words, spans);

function makeStocks(all: readonly Block[]): ReadonlyMap<string, Sides<ReturnType<typeof makeStock>>> {
  const byCorpus = new Map<string, Block[]>();
  for (const block of all) byCorpus.set(block.corpus, [...(byCorpus.get(block.corpus) ?? []), block]);
  return new Map(
    [...byCorpus].map(([corpus, some]) => {
      const pairs = some.flatMap((block) => block.pairs);
      return [
        corpus,
        {
          source: makeStock(
            pairs.map(([en]) => en),
            'en',
          ),
          target: makeStock(
            pairs.map(([, tr]) => tr),
            'tr',
          ),
        },
      ];
    }),
  );
}

async function readBlock(block: Block, type: ErrorType, dice: Random): Promise<Line[]> {
  const errors: Line['error'][] = [];
  const texts: { source: string[]; target: string[] } = { source: [], target: [] };
  const stock = stocks.get(block.corpus)!;
  for (const [en, tr] of block.pairs) {
    const pair = { source: en.trim(), target: tr.trim() };
    let error: Line['error'] = null;
    if (dice.chance(ERROR_RATE)) {
      const side: Side = type === 'addition' && dice.chance(0.5) ? 'source' : 'target';
      const injected = inject(pair[side], LANGS[side], type, stock[side], dice);
      if (injected !== null) {
        error = { ...injected, side };
        pair[side] = injected.text;
      }
    }
    errors.push(error);
    texts.source.push(pair.source);
    texts.target.push(pair.target);
  }
  const sides = mapSides(texts, (some, side) => asDocument(some, LANGS[side]));
  const vectors = { source: await embedder.embed(texts.source), target: await embedder.embed(texts.target) };
  const context = createContext({ sides, vectors, beads: [] });
  return errors.flatMap((error, i) => {
    const support = wordSupport(context, { source: [i], target: [i] });
    if (support === null) return [];
    const offset = mapSides(sides, ({ segments }) => segments[i]!.start);
    return [{ error, words: support, offset, news: isNews(block) }];
  });
}

function asDocument(texts: readonly string[], lang: string): SegmentedDocument {
  let at = 0;
  const segments = texts.map((text, index) => {
    const start = at;
    at += text.length + 1;
    return { index, start, end: start + text.length, text, kind: 'sentence' as const, lang };
  });
  return { document: { path: '', text: texts.join('\n'), sha256: '', blocks: [] }, lang, segments };
}

/** Whether a stretch of a side stands in the error (and, if asked, holds at least half of it); null where that cannot be known: opposite a replaced word. */
function labelOf(line: Line, side: Side, start: number, end: number, whole: boolean): 0 | 1 | null {
  const { error, offset } = line;
  if (error === null) return 0;
  if (error.side !== side) return error.type === 'addition' ? 0 : null;
  const from = error.start + offset[side];
  const to = error.end + offset[side];
  const shared = Math.min(end, to) - Math.max(start, from);
  return shared * 2 >= end - start && (!whole || shared * 2 >= to - from) ? 1 : 0;
}

function examplesOfWords(some: readonly Line[]): Example[] {
  return some.flatMap((line) =>
    (['source', 'target'] as const).flatMap((side) =>
      line.words[side].flatMap((word) => {
        if (word.features === null) return [];
        const label = labelOf(line, side, word.place.start, word.place.end, false);
        // A clause is many words, a replaced word is one: each error counts the same in the end.
        const weight = label === 1 ? (line.error!.type === 'addition' ? 0.4 : 1) : 1;
        return label === null ? [] : [{ features: word.features, label, weight }];
      }),
    ),
  );
}

/** The share of lines that an error of a type was put into. */
function rateOf(type: ErrorType): number {
  return (ERROR_RATE * TYPES.filter((other) => other === type).length) / TYPES.length;
}

function examplesOfSpans(some: readonly Line[], network: Network, family: SpanFamily): Example[] {
  return some.flatMap((line) =>
    (['source', 'target'] as const).flatMap((side) =>
      weakSpans(network, line.words, side).flatMap((span) => {
        if (familyOf(span) !== family) return [];
        const own = line.words[side];
        const start = own[span.first]!.place.start;
        const end = own[span.last]!.place.end;
        const label = labelOf(line, side, start, end, true);
        // Errors were put in more often than they come; each counts as often as it would.
        const weight = label === 1 ? PRIOR[line.error!.type] / rateOf(line.error!.type) : 1;
        return label === null ? [] : [{ features: span.features, label, weight }];
      }),
    ),
  );
}

function write(path: string, ofWords: Network, ofSpans: Readonly<Record<SpanFamily, Network>>): void {
  const round = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(4)) : value;
  const data = (value: unknown): string =>
    JSON.stringify(value, round)
      .replace(/"(\w+)":/g, '$1: ')
      .replace(/: "([^"]*)"/g, ": '$1'");
  writeFileSync(
    path,
    `import type { Network } from '../core/network.ts';\nimport type { SpanFamily } from './spans.ts';\n\n` +
      `/* Written by training/findings/learn.ts; not to be changed by hand. */\n\n` +
      `/** How likely a word is to be unsupported, from WORD_FEATURES. */\n` +
      `export const learnedWords: Network = ${data(ofWords)};\n\n` +
      `/** How likely a weak span is a true finding, from SPAN_FEATURES. */\n` +
      `export const learnedSpans: Readonly<Record<SpanFamily, Network>> = ${data(ofSpans)};\n`,
  );
}
