import type { SegmentVectors, WordTable } from '../core/vectors.ts';
import type { Part } from './products.ts';
import type { RowReader, Rows } from './rows.ts';

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

/** A vocabulary whose vectors stand where the segments have them. */
export interface VocabularyReader extends Omit<Vocabulary, 'vectors'> {
  readonly vectors: RowReader;
}

/** Gathers the words that some segments use from the tables that they point into, which may hold many more. */
export function readVocabulary(segments: readonly SegmentVectors[]): VocabularyReader {
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
  const weights = Float32Array.from(rowsOf, (row, at) => tables[at]!.weights[row]!);
  const read = (at: number): Float32Array => {
    const row = rowsOf[at]!;
    return tables[at]!.vectors.subarray(row * d, (row + 1) * d);
  };
  return { vectors: { length: rowsOf.length, dimensions: d, read }, weights, words, starts };
}

/** The same with the vectors in one table. */
export function vocabularyOf(segments: readonly SegmentVectors[]): Vocabulary {
  const vocabulary = readVocabulary(segments);
  const { length, dimensions, read } = vocabulary.vectors;
  const data = new Float32Array(length * dimensions);
  for (let at = 0; at < length; at++) data.set(read(at), at * dimensions);
  return { ...vocabulary, vectors: { length, dimensions, data } };
}

/** The words of one segment. */
export const wordsOf = ({ words, starts }: Pick<Vocabulary, 'words' | 'starts'>, segment: number): Part => ({
  list: words,
  start: starts[segment]!,
  end: starts[segment + 1]!,
});
