import type { Side } from '../core/side.ts';
import { opposite } from '../core/side.ts';
import { functionWordsOf } from '../evidence/languages/function-words.ts';
import type { Context } from './context.ts';
import { dot } from './dot.ts';

/** What a word finds among the words that the whole of the other version uses. */
export interface Chance {
  /** Of its cosines to them. */
  readonly mean: number;
  readonly deviation: number;
  /** The greatest: high where the version has a translation of the word somewhere. */
  readonly most: number;
}

/** So many words stand for a version: those that it uses most, which are its topic, then the first. */
const VOCABULARY = 128;

/** Content words shorter than this are left out. */
const LEAST_LETTERS = 3;

/**
 * Measures words of a side against the vocabulary of the other version: how near they come to something by chance, and
 * whether their translation occurs at all. A form is measured once; time O(VOCABULARY · d) a form.
 */
export const chanceOf = (
  context: Context,
  side: Side,
): ((form: string, vectors: Float32Array, row: number) => Chance) => {
  const d = context.vectors[side][0]?.pooled.length ?? 0;
  let vocabulary: Float32Array | null = null;
  const known = new Map<string, Chance>();
  return (form, vectors, row) => {
    const before = known.get(form);
    if (before !== undefined) return before;
    vocabulary ??= vocabularyOf(context, opposite(side), d);
    const count = vocabulary.length / d;
    let sum = 0;
    let squares = 0;
    let most = 0;
    for (let k = 0; k < count; k++) {
      const cosine = dot(vectors, row, vocabulary, k, d);
      sum += cosine;
      squares += cosine * cosine;
      if (cosine > most) most = cosine;
    }
    const mean = count === 0 ? 0 : sum / count;
    const chance = { mean, deviation: Math.sqrt(Math.max(0.001, squares / Math.max(1, count) - mean * mean)), most };
    known.set(form, chance);
    return chance;
  };
};

/** The vectors of the content words that a version uses most; of equally frequent ones the first. */
const vocabularyOf = (context: Context, side: Side, d: number): Float32Array => {
  const found = new Map<string, { count: number; readonly vectors: Float32Array; readonly row: number }>();
  context.sides[side].segments.forEach(({ lang }, index) => {
    const stops = functionWordsOf(lang);
    const { words, table, rows } = context.vectors[side][index]!;
    const folded = context.folded(side, index);
    words.forEach(({ start, end }, at) => {
      const form = folded.slice(start, end);
      if (form.length < LEAST_LETTERS || stops.has(form) || !/^\p{L}/u.test(form)) return;
      const entry = found.get(form);
      if (entry === undefined) found.set(form, { count: 1, vectors: table.vectors, row: rows[at]! });
      else entry.count++;
    });
  });
  const chosen = [...found.values()].sort((a, b) => b.count - a.count).slice(0, VOCABULARY);
  const gathered = new Float32Array(chosen.length * d);
  chosen.forEach(({ vectors, row }, k) => {
    gathered.set(vectors.subarray(row * d, row * d + d), k * d);
  });
  return gathered;
};
