import type { Span } from '../core/span.ts';
import type { SegmentVectors, WordTable } from '../core/vectors.ts';
import { splitWords } from '../segment/words.ts';
import type { Compute, Recipe } from './compute-vectors.ts';
import { Lexicon } from './lexicon.ts';
import { IntList } from './lists.ts';
import type { Network } from './network.ts';
import { addRows, unitInto } from './sums.ts';
import { TokenTable } from './token-table.ts';
import { createTextCutter } from './tokens.ts';
import { tableOf } from './word-vectors.ts';

/** Texts that are worked on between two reports of progress. */
const TEXTS_A_STEP = 512;

/** Distinct runs that are remembered before the memory is emptied, between two calls. */
const MOST_RUNS = 1 << 18;

/** What the segments of one call share; the table is there once all texts have been read. */
interface Shared {
  table: WordTable;
}

/** A text under a static model. Its words are found when they are asked for: kept for a book they would fill the memory. */
class StaticSegment implements SegmentVectors {
  readonly pooled: Float32Array;
  readonly rows: Int32Array;
  readonly #text: string;
  readonly #shared: Shared;

  constructor(text: string, pooled: Float32Array, rows: Int32Array, shared: Shared) {
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

/** The words that the texts of one call hold, in rows as they come. */
class WordRows {
  readonly words = new IntList();
  #rowOf = new Int32Array(1024).fill(-1);

  rowOf(word: number): number {
    if (word >= this.#rowOf.length) {
      const longer = new Int32Array(2 * word).fill(-1);
      longer.set(this.#rowOf);
      this.#rowOf = longer;
    }
    let row = this.#rowOf[word]!;
    if (row < 0) {
      row = this.words.length;
      this.#rowOf[word] = row;
      this.words.push(word);
    }
    return row;
  }
}

/**
 * A static model is asked for each token's vector once, by itself; the rest is sums. So a text's numbers cannot depend
 * on its company, and 100,000 sentences cost no more runs than their vocabulary.
 */
export const staticVectors = (network: Network, recipe: Recipe): Compute => {
  const d = network.dimensions;
  const table = new TokenTable(network);
  const rowOf = (token: number): number => table.rowOf(token);
  const newLexicon = (): Lexicon => new Lexicon(network.tokenizer, rowOf);
  let lexicon = newLexicon();
  const prefix = createTextCutter(network.tokenizer)(recipe.prefix).ids;
  const before = [...network.opening, ...prefix].map(rowOf);
  const after = network.closing.map(rowOf);

  const tokens = new IntList();
  const total = new Float64Array(d);
  /** Writes the vector of a text, given its runs at [from, to), to `target`. */
  const pool = (runs: Int32Array, from: number, to: number, target: Float32Array, offset: number): void => {
    tokens.clear();
    for (const row of before) tokens.push(row);
    const { starts, numbers } = lexicon.tokens;
    for (let i = from; i < to; i++) {
      const run = runs[i]!;
      for (let at = starts[run]!; at < starts[run + 1]!; at++) tokens.push(numbers[at]!);
    }
    // Words that the vocabulary drops say nothing (soft hyphens, say).
    if (tokens.length === before.length) return;
    for (const row of after) tokens.push(row);
    total.fill(0);
    const [first, last] = [
      recipe.pooling === 'last' ? tokens.length - 1 : 0,
      recipe.pooling === 'cls' ? 1 : tokens.length,
    ];
    addRows(total, table.vectors, tokens.numbers, first, last);
    unitInto(total, target, offset);
  };

  const rowsOf = (runs: Int32Array, from: number, to: number, wordRows: WordRows): Int32Array => {
    const { starts, numbers } = lexicon.words;
    let count = 0;
    for (let i = from; i < to; i++) count += starts[runs[i]! + 1]! - starts[runs[i]!]!;
    const rows = new Int32Array(count);
    let next = 0;
    for (let i = from; i < to; i++) {
      const run = runs[i]!;
      for (let at = starts[run]!; at < starts[run + 1]!; at++) rows[next++] = wordRows.rowOf(numbers[at]!);
    }
    return rows;
  };

  return async (texts, onProgress) => {
    if (lexicon.tokens.length >= MOST_RUNS) lexicon = newLexicon();
    const results: SegmentVectors[] = [];
    const shared: Shared = { table: { vectors: new Float32Array(0), weights: new Float32Array(0) } };
    const wordRows = new WordRows();
    const runs = new IntList();
    for (let from = 0; from < texts.length; from += TEXTS_A_STEP) {
      const step = texts.slice(from, from + TEXTS_A_STEP);
      runs.clear();
      const ends = step.map((text) => {
        lexicon.read(text, runs);
        return runs.length;
      });
      await table.fill();
      const pooled = new Float32Array(step.length * d);
      for (const [i, text] of step.entries()) {
        const [start, end] = [ends[i - 1] ?? 0, ends[i]!];
        const rows = rowsOf(runs.numbers, start, end, wordRows);
        if (rows.length > 0) pool(runs.numbers, start, end, pooled, i * d);
        results.push(new StaticSegment(text, pooled.subarray(i * d, (i + 1) * d), rows, shared));
      }
      onProgress(results.length);
    }
    const words = wordRows.words.numbers.subarray(0, wordRows.words.length);
    shared.table = tableOf(words, lexicon.parts, table.vectors, d, recipe.tokens);
    return results;
  };
};
