import { describe, expect, it } from 'vitest';
import { learnedSpans, learnedWords } from '../../src/compare/learned-spans.ts';
import { SPAN_FEATURES } from '../../src/compare/spans.ts';
import { logOddsOf, type Trees } from '../../src/compare/trees.ts';
import { WORD_FEATURES } from '../../src/compare/word-support.ts';

/** Two trees of depth 2: the first asks both inputs, the second nothing. */
const TREES: Trees = {
  origin: 'test',
  depth: 2,
  bias: 1,
  inputs: [0, 1, 1, -1, -1, -1],
  thresholds: [0.5, 10, 20, 0, 0, 0],
  leaves: [1, 2, 3, 4, 0.5, 0, 0, 0],
};

describe('logOddsOf', () => {
  it.each([
    [[0, 0], 1 + 1 + 0.5],
    [[0, 11], 1 + 2 + 0.5],
    [[1, 20], 1 + 3 + 0.5],
    [[1, 21], 1 + 4 + 0.5],
  ])('of %j is %d: greater goes right, equal goes left', (input, odds) => {
    expect(logOddsOf(TREES, input)).toBeCloseTo(odds, 9);
  });
});

describe('what was learned', () => {
  it.each([
    ['words', learnedWords, WORD_FEATURES.length],
    ['spans', learnedSpans, SPAN_FEATURES.length],
  ])('of %s fits the inputs that it is asked with', (_, { depth, inputs, thresholds, leaves }, count) => {
    const trees = leaves.length / 2 ** depth;
    expect(trees).toBeGreaterThan(0);
    expect(inputs).toHaveLength(trees * (2 ** depth - 1));
    expect(thresholds).toHaveLength(inputs.length);
    expect(Math.max(...inputs)).toBeLessThan(count);
    expect([...thresholds, ...leaves].every(Number.isFinite)).toBe(true);
  });
});
