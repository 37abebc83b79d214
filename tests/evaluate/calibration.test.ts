import { describe, expect, test } from 'vitest';
import { bootstrap } from '../../src/evaluate/bootstrap.ts';
import { beadOutcomes, calibration } from '../../src/evaluate/calibration.ts';
import type { TestBead } from '../../src/evaluate/gold.ts';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('calibration', () => {
  test('nine right of ten at 0.9 is no error', () => {
    const outcomes = [...times(9, { confidence: 0.9, right: true }), { confidence: 0.9, right: false }];
    expect(calibration(outcomes).error).toBeCloseTo(0, 12);
  });

  test('weighs the gap of each bin by its count', () => {
    const { error, brier, bins } = calibration([
      ...times(3, { confidence: 0.8, right: true }),
      { confidence: 0.2, right: true },
    ]);
    // (3 · |0.8 − 1| + 1 · |0.2 − 1|) / 4
    expect(error).toBeCloseTo(0.35, 12);
    expect(brier).toBeCloseTo((3 * 0.04 + 0.64) / 4, 12);
    expect(bins[8]).toMatchObject({ from: 0.8, to: 0.9, count: 3, accuracy: 1 });
  });

  test('puts full confidence into the last bin', () => {
    expect(calibration([{ confidence: 1, right: true }]).bins.at(-1)?.count).toBe(1);
  });

  test('of nothing is nought', () => {
    expect(calibration([])).toMatchObject({ error: 0, brier: 0 });
  });
});

describe('which beads are right', () => {
  const bead = (source: number[], target: number[], confidence: number | null = 0.5): TestBead => ({
    source,
    target,
    confidence,
  });
  const rights = (gold: Parameters<typeof beadOutcomes>[0], beads: TestBead[]): boolean[] =>
    beadOutcomes(gold, beads).map(({ right }) => right);

  test('against beads: the same members, or all unmatched', () => {
    const gold = { kind: 'beads', beads: [bead([0], [0, 1]), bead([1, 2], []), bead([3], [2])] } as const;
    const found = [bead([0], [0, 1]), bead([1], []), bead([2, 3], []), bead([], [2]), bead([3], [1])];
    expect(rights(gold, found)).toEqual([true, true, false, false, false]);
  });

  test('against links: every link sure or possible, and possible leaves null beads open', () => {
    const gold = {
      kind: 'links',
      sure: [[0, 0]],
      possible: [
        [0, 1],
        [1, 1],
      ],
    } as const;
    const found = [
      bead([0], [0, 1]),
      bead([0, 1], [1]),
      bead([0, 1], [0, 1]),
      bead([2], []),
      bead([], [0]),
      bead([1], []),
    ];
    expect(rights(gold, found)).toEqual([true, true, false, true, false]);
  });

  test('without a confidence there is nothing to judge', () => {
    expect(rights({ kind: 'beads', beads: [] }, [bead([0], [0], null)])).toEqual([]);
  });
});

describe('bootstrap intervals', () => {
  const mean = (sample: readonly number[]): number[] => [sample.reduce((sum, value) => sum + value, 0) / sample.length];

  test('are the same on every run and hold the figure', () => {
    const values = Array.from({ length: 50 }, (_, at) => (at * 37) % 50);
    const [interval] = bootstrap(values, mean);
    expect(bootstrap(values, mean)).toEqual([interval]);
    expect(interval![0]).toBeLessThan(24.5);
    expect(interval![1]).toBeGreaterThan(24.5);
  });

  test('are about two standard errors wide on each side', () => {
    const values = Array.from({ length: 200 }, (_, at) => at % 2);
    const [[low, high]] = bootstrap(values, mean, { samples: 4000 }) as [readonly [number, number]];
    // The standard error of a share of one half among 200 is 0.0354.
    expect(low).toBeCloseTo(0.5 - 1.96 * 0.0354, 1);
    expect(high).toBeCloseTo(0.5 + 1.96 * 0.0354, 1);
    expect(high - low).toBeGreaterThan(0.12);
    expect(high - low).toBeLessThan(0.16);
  });

  test('have no width for one document', () => {
    expect(bootstrap([3], mean)).toEqual([[3, 3]]);
  });
});
