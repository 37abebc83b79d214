import type { SegmentVectors } from '../../src/core/vectors.ts';
import { fold } from '../../src/evidence/fold.ts';

/** A sentence and its vectors. */
export interface EmbeddedText {
  readonly text: string;
  readonly vectors: SegmentVectors;
}

/** How many of a word's features rest on the vectors; those that follow rest on its spelling. */
export const VECTOR_FEATURES = 15;

/** The first feature: the best cosine to any word opposite. */
export const COVERAGE = 0;

/** A word opposite counts as left over by how far its best cosine is below this. */
const LEFT_OVER = 0.6;

/** Words on either side whose coverage is looked at. */
const BESIDE = 2;

interface Cosines {
  /** For each word: the best cosine to a word opposite, that word, and the second best cosine. */
  readonly best: Float64Array;
  readonly partner: Int32Array;
  readonly second: Float64Array;
}

const rowsOf = ({ vectors: { table, rows, pooled } }: EmbeddedText): Float32Array[] =>
  Array.from(rows, (row) => table.vectors.subarray(row * pooled.length, (row + 1) * pooled.length));

const weightsOf = ({ vectors: { table, rows } }: EmbeddedText): number[] =>
  Array.from(rows, (row) => table.weights[row]!);

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
};

const bestOf = (own: readonly Float32Array[], others: readonly Float32Array[]): Cosines => {
  const best = new Float64Array(own.length).fill(-1);
  const partner = new Int32Array(own.length).fill(-1);
  const second = new Float64Array(own.length).fill(-1);
  for (const [i, row] of own.entries()) {
    for (const [j, other] of others.entries()) {
      const cosine = dot(row, other);
      if (cosine > best[i]!) {
        second[i] = others.length === 1 ? cosine : best[i]!;
        best[i] = cosine;
        partner[i] = j;
      } else if (cosine > second[i]!) second[i] = cosine;
    }
  }
  return { best, partner, second };
};

const formsOf = ({ text, vectors }: EmbeddedText): string[] =>
  vectors.words.map(({ start, end }) => fold(text.slice(start, end)));

/** Three letters in a row, of a word without what follows its apostrophe. */
const trigrams = (form: string): ReadonlySet<string> => {
  const stem = `^${form.split("'", 1)[0]}`;
  return new Set(Array.from({ length: Math.max(0, stem.length - 2) }, (_, i) => stem.slice(i, i + 3)));
};

/** Dice's coefficient of two sets. */
const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared++;
  return (2 * shared) / (a.size + b.size);
};

/**
 * For each word of a target sentence: how well it is covered, how heavy it is, how its neighbours are covered, what is left
 * uncovered opposite; then what spelling adds, a capital inside the sentence and the likest spelling opposite. The
 * features of training/evaluate.py, over words without punctuation. None where either side has no words.
 */
export function wordFeatures(source: EmbeddedText, target: EmbeddedText): readonly Float64Array[] {
  const [own, others] = [rowsOf(target), rowsOf(source)];
  if (own.length === 0 || others.length === 0) return [];
  const [weights, otherWeights] = [weightsOf(target), weightsOf(source)];
  const { best, partner, second } = bestOf(own, others);
  const back = bestOf(others, own);

  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const mean = weights.reduce((sum, weight, i) => sum + weight * best[i]!, 0) / total;
  const uncovered = Math.max(
    ...otherWeights.map((weight, j) => weight * Math.min(1, Math.max(0, LEFT_OVER - back.best[j]!))),
  );
  const all = new Float64Array(source.vectors.pooled.length);
  for (const [j, row] of others.entries()) for (let k = 0; k < all.length; k++) all[k]! += otherWeights[j]! * row[k]!;
  const allLength = Math.sqrt(dot(all, all)) || 1;

  const forms = formsOf(target);
  const otherForms = formsOf(source);
  const otherGrams = otherForms.map(trigrams);
  return own.map((row, i) => {
    const cover = best[i]!;
    const weight = weights[i]!;
    const log = Math.log(weight + 1e-3);
    const isMutual = back.partner[partner[i]!] === i;
    let beside = 0;
    let besideWeight = 0;
    for (let k = Math.max(0, i - BESIDE); k <= Math.min(own.length - 1, i + BESIDE); k++) {
      if (k === i) continue;
      beside += best[k]! * weights[k]!;
      besideWeight += weights[k]!;
    }
    const { start } = target.vectors.words[i]!;
    const isCapital = i > 0 && /^\p{Lu}/u.test(target.text.slice(start)) ? 1 : 0;
    const grams = trigrams(forms[i]!);
    const alike = Math.max(...otherGrams.map((other) => likeness(grams, other)));
    return Float64Array.of(
      cover,
      log,
      cover * log,
      beside / Math.max(besideWeight, 1e-6),
      second[i]!,
      // Another word of the target may fit its partner better.
      cover - (isMutual ? 0 : back.best[partner[i]!]!),
      Math.min(best[i - 1] ?? cover, best[i + 1] ?? cover),
      uncovered,
      uncovered * (1 - cover),
      mean,
      otherForms.includes(forms[i]!) ? 1 : 0,
      log ** 2,
      dot(row, all) / allLength,
      cover ** 2,
      cover * weight,
      isCapital,
      alike,
      isCapital * alike,
      isCapital * cover,
    );
  });
}
