import { describe, expect, it } from 'vitest';
import { createContext } from '../../src/compare/context.ts';
import { WORD_FEATURES, type WordFeature, type WordSupport } from '../../src/compare/word-support.ts';
import { story } from './story.ts';

const GLOSSARY = { kedi: 'cat', köpek: 'dog', ağaç: 'tree', gördü: 'saw', eski: 'old', tırmandı: 'climbed' };

const read = (source: readonly string[], target: readonly string[]) =>
  createContext(story(source, target, undefined, GLOSSARY));

const featureOf = (word: WordSupport | undefined, feature: WordFeature): number =>
  word!.features![WORD_FEATURES.indexOf(feature)]!;

describe('the support of a word', () => {
  it('is the nearest word of the other side of the bead', () => {
    const words = read(['cat saw dog'], ['kedi köpek gördü']).support(0)!;
    expect(words.target.map(({ partner }) => words.source[partner]!.folded)).toEqual(['cat', 'dog', 'saw']);
    expect(words.target.every(({ best }) => best > 0.99)).toBe(true);
  });

  it('is given to one word of two that say the same', () => {
    const words = read(['old tree climbed'], ['ağaç ağaç tırmandı']).support(0)!;
    const assigned = words.target.map((word) => featureOf(word, 'assigned'));
    expect(assigned.filter((value) => value > 0.99)).toHaveLength(2);
    expect(words.target.every((word, i) => i === 2 || featureOf(word, 'best') > 0.99)).toBe(true);
  });

  it('may stand in the next segment', () => {
    const { target } = read(['old tree climbed', 'dog saw cat'], ['eski ağaç köpek', 'gördü kedi eski']).support(0)!;
    expect(featureOf(target[2], 'best')).toBeLessThan(0.5);
    expect(featureOf(target[2], 'nearby')).toBeGreaterThan(0.99);
  });

  it('is lacking where the document translates the word elsewhere', () => {
    const { source } = read(['old tree climbed', 'tree saw'], ['eski köpek tırmandı', 'ağaç gördü']).support(0)!;
    expect(featureOf(source[1], 'lacking')).toBeGreaterThan(0.5);
    expect(featureOf(source[0], 'lacking')).toBeCloseTo(0, 5);
  });

  it('grows with what the translator always says for a term, known to the model or not', () => {
    const source = ['rogue climbed', 'rogue saw', 'rogue tree', 'dog climbed', 'cat saw', 'old tree'];
    const rest = ['köpek tırmandı', 'kedi gördü', 'eski ağaç'];
    const always = read(source, ['haydut tırmandı', 'haydut gördü', 'haydut ağaç', ...rest]).support(0)!;
    const once = read(source, ['haydut tırmandı', 'çalgıcı gördü', 'ressam ağaç', ...rest]).support(0)!;
    const everywhere = read(source.slice(0, 3), ['haydut tırmandı', 'haydut gördü', 'haydut ağaç']).support(0)!;
    expect(featureOf(always.target[0], 'together')).toBeGreaterThan(0.3);
    expect(featureOf(once.target[0], 'together')).toBe(0);
    // What stands in every bead goes with everything.
    expect(featureOf(everywhere.target[0], 'together')).toBe(0);
  });

  it('is asked of no word without content', () => {
    const { source } = read(['the old tree of 1990'], ['eski ağaç']).support(0)!;
    expect(source.map(({ features }) => features !== null)).toEqual([false, true, true, false, false]);
  });

  it('is asked of no unit of an amount, which the numbers are compared with', () => {
    const { source, target } = read(['old tree 40 miles'], ['eski ağaç 64 km']).support(0)!;
    expect(source.map(({ features }) => features !== null)).toEqual([true, true, false, false]);
    expect(target.map(({ features }) => features !== null)).toEqual([true, true, false, false]);
  });

  it('is not looked for in a bead of two pages', () => {
    expect(read(['tree '.repeat(500)], ['ağaç']).support(0)).toBeNull();
  });
});
