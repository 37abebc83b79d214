import type { SegmentVectors, WordTable } from '../core/vectors.ts';
import type { Part } from './products.ts';
import type { Rows } from './rows.ts';

/** The words of one side, each once. */
export interface Vocabulary {
  /** A row a word. */
  readonly vectors: Rows;
  /** How much each word counts. */
  readonly weights: Float32Array;
  /** The rows of all segments' words, segment after segment. */
  readonly words: Int32Array;
  /** Where each segment's words begin in `words`; the last entry is the end. */
  readonly starts: Int32Array;
}

/** Gathers the words that some segments use from the tables that they point into, which may hold many more. */
export function vocabularyOf(segments: readonly SegmentVectors[]): Vocabulary {
  const d = segments[0]?.pooled.length ?? 0;
  const starts = new Int32Array(segments.length + 1);
  segments.forEach(({ rows }, i) => {
    starts[i + 1] = starts[i]! + rows.length;
  });
  const words = new Int32Array(starts.at(-1)!);
  const numbers = new Map<WordTable, Int32Array>();
  const tables: WordTable[] = [];
  const rowsOf: number[] = [];
  segments.forEach(({ table, rows }, i) => {
    let known = numbers.get(table);
    if (known === undefined) numbers.set(table, (known = new Int32Array(table.weights.length).fill(-1)));
    for (let u = 0; u < rows.length; u++) {
      const row = rows[u]!;
      if (known[row]! < 0) {
        known[row] = rowsOf.length;
        rowsOf.push(row);
        tables.push(table);
      }
      words[starts[i]! + u] = known[row]!;
    }
  });
  const data = new Float32Array(rowsOf.length * d);
  const weights = new Float32Array(rowsOf.length);
  rowsOf.forEach((row, at) => {
    const table = tables[at]!;
    data.set(table.vectors.subarray(row * d, (row + 1) * d), at * d);
    weights[at] = table.weights[row]!;
  });
  return { vectors: { length: rowsOf.length, dimensions: d, data }, weights, words, starts };
}

/** The words of one segment. */
export const wordsOf = ({ words, starts }: Pick<Vocabulary, 'words' | 'starts'>, segment: number): Part => ({
  list: words,
  start: starts[segment]!,
  end: starts[segment + 1]!,
});
