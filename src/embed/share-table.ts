import type { SegmentVectors, WordTable } from '../core/vectors.ts';

/** Finds words that are equal: the same weight and the same vector. */
class EqualWords {
  readonly #d: number;
  /** Rows by their weight, which few words share. */
  readonly #byWeight = new Map<number, { readonly table: WordTable; readonly row: number; readonly as: number }[]>();

  constructor(d: number) {
    this.#d = d;
  }

  /** What an equal word was called that came before; for a new one, `as`. */
  callOf(table: WordTable, row: number, as: number): number {
    const weight = table.weights[row]!;
    const alike = this.#byWeight.get(weight);
    if (alike === undefined) {
      this.#byWeight.set(weight, [{ table, row, as }]);
      return as;
    }
    const equal = alike.find((other) => this.#areEqual(table.vectors, row, other.table.vectors, other.row));
    if (equal === undefined) alike.push({ table, row, as });
    return equal?.as ?? as;
  }

  #areEqual(a: Float32Array, i: number, b: Float32Array, j: number): boolean {
    const d = this.#d;
    for (let k = 0; k < d; k++) if (a[i * d + k] !== b[j * d + k]) return false;
    return true;
  }
}

/**
 * Lets equal words of a table share a row, the first that one of them has: pieces in another order may give one vector, and
 * words that a model does not know all have none.
 * @param rows of segments, changed in place
 */
export const shareRows = (table: WordTable, rows: readonly Int32Array[], d: number): void => {
  const words = new EqualWords(d);
  const shared = Int32Array.from({ length: table.weights.length }, (_, row) => words.callOf(table, row, row));
  if (shared.every((to, row) => to === row)) return;
  for (const some of rows) for (let i = 0; i < some.length; i++) some[i] = shared[some[i]!]!;
};

/**
 * The same segments with one table for all of them, in which equal words share a row: whether vectors come from the cache
 * or have been computed, alone or with others, must make no difference to who counts words by their rows.
 */
export const shareTable = (segments: readonly SegmentVectors[], d: number): SegmentVectors[] => {
  const words = new EqualWords(d);
  const from: { readonly table: WordTable; readonly row: number }[] = [];
  const known = new Map<WordTable, Int32Array>();
  const numberOf = (table: WordTable, row: number): number => {
    let numbers = known.get(table);
    if (numbers === undefined) known.set(table, (numbers = new Int32Array(table.weights.length).fill(-1)));
    if (numbers[row] === -1) {
      numbers[row] = words.callOf(table, row, from.length);
      if (numbers[row] === from.length) from.push({ table, row });
    }
    return numbers[row]!;
  };
  const rows = segments.map((segment) => segment.rows.map((row) => numberOf(segment.table, row)));
  const table = { vectors: new Float32Array(from.length * d), weights: new Float32Array(from.length) };
  for (const [to, { table: source, row }] of from.entries()) {
    table.vectors.set(source.vectors.subarray(row * d, (row + 1) * d), to * d);
    table.weights[to] = source.weights[row]!;
  }
  return segments.map(({ pooled, words: spans }, i) => ({ pooled, words: spans, table, rows: rows[i]! }));
};
