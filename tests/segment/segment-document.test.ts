import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import { readDocument } from '../../src/read/read-document.ts';
import { segmentDocument } from '../../src/segment/segment-document.ts';

const segment = async (
  text: string,
  path = 'a.txt',
  segmentation: 'sentences' | 'lines' = 'sentences',
  lang?: string,
) =>
  segmentDocument(
    await readDocument(new TextEncoder().encode(text), path),
    lang === undefined ? { segmentation } : { segmentation, lang },
  );

const rows = ({ segments }: SegmentedDocument): string[] => segments.map(({ kind, text }) => `${kind}: ${text}`);

const STORY = `Limanda Fırtına
Vapur dün limandan çıkamadı. Kaptan Dr. Su ile konuştu.
Two boats are missing after the storm in the bay https://t.co/abc123
— Harbour News (@harbournews) March 3, 2024
Kurtarılanlar şunlar:
• Bir balıkçı. Adı bilinmiyor.
• İki yolcu
“Böyle bir rüzgâr görmedim. Kırk yıldır buradayım.”
Liman Başkanı Ece Tuna
Fotoğraf: Can Ay`;

describe('segmentDocument', () => {
  it('splits running text into sentences and keeps the rest whole', async () => {
    expect(rows(await segment(STORY))).toEqual([
      'heading: Limanda Fırtına',
      'sentence: Vapur dün limandan çıkamadı.',
      'sentence: Kaptan Dr. Su ile konuştu.',
      'embed: Two boats are missing after the storm in the bay https://t.co/abc123',
      'byline: — Harbour News (@harbournews) March 3, 2024',
      'sentence: Kurtarılanlar şunlar:',
      'list-item: Bir balıkçı.',
      'list-item: Adı bilinmiyor.',
      'list-item: İki yolcu',
      'quote: “Böyle bir rüzgâr görmedim.',
      'quote: Kırk yıldır buradayım.”',
      'byline: Liman Başkanı Ece Tuna',
      'caption: Fotoğraf: Can Ay',
    ]);
  });

  it('detects the language of the document and of each segment', async () => {
    const { lang, segments } = await segment(STORY);
    expect(lang).toBe('tr');
    expect(segments.filter((one) => one.lang !== 'tr').map((one) => one.index)).toEqual([3, 4]);
  });

  it('takes the language that it is told', async () => {
    expect((await segment('Vapur geldi.', 'a.txt', 'sentences', 'az')).lang).toBe('az');
  });

  it('takes line i as segment i where it is told so, with kinds where they show', async () => {
    const text = '\r\nBir. İki.\r\n\r\n  - üç dört\n\t\nBeş altı.  \n';
    const { segments } = await segment(text, 'a.txt', 'lines');
    expect(segments.map((one) => [one.index, one.kind, one.text])).toEqual([
      [0, 'sentence', 'Bir. İki.'],
      [1, 'list-item', '- üç dört'],
      [2, 'sentence', 'Beş altı.'],
    ]);
  });

  it('takes each line for itself even where lines were wrapped', async () => {
    const wrapped =
      'Bu satır belli bir genişlikte kesilmiş ve bir sonraki satırda\nküçük harfle sürüyor, sonra yine kesiliyor ve böylece uzayıp\ngidiyor, en sonunda bitiyor.';
    expect((await segment(wrapped, 'a.txt', 'lines')).segments).toHaveLength(3);
    expect((await segment(wrapped)).segments).toHaveLength(1);
  });

  it('keeps every offset true, in either segmentation and format', async () => {
    const piece = fc.constantFrom(
      'Ali geldi. Gitti.',
      '# Başlık',
      '- madde',
      '> alıntı',
      '\n',
      '\r\n',
      '\r',
      '\n\n',
      '  ',
      '“`html',
      '```',
      '---',
      '***',
      '1. bir',
      '2. iki',
      '| a | b |',
      '|---|---|',
      '**kalın** yazı.',
      '![resim](a.png)',
      '<div>',
      '— Ad (@ad) 3 Mart 2024',
      'https://t.co/x',
      '[x]: http://y',
      '\u00A0',
      '😀',
      'İ.',
      '\t',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('a.md', 'a.txt', 'a.html'),
        fc.constantFrom('lines' as const, 'sentences' as const),
        async (pieces, path, segmentation) => {
          const text = `x${pieces.join('')}`;
          const { document, segments } = await segment(text, path, segmentation, 'tr');
          let end = 0;
          for (const [i, one] of segments.entries()) {
            expect(one.index).toBe(i);
            expect(document.text.slice(one.start, one.end)).toBe(one.text);
            expect(one.text.trim()).toBe(one.text);
            expect(one.text).not.toBe('');
            expect(one.start).toBeGreaterThanOrEqual(end);
            if (path === 'a.txt') expect(document.text.slice(end, one.start)).toMatch(/^[\s>•*#\d.)+(-]*$/u);
            end = one.end;
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

const SEEDS = '../shared/seeds';
const GOLD = '../shared/eval/seeds';

describe.skipIf(!existsSync(SEEDS) || !existsSync(GOLD))('on ../shared/seeds', () => {
  it.each([
    ['000_e030ccb33e80e41f', 'story-a.src', 'en'],
    ['002_2d4e8a482adc2297', 'story-a.tgt', 'tr'],
  ])('%s has the segments of %s', async (seed, gold, lang) => {
    const { segments, ...rest } = segmentDocument(
      await readDocument(readFileSync(`${SEEDS}/${seed}.txt`), `${seed}.txt`),
      {
        segmentation: 'sentences',
      },
    );
    const lines = readFileSync(`${GOLD}/${gold}`, 'utf8')
      .split('\n')
      .filter((line) => line.trim().length > 0)
      .map((line) => line.replace(/^- /, '').trim());
    expect(rest.lang).toBe(lang);
    expect(segments.map(({ text }) => text)).toEqual(lines);
  });
});
