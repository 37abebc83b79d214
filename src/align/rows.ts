import type { SegmentVectors } from '../core/vectors.ts';

/** Vectors of equal length, one row after another. */
export interface Rows {
  readonly length: number;
  readonly dimensions: number;
  /** `length * dimensions` numbers. */
  readonly data: Float32Array;
}

/** The pooled vectors of one side. */
export function stackPooled(vectors: readonly SegmentVectors[]): Rows {
  const dimensions = vectors[0]?.pooled.length ?? 0;
  const data = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, i) => {
    data.set(vector.pooled, i * dimensions);
  });
  return { length: vectors.length, dimensions, data };
}

/** Scalar product of `length` numbers from `aStart` and from `bStart`. */
export function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, length: number): number {
  // Four independent sums: the processor adds them side by side, and the order is the same on every run.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[aStart + i]! * b[bStart + i]!;
    s1 += a[aStart + i + 1]! * b[bStart + i + 1]!;
    s2 += a[aStart + i + 2]! * b[bStart + i + 2]!;
    s3 += a[aStart + i + 3]! * b[bStart + i + 3]!;
  }
  for (; i < length; i++) s0 += a[aStart + i]! * b[bStart + i]!;
  return s0 + s1 + (s2 + s3);
}

/** Scalar product of row i of one and row j of the other. */
export const rowDot = (a: Rows, i: number, b: Rows, j: number): number =>
  dot(a.data, i * a.dimensions, b.data, j * b.dimensions, a.dimensions);
