import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLocator } from '../../src/check/position.ts';

test.each([
  ['a', 0, 1, [1, 1, 1, 2], [1, 2]],
  ['one\ntwo', 4, 7, [2, 1, 2, 4], [1, 4]],
  ['one\r\ntwo\r\nthree', 10, 15, [3, 1, 3, 6], [1, 6]],
  ['çığ düş', 4, 7, [1, 5, 1, 8], [8, 13]],
  ['📚 a 📚b', 5, 8, [1, 6, 1, 9], [8, 13]],
  ['ab\ncd', 1, 4, [1, 2, 2, 2], [2, 2]],
] as const)('%j from %i to %i', (text, start, end, columns, bytes) => {
  const region = createLocator(text)({ start, end });
  expect([region.startLine, region.startColumn, region.endLine, region.endColumn]).toEqual(columns);
  expect([region.startByte, region.endByte]).toEqual(bytes);
});

test('is what counting from the start gives, for any text and in long lines', () => {
  const piece = fc.constantFrom('a', 'ş', '€', '📚', '\n', '\r\n', 'x'.repeat(3000), '📚'.repeat(2500));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(), (pieces, seed) => {
      const text = pieces.join('');
      let offset = text.length === 0 ? 0 : seed % text.length;
      if (/[\uDC00-\uDFFF]/.test(text.charAt(offset))) offset -= 1;
      const before = text.slice(0, offset);
      const line = before.slice(before.lastIndexOf('\n') + 1);
      expect(createLocator(text)({ start: offset, end: offset })).toMatchObject({
        startLine: before.split('\n').length,
        startColumn: line.length + 1,
        startByte: Buffer.byteLength(line) + 1,
      });
    }),
  );
});
