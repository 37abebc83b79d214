import { describe, expect, it } from 'vitest';
import type { Glossary } from '../../src/core/glossary.ts';
import { readTermWords, TermFinder, termPairs } from '../../src/evidence/terms.ts';

const find = (term: string, text: string, lang = 'tr'): string[] =>
  new TermFinder([{ id: 0, text: term }], lang)
    .find(text, readTermWords(text))
    .map(({ start, end }) => text.slice(start, end));

describe('TermFinder', () => {
  it.each([
    ['kripto varlık', 'Yeni kripto varlığı çaldılar', 'kripto varlığı'],
    ['kripto varlık', 'KRİPTO VARLIKLARINDAN söz etti', 'KRİPTO VARLIKLARINDAN'],
    ['kripto varlık', 'kriptovarlıklar satıldı', 'kriptovarlıklar'],
    ['varlık sınıfı', 'farklı varlık sınıflarında', 'varlık sınıflarında'],
    ['kitap', 'o kitabı okudu', 'kitabı'],
    ['renk', 'rengi değişti', 'rengi'],
    ['şehir', 'şehrin dışında', 'şehrin'],
    ['NATO', "NATO'nun kararı", 'NATO'],
  ])('finds %s in %j', (term, text, expected) => {
    expect(find(term, text)).toEqual([expected]);
  });

  it.each([
    ['kripto varlık', 'varlık kripto ile'],
    ['kitap', 'kitabevi açıldı'],
    ['saldırı', 'saldırganlar geldi'],
    ['kripto varlık', 'kripto para varlık'],
  ])('does not find %s in %j', (term, text) => {
    expect(find(term, text)).toEqual([]);
  });

  it('finds English terms with their plural, and takes capitals for what they are', () => {
    expect(find('crypto asset', 'Crypto-assets and crypto assets', 'en')).toEqual(['Crypto-assets', 'crypto assets']);
    expect(find('IT', 'it said that IT grew', 'en')).toEqual(['IT']);
  });

  it('finds ten thousand terms in a long text in a moment', () => {
    const terms = Array.from({ length: 10_000 }, (_, id) => ({ id, text: `terim${id} varlık` }));
    const text = 'terim77 varlığı ile terim8 varlıkları ve başka sözcükler '.repeat(2_000);
    const started = performance.now();
    expect(new TermFinder(terms, 'tr').find(text, readTermWords(text))).toHaveLength(4_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('termPairs', () => {
  const glossary: Glossary = [
    {
      terms: [
        { text: 'court', lang: 'en', isForbidden: false },
        { text: 'mahkeme', lang: 'tr', isForbidden: false },
        { text: 'divan', lang: 'tr', isForbidden: true },
      ],
      note: null,
    },
    {
      terms: [
        { text: 'asset', lang: 'source', isForbidden: false },
        { text: 'varlık', lang: 'target', isForbidden: false },
      ],
      note: 'n',
    },
  ];

  it('takes the terms of both languages, whichever is the source', () => {
    expect(termPairs(glossary.slice(0, 1), 'en', 'tr')).toEqual([
      { source: ['court'], target: ['mahkeme'], forbidden: ['divan'], note: null },
    ]);
    expect(termPairs(glossary.slice(0, 1), 'tr', 'en')).toEqual([
      { source: ['mahkeme'], target: ['court'], forbidden: [], note: null },
    ]);
    expect(termPairs(glossary.slice(0, 1), 'en', 'de')).toEqual([]);
  });

  it('takes terms without a language for whatever the two are', () => {
    expect(termPairs(glossary.slice(1), 'en', 'de')).toEqual([
      { source: ['asset'], target: ['varlık'], forbidden: [], note: 'n' },
    ]);
  });
});
