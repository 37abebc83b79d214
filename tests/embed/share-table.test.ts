import { expect, it } from 'vitest';
import type { SegmentVectors, WordTable } from '../../src/core/vectors.ts';
import { shareRows, shareTable } from '../../src/embed/share-table.ts';
import { plainVectors } from '../support/gather-words.ts';

const tableOf = (...words: readonly (readonly [weight: number, x: number, y: number])[]): WordTable => ({
  vectors: Float32Array.from(words.flatMap(([, x, y]) => [x, y])),
  weights: Float32Array.from(words, ([weight]) => weight),
});

const segment = (table: WordTable, ...rows: readonly number[]): SegmentVectors => ({
  pooled: Float32Array.of(1, 0),
  words: rows.map((_, i) => ({ start: 2 * i, end: 2 * i + 1 })),
  table,
  rows: Int32Array.from(rows),
});

it('one table holds each word of many once, and every segment keeps its vectors', () => {
  const first = tableOf([1, 1, 0], [2, 0, 1], [1, 0, 1]);
  const second = tableOf([2, 0, 1], [3, 0, 1]);
  const segments = [segment(first, 1, 0), segment(second, 1, 0, 0), segment(first, 2)];
  const shared = shareTable(segments, 2);
  expect(shared.map(plainVectors)).toEqual(segments.map(plainVectors));
  expect(shared.map(({ rows }) => [...rows])).toEqual([[0, 1], [2, 0, 0], [3]]);
  expect(new Set(shared.map(({ table }) => table)).size).toBe(1);
  expect(shared[0]!.table.weights.length).toBe(4);
});

it('equal words of one table share the first of their rows', () => {
  const table = tableOf([0, 0, 0], [2, 0, 1], [0, 0, 0], [2, 0, 1], [2, 1, 0]);
  const rows = [Int32Array.of(3, 2, 4), Int32Array.of(0, 1)];
  shareRows(table, rows, 2);
  expect(rows.map((some) => [...some])).toEqual([
    [1, 0, 4],
    [0, 1],
  ]);
});
