import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/read/read-document.ts';

const read = (text: string, path: string) => readDocument(new TextEncoder().encode(text), path);

describe('readDocument', () => {
  it('chooses the format by the name', () => {
    const kinds = (path: string): string[] => read('Bir\n===\n\nİki.', path).blocks.map(({ kind }) => kind);
    expect(kinds('a.md')).toEqual(['heading', 'sentence']);
    expect(kinds('A.MARKDOWN')).toEqual(['heading', 'sentence']);
    expect(kinds('a.txt')).toEqual(['heading', 'markup', 'sentence']);
    expect(kinds('-')).toEqual(['heading', 'markup', 'sentence']);
  });

  it('gives the hash of the bytes as they were, byte order mark included', () => {
    expect(read('abc', 'a.txt').sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(read('\uFEFFabc', 'a.txt').sha256).not.toBe(read('abc', 'a.txt').sha256);
  });

  it('points into the text after the byte order mark', () => {
    const { text, blocks } = read('\uFEFFAli geldi.', 'a.txt');
    expect(text).toBe('Ali geldi.');
    expect(blocks).toEqual([{ kind: 'sentence', start: 0, end: 10 }]);
  });

  it('leaves out only white space and marks, in ascending blocks that do not overlap', () => {
    const piece = fc.constantFrom(
      'Ali geldi.',
      'Başlık',
      '- madde',
      '# Bir',
      '> alıntı',
      '\n',
      '\r\n',
      '\n\n',
      '   ',
      '1. bir\n2. iki',
      '“`html\n',
      '```\n',
      '***',
      '| a | b |\n|---|---|\n| c | d |',
      '— Ad (@ad) 3 Mart 2024',
      'Yazı https://t.co/x',
      '“Söz.”\nEce Tuna',
      '\t',
      '***kalın***',
      '[x]: y',
      '    kod',
      '<b>',
      'a\\|b',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('a.md', 'a.txt'),
        (pieces, path) => {
          const { text, blocks } = read(`Z${pieces.join('')}`, path);
          let end = 0;
          for (const block of blocks) {
            expect(block.start).toBeGreaterThanOrEqual(end);
            expect(block.end).toBeGreaterThan(block.start);
            expect(text.slice(block.start, block.end).trim()).toBe(text.slice(block.start, block.end));
            expect(text.slice(end, block.start)).not.toMatch(/\p{L}/u);
            end = block.end;
          }
          expect(text.slice(end)).not.toMatch(/\p{L}/u);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each(['a.txt', 'a.md'])('reads a line of 20 MB in %s in a few seconds', (path) => {
    const began = process.cpuUsage().user;
    const { blocks } = read('Vapur geldi ve gitti. '.repeat(1_000_000), path);
    expect(blocks).toHaveLength(1);
    expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(5_000);
  });
});
