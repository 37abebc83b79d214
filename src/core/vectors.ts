import type { Span } from './span.ts';

/**
 * The vectors of words that segments share: a static model gives equal words one row, so what was learned of a row holds
 * wherever it comes again. `d` is the model's number of dimensions.
 */
export interface WordTable {
  /** Rows of d numbers, unit length each; all zero for a word that the model knows nothing of. */
  readonly vectors: Float32Array;
  /** How much the word of each row counts, at least 0. Rare words count more than common ones where the model knows it. */
  readonly weights: Float32Array;
}

/** What an embedding model says of one segment's text. `d` is the model's number of dimensions. */
export interface SegmentVectors {
  /** The pooled vector: d numbers, unit length (all zero for a text without words). */
  readonly pooled: Float32Array;
  /** The words, ascending, as spans within the segment's text (not the document's). May be made anew at each look. */
  readonly words: readonly Span[];
  /** Where the words' vectors stand. Segments of one document need not share a table, though they mostly do. */
  readonly table: WordTable;
  /** For each word the number of its row in `table`. */
  readonly rows: Int32Array;
}

/** Turns texts into vectors. Implementations: the transformers.js adapter, and small ones made by tests. */
export interface Embedder {
  readonly dimensions: number;
  /** One result for each text, in order. The same text always gives the same numbers, whatever stands beside it. */
  embed(texts: readonly string[]): Promise<readonly SegmentVectors[]>;
}
