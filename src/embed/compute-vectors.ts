import type { Span } from '../core/span.ts';
import type { SegmentVectors, WordTable } from '../core/vectors.ts';
import { splitWords } from '../segment/words.ts';
import type { ModelEntry } from './models.ts';
import type { Network } from './network.ts';
import { type Chunk, createChunker, joinChunks, type PlacedChunk, type Tokens } from './tokens.ts';
import { partsOfWords, tableOf, unitInto } from './word-vectors.ts';

/** Tokens of a static model that are looked up in one run. */
const TOKENS_A_RUN = 8192;

/** Texts of a static model that are worked on between two reports of progress. */
const TEXTS_A_STEP = 512;

/** Runs of text whose sums are kept: of any language, these are most of a document. 32 MiB at 256 dimensions. */
const MOST_SUMS = 1 << 15;

type Compute = (texts: readonly string[], onProgress: (done: number) => void) => Promise<SegmentVectors[]>;

type Recipe = Pick<ModelEntry, 'pooling' | 'tokens' | 'prefix'>;

/** A text under a static model. Its words are found when they are asked for: kept for a book they would fill the memory. */
class StaticSegment implements SegmentVectors {
  readonly pooled: Float32Array;
  readonly rows: Int32Array;
  readonly #text: string;
  readonly #shared: { readonly table: WordTable };

  constructor(text: string, pooled: Float32Array, rows: Int32Array, shared: { readonly table: WordTable }) {
    this.#text = text;
    this.pooled = pooled;
    this.rows = rows;
    this.#shared = shared;
  }

