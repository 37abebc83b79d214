/** How many pairs are remembered; a power of two. */
const SLOTS = 1 << 16;
/** Pairs that stand close together get different slots: so many columns a row. */
const COLUMNS = 37;

/** A function of two numbers below 2^26 that remembers what it was asked lately: beads side by side share their pairs. */
export function rememberPairs(compute: (i: number, j: number) => number): (i: number, j: number) => number {
  const keys = new Float64Array(SLOTS).fill(-1);
  const values = new Float64Array(SLOTS);
  return (i, j) => {
    const key = i * 2 ** 26 + j;
    const slot = (i * COLUMNS + j) & (SLOTS - 1);
    if (keys[slot] !== key) {
      keys[slot] = key;
      values[slot] = compute(i, j);
    }
    return values[slot]!;
  };
}
