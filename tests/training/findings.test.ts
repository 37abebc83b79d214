import { describe, expect, it } from 'vitest';
import { logOddsOf, probabilityOf } from '../../src/compare/trees.ts';
import { createRandom } from '../../training/align/random.ts';
import { type ErrorType, inject, makeStock } from '../../training/findings/inject.ts';
import { auc } from '../../src/evaluate/auc.ts';
import { type Example, learnTrees } from '../../training/findings/learn-trees.ts';

const OPTIONS = { trees: 40, depth: 3, rate: 0.2, ridge: 1, leastWeight: 1, sample: 0.8 };

/** True where exactly one of two inputs is high: no sum of single inputs tells that. */
const examples = (count: number, seed: number): Example[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const [a, b, noise] = [random.next(), random.next(), random.next()];
    const isHigh = a > 0.5 !== b > 0.5;
    return { features: Float64Array.of(a, b, noise), label: isHigh ? 1 : 0, weight: 1 };
  });
};

describe('learnTrees', () => {
  it('learns what depends on two inputs together', () => {
    const trees = learnTrees(examples(2000, 1), OPTIONS, 'test', createRandom(7));
    const unseen = examples(500, 2);
    const scoresOf = (wanted: 0 | 1): readonly number[] =>
      unseen.filter(({ label }) => label === wanted).map(({ features }) => logOddsOf(trees, features));
    expect(auc(scoresOf(1), scoresOf(0))).toBeGreaterThan(0.97);
  });

  it('gives the same trees for the same examples and seed', () => {
    const learn = () => learnTrees(examples(300, 1), OPTIONS, 'test', createRandom(7));
    expect(learn()).toEqual(learn());
  });

  it('gives probabilities that weights have been counted into', () => {
    const flat = Array.from({ length: 400 }, (_, i): Example => {
      const label = i % 4 === 0 ? 1 : 0;
      return { features: Float64Array.of(1), label, weight: label === 1 ? 3 : 1 };
    });
    const trees = learnTrees(flat, OPTIONS, 'test', createRandom(7));
    expect(probabilityOf(logOddsOf(trees, [1]))).toBeCloseTo(0.5, 1);
  });
});

const STOCK = makeStock(
  [
    'Balıkçılar limanda ağlarını onarırken Marmara kıyısında rüzgâr sertleşti.',
    'Komşumuz Selim, bahçedeki kiraz ağaçlarını budadıktan sonra yorgun düştü.',
  ],
  'tr',
);
const TEXT = 'Belediye, eski Kadıköy iskelesini gelecek hafta yeniden açacak.';

describe('inject', () => {
  it.each<ErrorType>(['word', 'phrase', 'name', 'addition'])('says where it put the %s', (type) => {
    const random = createRandom(3);
    for (let i = 0; i < 50; i++) {
      const injected = inject(TEXT, 'tr', type, STOCK, random);
      if (injected === null) continue;
      const put = injected.text.slice(injected.start, injected.end);
      expect(put).not.toBe('');
      expect(TEXT).not.toContain(put);
      expect([...STOCK.words, ...STOCK.phrases, ...STOCK.names, ...STOCK.clauses]).toContain(put);
      // Around it everything stands that stood there before.
      const left = injected.text.slice(0, injected.start).replace(/[\s,(–]+$/, '');
      const right = injected.text.slice(injected.end).replace(/^[\s,)–]+/, '');
      expect(TEXT.startsWith(left)).toBe(true);
      expect(TEXT.endsWith(right)).toBe(true);
      return;
    }
    expect.unreachable(`no ${type} was put in`);
  });

  it('leaves a text alone that is too short', () => {
    expect(inject('Yeni bir gün', 'tr', 'addition', STOCK, createRandom(1))).toBeNull();
  });
});
