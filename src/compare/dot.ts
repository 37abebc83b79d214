/** The scalar product of row i of `a` and row j of `b`, rows of d numbers. */
export const dot = (a: Float32Array, i: number, b: Float32Array, j: number, d: number): number => {
  // Four sums: the engine keeps them in registers, and this is where compare spends its time.
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let p = i * d;
  let q = j * d;
  const end = p + d - (d % 4);
  for (; p < end; p += 4, q += 4) {
    first += a[p]! * b[q]!;
    second += a[p + 1]! * b[q + 1]!;
    third += a[p + 2]! * b[q + 2]!;
    fourth += a[p + 3]! * b[q + 3]!;
  }
  for (const last = i * d + d; p < last; p++, q++) first += a[p]! * b[q]!;
  return first + second + third + fourth;
};
