import { describe, expect, it } from 'vitest';
import { addRow, addRows, unitInto } from '../../src/embed/sums.ts';

describe('sums of rows', () => {
  it.each([1, 7, 8, 19])('are added up column by column, %d of them', (d) => {
    const vectors = Float32Array.from({ length: 3 * d }, (_, at) => 10 ** Math.floor(at / d) * ((at % d) + 1));
    const sum = new Float64Array(d).fill(0.5);
    addRows(sum, vectors, Int32Array.of(1, 2, 0, 2, 1), 1, 4);
    expect([...sum]).toEqual(Array.from({ length: d }, (_, k) => 0.5 + 201 * (k + 1)));
    addRow(sum, vectors, 1, 0.5);
    expect([...sum]).toEqual(Array.from({ length: d }, (_, k) => 0.5 + 206 * (k + 1)));
  });
});

describe('a unit vector', () => {
  it('points where the sum points, or nowhere', () => {
    const target = new Float32Array(6);
    expect(unitInto(Float64Array.of(0, -9), target, 2)).toBe(9);
    expect(unitInto(Float64Array.of(0, 0), target, 4)).toBe(0);
    expect([...target]).toEqual([0, 0, 0, -1, 0, 0]);
  });
});
