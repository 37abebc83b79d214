/**
 * Learns what compare knows of unsupported words and spans, and writes src/compare/learned-spans.ts:
 *
 *     npx tsx training/findings/learn.ts [CORPORA] [EVALUATION] [MODEL]
 *
 * Errors are put into sentence pairs that the encoder was not trained on: a word, two words or a name replaced, a clause
 * added, in the target and (which is a clause dropped by the translation) in the source. Nothing of the evaluation data
 * is used; it is read only to leave out every pair that occurs in it.
 */
import { join } from 'node:path';
import { mapSides } from '../../src/core/side.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { surestSpans } from '../../src/compare/spans.ts';
import { WORD_FEATURES } from '../../src/compare/word-support.ts';
import { logOddsOf, type Trees } from '../../src/compare/trees.ts';
import { type Block, readHeldOutBlocks } from '../align/corpora.ts';
import { createRandom, type Random } from '../align/random.ts';
import { examplesOfSpans, examplesOfWords } from './examples.ts';
import { auc } from '../../src/evaluate/auc.ts';
import { type Example, learnTrees } from './learn-trees.ts';
import { type Line, makeStocks, readLines } from './lines.ts';
import { measure } from './measure.ts';
import { writeTrees } from './write-trees.ts';

const SEED = 50211;
/** Of each corpus, so that the large manuals do not speak for all text; news is what the tool is for. */
const BLOCKS = { news: 60, people: 16, machines: 4 };
/** How often each block is read, each time with other errors. */
const ROUNDS = { news: 10, people: 4, machines: 2 };
/** What a machine or a model translated is stiffer than what a person did, and says less about free translation. */
const MACHINE_WEIGHT = 0.4;
/** How sure trees must be of so many words in a clean line to leave the line out; most that are so sure are right. */
const DOUBTFUL = [
  { words: 3, confidence: 0.4 },
  { words: 5, confidence: 0.25 },
];
const CLEANING_ROUNDS = 2;
/** Blocks that only measure. */
const CHECK_SHARE = 0.15;

const [corpora = '../shared/corpora', evaluation = '../shared/eval', model = 'tr-en-base'] = process.argv.slice(2);
const log = (line: string): void => console.error(line);
const isNews = (corpus: string): boolean => corpus.endsWith('_news');
const isMachine = (corpus: string): boolean =>
  /_(mt|gmt)$|^ms_|^i2p|^prompt_guide|pivot$/.test(corpus) && corpus !== 'ms_intune_docs_ht';
const kindOf = (corpus: string): keyof typeof BLOCKS =>
  isNews(corpus) ? 'news' : isMachine(corpus) ? 'machines' : 'people';
const weightOf = ({ corpus }: Line): number => (isMachine(corpus) ? MACHINE_WEIGHT : 1);

const random = createRandom(SEED);
const blocks = chooseBlocks(readHeldOutBlocks(corpora, evaluation), random);
const byBlock = await readBlocks(blocks, random);
log(`${blocks.length} blocks, ${byBlock.flat().length} lines`);

const cut = Math.floor(byBlock.length * (1 - CHECK_SHARE));
/** The features that a discriminator gives. */
const JUDGED = new Set([WORD_FEATURES.indexOf('replaced'), WORD_FEATURES.indexOf('unsupported')]);

const check = byBlock.slice(cut).flat();
// What is said of a span must rest on words that the words' trees have not seen: each half is read with the other's.
const halves = [byBlock.slice(0, cut >> 1).flat(), byBlock.slice(cut >> 1, cut).flat()] as const;
const origin = (what: string, count: number): string =>
  `${what}: ${count} examples from sentence pairs of ${new Set(blocks.map(({ corpus }) => corpus)).size} corpora that ${model} was not trained on, with errors put in; seed ${SEED}`;

const sets = [
  { name: 'learned', file: 'learned-spans.ts', sees: (line: Line) => line },
  // For models that bring no discriminator.
  { name: 'plain', file: 'learned-plain-spans.ts', sees: withoutDiscriminator },
];
for (const { name, file, sees } of sets) {
  const { words, spans } = learnFrom(halves.map((lines) => lines.map(sees)));
  log(name);
  tell(check.map(sees), words, spans);
  writeTrees(join(import.meta.dirname, '../../src/compare', file), { name, words, spans });
}

