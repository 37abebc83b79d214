import { expect, test } from 'vitest';
import { makeStory } from './story.ts';

test.each([
  [60, 60],
  [60, 75],
  [300, 300],
])('a made story of %d × %d lines has so many, each in one bead at most, and some out of place', (m, n) => {
  const { source, target, beads } = makeStory(m, n);
  expect([source.length, target.length]).toEqual([m, n]);
  const sources = beads.flatMap((bead) => bead.source);
  const targets = beads.flatMap((bead) => bead.target);
  expect(new Set(sources).size).toBe(sources.length);
  expect(new Set(targets).size).toBe(targets.length);
  expect(Math.max(...sources)).toBeLessThan(m);
  expect(Math.max(...targets)).toBeLessThan(n);
  // A sixteenth or so of either side has no counterpart.
  expect(m - sources.length).toBeGreaterThan(m / 25);
  expect(n - targets.length).toBeGreaterThan(n / 25);
  expect(sources).not.toEqual([...sources].sort((a, b) => a - b));
  expect(beads.some((bead) => bead.target.length > 1)).toBe(n > m);
  expect(makeStory(m, n)).toEqual({ source, target, beads });
});
