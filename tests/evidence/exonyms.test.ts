import { describe, expect, it } from 'vitest';
import { isExonym, isKnownName } from '../../src/evidence/exonyms.ts';
import { skeletonOf } from '../../src/evidence/spelling.ts';

const names = (word: string, others: string, langs: readonly [string, string] = ['tr', 'en']): boolean =>
  isExonym(skeletonOf(word), langs[0], others.split(' ').map(skeletonOf), langs[1]);

describe('isExonym', () => {
  it.each([
    ['Kamboçya', 'Cambodia'],
    ['Kamboçyalı', 'Cambodian'],
    ['Almanların', 'German'],
    ['Almanya', 'Germans'],
    ['Hırvat', 'Croatia'],
    ['Yunanistan', 'Greek'],
    ['Güney', 'South Korea'],
    ['Krallık', 'the United Kingdom'],
    ['ABD', 'U.S.'],
    ['AB', 'EU'],
    ['AGİT', 'OSCE'],
    ['Londra', 'London'],
    ['Karadeniz', 'the Black Sea'],
    ['Çinli', 'Chinese'],
    ['Çinliler', 'China'],
    ['İsviçreli', 'Swiss'],
    ['zlotisi', 'Polish Zloty'],
    ['Irak', 'Iraqi'],
    ['İranlı', 'Iranians'],
    ['Slovak', 'Slovakia'],
    ['Nijer', 'Niger'],
  ])('%s is %s', (word, others) => {
    expect(names(word, others)).toBe(true);
  });

  it.each([
    ['Kamboçya', 'Vietnam'],
    ['Krallık', 'the United States'],
    ['Fasulye', 'Morocco'],
    ['AB', 'UN'],
    ['Vicki', 'American'],
    ['Batı', 'West'],
    ['İran', 'Iraq'],
    ['Irak', 'Iran'],
    ['Slovenya', 'Slovakia'],
    ['Nijerya', 'Niger'],
  ])('%s is not %s', (word, others) => {
    expect(names(word, others)).toBe(false);
  });

  it('works from either side, and between any two languages that the platform knows', () => {
    expect(names('Cambodian', 'Kamboçya', ['en', 'tr'])).toBe(true);
    expect(names('Ungarn', 'Hongrie', ['de', 'fr'])).toBe(true);
    expect(names('Ungarn', 'Belgique', ['de', 'fr'])).toBe(false);
  });

  it('knows names of one word, and not the words of longer ones', () => {
    expect(['Kamboçyada', 'Birleşik', 'Masa'].map((word) => isKnownName(skeletonOf(word), 'tr', 'en'))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
