import { describe, expect, it } from 'vitest';
import { readCapitals } from '../../src/evidence/capitals.ts';
import { splitWords } from '../../src/segment/words.ts';

/** Each capitalised word, with ? where the capital says little, and its apostrophe. */
const read = (text: string): string[] =>
  readCapitals(text, splitWords(text)).map(
    ({ stem, isUnsure, hasApostrophe }) => `${stem}${hasApostrophe ? "'" : ''}${isUnsure ? '?' : ''}`,
  );

describe('readCapitals', () => {
  it.each([
    ["Sonra Ankara'nın doğusunda NATO'ya gitti. Bugün Ayşe döndü.", ['Sonra?', "Ankara'", "NATO'", 'Bugün?', 'Ayşe']],
    ['He met Mr. Smith and J. Doe in Rome.', ['He?', 'Mr', 'Smith', 'Doe', 'Rome']],
    ['“Onlar” dedi, “Ama Kaya gelmedi.”', ['Onlar?', 'Ama?', 'Kaya']],
    ['The Minister Opens A New Bridge', ['The?', 'Minister?', 'Opens?', 'New?', 'Bridge?']],
    ['nothing here', []],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('gives the span without the ending', () => {
    const text = "Dün Trump'ın sözü";
    const word = readCapitals(text, splitWords(text))[1]!;
    expect(text.slice(word.start, word.end)).toBe('Trump');
  });
});
