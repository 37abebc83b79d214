import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/read/read-document.ts';

const read = (text: string, path: string) => readDocument(new TextEncoder().encode(text), path);

describe('readDocument', () => {
  it('chooses the format by the name', async () => {
    const kinds = async (path: string): Promise<string[]> =>
      (await read('Bir\n===\n\nİki.', path)).blocks.map(({ kind }) => kind);
    expect(await kinds('a.md')).toEqual(['heading', 'sentence']);
    expect(await kinds('A.MARKDOWN')).toEqual(['heading', 'sentence']);
    expect(await kinds('a.html')).toEqual(['sentence']);
    expect(await kinds('a.txt')).toEqual(['heading', 'markup', 'sentence']);
    expect(await kinds('-')).toEqual(['heading', 'markup', 'sentence']);
  });

  it('refuses a page that only a script would fill', async () => {
    await expect(read('<div id="app"></div><script>start()</script>', 'a.html')).rejects.toThrow(
      'a.html is a page without a text',
    );
  });

  it('gives the hash of the bytes as they were, byte order mark included', async () => {
    expect((await read('abc', 'a.txt')).sha256).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect((await read('\uFEFFabc', 'a.txt')).sha256).not.toBe((await read('abc', 'a.txt')).sha256);
  });

  it('points into the text after the byte order mark', async () => {
    const { text, blocks } = await read('\uFEFFAli geldi.', 'a.txt');
    expect(text).toBe('Ali geldi.');
    expect(blocks).toEqual([{ kind: 'sentence', start: 0, end: 10 }]);
  });

  it('leaves out only white space and marks, in ascending blocks that do not overlap', async () => {
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
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('a.md', 'a.txt'),
        async (pieces, path) => {
          const { text, blocks } = await read(`Z${pieces.join('')}`, path);
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

  it.each(['a.txt', 'a.md', 'a.html'])('reads a line of 20 MB in %s in a few seconds', async (path) => {
    const began = process.cpuUsage().user;
    const { blocks } = await read('Vapur geldi ve gitti. '.repeat(1_000_000), path);
    expect(blocks).toHaveLength(1);
    expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(5_000);
  });
});
