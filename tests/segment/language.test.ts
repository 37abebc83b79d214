import { describe, expect, it } from 'vitest';
import { detectLanguage, detectSegmentLanguage } from '../../src/segment/language.ts';

describe('detectLanguage', () => {
  it.each([
    ['en', 'The ferry left the harbour at noon, and the islanders waved until it was out of sight.'],
    ['tr', 'Vapur öğle vakti limandan ayrıldı; adalılar gözden kaybolana dek el salladılar.'],
    ['de', 'Die Fähre verließ den Hafen am Mittag, und die Inselbewohner winkten noch lange.'],
  ])('tells %s', (lang, text) => {
    expect(detectLanguage(text)).toBe(lang);
  });

  it('goes by the greater part of a text', () => {
    const text = `${'Vapur öğle vakti limandan ayrıldı. '.repeat(20)}The ferry left. ${'Herkes el salladı. '.repeat(20)}`;
    expect(detectLanguage(text)).toBe('tr');
  });

  it('says und where there is no language', () => {
    expect(detectLanguage('12.10 — 14.30 https://example.org')).toBe('und');
  });
});

describe('detectSegmentLanguage', () => {
  it('finds an English post inside a Turkish text', () => {
    expect(detectSegmentLanguage('Two fishing boats are missing after the storm https://t.co/abc', 'tr')).toBe('en');
  });

  it('finds a Turkish sentence inside an English text', () => {
    expect(detectSegmentLanguage('Fırtınadan sonra iki balıkçı teknesinden haber alınamıyor.', 'en')).toBe('tr');
  });

  it.each(['ASEAN', 'Brunei', 'Filipinler', 'New York Times', 'John Smith', '12.500', '@handle', 'OK'])(
    'leaves %j in the language of its document',
    (text) => {
      expect(detectSegmentLanguage(text, 'tr')).toBe('tr');
      expect(detectSegmentLanguage(text, 'en')).toBe('en');
    },
  );

  it('is not led by names: what is written small decides', () => {
    expect(detectSegmentLanguage("Smith Brothers Nottingham'da konser verdi", 'tr')).toBe('tr');
    expect(detectSegmentLanguage('Smith Brothers play a concert in Nottingham', 'tr')).toBe('en');
  });

  it('keeps the region of the document', () => {
    expect(detectSegmentLanguage('The ferry left the harbour at noon today.', 'en-GB')).toBe('en-GB');
  });
});