  get words(): readonly Span[] {
    return splitWords(this.#text);
  }

  get table(): WordTable {
    return this.#shared.table;
  }
}

/** A distinct word: the tokens it is the sum of, and its share of each. */
interface WordType {
  readonly ids: readonly number[];
  readonly shares: readonly number[];
}

/**
 * A static model is asked for each token's vector once, by itself; the rest is sums. So a text's numbers cannot depend
 * on its company, and 100,000 sentences cost no more runs than their vocabulary.
 */
const staticVectors = (network: Network, recipe: Recipe): Compute => {
  const d = network.dimensions;
  const chunksOf = createChunker(network.tokenizer);
  const rowOf = new Map<number, number>();
  let table = new Float32Array(1024 * d);

  const look = async (wanted: ReadonlySet<number>): Promise<void> => {
    const ids = [...wanted];
    for (let at = 0; at < ids.length; at += TOKENS_A_RUN) {
      const part = Int32Array.from(ids.slice(at, at + TOKENS_A_RUN));
      const vectors = await network.run(part);
      const needed = (rowOf.size + part.length) * d;
      if (needed > table.length) {
        const larger = new Float32Array(Math.max(needed, table.length * 2));
        larger.set(table);
        table = larger;
      }
      table.set(vectors, rowOf.size * d);
      for (const id of part) rowOf.set(id, rowOf.size);
    }
  };

  // Always rounded to float32, so that a sum is the same whether it was kept or not.
  const scratch = new Float64Array(d);
  const sumOfIds = (ids: Iterable<number>): Float32Array => {
    scratch.fill(0);
    for (const id of ids) {
      const row = rowOf.get(id)! * d;
      for (let k = 0; k < d; k++) scratch[k]! += table[row + k]!;
    }
    return new Float32Array(scratch);
  };
  const sums = new Map<Chunk, Float32Array>();
  const sumOf = (chunk: Chunk): Float32Array => {
    let sum = sums.get(chunk);
    if (sum === undefined) {
      sum = sumOfIds(chunk.ids);
      if (sums.size < MOST_SUMS) sums.set(chunk, sum);
    }
    return sum;
  };

  const before = [...network.opening, ...joinChunks(chunksOf(recipe.prefix)).ids];
  const after = network.closing;
  const total = new Float64Array(d);
  const pool = (placed: readonly PlacedChunk[]): Float32Array => {
    total.fill(0);
    const add = (sum: Float32Array): void => {
      for (let k = 0; k < d; k++) total[k]! += sum[k]!;
    };
    if (recipe.pooling === 'mean') {
      if (before.length > 0) add(sumOfIds(before));
      for (const { chunk } of placed) add(sumOf(chunk));
      if (after.length > 0) add(sumOfIds(after));
    } else {
      const ids = [...before, ...joinChunks(placed).ids, ...after];
      add(sumOfIds(recipe.pooling === 'cls' ? ids.slice(0, 1) : ids.slice(-1)));
    }
    return unitInto(total, new Float32Array(d));
  };

  return async (texts, onProgress) => {
    const results: SegmentVectors[] = [];
    const types = new Map<string, number>();
    const listed: WordType[] = [];
    const rowsOf = (text: string, placed: readonly PlacedChunk[]): Int32Array => {
      const tokens = joinChunks(placed);
      const parts = partsOfWords(splitWords(text), tokens);
      return Int32Array.from(parts, ({ tokens: places, shares }) => {
        const ids = places.map((at) => tokens.ids[at]!);
        const key = `${ids.join()} ${shares.join()}`;
        let row = types.get(key);
        if (row === undefined) {
          row = types.size;
          types.set(key, row);
          listed.push({ ids, shares });
        }
        return row;
      });
    };
    const shared = { table: { vectors: new Float32Array(0), weights: new Float32Array(0) } as WordTable };
    for (let at = 0; at < texts.length; at += TEXTS_A_STEP) {
      const step = texts.slice(at, at + TEXTS_A_STEP);
      const placed = step.map(chunksOf);
      const wanted = new Set<number>();
      for (const id of [...before, ...after]) if (!rowOf.has(id)) wanted.add(id);
      for (const chunks of placed) {
        for (const { chunk } of chunks) {
          if (sums.has(chunk)) continue;
          for (const id of chunk.ids) if (!rowOf.has(id)) wanted.add(id);
        }
      }
      await look(wanted);
      for (const [i, text] of step.entries()) {
        const rows = rowsOf(text, placed[i]!);
        const count = placed[i]!.reduce((sum, { chunk }) => sum + chunk.ids.length, 0);
        const pooled = rows.length === 0 || count === 0 ? new Float32Array(d) : pool(placed[i]!);
        results.push(new StaticSegment(text, pooled, rows, shared));
      }
      onProgress(results.length);
    }
    shared.table = tableOf(
      listed.map(({ ids, shares }) => ({ rows: ids.map((id) => rowOf.get(id)!), shares })),
      table,
      d,
      recipe.tokens,
    );
    return results;
  };
};

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

/**
 * A contextual model runs once for each text (more often for one that is too long), never on several together: padding
 * and, in q8 models, the scale of quantisation, which is taken over all that is in the run, would let a text's numbers
 * depend on its company. On a CPU little is lost by it: nothing is spent on padding.
 */
const contextualVectors = (network: Network, recipe: Recipe): Compute => {
  const d = network.dimensions;
  const chunksOf = createChunker(network.tokenizer);
  const before = [...network.opening, ...joinChunks(chunksOf(recipe.prefix)).ids];
  const after = network.closing;
  const room = Math.max(1, network.longest - before.length - after.length);

  const one = async (text: string): Promise<SegmentVectors> => {
    const words = splitWords(text);
    const tokens = joinChunks(chunksOf(text));
    const pooled = new Float64Array(d);
    // A text without words says nothing, and neither does one whose words the vocabulary drops (soft hyphens, say).
    const count = words.length === 0 ? 0 : tokens.ids.length;
    const vectors = new Float32Array(count * d);
    if (count > 0) {
      for (const { from, to } of windows(tokens, room)) {
        const ids = Int32Array.from([...before, ...tokens.ids.subarray(from, to), ...after]);
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
    const parts = partsOfWords(words, tokens).map(({ tokens: rows, shares }) => ({ rows, shares }));
    return {
      pooled: unitInto(pooled, new Float32Array(d)),
      words,
      table: tableOf(parts, vectors, d, recipe.tokens),
      rows: Int32Array.from(words.keys()),
    };
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

/** How a loaded network turns texts into vectors, by what models.txt says of it. */
export const createCompute = (network: Network, recipe: Recipe): Compute =>
  recipe.tokens === 'static' ? staticVectors(network, recipe) : contextualVectors(network, recipe);
