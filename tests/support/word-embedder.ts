import type { SegmentVectors } from '../../src/core/vectors.ts';
import { splitWords } from '../../src/segment/words.ts';

const DIMENSIONS = 32;

/** A vector for each word, the same for the same word: drawn by its letters. */
function vectorOf(word: string): Float32Array {
  let state = 2166136261;
  for (let i = 0; i < word.length; i++) state = Math.imul(state ^ word.charCodeAt(i), 16777619);
  const vector = new Float32Array(DIMENSIONS);
  let square = 0;
  for (let k = 0; k < DIMENSIONS; k++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    vector[k] = state / 2 ** 31;
    square += vector[k]! ** 2;
  }
  return vector.map((value) => value / Math.sqrt(square));
}

/** Embeds texts by their words, every word counting 1: words that are written alike are translations of each other. */
export const embedByWords = (texts: readonly string[]): readonly SegmentVectors[] =>
  texts.map((text) => {
    const words = splitWords(text);
    const rows = words.map(({ start, end }) => vectorOf(text.slice(start, end).toLowerCase()));
    const pooled = new Float32Array(DIMENSIONS);
    for (const row of rows) row.forEach((value, k) => (pooled[k]! += value));
    const norm = Math.hypot(...pooled) || 1;
    return {
      pooled: pooled.map((value) => value / norm),
      words,
      table: {
        vectors: Float32Array.from(rows.flatMap((row) => [...row])),
        weights: new Float32Array(rows.length).fill(1),
      },
      rows: Int32Array.from(rows.keys()),
    };
  });
