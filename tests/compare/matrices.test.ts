import { describe, expect, it } from 'vitest';
import { fromColumn, Matrices, type Matrix } from '../../src/compare/matrices.ts';
import { assemble } from '../support/assemble.ts';

/** Puts numbers into a matrix and gives a function that reads them. */
function fill(matrices: Matrices, { at, stride }: Matrix, rows: number, columns: number, seed: number) {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) matrices.numbers[at + i * stride + j] = Math.sin(seed + i * 3.1 + j * 1.7);
  return (i: number, j: number): number => matrices.numbers[at + i * stride + j]!;
}

describe('products of matrices', () => {
  it.each([
    [1, 1, 1],
    [4, 8, 8],
    [5, 3, 9],
    [31, 96, 24],
    [160, 24, 160],
  ])('are those of plain arithmetic: %i by %i by %i', (rows, inner, columns) => {
    const matrices = new Matrices();
    const [a, b, out] = [
      matrices.allocate(rows, inner),
      matrices.allocate(inner, columns),
      matrices.allocate(rows, columns),
    ];
    const ofA = fill(matrices, a, rows, inner, 1);
    const ofB = fill(matrices, b, inner, columns, 2);
    const before = fill(matrices, out, rows, columns, 3);
    const wanted: number[] = [];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = before(i, j);
        for (let k = 0; k < inner; k++) sum += ofA(i, k) * ofB(k, j);
        wanted.push(sum);
      }
    }
    matrices.addProduct(out, a, b, rows, inner, columns);
    wanted.forEach((value, at) => {
      const i = Math.floor(at / columns);
      expect(matrices.numbers[out.at + i * out.stride + (at % columns)]).toBeCloseTo(value, 3);
    });
  });

  it('takes and fills some columns of a wider matrix', () => {
    const matrices = new Matrices();
    const [a, b, out] = [matrices.allocate(4, 16), matrices.allocate(8, 8), matrices.allocate(4, 16)];
    const ofA = fill(matrices, a, 4, 16, 1);
    const ofB = fill(matrices, b, 8, 8, 2);
    matrices.addProduct(fromColumn(out, 8), fromColumn(a, 8), b, 4, 8, 8);
    let sum = 0;
    for (let k = 0; k < 8; k++) sum += ofA(3, 8 + k) * ofB(k, 7);
    expect(matrices.numbers[out.at + 3 * out.stride + 15]).toBeCloseTo(sum, 4);
    expect(matrices.numbers[out.at + 3 * out.stride + 7]).toBe(0);
  });

  it('runs the program that stands in matrices.wat; -u writes it anew', async () => {
    const { code, path } = await assemble('compare', 'matrices');
    await expect(code).toMatchFileSnapshot(path);
  });
});
