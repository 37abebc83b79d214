import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitWords } from '../../src/segment/words.ts';

const words = (text: string): string[] => splitWords(text).map(({ start, end }) => text.slice(start, end));

describe('splitWords', () => {
  it.each<[string, string[]]>([
    ['Kedi masaya atladı.', ['Kedi', 'masaya', 'atladı']],
    ["ABD'nin NATO’ya verdiği söz", ["ABD'nin", 'NATO’ya', 'verdiği', 'söz']],
    ["27'sinde, 1990'larda", ["27'sinde", "1990'larda"]],
    ['1.250,5 lira 14.30 ile 27.10.2024', ['1.250,5', 'lira', '14.30', 'ile', '27.10.2024']],
    ['%50 arttı, $3.5 oldu', ['50', 'arttı', '3.5', 'oldu']],
    ['Mektup 3. Cadde 5. Sokak', ['Mektup', '3', 'Cadde', '5', 'Sokak']],
    ['well-known co-op', ['well', 'known', 'co', 'op']],
    ["don't stop; the dogs' bowls", ["don't", 'stop', 'the', 'dogs', 'bowls']],
    ['the U.S. and A.B.D.’nin', ['the', 'U.S.', 'and', 'A.B.D.’nin']],
    ['see https://example.org/a?b=c, (www.example.com/x).', ['see', 'https://example.org/a?b=c', 'www.example.com/x']],
    ['write to ayse.yilmaz@example.org.', ['write', 'to', 'ayse.yilmaz@example.org']],
    ["@haber_merkezi'nin #gündem", ["@haber_merkezi'nin", '#gündem']],
    ['Node.js reads index.html. Then', ['Node.js', 'reads', 'index.html', 'Then']],
    ['“Hızla büyüyor”dedi', ['Hızla', 'büyüyor', 'dedi']],
    ['İstanbul’da ılık', ['İstanbul’da', 'ılık']],
    ['cafe\u0301 na\u00ADive', ['cafe\u0301', 'na\u00ADive']],
    ['__kalın__ snake_case', ['kalın', 'snake_case']],
    ['日本語の文章', ['日本語', 'の', '文章']],
    ['… — • 🙂 “”', []],
    ['', []],
  ])('splits %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('ascends without overlap and leaves no letter or digit outside a word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const text = a + b;
        let end = 0;
        for (const word of splitWords(text)) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(word.end).toBeGreaterThan(word.start);
          expect(text.slice(end, word.start)).not.toMatch(/[a-zA-Z0-9çğıöşüÇĞİÖŞÜ]/);
          end = word.end;
        }
        expect(text.slice(end)).not.toMatch(/[a-zA-Z0-9çğıöşüÇĞİÖŞÜ]/);
      }),
    );
  });

  it.each([
    ['a', 1_000_000],
    ['a.', 500_000],
    ["a'", 500_000],
    ['1,', 500_000],
    ['a@', 500_000],
    ['@', 1_000_000],
    ['http://', 200_000],
    ['-', 1_000_000],
  ])('takes linear time on %j repeated', (unit, times) => {
    const began = performance.now();
    splitWords(unit.repeat(times));
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
