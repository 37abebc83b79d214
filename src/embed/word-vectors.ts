import type { Span } from '../core/span.ts';
import type { WordTable } from '../core/vectors.ts';
import type { Tokens as WeightRule } from './models.ts';
import type { Tokens } from './tokens.ts';

/** Writes the unit vector of `sum` to `target` at `offset`, and gives its length; leaves zeros where that is 0. */
const writeUnit = (sum: Float64Array, target: Float32Array, offset: number): number => {
  let squares = 0;
  for (let k = 0; k < sum.length; k++) squares += sum[k]! * sum[k]!;
  const length = Math.sqrt(squares);
  if (length > 0) for (let k = 0; k < sum.length; k++) target[offset + k] = sum[k]! / length;
  return length;
};

/** Writes the vector of unit length in the direction of `sum` to `target`; all zero where that has none. */
export const unitInto = (sum: Float64Array, target: Float32Array): Float32Array => {
  writeUnit(sum, target, 0);
  return target;
};

/** What a word is made of: tokens by their places in the text, ascending, and how much of each is the word's, in (0, 1]. */
export interface WordParts {
  readonly tokens: readonly number[];
  readonly shares: readonly number[];
}

/** A token that belongs to several words (or to a word and a bracket) is shared among the words as its letters are. */
export const partsOfWords = (words: readonly Span[], { ids, starts, ends }: Tokens): readonly WordParts[] => {
  let from = 0;
  return words.map((word, index) => {
    const tokens: number[] = [];
    const shares: number[] = [];
    // Tokens ascend, so the ones that end before this word belong to no later word either.
    while (from < ids.length && ends[from]! <= word.start) from++;
    for (let i = from; i < ids.length && starts[i]! < word.end; i++) {
      const [start, end] = [starts[i]!, ends[i]!];
      const shared = Math.min(end, word.end) - Math.max(start, word.start);
      if (shared <= 0) continue;
      let inWords = shared;
      if (start < word.start || end > word.end) {
        for (let w = index - 1; w >= 0 && words[w]!.end > start; w--) {
          inWords += words[w]!.end - Math.max(start, words[w]!.start);
        }
        for (let w = index + 1; w < words.length && words[w]!.start < end; w++) {
          inWords += Math.min(end, words[w]!.end) - words[w]!.start;
        }
      }
      tokens.push(i);
      shares.push(shared / inWords);
    }
    return { tokens, shares };
  });
};

/**
 * The vectors of words, each the sum of its tokens'. A static model's word counts as much as that sum is long; a
 * contextual model's counts 1.
 * @param words each with the rows of `vectors` that are its tokens', and its share of each
 * @param vectors rows of d numbers
 * @returns a row for each word
 */
export const tableOf = (
  words: readonly { readonly rows: ArrayLike<number>; readonly shares: ArrayLike<number> }[],
  vectors: Float32Array,
  d: number,
  rule: WeightRule,
): WordTable => {
  const table = { vectors: new Float32Array(words.length * d), weights: new Float32Array(words.length) };
  const sum = new Float64Array(d);
  for (const [index, { rows, shares }] of words.entries()) {
    if (rows.length === 0) continue;
    sum.fill(0);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]! * d;
      const share = shares[i]!;
      for (let k = 0; k < d; k++) sum[k]! += share * vectors[row + k]!;
    }
    const length = writeUnit(sum, table.vectors, index * d);
    table.weights[index] = rule === 'static' ? length : length > 0 ? 1 : 0;
  }
  return table;
};
