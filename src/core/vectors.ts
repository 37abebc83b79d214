import type { Span } from './span.ts';

/** What an embedding model says of one segment's text. `d` is the model's number of dimensions. */
export interface SegmentVectors {
  /** The pooled vector: d numbers, unit length (all zero for a text without words). */
  readonly pooled: Float32Array;
  /** The words, ascending, as spans within the segment's text (not the document's). */
  readonly words: readonly Span[];
  /** One row of d numbers for each word, unit length: `words.length * d` in all. */
  readonly wordVectors: Float32Array;
  /** How much each word counts, at least 0. Rare words count more than common ones where the model knows it. */
  readonly wordWeights: Float32Array;
}

/** Turns texts into vectors. Implementations: the transformers.js adapter, and small ones made by tests. */
export interface Embedder {
  readonly dimensions: number;
  /** One result for each text, in order. The same text always gives the same numbers, whatever stands beside it. */
  embed(texts: readonly string[]): Promise<readonly SegmentVectors[]>;
}