/** Trees over words and spans, from two halves of lines. */
function learnFrom(halves: readonly (readonly Line[])[]): { readonly words: Trees; readonly spans: Trees } {
  // Of the corpora one pair in thirty or so says more on one side, though nobody put it there: these are no examples of
  // clean text. Trees of one half look for them in the other; what is kept is learned anew.
  let kept = halves;
  for (let round = 0; round < CLEANING_ROUNDS; round++) {
    const ofWords = kept.map((lines) => learnWords(examplesOfWords(lines, weightOf)));
    const ofSpans = kept.map((lines, i) => learnSpans(examplesOfSpans(lines, ofWords[1 - i]!, weightOf)));
    kept = halves.map((lines, i) => lines.filter((line) => !isDoubtful(line, ofWords[1 - i]!, ofSpans[1 - i]!)));
    log(
      `left out as doubtful: ${halves.flat().length - kept.flat().length} of ${halves.flat().filter(isClean).length} clean lines`,
    );
  }
  const wordExamples = kept.map((lines) => examplesOfWords(lines, weightOf));
  const halfTrees = wordExamples.map((examples) => learnWords(examples));
  return {
    words: learnWords(wordExamples.flat()),
    spans: learnSpans(kept.flatMap((lines, i) => examplesOfSpans(lines, halfTrees[1 - i]!, weightOf))),
  };
}

/** What lines that nothing was learned from say of trees. */
function tell(lines: readonly Line[], words: Trees, spans: Trees): void {
  for (const type of ['word', 'phrase', 'name', 'addition'] as const) {
    const some = lines.filter(({ error }) => error === null || error.type === type);
    log(`words, ${type}: AUC ${area(words, examplesOfWords(some, weightOf)).toFixed(4)}`);
  }
  log(`spans: AUC ${area(spans, examplesOfSpans(lines, words, weightOf)).toFixed(4)}`);
  log(
    measure(
      'news',
      lines.filter(({ corpus }) => isNews(corpus)),
      words,
      spans,
    ),
  );
  log(
    measure(
      'by people, less what is doubtful',
      lines.filter((line) => !isMachine(line.corpus) && !isDoubtful(line, words, spans)),
      words,
      spans,
    ),
  );
}

function withoutDiscriminator(line: Line): Line {
  const blind = mapSides(line.support, (words) =>
    words.map((word) => ({
      ...word,
      features: word.features?.map((value, at) => (JUDGED.has(at) ? Number.NaN : value)) ?? null,
    })),
  );
  return { ...line, support: { ...line.support, ...blind, isDiscriminated: false } };
}

/** Some blocks of each corpus, in an order by chance in which the news is spread evenly. */
function chooseBlocks(all: readonly Block[], dice: Random): readonly Block[] {
  const counts = new Map<string, number>();
  return dice.shuffle(all).filter(({ corpus }) => {
    counts.set(corpus, (counts.get(corpus) ?? 0) + 1);
    return counts.get(corpus)! <= BLOCKS[kindOf(corpus)];
  });
}

async function readBlocks(some: readonly Block[], dice: Random): Promise<Line[][]> {
  const embedder = await openEmbedder(model, { noCache: true });
  const stocks = makeStocks(some);
  const lines: Line[][] = [];
  for (const block of some) {
    const rounds: Line[] = [];
    // Clean sentences are the same in every round, and are kept once.
    for (let round = 0; round < ROUNDS[kindOf(block.corpus)]; round++)
      rounds.push(...(await readLines(block, round === 0, stocks, embedder, dice)));
    lines.push(rounds);
  }
  return lines;
}

function isClean({ error }: Line): boolean {
  return error === null;
}

/** A line without an error of which the trees say that something was added or dropped. */
function isDoubtful(line: Line, ofWords: Trees, ofSpans: Trees): boolean {
  return (
    isClean(line) &&
    surestSpans(ofWords, ofSpans, line.support).some(({ words: count, confidence }) =>
      DOUBTFUL.some((least) => count >= least.words && confidence > least.confidence),
    )
  );
}

function learnSpans(examples: readonly Example[]): Trees {
  log(`spans: ${examples.length} examples, ${examples.filter(({ label }) => label === 1).length} true`);
  return learnTrees(
    examples,
    { trees: 320, depth: 4, rate: 0.04, ridge: 5, leastWeight: 4, sample: 0.6 },
    origin('spans', examples.length),
    random,
  );
}

function learnWords(examples: readonly Example[]): Trees {
  return learnTrees(
    examples,
    { trees: 240, depth: 5, rate: 0.06, ridge: 3, leastWeight: 5, sample: 0.5 },
    origin('words', examples.length),
    random,
  );
}

function area(trees: Trees, examples: readonly Example[]): number {
  const scoresOf = (wanted: 0 | 1): readonly number[] =>
    examples.filter(({ label }) => label === wanted).map(({ features }) => logOddsOf(trees, features));
  return auc(scoresOf(1), scoresOf(0));
}
