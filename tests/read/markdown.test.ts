import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../src/read/markdown.ts';

const rows = (text: string): string[] =>
  readMarkdown(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

describe('readMarkdown', () => {
  it('finds headings, paragraphs, lists, quotes, code, HTML and tables, with the marks of lines left out', () => {
    const text = `---
title: Liman
---

# Liman *haberleri* #

Vapur [bugün](https://example.org) geldi.
Herkes sevindi.

Alt Başlık
---

- elma
  ve armut

  ikinci paragraf
- ayva
  1. iç madde

> Rüzgâr sert.
> Deniz kaba.
>
> - alıntıda madde

| Ad | Sayı |
|----|-----:|
| elma \\| ayva | **12** |
| elma | |

\`\`\`js
kod();
\`\`\`

<div>
hazır
</div>

***

[bağ]: https://example.org

Son söz.
`;
    expect(rows(text)).toEqual([
      'markup: ---\ntitle: Liman\n---',
      'heading: Liman *haberleri*',
      'sentence: Vapur [bugün](https://example.org) geldi.\nHerkes sevindi.',
      'heading: Alt Başlık',
      'list-item: elma\n  ve armut',
      'list-item: ikinci paragraf',
      'list-item: ayva',
      'list-item: iç madde',
      'quote: Rüzgâr sert.\n> Deniz kaba.',
      'list-item: alıntıda madde',
      'list-item: Ad',
      'list-item: Sayı',
      'list-item: elma \\| ayva',
      'list-item: **12**',
      'list-item: elma',
      'markup: ```js\nkod();\n```',
      'markup: <div>\nhazır\n</div>',
      'markup: [bağ]: https://example.org',
      'sentence: Son söz.',
    ]);
  });

  it('keeps offsets true with CR LF and tabs', () => {
    expect(rows('# Bir\r\n\r\n-\tiki\r\n\tüç\r\n\r\nSon.\r\n')).toEqual([
      'heading: Bir',
      'list-item: iki\r\n\tüç',
      'sentence: Son.',
    ]);
  });

  it('finds the content of a heading or item that repeats its mark', () => {
    expect(rows('# # a #\n\n1. 1\n\n- b - b')).toEqual(['heading: # a', 'list-item: 1', 'list-item: b - b']);
  });

  it('takes an image for its caption, and a badge or an image without words for markup', () => {
    expect(rows('![Limanda vapur](a.png "x")\n\n![](b.png)\n\n[![ci](c.svg)](https://example.org)')).toEqual([
      'caption: Limanda vapur',
      'markup: ![](b.png)',
      'markup: [![ci](c.svg)](https://example.org)',
    ]);
  });

  it('takes a paragraph that is bold as a whole for a heading', () => {
    expect(rows('**Liman haberleri**\n\n**Vapur** geldi.')).toEqual([
      'heading: **Liman haberleri**',
      'sentence: **Vapur** geldi.',
    ]);
  });

  it('finds litter as in plain text: posts, stray fences, furniture, containers', () => {
    const text = `“\`html

> Two boats are missing https://t.co/abc
> — Harbour News (@harbournews) March 3, 2024

:::note
Dikkat edin.
:::

Abone ol

“\``;
    expect(rows(text)).toEqual([
      'markup: “`html',
      'embed: Two boats are missing https://t.co/abc',
      'byline: — Harbour News (@harbournews) March 3, 2024',
      'markup: :::note',
      'sentence: Dikkat edin.',
      'markup: :::',
      'boilerplate: Abone ol',
      'markup: “`',
    ]);
  });

  it('reads prose that someone left inside a code fence', () => {
    const text =
      '```html\nThe ferry left the harbour at noon on a grey and windy day.\n\nNobody on the island had ever seen such a storm before that day.\n```';
    expect(rows(text).map((row) => row.split(':')[0])).toEqual(['markup', 'sentence', 'sentence', 'markup']);
  });

  it('takes --- for front matter only where it is closed and at the very top', () => {
    expect(rows('Giriş yazısı.\n\n---\na: b\n\n---\n')[0]).toBe('sentence: Giriş yazısı.');
    expect(rows('+++\ntitle = "x"\n+++\nGövde.')).toEqual(['markup: +++\ntitle = "x"\n+++', 'sentence: Gövde.']);
    expect(rows('---\nGövde.')).toEqual(['sentence: Gövde.']);
  });

  it('loses no word below a nesting that the parser does not follow', () => {
    const text = `${'> '.repeat(500)}derin`;
    expect(rows(text).join()).toContain('derin');
  });

  it.each([
    'a',
    '*',
    '[',
    '`',
    '> ',
    '- ',
    '- a\n',
    '<a ',
    '|a',
    '#',
    '![',
    '\t',
    'a\n',
    '&',
    '\\',
    '<!--',
    '[a]: b\n',
    '~~~\n',
    '__',
  ])('takes linear time on %j repeated', (unit) => {
    const time = (length: number): number => {
      const text = `x${unit.repeat(length / unit.length)}y`;
      const began = process.cpuUsage().user;
      readMarkdown(text);
      return (process.cpuUsage().user - began) / 1_000;
    };
    time(20_000);
    expect(time(300_000)).toBeLessThan(Math.max(2_000, 12 * time(37_500)));
  });
});
