import { describe, expect, it } from 'vitest';
import { readNames } from '../../src/evidence/names.ts';

const keys = (text: string, lang = 'tr'): string[] => readNames(text, lang).map(({ key }) => key);

describe('readNames', () => {
  it('cuts Turkish endings at the apostrophe and leaves out the word that begins a sentence', () => {
    expect(keys("Sonra Ankara'nın doğusunda Jun-il ile NATO'ya gitti. Bugün döndü.")).toEqual([
      'ankara',
      'junil',
      'nato',
    ]);
  });

  it('takes an acronym, or a word with an ending after an apostrophe, even at the start', () => {
    expect(keys('ASEAN toplandı. Trump’ın sözü')).toEqual(['asean', 'trump']);
  });

  it('folds diacritics and case, so that spellings in two languages meet', () => {
    expect(keys("Dün Zárate ve Işık'ı gördü")).toEqual(['zarate', 'isik']);
  });

  it('does not take a headline for names', () => {
    expect(keys('The Minister Opens A New Bridge', 'en')).toEqual([]);
  });

  it('does not take German nouns for names', () => {
    expect(keys('Er hat dem Mann das Haus der UNO gezeigt', 'de')).toEqual(['uno']);
  });
});
