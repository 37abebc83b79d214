import type { SegmentVectors } from '../../src/core/vectors.ts';

/** The vectors of a segment's words, one row after another, and how much each counts: what its table says of them. */
export const gatherWords = ({
  pooled,
  table,
  rows,
}: SegmentVectors): { vectors: Float32Array; weights: Float32Array } => {
  const d = pooled.length;
  const vectors = new Float32Array(rows.length * d);
  for (const [at, row] of rows.entries()) vectors.set(table.vectors.subarray(row * d, (row + 1) * d), at * d);
  return { vectors, weights: Float32Array.from(rows, (row) => table.weights[row]!) };
};

/** All that is known of a segment, whatever its table looks like. */
export const plainVectors = (segment: SegmentVectors) => ({
  pooled: segment.pooled,
  words: segment.words,
  ...gatherWords(segment),
});
