import { IntList } from '../core/int-list.ts';
import type { Span } from '../core/span.ts';
import type { SegmentVectors, WordTable } from '../core/vectors.ts';
import { splitWords } from '../segment/words.ts';
import type { Compute, Recipe } from './compute-vectors.ts';
import { Lexicon } from './lexicon.ts';
import type { Lists } from './lists.ts';
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

/** What the segments of one step share. */
interface Step {
  readonly ofCall: Shared;
  /** A row a text. */
  readonly pooled: Float32Array;
  /** The rows of all texts' words, text after text. */
  readonly rows: Int32Array;
  /** Where each text's words begin in `rows`; the last entry is the end. */
  readonly starts: Int32Array;
}

/**
 * A text under a static model. Its words are found when they are asked for, and views of its numbers are made then: kept for a
 * book they would fill the memory.
 */
class StaticSegment implements SegmentVectors {
  readonly #text: string;
  readonly #step: Step;
  readonly #at: number;

  constructor(text: string, step: Step, at: number) {
    this.#text = text;
    this.#step = step;
    this.#at = at;
  }

  get pooled(): Float32Array {
    const { pooled, starts } = this.#step;
    const d = pooled.length / (starts.length - 1);
    return pooled.subarray(this.#at * d, (this.#at + 1) * d);
  }

  get rows(): Int32Array {
    const { rows, starts } = this.#step;
    return rows.subarray(starts[this.#at]!, starts[this.#at + 1]!);
  }

  get words(): readonly Span[] {
    return splitWords(this.#text);
  }

  get table(): WordTable {
    return this.#step.ofCall.table;
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

  /** Adds rows of the words of some runs to a list, given the words of each run. */
  read(runs: Int32Array, { starts, numbers }: Lists, rows: IntList): void {
    for (let i = 0; i < runs.length; i++) {
      for (let at = starts[runs[i]!]!; at < starts[runs[i]! + 1]!; at++) rows.push(this.#rowOf(numbers[at]!));
    }
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
  const rows = new IntList();
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
    const steps: Step[] = [];
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
      const starts = new Int32Array(step.length + 1);
      rows.clear();
      for (let i = 0; i < step.length; i++) {
        const ofText = runs.numbers.subarray(ends[i - 1] ?? 0, ends[i]!);
        words.read(ofText, own.words, rows);
        starts[i + 1] = rows.length;
        if (rows.length > starts[i]!) pool(ofText, own.tokens, pooled, i * d);
      }
      const made = { ofCall: shared, pooled, rows: rows.numbers.slice(0, rows.length), starts };
      steps.push(made);
      for (const [i, text] of step.entries()) results.push(new StaticSegment(text, made, i));
      onProgress(results.length);
    }
    shared.table = tableOf(words.all, own.parts, table.sums, d, recipe.tokens);
    if (own === lexicon && own.tokens.length >= MOST_RUNS) lexicon = newLexicon();
    shareRows(
      shared.table,
      steps.map((step) => step.rows),
      d,
    );
    return results;
  };
};
