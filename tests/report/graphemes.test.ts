import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { graphemes, shorten, stretches, widthOf } from '../../src/report/graphemes.ts';
import { visible } from '../../src/report/visible.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const hard = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme', minLength: 200, maxLength: 500 }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'a',
          ' ',
          'ş',
          '’',
          '\u0301',
          '\u200D',
          '👩',
          '🏽',
          '🇹',
          '🇷',
          'ᄒ',
          '\u1161',
          'क',
          '\u094D',
          '\u093E',
          '\u0600',
          '\u00AD',
          '©',
          '\uFE0F',
          'к',
        ),
      )
      .map((parts) => parts.join('')),
  )
  .map(visible);

describe('graphemes', () => {
  test('are those of Intl.Segmenter, whichever way they are found', () => {
    fc.assert(
      fc.property(hard, (text) => {
        const expected = Array.from(segmenter.segment(text), ({ segment }) => segment);
        expect(Array.from(graphemes(text), (part) => part.text)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('are found in time that grows with the text, not with its square', () => {
    const cost = (length: number): number => {
      const text = '港口将在'.repeat(length / 4);
      const start = process.cpuUsage();
      expect(widthOf(text)).toBe(2 * length);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    const least = (length: number): number => Math.min(cost(length), cost(length), cost(length));
    // Four times the text: about 4 where it is linear, 16 where it is not.
    expect(least(64_000) / least(16_000)).toBeLessThan(9);
  });

  test('are as wide as string-width says', () => {
    fc.assert(
      fc.property(hard, (text) => {
        expect(widthOf(text)).toBe(stringWidth(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('every code unit of the first plane, alone and between letters', () => {
    for (let code = 0x20; code < 0xd800; code += 1) {
      const text = visible(`a${String.fromCharCode(code)}b`);
      if (widthOf(text) !== stringWidth(text)) expect.fail(`U+${code.toString(16)} is not ${widthOf(text)} wide`);
    }
  });

  test('come in stretches that lose nothing and never cut a cluster', () => {
    fc.assert(
      fc.property(hard, (text) => {
        const parts = [...stretches(text)];
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const part of parts) if (part.divisible) expect(part.width).toBe(part.text.length);
      }),
    );
  });
});

describe('shortening', () => {
  test.each([
    ['harbour', 10, 'harbour'],
    ['harbour', 7, 'harbour'],
    ['harbour', 4, 'har…'],
    ['old harbour', 5, 'old…'],
    ['港口开放', 5, '港口…'],
    ['港口开放', 4, '港…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 4, '👩‍👩‍👧‍👦…'],
    ['x', 0, ''],
  ])('%s to %i columns', (text, columns, expected) => {
    expect(shorten(text, columns)).toBe(expected);
  });

  test('can keep the end, as of a path', () => {
    expect(shorten('/very/long/path/story.txt', 10, 'end')).toBe('…story.txt');
  });

  test('never takes more columns than there are', () => {
    fc.assert(
      fc.property(hard, fc.integer({ min: 0, max: 12 }), fc.constantFrom('start', 'end'), (text, columns, keep) => {
        expect(stringWidth(shorten(text, columns, keep))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
