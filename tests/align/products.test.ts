import { describe, expect, it } from 'vitest';
import { MOST_ROWS, Products, whole } from '../../src/align/products.ts';
import type { Rows } from '../../src/align/rows.ts';
import { assemble } from '../support/assemble.ts';

/** Rows of unit length. */
function makeRows(length: number, dimensions: number, seed: number): Rows {
  const data = Float32Array.from({ length: length * dimensions }, (_, at) => Math.sin(seed + at * 1.7));
  for (let i = 0; i < length; i++) {
    const row = data.subarray(i * dimensions, (i + 1) * dimensions);
    const norm = Math.hypot(...row);
    row.forEach((value, k) => {
      row[k] = value / norm;
    });
  }
  return { length, dimensions, data };
}

function productOf(a: Rows, i: number, b: Rows, j: number): number {
  let sum = 0;
  for (let k = 0; k < a.dimensions; k++) sum += a.data[i * a.dimensions + k]! * b.data[j * b.dimensions + k]!;
  return sum;
}

describe('products of rows', () => {
  it.each([1, 3, 4, 7, 64, 256])('are those of plain arithmetic with %i dimensions', (dimensions) => {
    const [a, b] = [makeRows(9, dimensions, 1), makeRows(11, dimensions, 2)];
    const [rows, columns] = [
      [8, 0, 3, 3],
      [10, 2, 2, 0, 7],
    ];
    const { values, stride } = new Products(a, b).of(whole(rows!), whole(columns!));
    rows!.forEach((i, x) => {
      columns!.forEach((j, y) => expect(values[x * stride + y]).toBeCloseTo(productOf(a, i, b, j), 3));
    });
  });

  it('holds tables larger than the memory it starts with, and lists as long as they may be', () => {
    const [a, b] = [makeRows(3000, 64, 1), makeRows(MOST_ROWS, 64, 2)];
    const rows = Array.from({ length: MOST_ROWS }, (_, x) => 2999 - x);
    const columns = Array.from({ length: MOST_ROWS }, (_, y) => y);
    const { values, stride } = new Products(a, b).of(whole(rows), whole(columns));
    expect(values[17 * stride + 500]).toBeCloseTo(productOf(a, 2982, b, 500), 3);
    expect(values[511 * stride + 511]).toBeCloseTo(productOf(a, 2488, b, 511), 3);
  });

  it('takes a part of a list', () => {
    const [a, b] = [makeRows(5, 16, 1), makeRows(5, 16, 2)];
    const { values } = new Products(a, b).of(
      { list: [0, 1, 2, 3], start: 2, end: 3 },
      { list: [4, 3], start: 1, end: 2 },
    );
    expect(values[0]).toBeCloseTo(productOf(a, 2, b, 3), 3);
  });

  it('has nothing to multiply in empty tables', () => {
    const { stride } = new Products(makeRows(0, 0, 1), makeRows(0, 0, 1)).of(whole([]), whole([]));
    expect(stride).toBe(0);
  });

  it('runs the program that stands in products.wat; -u writes it anew', async () => {
    const { code, path } = await assemble('align', 'products');
    await expect(code).toMatchFileSnapshot(path);
  });
});
