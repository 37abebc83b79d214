import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/read/text.ts';

const rows = (text: string): string[] =>
  readText(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

describe('readText', () => {
  it('takes each line as a paragraph, whatever ends it', () => {
    expect(rows('Bir vardı.\r\n\r\nİki vardı.\rÜç vardı.\n')).toEqual([
      'sentence: Bir vardı.',
      'sentence: İki vardı.',
      'sentence: Üç vardı.',
    ]);
  });

  it('joins lines that were wrapped, and keeps paragraphs, headings and lists apart', () => {
    const text = `The Harbour

The ferry left the harbour at noon, and the people of the
island waved until it was out of sight, as they had done for
every ferry since the first one came.
- one crate of lemons
- two crates of soap that nobody had ordered and that nobody
  was willing to take back
When it was gone they went home, where the kettles were already
singing on the stoves and the dogs lay asleep.

Nobody spoke of the storm that had been announced for the same
night.`;
    expect(rows(text).map((row) => row.replace(/\s+/g, ' '))).toEqual([
      'heading: The Harbour',
      'sentence: The ferry left the harbour at noon, and the people of the island waved until it was out of sight, as they had done for every ferry since the first one came.',
      'list-item: one crate of lemons',
      'list-item: two crates of soap that nobody had ordered and that nobody was willing to take back',
      'sentence: When it was gone they went home, where the kettles were already singing on the stoves and the dogs lay asleep.',
      'sentence: Nobody spoke of the storm that had been announced for the same night.',
    ]);
  });

  it.each(['"', "'", '”', '’', '»', ')', '[3]'])(
    'takes no sentence for a heading that ends in a full stop and %s',
    (mark) => {
      expect(rows(`The ferry left at noon and nobody waved.${mark}\nIt was raining.`)[0]).toMatch(/^sentence: /);
    },
  );

  it('does not join short lines that were not wrapped', () => {
    const text = 'Kar yağdı.\nYollar kapandı.\nOkullar tatil edildi.\nÇocuklar sevindi.';
    expect(rows(text)).toHaveLength(4);
  });

  it.each(['•', '-', '*', '‣', '·', '+', '◦', '■'])(
    'takes a line after %s as a list item, without the mark',
    (mark) => {
      expect(rows(`Alınacaklar var.\n${mark} elma\n  ${mark}  armut`)).toEqual([
        'sentence: Alınacaklar var.',
        'list-item: elma',
        'list-item: armut',
      ]);
    },
  );

  it('takes dashes as list marks, but not where they open a dialogue', () => {
    expect(rows('Liste uzundu.\n– elma\n– armut')).toEqual([
      'sentence: Liste uzundu.',
      'list-item: elma',
      'list-item: armut',
    ]);
    expect(rows('Kapı çaldı.\n– Kim o?\n– Benim.')).toEqual([
      'sentence: Kapı çaldı.',
      'sentence: – Kim o?',
      'sentence: – Benim.',
    ]);
  });

  it('takes numbers as list marks where they count, not where one begins a sentence', () => {
    expect(rows('Adımlar şunlar.\n1. Kapıyı aç.\n2. İçeri gir.')).toEqual([
      'sentence: Adımlar şunlar.',
      'list-item: Kapıyı aç.',
      'list-item: İçeri gir.',
    ]);
    expect(rows('Adımlar şunlar.\n1. Kapıyı aç.\n2. İçeri gir.\n4. Işığı yak.\n9. Cadde kapalı.')).toEqual([
      'sentence: Adımlar şunlar.',
      'list-item: Kapıyı aç.',
      'list-item: İçeri gir.',
      'list-item: Işığı yak.',
      'sentence: 9. Cadde kapalı.',
    ]);
    expect(rows('Yangın çıktı.\n5. Cadde kapatıldı.')).toEqual([
      'sentence: Yangın çıktı.',
      'sentence: 5. Cadde kapatıldı.',
    ]);
  });

  it('takes lines under one another after a colon as a list', () => {
    expect(rows('Üyeler şunlar:\nElma\nArmut\nAyva kasabası\nBu kadar.')).toEqual([
      'sentence: Üyeler şunlar:',
      'list-item: Elma',
      'list-item: Armut',
      'list-item: Ayva kasabası',
      'sentence: Bu kadar.',
    ]);
  });

  it('takes a short line without a full stop among paragraphs as a heading', () => {
    expect(
      rows('Storm Warning\nThe wind rose.\nWhat Comes Next?\nNobody knows.\nAnd what about the ferry?\nIt stays.'),
    ).toEqual([
      'heading: Storm Warning',
      'sentence: The wind rose.',
      'heading: What Comes Next?',
      'sentence: Nobody knows.',
      'sentence: And what about the ferry?',
      'sentence: It stays.',
    ]);
  });

  it('does not take lines for headings in a text that has no full stops', () => {
    expect(rows('Rüzgâr eser\nDeniz coşar\nMartılar döner')).toEqual([
      'sentence: Rüzgâr eser',
      'sentence: Deniz coşar',
      'sentence: Martılar döner',
    ]);
  });

  it('finds a post by the signature under it, on a line of its own or not, and by its link', () => {
    const text = `Fırtına sürüyor.
Two boats are missing tonight
— Harbour News (@harbournews) March 3, 2024
Kurtarma başladı.
One boat is back https://t.co/xyz — Bay Radio (@bayradio) 4 Mart 2024
The other is not pic.twitter.com/qqq
Arama sürüyor.`;
    expect(rows(text)).toEqual([
      'sentence: Fırtına sürüyor.',
      'embed: Two boats are missing tonight',
      'byline: — Harbour News (@harbournews) March 3, 2024',
      'sentence: Kurtarma başladı.',
      'embed: One boat is back https://t.co/xyz',
      'byline: — Bay Radio (@bayradio) 4 Mart 2024',
      'embed: The other is not pic.twitter.com/qqq',
      'sentence: Arama sürüyor.',
    ]);
  });

  it('finds who said a pull quote', () => {
    const text = `Liman kapandı.
“Böyle bir rüzgâr görmedim.”
Ece Tuna, Liman Başkanı
Gece Uzun Sürecek
“Kimse denize açılmasın.”
— Can Ay
“Açılmayız.”
Balıkçılar böyle yanıt verdi.`;
    expect(rows(text)).toEqual([
      'sentence: Liman kapandı.',
      'quote: “Böyle bir rüzgâr görmedim.”',
      'byline: Ece Tuna, Liman Başkanı',
      'heading: Gece Uzun Sürecek',
      'quote: “Kimse denize açılmasın.”',
      'byline: — Can Ay',
      'sentence: “Açılmayız.”',
      'sentence: Balıkçılar böyle yanıt verdi.',
    ]);
  });

  it('finds who the author is, at the end only', () => {
    const bio = 'Ann Moss is a sailor and reporter for the Harbour News. She lives on a boat.';
    const story = 'The wind rose.\nThe ferry stayed.';
    expect(rows(`${story}\n${bio}`).at(-1)).toBe(`byline: ${bio}`);
    expect(rows(`${bio}\n${story}\nNobody left.`)[0]).toBe(`sentence: ${bio}`);
    const turkish = 'Can Ay, on yıldır Liman Haber için çalışan bir gazetecidir.';
    expect(rows(`Rüzgâr çıktı.\nVapur kaldı.\n${turkish}\nPaylaş`).slice(-2)).toEqual([
      `byline: ${turkish}`,
      'boilerplate: Paylaş',
    ]);
  });

  it('takes marks of Markdown in a plain text for what they mean', () => {
    expect(rows('# Liman\nVapur geldi.\n> Hoş geldi.')).toEqual([
      'heading: Liman',
      'sentence: Vapur geldi.',
      'quote: Hoş geldi.',
    ]);
  });

  it.each([
    'a',
    '.',
    '"',
    '“a” ',
    '- ',
    '5. ',
    ' ',
    'a\n',
    '\r',
    '— (@a) ',
    '<a> ',
    '`',
    'a\n\n',
    '- a\n',
    '#',
    '> ',
    '(',
    'By A ',
  ])('takes linear time on %j repeated', (unit) => {
    const time = (length: number): number => {
      const text = `x${unit.repeat(length / unit.length)}y`;
      const began = process.cpuUsage().user;
      readText(text);
      return (process.cpuUsage().user - began) / 1_000;
    };
    time(20_000);
    expect(time(300_000)).toBeLessThan(Math.max(2_000, 12 * time(37_500)));
  });
});

describe.skipIf(!existsSync('../shared/seeds'))('on ../shared/seeds', () => {
  const kinds = (seed: string): string[] =>
    readText(readFileSync(`../shared/seeds/${seed}.txt`, 'utf8')).map(({ kind }) => kind);
  const count = (seed: string, kind: string): number => kinds(seed).filter((one) => one === kind).length;

  it('classes posts, signatures, code fences, lists, furniture and authors', () => {
    const turkish = '002_2d4e8a482adc2297';
    expect([
      count(turkish, 'embed'),
      count(turkish, 'byline'),
      count(turkish, 'list-item'),
      count(turkish, 'heading'),
    ]).toEqual([3, 5, 10, 2]);
    const english = '000_e030ccb33e80e41f';
    expect([count(english, 'markup'), count(english, 'heading')]).toEqual([2, 5]);
    expect(kinds('001_835ececbe07abf58').filter((kind) => kind !== 'sentence')).toEqual([
      'heading',
      'heading',
      'boilerplate',
      ...Array.from({ length: 5 }, () => 'list-item'),
      'boilerplate',
    ]);
    expect(kinds('003_f6e472d244e00b9c').slice(-3)).toEqual(['boilerplate', 'boilerplate', 'boilerplate']);
    expect(kinds('004_43bc5562746f80b5').slice(-2)).toEqual(['byline', 'byline']);
  });
});
