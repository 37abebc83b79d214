import type { Tokenizer } from './tokens.ts';

/** A model that has been loaded: numbers in, numbers out. Implementations: transformers.ts, and small ones of tests. */
export interface Network {
  readonly tokenizer: Tokenizer;
  readonly dimensions: number;
  /** The most tokens that one run may take, special tokens included. */
  readonly longest: number;
  /** Special tokens that stand before and after every text ([CLS], [SEP]). */
  readonly opening: readonly number[];
  readonly closing: readonly number[];
  /** A row of `dimensions` finite numbers for each token. */
  run(ids: Int32Array): Promise<Float32Array>;
}
