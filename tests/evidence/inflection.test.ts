import { describe, expect, it } from 'vitest';
import { fold } from '../../src/evidence/fold.ts';
import { isFormOf, stemsOf } from '../../src/evidence/inflection.ts';

const isForm = (word: string, stem: string, lang = 'tr'): boolean => isFormOf(fold(word), fold(stem), lang);

describe('isFormOf', () => {
  it.each([
    ['varlığı', 'varlık'],
    ['varlıklarının', 'varlık'],
    ['varlıklarımızdakiler', 'varlık'],
    ['kitabı', 'kitap'],
    ['rengi', 'renk'],
    ['ağacı', 'ağaç'],
    ['şehrinde', 'şehir'],
    ['oğlu', 'oğul'],
    ['bakanlığına', 'bakanlık'],
    ['öğelerini', 'öğe'],
    ['meclisinin', 'meclis'],
    ['saldırıydı', 'saldırı'],
  ])('%s is a form of %s', (word, stem) => {
    expect(isForm(word, stem)).toBe(true);
  });

  it.each([
    ['saldırganlar', 'saldırı'],
    ['evrakta', 'evren'],
    ['kitaplık', 'kitabe'],
    ['varlt', 'varlık'],
  ])('%s is no form of %s', (word, stem) => {
    expect(isForm(word, stem)).toBe(false);
  });

  it('knows English plurals, and takes words of unknown languages as they are', () => {
    expect([isForm('assets', 'asset', 'en'), isForm('policies', 'policy', 'en')]).toEqual([true, true]);
    expect([isForm('Häuser', 'Haus', 'de'), isForm('Haus', 'Haus', 'de')]).toEqual([false, true]);
  });

  it('gives the stems of a word, longest first', () => {
    expect(stemsOf('birliğinin', 'tr')).toContain('birlik');
    expect(stemsOf('şehrin', 'tr')).toContain('şehir');
    expect(stemsOf('Haus', 'de')).toEqual(['Haus']);
  });
});
