import { rowDot, type Rows } from '../../src/align/rows.ts';
import type { SegmentVectors } from '../../src/core/vectors.ts';

const NEIGHBOURS = 4;

/**
 * Retrieval by ratio margin (Artetxe and Schwenk 2019): the share of lines whose own translation is the nearest of the
 * other side, by cosine over the mean cosine of both lines' four nearest; the mean of both directions.
 */
export function marginAccuracy(source: readonly SegmentVectors[], target: readonly SegmentVectors[]): number {
  const a = stackPooled(source);
  const b = stackPooled(target);
  const n = a.length;
  const cosines = new Float32Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) cosines[i * n + j] = rowDot(a, i, b, j);
  const meanOfBest = (values: Float32Array): number =>
    values
      .sort()
      .subarray(-NEIGHBOURS)
      .reduce((sum, value) => sum + value, 0) / NEIGHBOURS;
  const rows = Array.from({ length: n }, (_, i) => meanOfBest(cosines.slice(i * n, (i + 1) * n)));
  const columns = Array.from({ length: n }, (_, j) =>
    meanOfBest(Float32Array.from({ length: n }, (__, i) => cosines[i * n + j]!)),
  );
  const margin = (i: number, j: number): number => cosines[i * n + j]! / ((rows[i]! + columns[j]!) / 2);
  let right = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    let column = 0;
    for (let j = 1; j < n; j++) {
      if (margin(i, j) > margin(i, row)) row = j;
      if (margin(j, i) > margin(column, i)) column = j;
    }
    if (row === i) right++;
    if (column === i) right++;
  }
  return right / (2 * n);
}

/** The pooled vectors of one side. */
function stackPooled(vectors: readonly SegmentVectors[]): Rows {
  const dimensions = vectors[0]?.pooled.length ?? 0;
  const data = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, i) => {
    data.set(vector.pooled, i * dimensions);
  });
  return { length: vectors.length, dimensions, data };
}
