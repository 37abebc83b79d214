import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { decode } from '../../src/read/decode.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
};

const errorOf = (bytes: Uint8Array): UserError => {
  try {
    decode(bytes, 'story.txt');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('decoded');
};

describe('decode', () => {
  const text = 'İğne deliği\r\n😀 son\n';
  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a byte order mark', utf8(`\uFEFF${text}`)],
    ['UTF-16, little-endian', utf16(text, true)],
    ['UTF-16, big-endian', utf16(text, false)],
  ])('reads %s and changes nothing but the mark', (_, bytes) => {
    expect(decode(bytes, 'a.txt')).toBe(text);
  });

  it('takes off one byte order mark only', () => {
    expect(decode(utf8('\uFEFF\uFEFFa'), 'a.txt')).toBe('\uFEFFa');
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', utf8(''), /is empty/],
    ['a byte order mark alone', utf8('\uFEFF'), /is empty/],
    ['white space', utf8(' \r\n\t\u00A0\u200B\n'), /is empty/],
    ['Windows-1254', new Uint8Array([0x49, 0xfe, 0xfd, 0x6b]), /not valid UTF-8/],
    ['a cut UTF-8 sequence', utf8('ağ').subarray(0, 2), /not valid UTF-8/],
    ['half a UTF-16 unit', utf16('ab', true).subarray(0, 5), /not valid UTF-16/],
    ['UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), /UTF-32/],
    ['NUL bytes', utf8('ab\0c'), /binary/],
    ['NUL in UTF-16', utf16('ab\0c', true), /binary/],
    ['many control characters', utf8('\u0001\u0002\u0003abc'), /binary/],
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), /binary/],
  ])('refuses %s in one sentence that names the file, with what to do', (_, bytes, message) => {
    const error = errorOf(bytes);
    expect(error.message).toMatch(message);
    expect(error.message).toContain('story.txt');
    expect(error.message).not.toMatch(/[.\n]$/);
    expect(error.hint).toBeTruthy();
  });
});
