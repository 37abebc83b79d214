import { describe, expect, it } from 'vitest';
import { findStanding } from '../../src/align/standing.ts';
import type { SegmentVectors } from '../../src/core/vectors.ts';

/** A unit vector that leans from one axis towards another. */
function vector(axis: number, other: number, lean: number): SegmentVectors {
  const pooled = new Float32Array(16);
  pooled[axis] = Math.cos(lean);
  pooled[other] = Math.sin(lean);
  return {
    pooled,
    words: [],
    table: { vectors: new Float32Array(), weights: new Float32Array() },
    rows: new Int32Array(),
  };
}

describe('findStanding', () => {
  const story = { source: [vector(0, 8, 0.5), vector(1, 8, 0.5)], target: [vector(0, 9, 0.5), vector(1, 9, 0.5)] };

  it('lets segments count by how near they are to their counterpart', () => {
    const { source, target } = findStanding(story);
    for (const weight of [...source, ...target]) expect(weight).toBeCloseTo(Math.cos(0.5) ** 4, 3);
  });

  it('lets nothing count that has no counterpart, nor changes it what the others count', () => {
    const stranger = vector(5, 8, 0.1);
    const { source, target } = findStanding({ ...story, source: [stranger, ...story.source] });
    expect(source[0]).toBeLessThan(0.01);
    expect([...source].slice(1)).toEqual([...findStanding(story).source]);
    expect(target).toEqual(findStanding(story).target);
  });
});
