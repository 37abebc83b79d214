import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auc } from '../../src/evaluate/auc.ts';

test('is the share of pairs in which the positive scores higher, a tie counting half', () => {
  expect(auc([3, 4], [1, 2])).toBe(1);
  expect(auc([1, 2], [3, 4])).toBe(0);
  expect(auc([2], [1, 2, 3, 4])).toBe(1.5 / 4);
  expect(auc([5, 5], [5])).toBe(0.5);
  expect(auc([], [1])).toBe(0.5);
});

test('counts every pair, whatever the order, and is mirrored when the sides change places', () => {
  const scores = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(scores, scores, (positives, negatives) => {
      const pairs = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
      const plain = pairs.reduce((sum: number, value) => sum + value, 0) / pairs.length;
      expect(auc(positives, negatives)).toBeCloseTo(plain, 12);
      expect(auc(negatives, positives)).toBeCloseTo(1 - plain, 12);
    }),
  );
});
