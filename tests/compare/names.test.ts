import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import { asLine, type Pairing, type Piece, story } from './story.ts';

/** Words that mean the same, so that the sentences around a name pair. */
const MEANINGS = {
  başkan: 'president',
  dedi: 'said',
  gazeteciler: 'reporters',
  sordu: 'asked',
  köprü: 'bridge',
  açıldı: 'opened',
  yeni: 'new',
  bakan: 'minister',
  konuştu: 'spoke',
};

const names = (source: readonly Piece[], target: readonly Piece[], beads?: readonly Pairing[]): string[] => {
  const input = story(source, target, beads, MEANINGS);
  return compare(input)
    .findings.filter(({ code }) => code === 'name-mismatch')
    .map((finding) => asLine(input, finding));
};

describe('name-mismatch', () => {
  it('fires where another name stands for one that the translation keeps elsewhere', () => {
    expect(
      names(
        ['President Kavanaugh spoke.', 'Reporters asked President Kavanaugh.'],
        ['Başkan Kavanaugh konuştu.', 'Gazeteciler Başkan Mandela’ya sordu.'],
      ),
    ).toEqual(['name-mismatch | target | Mandela | Kavanaugh']);
  });

  it.each([
    ['The minister spoke in Croatia.', 'Bakan Azerbaycan’da konuştu.', 'Azerbaycan | Croatia'],
    ['The new bridge opened in Birkenhead.', 'Yeni köprü Rangers’ta açıldı.', 'Rangers | Birkenhead'],
    ['The minister spoke.', 'Bakan Bolivya’da konuştu.', 'Bolivya'],
    ['The minister spoke in Iran.', 'Bakan Irak’ta konuştu.', 'Irak | Iran'],
    ['Reporters asked Chancellor Scholz.', 'Gazeteciler Başbakan Thatcher’a sordu.', 'Thatcher | Scholz'],
    ['Slovakia opened the new bridge.', 'Slovenya yeni köprüyü açtı.', 'Slovenya | Slovakia'],
    ['The minister spoke in South Korea.', 'Bakan Kuzey Kore’de konuştu.', 'Kuzey | South'],
  ])('fires on %j and %j', (source, target, line) => {
    expect(names([source], [target])).toEqual([`name-mismatch | target | ${line}`]);
  });

  it.each([
    ['an ending', 'The minister spoke to Trump.', 'Bakan Trump’la konuştu.'],
    ['an exonym', 'The minister spoke in Cambodia.', 'Bakan Kamboçya’da konuştu.'],
    ['a people for its country', 'The Croatian minister spoke.', 'Hırvatistan’ın bakanı konuştu.'],
    ['a transliteration', 'The minister spoke to Kim Joon-il.', 'Bakan Kim Jun-il ile konuştu.'],
    ['an acronym in its own language', 'The EU minister spoke.', 'AB bakanı konuştu.'],
    ['an acronym spelled out', 'The ASEAN minister spoke.', 'Güneydoğu Asya Milletleri Birliği bakanı konuştu.'],
    ['a title left out', 'The minister spoke to Mr. Smith.', 'Bakan Smith ile konuştu.'],
    ['a title put in', 'The minister spoke to Smith.', 'Bakan, Başbakan Smith ile konuştu.'],
    ['a name said for a pronoun', 'He spoke.', 'Smith konuştu.'],
    ['one that is spelled like another', 'The minister spoke to Iraqis.', 'Bakan Iraklılarla konuştu.'],
    ['a point of the compass', 'The minister spoke in South Korea.', 'Bakan Güney Kore’de konuştu.'],
    [
      'an institution in the west',
      'The minister spoke in East London at West Ham.',
      'Bakan Doğu Londra’da West Ham’de konuştu.',
    ],
    ['a month', 'The bridge opened in September.', 'Köprü Eylül’de açıldı.'],
    ['an institution said by its meaning', 'The Security Council spoke.', 'Güvenlik Konseyi konuştu.'],
    ['a note in brackets', 'The minister spoke.', 'Bakan (Minister of State Schmidt) konuştu.'],
  ])('keeps silent over %s', (_, source, target) => {
    expect(names(['The minister spoke to Smith.', source], ['Bakan Smith ile konuştu.', target])).toEqual([]);
  });

  it('fires on a name that an enumeration lost', () => {
    expect(
      names(
        ['The minister spoke in Fiji, Palau, New Zealand and Tonga.'],
        ['Bakan Fiji’de, Palau’da ve Tonga’da konuştu.'],
      ),
    ).toEqual(['name-mismatch | source | New Zealand']);
  });

  it.each([
    ['is called otherwise', 'in Japan, China and Korea', 'Japonlarla, Çinlilerle ve Korelilerle'],
    ['has another spelling', 'in Fiji, Palau and Kiribati', 'Fiji’de, Palau’da ve Kiribas’ta'],
    ['is left out with most others', 'in Fiji, Palau and Tonga', 'Fiji’de'],
  ])('keeps silent over an enumeration where a name %s', (_, source, target) => {
    expect(names([`The minister spoke ${source}.`], [`Bakan ${target} konuştu.`])).toEqual([]);
  });

  it('looks at the sentences around before it calls a name added', () => {
    const kept = names(['Schmidt spoke.', 'He asked.'], ['Bakan konuştu.', 'Bakan Schmidt sordu.']);
    expect(kept).toEqual([]);
    expect(names(['The minister spoke.', 'He asked.'], ['Bakan konuştu.', 'Bakan Schmidt sordu.'])).toEqual([
      'name-mismatch | target | Schmidt',
    ]);
  });

  it('is at most a warning, and tells each name once', () => {
    const input = story(['The minister spoke in Croatia.'], ['Bakan Azerbaycan’da konuştu.'], undefined, MEANINGS);
    const { findings } = compare(input);
    expect(findings.filter(({ code }) => code !== 'unsupported-span').map(({ severity }) => severity)).toEqual([
      'warning',
    ]);
  });
});
