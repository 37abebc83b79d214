import type { Span } from '../core/span.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import { splitWords } from '../segment/words.ts';
import type { ModelEntry } from './models.ts';
import type { Network } from './network.ts';
import { type Chunk, createChunker, joinChunks, type PlacedChunk, type Tokens } from './tokens.ts';
import { unit, wordVectors } from './word-vectors.ts';

/** Tokens of a static model that are looked up in one run. */
const TOKENS_A_RUN = 8192;

/** Texts of a static model that are worked on between two reports of progress. */
const TEXTS_A_STEP = 512;

/** Runs of text whose sums are kept: of any language, these are most of a document. 32 MiB at 256 dimensions. */
const MOST_SUMS = 1 << 15;

/** Segments whose word vectors are kept once they have been asked for; about 17 KB each at 256 dimensions. */
const MOST_MADE = 1 << 13;

type Compute = (texts: readonly string[], onProgress: (done: number) => void) => Promise<SegmentVectors[]>;

type Recipe = Pick<ModelEntry, 'pooling' | 'tokens' | 'prefix'>;

/** The word vectors of a text, and how much each word counts. */
type Words = Pick<SegmentVectors, 'wordVectors' | 'wordWeights'>;

/**
 * A text under a static model. Its word vectors are made when they are asked for, and given up again when many others
 * have been asked for since: kept for every sentence of a book they would fill the memory, and few are compared.
 */
class StaticSegment implements SegmentVectors {
  readonly pooled: Float32Array;
  readonly words: readonly Span[];
  readonly #make: (segment: StaticSegment) => Words;
  readonly text: string;

  constructor(text: string, pooled: Float32Array, words: readonly Span[], make: (segment: StaticSegment) => Words) {
    this.text = text;
    this.pooled = pooled;
    this.words = words;
    this.#make = make;
  }

  get wordVectors(): Float32Array {
    return this.#make(this).wordVectors;
  }

  get wordWeights(): Float32Array {
    return this.#make(this).wordWeights;
  }
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
    return unit(total);
  };

  const made = new Map<StaticSegment, Words>();
  const make = (segment: StaticSegment): Words => {
    let words = made.get(segment);
    if (words === undefined) {
      const tokens = joinChunks(chunksOf(segment.text));
      words = wordVectors(
        segment.words,
        tokens,
        tokens.ids.map((id) => rowOf.get(id)!),
        table,
        d,
        recipe.tokens,
      );
      // The map is in order of making: the first key is the oldest.
      if (made.size >= MOST_MADE) made.delete(made.keys().next().value!);
      made.set(segment, words);
    }
    return words;
  };

  return async (texts, onProgress) => {
    const results: SegmentVectors[] = [];
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
        const words = splitWords(text);
        const count = placed[i]!.reduce((sum, { chunk }) => sum + chunk.ids.length, 0);
        const pooled = words.length === 0 || count === 0 ? new Float32Array(d) : pool(placed[i]!);
        results.push(new StaticSegment(text, pooled, words, make));
      }
      onProgress(results.length);
    }
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
    const rows = Int32Array.from(tokens.ids.keys());
    return { pooled: unit(pooled), words, ...wordVectors(words, tokens, rows, vectors, d, recipe.tokens) };
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
