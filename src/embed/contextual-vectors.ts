import type { SegmentVectors } from '../core/vectors.ts';
import { splitWords } from '../segment/words.ts';
import type { Compute, Recipe } from './compute-vectors.ts';
import type { Network } from './network.ts';
import { createTextCutter, type Tokens } from './tokens.ts';
import { RowSums } from './row-sums.ts';
import { PartLists, partsOfWords, tableOf } from './word-vectors.ts';

/** Where a text is cut that has more tokens than a run takes: between words if that can be, into runs alike in size. */
const windows = ({ ids, starts, ends }: Tokens, room: number): { from: number; to: number }[] => {
  const count = Math.max(1, Math.ceil(ids.length / room));
  const size = Math.ceil(ids.length / count);
  const cuts: { from: number; to: number }[] = [];
  for (let from = 0; from < ids.length || cuts.length === 0;) {
    let to = Math.min(ids.length, from + size);
    const least = from + Math.ceil(size / 2);
    let whole = to;
    while (whole > least && whole < ids.length && starts[whole] === ends[whole - 1]) whole--;
    if (whole > least) to = whole;
    cuts.push({ from, to });
    if (to >= ids.length) break;
    from = to;
  }
  return cuts;
};

/** The vector of unit length in the direction of `sum`; all zero where that has none. */
const unitOf = (sum: Float64Array): Float32Array => {
  const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
  return Float32Array.from(sum, (value) => (length > 0 ? value / length : 0));
};

/**
 * A contextual model runs once for each text (more often for one that is too long), never on several together: padding
 * and, in q8 models, the scale of quantisation, which is taken over all that is in the run, would let a text's numbers
 * depend on its company. On a CPU little is lost by it: nothing is spent on padding.
 */
export const contextualVectors = (network: Network, recipe: Recipe): Compute => {
  const d = network.dimensions;
  const tokensOf = createTextCutter(network.tokenizer);
  const before = [...network.opening, ...tokensOf(recipe.prefix).ids];
  const after = network.closing;
  const sums = new RowSums(d);
  const room = Math.max(1, network.longest - before.length - after.length);

  const one = async (text: string): Promise<SegmentVectors> => {
    const words = splitWords(text);
    const tokens = tokensOf(text);
    const pooled = new Float64Array(d);
    // A text without words says nothing, and neither does one whose words the vocabulary drops (soft hyphens, say).
    const count = words.length === 0 ? 0 : tokens.ids.length;
    const vectors = new Float32Array(count * d);
    if (count > 0) {
      for (const { from, to } of windows(tokens, room)) {
        const ids = Int32Array.from([...before, ...tokens.ids.slice(from, to), ...after]);
        const output = await network.run(ids);
        vectors.set(output.subarray(before.length * d, (before.length + to - from) * d), from * d);
        if (recipe.pooling === 'mean') {
          for (let i = 0; i < output.length; i++) pooled[i % d]! += output[i]!;
        } else {
          // Windows count by their length; their vectors are brought to one scale first.
          const at = recipe.pooling === 'cls' ? 0 : output.length - d;
          let squares = 0;
          for (let k = 0; k < d; k++) squares += output[at + k]! ** 2;
          const scale = squares > 0 ? (to - from) / Math.sqrt(squares) : 0;
          for (let k = 0; k < d; k++) pooled[k]! += output[at + k]! * scale;
        }
      }
    }
    const parts = new PartLists();
    for (const word of partsOfWords(words, { ...tokens, ids: [...tokens.ids.keys()] })) parts.add(word);
    const rows = Int32Array.from(words.keys());
    sums.write(0, vectors);
    return { pooled: unitOf(pooled), words, table: tableOf(rows, parts, sums, d, recipe.tokens), rows };
  };

  return async (texts, onProgress) => {
    const results: SegmentVectors[] = [];
    for (const text of texts) {
      results.push(await one(text));
      onProgress(results.length);
    }
    return results;
  };
};
