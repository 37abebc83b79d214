import { describe, expect, it } from 'vitest';
import { RowSums } from '../../src/embed/row-sums.ts';
import { assemble } from '../support/assemble.ts';

const makeRows = (count: number, d: number): Float32Array =>
  Float32Array.from({ length: count * d }, (_, at) => Math.sin(1 + at * 1.7));

/** The unit vector of the sum of some rows, and its length, in plain arithmetic. */
const plainly = (numbers: Float32Array, d: number, rows: readonly number[]): { unit: number[]; length: number } => {
  const sum = Array.from({ length: d }, (_, k) => rows.reduce((total, row) => total + numbers[row * d + k]!, 0));
  const length = Math.hypot(...sum);
  return { unit: sum.map((value) => value / length), length };
};

const expectNear = (found: Float32Array, expected: readonly number[]): void => {
  for (const [k, value] of expected.entries()) expect(found[k]).toBeCloseTo(value, 6);
};

describe('sums of rows', () => {
  it.each([1, 3, 8, 13, 256])('are those of plain arithmetic with %i dimensions', (d) => {
    const numbers = makeRows(9, d);
    const sums = new RowSums(d);
    sums.write(0, numbers.subarray(0, 4 * d));
    sums.write(4, numbers.subarray(4 * d));
    const unit = new Float32Array(d + 2);
    for (const rows of [[8], [0, 3, 3, 7], [1, 2, 4, 5, 6]]) {
      sums.add(Int32Array.of(99, ...rows, 99), 1, rows.length + 1);
      const expected = plainly(numbers, d, rows);
      expect(sums.takeUnit(unit, 1)).toBeCloseTo(expected.length, 6);
      expectNear(unit.subarray(1), expected.unit);
    }
    expect([unit[0], unit[d + 1]]).toEqual([0, 0]);
  });

  it('may hold shares of rows', () => {
    const sums = new RowSums(2);
    sums.write(0, Float32Array.of(6, 0, 0, 16));
    sums.addShare(0, 0.5);
    sums.addShare(1, 0.25);
    const unit = new Float32Array(2);
    expect(sums.takeUnit(unit, 0)).toBe(5);
    expectNear(unit, [0.6, 0.8]);
  });

  it('are of no length where rows cancel out, and begin anew', () => {
    const sums = new RowSums(3);
    sums.write(0, Float32Array.of(1, 2, 3, -1, -2, -3));
    const unit = Float32Array.of(9, 9, 9);
    sums.add(Int32Array.of(0, 1), 0, 2);
    expect(sums.takeUnit(unit, 0)).toBe(0);
    expect([...unit]).toEqual([0, 0, 0]);
    expect(sums.takeUnit(unit, 0)).toBe(0);
  });

  it('hold more rows than the memory it starts with, and longer lists than it takes at once', () => {
    const d = 16;
    const numbers = makeRows(20_000, d);
    const sums = new RowSums(d);
    for (let at = 0; at < 20_000; at += 5000) sums.write(at, numbers.subarray(at * d, (at + 5000) * d));
    const rows = Array.from({ length: 10_000 }, (_, i) => (i * 7) % 20_000);
    sums.add(Int32Array.from(rows), 0, rows.length);
    const unit = new Float32Array(d);
    const expected = plainly(numbers, d, rows);
    expect(sums.takeUnit(unit, 0)).toBeCloseTo(expected.length, 4);
    expectNear(unit, expected.unit);
  });

  it('runs the program that stands in row-sums.wat; -u writes it anew', async () => {
    const { code, path } = await assemble('embed', 'row-sums');
    await expect(code).toMatchFileSnapshot(path);
  });
});
