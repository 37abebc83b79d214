import { expect, test } from 'vitest';
import { embedByWords } from '../support/word-embedder.ts';
import { COVERAGE, VECTOR_FEATURES, wordFeatures } from './word-features.ts';

const embedded = (text: string) => ({ text, vectors: embedByWords([text])[0]! });

test('the features of words say what stands opposite, and how it is spelt', () => {
  const features = wordFeatures(embedded('the old cat of Ankara sleeps'), embedded('The old dog of Ankaraya sleeps'));
  expect(features.length).toBe(6);
  const coverage = features.map((word) => word[COVERAGE]!);
  for (const same of [0, 1, 3, 5]) expect(coverage[same]).toBeCloseTo(1, 5);
  expect(coverage[2]).toBeLessThan(0.8);
  // A capital at the beginning says nothing; a name that is spelt nearly alike is seen.
  expect(features.map((word) => word[VECTOR_FEATURES]!)).toEqual([0, 0, 0, 0, 1, 0]);
  expect(features[4]![VECTOR_FEATURES + 1]).toBeGreaterThan(0.7);
  expect(features[2]![VECTOR_FEATURES + 1]).toBe(0);
});

test('there are no features of a sentence without words, or with nothing opposite', () => {
  expect(wordFeatures(embedded('cat'), embedded('…'))).toEqual([]);
  expect(wordFeatures(embedded('…'), embedded('cat'))).toEqual([]);
});
