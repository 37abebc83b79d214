import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import { readGlossary } from '../../src/read/glossary/read-glossary.ts';
import { asLine, type Pairing, story } from './story.ts';

const TERMS = `crypto asset\tkripto varlık\tnot “para”\tkripto para|kripto mal
asset\tmal varlığı
court\tmahkeme|divan
IT\tbilişim
`;

const terms = (source: readonly string[], target: readonly string[], beads?: readonly Pairing[]): string[] => {
  const input = { ...story(source, target, beads), glossary: readGlossary(new TextEncoder().encode(TERMS), 't') };
  return compare(input)
    .findings.filter(({ code }) => code === 'term-mismatch')
    .map((finding) => `${finding.severity} ${asLine(input, finding)} → ${finding.term!.allowed.join('|')}`);
};

describe('term-mismatch', () => {
  it('fires where a term is not used', () => {
    expect(terms(['They stole crypto assets.'], ['Sanat öğelerini çaldılar.'])).toEqual([
      'warning term-mismatch | unused | source | crypto assets | Sanat öğelerini çaldılar. → kripto varlık',
    ]);
  });

  it('fires on a forbidden variant, as an error', () => {
    expect(terms(['They stole crypto assets.'], ['Kripto paraları çaldılar.'])).toEqual([
      'error term-mismatch | forbidden | target | Kripto paraları | crypto assets → kripto varlık',
    ]);
  });

  it.each([
    ['a form of the term', 'They stole a crypto asset.', 'Bir kripto varlığı çaldılar.'],
    ['one of several terms', 'The court met.', 'Divan toplandı.'],
    ['a word in small letters that is no acronym', 'They stole it.', 'Onu çaldılar.'],
    ['a forbidden variant that stands for something else', 'They stole money.', 'Kripto para çaldılar.'],
  ])('keeps silent over %s', (_, source, target) => {
    expect(terms([source], [target])).toEqual([]);
  });

  it('takes the longest term, and asks once a bead', () => {
    expect(terms(['Crypto assets, and crypto assets.'], ['Kripto varlıklar.'])).toEqual([]);
    expect(terms(['The asset, the assets.'], ['O şey.'])).toHaveLength(1);
  });

  it('looks at the sentences beside', () => {
    expect(terms(['The court met.', 'It ruled.'], ['Toplandı.', 'Mahkeme karar verdi.'])).toEqual([]);
  });

  it('says nothing where the glossary has no terms in the languages', () => {
    const english = {
      ...story(['The court met.'], ['x']),
      glossary: readGlossary(new TextEncoder().encode('de\tfr\nGericht\ttribunal'), 't'),
    };
    expect(compare(english).findings.filter(({ code }) => code === 'term-mismatch')).toEqual([]);
  });
});
