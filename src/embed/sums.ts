/*
 * Sums of rows of float32 numbers, in double precision: most of what a static model's vectors cost. Plain functions over
 * typed arrays, eight columns at a time, which the engine keeps in registers.
 */

/**
 * Adds rows to `sum`, in order.
 * @param vectors rows of `sum.length` numbers
 * @param rows which of them: those at [from, to)
 */
export const addRows = (sum: Float64Array, vectors: Float32Array, rows: Int32Array, from: number, to: number): void => {
  const d = sum.length;
  let k = 0;
  for (; k + 7 < d; k += 8) {
    let s0 = sum[k]!;
    let s1 = sum[k + 1]!;
    let s2 = sum[k + 2]!;
    let s3 = sum[k + 3]!;
    let s4 = sum[k + 4]!;
    let s5 = sum[k + 5]!;
    let s6 = sum[k + 6]!;
    let s7 = sum[k + 7]!;
    for (let i = from; i < to; i++) {
      const at = rows[i]! * d + k;
      s0 += vectors[at]!;
      s1 += vectors[at + 1]!;
      s2 += vectors[at + 2]!;
      s3 += vectors[at + 3]!;
      s4 += vectors[at + 4]!;
      s5 += vectors[at + 5]!;
      s6 += vectors[at + 6]!;
      s7 += vectors[at + 7]!;
    }
    sum[k] = s0;
    sum[k + 1] = s1;
    sum[k + 2] = s2;
    sum[k + 3] = s3;
    sum[k + 4] = s4;
    sum[k + 5] = s5;
    sum[k + 6] = s6;
    sum[k + 7] = s7;
  }
  for (; k < d; k++) for (let i = from; i < to; i++) sum[k]! += vectors[rows[i]! * d + k]!;
};

/** Adds a share of one row to `sum`. */
export const addRow = (sum: Float64Array, vectors: Float32Array, row: number, share: number): void => {
  const start = row * sum.length;
  for (let k = 0; k < sum.length; k++) sum[k]! += share * vectors[start + k]!;
};

/**
 * Writes the vector of unit length in the direction of `sum` to `target` at `offset`; leaves what is there where that
 * has none.
 * @returns the length of `sum`
 */
export const unitInto = (sum: Float64Array, target: Float32Array, offset: number): number => {
  const d = sum.length;
  let squares = 0;
  for (let k = 0; k < d; k++) squares += sum[k]! * sum[k]!;
  const length = Math.sqrt(squares);
  if (length > 0) for (let k = 0; k < d; k++) target[offset + k] = sum[k]! / length;
  return length;
};
