import { readFileSync } from 'node:fs';
import type { Embedder } from '../../src/core/vectors.ts';
import { auc } from '../../src/evaluate/auc.ts';
import { type KnownError, readKnownErrors } from '../../src/evaluate/errors-suite.ts';
import { fitLogistic } from './logistic.ts';
import { readErrors } from './shared-data.ts';
import { COVERAGE, VECTOR_FEATURES, wordFeatures } from './word-features.ts';

/** A word of a target sentence that is known to be changed or not. */
interface JudgedWord {
  readonly document: number;
  readonly features: Float64Array;
  /** The type of the error that the word stands in; null for a word that is as it was. */
  readonly error: string | null;
}

/** How well changed words are told from the others: areas under the ROC curve. */
export interface Detection {
  readonly changed: number;
  readonly others: number;
  /** By coverage alone. */
  readonly coverage: number;
  /** By a linear model over the vectors' features, and over spelling too; fitted on one half and measured on the other. */
  readonly linear: number;
  readonly spelling: number;
}

/** Lines of a file of the suites, by the numbers that the errors give. */
const linesOf = (path: string): readonly string[] => readFileSync(path, 'utf8').split('\n');

/** The words of the errors suite, but for those of sentences from which something was left out. */
async function judgedWords(embedder: Embedder): Promise<readonly JudgedWord[]> {
  const words: JudgedWord[] = [];
  for (const [document, { name, source, target, errors }] of readErrors().entries()) {
    const known = readKnownErrors(readFileSync(errors, 'utf8'), name);
    const lines = { source: linesOf(source), target: linesOf(target) };
    const vectors = { source: await embedder.embed(lines.source), target: await embedder.embed(lines.target) };
    for (const [at, text] of lines.target.entries()) {
      const here = known.filter(({ segment }) => segment === at);
      if (here.some(({ start }) => start < 0) || lines.source[at] === undefined) continue;
      const own = { text, vectors: vectors.target[at]! };
      const features = wordFeatures({ text: lines.source[at], vectors: vectors.source[at]! }, own);
      for (const [i, word] of features.entries()) {
        const { start, end } = own.vectors.words[i]!;
        if (!/^\p{L}/u.test(text.slice(start, end))) continue;
        words.push({ document, features: word, error: errorAt(here, start, end)?.type ?? null });
      }
    }
  }
  return words;
}

const errorAt = (errors: readonly KnownError[], start: number, end: number): KnownError | undefined =>
  errors.findLast((error) => error.start < end && start < error.end);

/** Coverage, and models over more of what is known, on the words of one type of error and all that are as they were. */
function detectionOf(words: readonly JudgedWord[], type: string): Detection {
  const judged = words.filter(({ error }) => error === null || error === type);
  const isChanged = ({ error }: JudgedWord): boolean => error !== null;
  const areaBy = (some: readonly JudgedWord[], score: (word: JudgedWord) => number): number =>
    auc(some.filter(isChanged).map(score), some.filter((word) => !isChanged(word)).map(score));
  const crossed = (features: number): number => {
    const of = ({ features: all }: JudgedWord): Float64Array => all.subarray(0, features);
    const areas = [0, 1].map((half) => {
      const learned = judged.filter(({ document }) => document % 2 !== half);
      const model = fitLogistic(learned.map(of), learned.map(isChanged));
      return areaBy(
        judged.filter(({ document }) => document % 2 === half),
        (word) => model(of(word)),
      );
    });
    return (areas[0]! + areas[1]!) / 2;
  };
  const changed = judged.filter(isChanged).length;
  return {
    changed,
    others: judged.length - changed,
    coverage: areaBy(judged, ({ features }) => -features[COVERAGE]!),
    linear: crossed(VECTOR_FEATURES),
    spelling: crossed(judged[0]!.features.length),
  };
}

/**
 * Tells words of the errors suite that were changed from those that were not, by what the model says of them: whether it
 * tells word from word, apart from how findings use it. By type of error.
 */
export async function detectChangedWords<T extends string>(
  embedder: Embedder,
  types: readonly T[],
): Promise<Readonly<Record<T, Detection>>> {
  const words = await judgedWords(embedder);
  return Object.fromEntries(types.map((type) => [type, detectionOf(words, type)])) as Record<T, Detection>;
}
