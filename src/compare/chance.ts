import { type Products, whole } from '../align/products.ts';
import type { Side } from '../core/side.ts';
import { opposite } from '../core/side.ts';
import { functionWordsOf } from '../evidence/languages/function-words.ts';
import type { Context } from './context.ts';

/** What a word finds among the words that the other version uses. */
export interface Chance {
  /** Of its cosines to them. */
  readonly mean: number;
  readonly deviation: number;
  /** The greatest: high where the version has a translation of the word somewhere. */
  readonly most: number;
}

/** So many words stand for a version: those that it uses most, which are its topic, then the first. */
const SAMPLE = 128;

/** Words shorter than this are left out. */
const LEAST_LETTERS = 3;

const LETTER = /^\p{L}/u;

/**
 * Measures words of a side, by their rows in its vocabulary, against those that the other version uses most: how near they
 * come to something by chance, and whether their translation occurs at all. A word is measured once; time O(SAMPLE · d).
 */
export const chanceOf = (context: Context, side: Side, products: Products): ((row: number) => Chance) => {
  const sample = whole(mostUsed(context, opposite(side)));
  const known = new Map<number, Chance>();
  return (row) => {
    let chance = known.get(row);
    if (chance === undefined) {
      // Both are written as one row or one column, so that the numbers follow one another.
      const own = whole([row]);
      const { values, stride } = side === 'source' ? products.of(own, sample) : products.of(sample, own);
      known.set(row, (chance = measure(values, side === 'source' ? 1 : stride, sample.end)));
    }
    return chance;
  };
};

const measure = (values: Float32Array, step: number, count: number): Chance => {
  if (count === 0) return { mean: 0, deviation: 1, most: 0 };
  let sum = 0;
  let squares = 0;
  let most = 0;
  for (let k = 0; k < count; k++) {
    const cosine = values[k * step]!;
    sum += cosine;
    squares += cosine * cosine;
    most = Math.max(most, cosine);
  }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0.001, squares / count - mean * mean)), most };
};

/** The rows of the content words that a version uses most; of equally frequent ones the first. */
const mostUsed = (context: Context, side: Side): readonly number[] => {
  const counts = new Map<number, number>();
  context.sides[side].segments.forEach(({ lang }, index) => {
    const stops = functionWordsOf(lang);
    const folded = context.folded(side, index);
    const rows = context.rows(side, index);
    context.vectors[side][index]!.words.forEach(({ start, end }, at) => {
      const row = rows[at]!;
      const count = counts.get(row);
      if (count !== undefined) {
        counts.set(row, count + 1);
        return;
      }
      const form = folded.slice(start, end);
      if (form.length >= LEAST_LETTERS && !stops.has(form) && LETTER.test(form)) counts.set(row, 1);
    });
  });
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, SAMPLE)
    .map(([row]) => row);
};
