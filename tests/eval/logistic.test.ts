import { expect, test } from 'vitest';
import { fitLogistic } from './logistic.ts';

test('a linear model gives the log-odds of the classes, as if they were alike in number', () => {
  // Of what has the mark three quarters of the positives are, and one quarter of the negatives: odds of 3, then of 1/3.
  const rows: number[][] = [];
  const labels: boolean[] = [];
  for (const [mark, positives, negatives] of [
    [1, 300, 1000],
    [0, 100, 3000],
  ] as const) {
    for (let i = 0; i < positives + negatives; i++) {
      // The second column says nothing: it does not vary.
      rows.push([mark, 7]);
      labels.push(i < positives);
    }
  }
  const model = fitLogistic(rows, labels);
  // The ridge draws the odds a little towards even.
  expect(model([1, 7])).toBeGreaterThan(0.95 * Math.log(3));
  expect(model([1, 7])).toBeLessThan(Math.log(3));
  expect(model([0, 7])).toBeCloseTo(-model([1, 7]), 1);
});
