import type { Span } from '../core/span.ts';
import type { SegmentVectors, WordTable } from '../core/vectors.ts';
import { splitWords } from '../segment/words.ts';
import type { Compute, Recipe } from './compute-vectors.ts';
import { Lexicon } from './lexicon.ts';
import { IntList, type Lists } from './lists.ts';
import type { Network } from './network.ts';
import { shareRows } from './share-table.ts';
import { TokenTable } from './token-table.ts';
import { createTextCutter } from './tokens.ts';
import { tableOf } from './word-vectors.ts';

/** Texts that are worked on between two reports of progress. */
const TEXTS_A_STEP = 512;

/** Distinct runs that are remembered before the memory is emptied, at the end of a call. */
const MOST_RUNS = 1 << 16;

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
  readonly #words = new IntList();
  /** By a word's number; -1 where it has not come. */
  #rows = new Int32Array(1024).fill(-1);

  /** Numbers of the words in the rows. */
  get all(): Int32Array {
    return this.#words.numbers.subarray(0, this.#words.length);
  }

  /** Rows of the words of some runs, given the words of each run. */
  of(runs: Int32Array, { starts, numbers }: Lists): Int32Array {
    let count = 0;
    for (let i = 0; i < runs.length; i++) count += starts[runs[i]! + 1]! - starts[runs[i]!]!;
    const rows = new Int32Array(count);
    let next = 0;
    for (let i = 0; i < runs.length; i++) {
      for (let at = starts[runs[i]!]!; at < starts[runs[i]! + 1]!; at++) rows[next++] = this.#rowOf(numbers[at]!);
    }
    return rows;
  }

  #rowOf(word: number): number {
    if (word >= this.#rows.length) {
      const longer = new Int32Array(2 * word).fill(-1);
      longer.set(this.#rows);
      this.#rows = longer;
    }
    let row = this.#rows[word]!;
    if (row < 0) {
      row = this.#words.length;
      this.#rows[word] = row;
      this.#words.push(word);
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
  const before = [...network.opening, ...createTextCutter(network.tokenizer)(recipe.prefix).ids].map(rowOf);
  const after = network.closing.map(rowOf);

  const tokens = new IntList();
  /** Writes the vector of a text, given its runs, to `target`. */
  const pool = (runs: Int32Array, lists: Lists, target: Float32Array, offset: number): void => {
    const { starts, numbers } = lists;
    tokens.clear();
    for (const row of before) tokens.push(row);
    for (let i = 0; i < runs.length; i++) {
      for (let at = starts[runs[i]!]!; at < starts[runs[i]! + 1]!; at++) tokens.push(numbers[at]!);
    }
    // Words that the vocabulary drops say nothing (soft hyphens, say).
    if (tokens.length === before.length) return;
    for (const row of after) tokens.push(row);
    const first = recipe.pooling === 'last' ? tokens.length - 1 : 0;
    table.sums.add(tokens.numbers, first, recipe.pooling === 'cls' ? 1 : tokens.length);
    table.sums.takeUnit(target, offset);
  };

  return async (texts, onProgress) => {
    // Another call may begin a new one while this one waits.
    const own = lexicon;
    const results: SegmentVectors[] = [];
    const shared: Shared = { table: { vectors: new Float32Array(0), weights: new Float32Array(0) } };
    const words = new WordRows();
    for (let from = 0; from < texts.length; from += TEXTS_A_STEP) {
      const step = texts.slice(from, from + TEXTS_A_STEP);
      const runs = new IntList();
      const ends = step.map((text) => {
        own.read(text, runs);
        return runs.length;
      });
      await table.fill();
      const pooled = new Float32Array(step.length * d);
      for (const [i, text] of step.entries()) {
        const ofText = runs.numbers.subarray(ends[i - 1] ?? 0, ends[i]!);
        const rows = words.of(ofText, own.words);
        if (rows.length > 0) pool(ofText, own.tokens, pooled, i * d);
        results.push(new StaticSegment(text, pooled.subarray(i * d, (i + 1) * d), rows, shared));
      }
      onProgress(results.length);
    }
    shared.table = tableOf(words.all, own.parts, table.sums, d, recipe.tokens);
    if (own === lexicon && own.tokens.length >= MOST_RUNS) lexicon = newLexicon();
    shareRows(
      shared.table,
      results.map(({ rows }) => rows),
      d,
    );
    return results;
  };
};
