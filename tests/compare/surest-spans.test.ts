import { describe, expect, it } from 'vitest';
import { createContext } from '../../src/compare/context.ts';
import { surestSpans } from '../../src/compare/spans.ts';
import type { Trees } from '../../src/compare/trees.ts';
import { type BeadSupport, WORD_FEATURES, type WordFeature } from '../../src/compare/word-support.ts';
import { story } from './story.ts';

const GLOSSARY = { köpek: 'dog', ağaç: 'tree', gördü: 'saw', eski: 'old' };

/** A word that finds nothing opposite is unsupported. */
const WORDS: Trees = {
  origin: 'test',
  depth: 1,
  bias: 0,
  inputs: [WORD_FEATURES.indexOf('best')],
  thresholds: [0.5],
  leaves: [3, -5],
};
/** Of every span one in four is a true finding. */
const SPANS: Trees = { origin: 'test', depth: 0, bias: -Math.log(3), inputs: [], thresholds: [], leaves: [] };

const support = (target: string): BeadSupport =>
  createContext(story(['old dog saw tree'], [target], undefined, GLOSSARY)).support(0)!;

/** The same bead as a discriminator sees it that gives every word these log-odds of being replaced. */
const judged = (bead: BeadSupport, odds: number): BeadSupport => {
  const set = (features: Float64Array, feature: WordFeature): void => {
    features[WORD_FEATURES.indexOf(feature)] = odds;
  };
  for (const { features } of [...bead.source, ...bead.target]) {
    if (features === null) continue;
    set(features, 'replaced');
    set(features, 'unsupported');
  }
  return { ...bead, isDiscriminated: true };
};

const confidences = (bead: BeadSupport): readonly number[] =>
  surestSpans(WORDS, SPANS, bead)
    .filter(({ side }) => side === 'target')
    .map(({ confidence }) => confidence);

describe('the surest spans', () => {
  const one = 'eski köpek gördü bulut';

  it('of one common word are judged by trees and discriminator, most by this', () => {
    expect(confidences(support(one))).toEqual([expect.closeTo(0.25, 6)]);
    expect(confidences(judged(support(one), 1))).toEqual([expect.closeTo(0.3 * 0.25 + 0.7 * 0.5, 6)]);
    expect(confidences(judged(support(one), 20))).toEqual([expect.closeTo(0.3 * 0.25 + 0.7, 6)]);
  });

  it('of several words are judged by both alike, and of each less is asked', () => {
    const two = support('eski köpek rüzgâr bulut');
    expect(confidences(two)).toEqual([expect.closeTo(0.25, 6)]);
    expect(confidences(judged(two, 1 - 3 * Math.log(2)))).toEqual([expect.closeTo((0.25 + 0.5) / 2, 6)]);
    expect(confidences(judged(two, -20))).toEqual([expect.closeTo(0.25 / 2, 6)]);
  });

  it('of a name alone are judged by the trees', () => {
    expect(confidences(judged(support('eski köpek gördü Brooklyn'), 20))).toEqual([expect.closeTo(0.25, 6)]);
  });

  it('do not overlap', () => {
    const spans = surestSpans(WORDS, SPANS, support('rüzgâr köpek bulut ağaç'));
    const own = spans.filter(({ side }) => side === 'target').sort((a, b) => a.first - b.first);
    expect(own.length).toBeGreaterThan(0);
    for (const [i, span] of own.slice(1).entries()) expect(span.first).toBeGreaterThan(own[i]!.last);
  });
});
