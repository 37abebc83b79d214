import { describe, expect, it } from 'vitest';
import { nearestOf } from '../../src/align/nearest-list.ts';
import { findNeighbours } from '../../src/align/neighbours.ts';
import { centre, dot, type Rows, rowDot } from '../../src/align/rows.ts';
import type { SegmentVectors } from '../../src/core/vectors.ts';
import { findTiles } from '../../src/align/tiles.ts';

const DIMENSIONS = 24;

/** Unit rows drawn by number, and the same rows a little disturbed. */
function rowsOf(ids: readonly number[], noise: number): Rows {
  const data = new Float32Array(ids.length * DIMENSIONS);
  ids.forEach((id, i) => {
    let state = (id + 1) * 2654435761;
    const next = (): number => {
      state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0;
      return state / 2 ** 31;
    };
    const row = Array.from({ length: DIMENSIONS }, next).map(
      (value, k) => value + noise * Math.sin(id * 31 + k * 17 + 5),
    );
    const norm = Math.hypot(...row);
    row.forEach((value, k) => {
      data[i * DIMENSIONS + k] = value / norm;
    });
  });
  return { length: ids.length, dimensions: DIMENSIONS, data };
}

const none = (a: Rows, b: Rows) => ({
  source: new Array(a.length).fill(false),
  target: new Array(b.length).fill(false),
});
const count = (length: number): number[] => Array.from({ length }, (_, i) => i);

describe('findNeighbours', () => {
  it('keeps the k nearest of each segment, best first', () => {
    const a = rowsOf(count(40), 0);
    const b = rowsOf(count(50), 0.3);
    const { forward } = findNeighbours({ source: a, target: b }, 5, none(a, b));
    for (let i = 0; i < a.length; i++) {
      const ranked = count(b.length).sort((x, y) => rowDot(a, i, b, y) - rowDot(a, i, b, x));
      expect([...forward.ids.subarray(i * 5, i * 5 + 5)]).toEqual(ranked.slice(0, 5));
    }
  });

  it('finds translations in long documents too, and a chapter that moved', () => {
    const length = 2600;
    const moved = [...count(length).slice(400, 800), ...count(400), ...count(length).slice(800)];
    const a = rowsOf(count(length), 0);
    const b = rowsOf(moved, 0.3);
    const { forward } = findNeighbours({ source: a, target: b }, 4, none(a, b));
    const right = count(length).filter((i) => moved[nearestOf(forward, i)] === i).length;
    expect(right / length).toBeGreaterThan(0.98);
  });

  it('looks at a share of the pairs that shrinks as documents grow', () => {
    const share = (length: number): number => {
      const rows = rowsOf(count(length), 0);
      const pairs = findTiles(rows, rows).reduce((sum, t) => sum + (t.iEnd - t.i) * (t.jEnd - t.j), 0);
      return pairs / length ** 2;
    };
    expect(share(4000)).toBeLessThan(share(1600) * 0.6);
  });

  it('gives a skipped segment no neighbours and nobody a skipped one', () => {
    const a = rowsOf(count(10), 0);
    const b = rowsOf(count(10), 0.1);
    const skipped = none(a, b);
    skipped.source[3] = true;
    skipped.target[7] = true;
    const { forward, backward } = findNeighbours({ source: a, target: b }, 4, skipped);
    expect(nearestOf(forward, 3)).toBe(-1);
    expect(nearestOf(backward, 7)).toBe(-1);
    expect([...forward.ids]).not.toContain(7);
    expect([...backward.ids]).not.toContain(3);
  });
});

/** Segments of one row each. */
const asVectors = ({ length, dimensions, data }: Rows): readonly SegmentVectors[] =>
  count(length).map((i) => ({
    pooled: data.slice(i * dimensions, (i + 1) * dimensions),
    words: [],
    table: { vectors: new Float32Array(), weights: new Float32Array() },
    rows: new Int32Array(),
  }));

describe('centre', () => {
  it('takes out what all rows share', () => {
    const rows = rowsOf(count(60), 0);
    const data = rows.data.map((value, at) => value + (at % DIMENSIONS === 0 ? 5 : 0));
    const length = (i: number): number => Math.hypot(...data.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS));
    const alike: Rows = { ...rows, data: data.map((value, at) => value / length(Math.floor(at / DIMENSIONS))) };
    expect(rowDot(alike, 0, alike, 1)).toBeGreaterThan(0.8);
    const centred = centre(asVectors(alike), count(60).fill(1));
    const [first, second] = [0, 1].map((i) => centred.read(i).slice()) as [Float32Array, Float32Array];
    expect(Math.abs(dot(first, 0, second, 0, DIMENSIONS))).toBeLessThan(0.75);
    expect(dot(first, 0, first, 0, DIMENSIONS)).toBeCloseTo(1, 5);
  });

  it('leaves a row of zeros as it is', () => {
    const rows = rowsOf(count(4), 0);
    rows.data.fill(0, 0, DIMENSIONS);
    expect([...centre(asVectors(rows), [1, 1, 1, 1]).read(0)]).toEqual(new Array(DIMENSIONS).fill(0));
  });
});
