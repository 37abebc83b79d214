import fc from 'fast-check';

const PARTS = [
  'kedi',
  'Kediler',
  'İstanbul',
  'ISPARTA',
  'ığdır',
  'the',
  "can't",
  "ABD'nin",
  'e\u0301te\u0301',
  'ÉTÉ',
  'ﬁnal',
  '½',
  '1.250,5',
  '%50',
  '…',
  '“',
  '”',
  '(',
  ')',
  ',',
  '👩‍👩‍👧‍👦',
  '🇹🇷',
  '😀',
  '猫が好き',
  'ไทย',
  'مرحبا',
  '한국어',
  '\u00ad',
  '\u200b',
  '\u0301',
  '\ud83d',
  '▁',
  '##s',
  '[UNK]',
  '<pad>',
  'https://t.co/aBc?d=1',
  '@hizala',
];

/** Texts such as nobody writes, but somebody will: two languages, marks, emoji, halves of characters, odd blanks. */
export const anyText = (): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...PARTS) },
        { weight: 3, arbitrary: fc.constantFrom(' ', ' ', ' ', '\n', '\u00a0', '\t') },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
      ),
      { maxLength: 24 },
    )
    .map((parts) => parts.join(''));
