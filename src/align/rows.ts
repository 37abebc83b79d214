import type { SegmentVectors } from '../core/vectors.ts';

/** Vectors of equal length, one row after another. */
export interface Rows {
  readonly length: number;
  readonly dimensions: number;
  /** `length * dimensions` numbers. */
  readonly data: Float32Array;
}

/** Rows that are read one at a time: those of a book, made and kept, would take 200 MB. */
export interface RowReader {
  readonly length: number;
  readonly dimensions: number;
  /** The i-th row. The next call may overwrite it. */
  read(i: number): Float32Array;
}

export const readerOf = (rows: Rows | RowReader): RowReader => {
  if ('read' in rows) return rows;
  const { length, dimensions, data } = rows;
  return { length, dimensions, read: (i) => data.subarray(i * dimensions, (i + 1) * dimensions) };
};

/** Pooled vectors, a row each. */
export const rowsOf = (vectors: readonly SegmentVectors[]): RowReader => ({
  length: vectors.length,
  dimensions: vectors[0]?.pooled.length ?? 0,
  read: (i) => vectors[i]!.pooled,
});

/** A side's mean is mixed with so many vectors of zeros, so that a short text is not robbed of what it says. */
const PRIOR_SEGMENTS = 8;

/**
 * Pooled vectors less their mean, unit length again, a row each. What all sentences of a text share says what the text is
 * about, not which sentence this is; without it, translations stand out among sentences on the same subject (Mu and
 * Viswanath 2018, "All-but-the-Top", take out the common mean in the same way).
 *
 * @param weights how much each segment counts for the mean
 */
export function centre(vectors: readonly SegmentVectors[], weights: ArrayLike<number>): RowReader {
  const length = vectors.length;
  const d = vectors[0]?.pooled.length ?? 0;
  const mean = new Float64Array(d);
  let total = PRIOR_SEGMENTS;
  vectors.forEach(({ pooled }, i) => {
    const weight = weights[i]!;
    total += weight;
    for (let k = 0; k < d; k++) mean[k]! += weight * pooled[k]!;
  });
  for (let k = 0; k < d; k++) mean[k]! /= total;
  const row = new Float32Array(d);
  const read = (i: number): Float32Array => {
    const { pooled } = vectors[i]!;
    let square = 0;
    let isEmpty = true;
    for (let k = 0; k < d; k++) {
      isEmpty &&= pooled[k] === 0;
      square += (pooled[k]! - mean[k]!) ** 2;
    }
    // A row of zeros, from a text without words, is like nothing and stays so.
    if (isEmpty) return row.fill(0);
    const norm = Math.sqrt(square) || 1;
    for (let k = 0; k < d; k++) row[k] = (pooled[k]! - mean[k]!) / norm;
    return row;
  };
  return { length, dimensions: d, read };
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
