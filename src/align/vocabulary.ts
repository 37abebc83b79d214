import type { SegmentVectors, WordTable } from '../core/vectors.ts';
import type { Rows } from './rows.ts';

/** The words of one side, each once. */
export interface Vocabulary {
  /** A row a word. */
  readonly vectors: Rows;
  /** How much each word counts. */
  readonly weights: Float32Array;
  /** For each segment the rows of its words. */
  readonly ofSegment: readonly Int32Array[];
}

/** Gathers the words that some segments use from the tables that they point into, which may hold many more. */
export function vocabularyOf(segments: readonly SegmentVectors[]): Vocabulary {
  const dimensions = segments[0]?.pooled.length ?? 0;
  const numbers = new Map<WordTable, Int32Array>();
  const found: { readonly table: WordTable; readonly row: number }[] = [];
  const ofSegment = segments.map(({ table, rows }) => {
    let known = numbers.get(table);
    if (known === undefined) numbers.set(table, (known = new Int32Array(table.weights.length).fill(-1)));
    return rows.map((row) => {
      if (known[row]! < 0) known[row] = found.push({ table, row }) - 1;
      return known[row]!;
    });
  });
  const data = new Float32Array(found.length * dimensions);
  found.forEach(({ table, row }, at) => {
    data.set(table.vectors.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  });
  return {
    vectors: { length: found.length, dimensions, data },
    weights: Float32Array.from(found, ({ table, row }) => table.weights[row]!),
    ofSegment,
  };
}
