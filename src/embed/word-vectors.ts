import type { Span } from '../core/span.ts';
import type { SegmentVectors } from '../core/vectors.ts';
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

/** The vector of unit length in the direction of `sum`; all zero where that has none. */
export const unit = (sum: Float64Array): Float32Array => {
  const vector = new Float32Array(sum.length);
  writeUnit(sum, vector, 0);
  return vector;
};

/**
 * What a text's words say once its tokens have vectors.
 *
 * A word is the sum of its tokens' vectors. A token that belongs to several words (or to a word and a bracket) is
 * shared among the words as its letters are. A static model's word counts as much as that sum is long; a contextual
 * model's counts 1.
 * @param rows which row of `vectors` is the vector of each token
 * @param vectors rows of d numbers
 * @param d number of dimensions
 */
export const wordVectors = (
  words: readonly Span[],
  tokens: Tokens,
  rows: Int32Array,
  vectors: Float32Array,
  d: number,
  rule: WeightRule,
): Pick<SegmentVectors, 'wordVectors' | 'wordWeights'> => {
  const rowsOut = new Float32Array(words.length * d);
  const wordWeights = new Float32Array(words.length);
  const sum = new Float64Array(d);
  let from = 0;
  for (const [index, word] of words.entries()) {
    sum.fill(0);
    let any = false;
    // Tokens ascend, so the ones that end before this word belong to no later word either.
    while (from < rows.length && tokens.ends[from]! <= word.start) from++;
    for (let i = from; i < rows.length && tokens.starts[i]! < word.end; i++) {
      const [start, end] = [tokens.starts[i]!, tokens.ends[i]!];
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
      const share = shared / inWords;
      const row = rows[i]! * d;
      for (let k = 0; k < d; k++) sum[k]! += share * vectors[row + k]!;
      any = true;
    }
    if (!any) continue;
    const length = writeUnit(sum, rowsOut, index * d);
    wordWeights[index] = rule === 'static' ? length : length > 0 ? 1 : 0;
  }
  return { wordVectors: rowsOut, wordWeights };
};
