import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetInText, spanInFile } from '../../src/core/origin.ts';
import { readHtml } from '../../src/read/html.ts';

const rows = (file: string, isXml = false): string[] => {
  const { text, blocks } = readHtml(file, isXml);
  return blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
};

/** The stretch of the file that a word of the page is made of. */
const inFile = (file: string, word: string): string => {
  const { text, origin } = readHtml(file, false);
  const start = text.indexOf(word);
  expect(start, `“${word}” in “${text}”`).toBeGreaterThanOrEqual(0);
  const span = spanInFile(origin, { start, end: start + word.length });
  return file.slice(span.start, span.end);
};

describe('readHtml', () => {
  it('finds headings, paragraphs, lists, quotes, tables, captions and code, and leaves out what nobody reads', () => {
    const file = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Harbour news</title>
  <style>p { color: red }</style>
  <script>if (1 < 2) document.write("<p>no</p>");</script>
</head>
<body>
<nav><ul><li><a href="/">Home</a></li><li>Boats</li></ul></nav>
<main>
<article>
  <h1>Liman <em>haberleri</em></h1>
  <p class="byline">Deniz Kaya</p>
  <p>Vapur <a href="https://example.org/a?b=1&amp;c">bugün</a>
     geldi.   Herkes <b>sev</b>indi.</p>
  <img src="a.png" alt="İki tekne &amp; bir martı">
  <ul>
    <li>elma<ul><li>kırmızı</li></ul></li>
    <li>ayva
  </ul>
  <blockquote><p>Rüzgâr sert.</p><footer>— Ece Tuna</footer></blockquote>
  <blockquote class="twitter-tweet"><p lang="en">Lights are back! <a href="x">https://t.co/abc</a></p>&mdash; Harbour (@harbour) <a href="y">March 3, 2024</a></blockquote>
  <table><tr><th>Hat<th>Saat<tr><td>Foça</td><td>9.30</td></tr></table>
  <figure><img src="b.png" alt="resim"><figcaption>Eski iskele</figcaption></figure>
  <pre><code>let a = 1;
  let b;</code></pre>
  <noscript>Turn it on.</noscript><svg><text>no</text></svg><template><p>no</p></template>
  <p hidden>no</p>
</article>
</main>
<footer><p>© 2024</p></footer>
</body>
</html>`;
    expect(rows(file)).toEqual([
      'heading: Harbour news',
      'boilerplate: Home',
      'boilerplate: Boats',
      'heading: Liman haberleri',
      'byline: Deniz Kaya',
      'sentence: Vapur bugün geldi. Herkes sevindi.',
      'caption: İki tekne & bir martı',
      'list-item: elma',
      'list-item: kırmızı',
      'list-item: ayva',
      'quote: Rüzgâr sert.',
      'byline: — Ece Tuna',
      'embed: Lights are back! https://t.co/abc',
      'byline: — Harbour (@harbour) March 3, 2024',
      'list-item: Hat',
      'list-item: Saat',
      'list-item: Foça',
      'list-item: 9.30',
      'caption: resim',
      'caption: Eski iskele',
      'markup: let a = 1;\n  let b;',
      'boilerplate: © 2024',
    ]);
  });

  it('reads text without any tag, text between blocks, and line breaks as a browser does', () => {
    expect(rows('Vapur geldi.')).toEqual(['sentence: Vapur geldi.']);
    expect(rows('<div>Bir.<p>İki.</p>Üç.</div>Dört.<hr>Beş.')).toEqual(
      ['Bir.', 'İki.', 'Üç.', 'Dört.', 'Beş.'].map((text) => `sentence: ${text}`),
    );
    expect(rows('<p>Bir,<br>\n iki,<br/>üç.<br><br>Dört.')).toEqual(['sentence: Bir,\niki,\nüç.', 'sentence: Dört.']);
  });

  it('goes on where tags are missing, unknown, or in the wrong place', () => {
    expect(rows('<p>Bir.<p>İki.</div></b></x>Yine.<h2>Baş<h3>Alt</h3><p>Üç <b>dört</p>beş')).toEqual([
      'sentence: Bir.',
      'sentence: İki.',
      'sentence: Yine.',
      'heading: Baş',
      'heading: Alt',
      'sentence: Üç dört',
      'sentence: beş',
    ]);
    expect(rows('<h1>Baş</h1><blockquote><p>Söz.</blockquote><p>3 < 4 ve 5 & 6 &unknown; <')).toEqual([
      'heading: Baş',
      'quote: Söz.',
      'sentence: 3 < 4 ve 5 & 6 &unknown; <',
    ]);
    expect(rows('<p>Bir <!-- hiç bitmeyen')).toEqual(['sentence: Bir']);
    expect(rows('<p>&nbsp;</p><p> </p><p></p>')).toEqual([]);
  });

  it('reads XHTML, in which an element may end where it begins', () => {
    expect(rows('<body><script src="a.js"/><p>Bir.</p></body>', true)).toEqual(['sentence: Bir.']);
  });

  it('keeps front matter apart', () => {
    expect(rows('---\ntitle: Liman\n---\n<p>Vapur.</p>')).toEqual([
      'markup: ---\ntitle: Liman\n---',
      'sentence: Vapur.',
    ]);
  });

  it('knows where in the file the text stands: tags, entities, folded white space, emoji, CR LF', () => {
    const file = '<p>Çay &amp; kahve,\r\n   <b>on</b> iki lira. 📚&#x1F4DA; caf&eacute; <i>1&nbsp;250</i>!</p>';
    expect(inFile(file, '&')).toBe('&amp;');
    expect(inFile(file, 'kahve, on')).toBe('kahve,\r\n   <b>on');
    expect(inFile(file, 'on')).toBe('on');
    expect(inFile(file, 'iki')).toBe('iki');
    expect(inFile(file, '📚📚')).toBe('📚&#x1F4DA;');
    expect(inFile(file, 'café')).toBe('caf&eacute;');
    expect(inFile(file, '1\u00a0250')).toBe('1&nbsp;250');
    expect(inFile('<p>a</p><img alt="Two boats">', 'boats')).toBe('boats');
    expect(inFile('---\na: b\n---\n<p>Vapur</p>', 'Vapur')).toBe('Vapur');
  });

  it('knows where a comment stands: in the open paragraph, or before the next one', () => {
    const at = (file: string): string => {
      const { text, blocks, origin } = readHtml(file, false);
      const offset = offsetInText(origin, file.indexOf('<!--'));
      const block = blocks.find(({ end }) => end >= offset);
      return block === undefined ? 'none' : text.slice(block.start, block.end);
    };
    expect(at('<p>Bir.</p><!-- x --><p>İki.</p>')).toBe('İki.');
    expect(at('<p>Bir. <!-- x --> Yine.</p><p>İki.</p>')).toBe('Bir. Yine.');
    expect(at('<p>Bir.<!-- x --></p><p>İki.</p>')).toBe('Bir.');
    expect(at('<p>Bir.</p><p><!-- x -->İki.</p>')).toBe('İki.');
    expect(at('<p>Bir.</p><!-- x -->')).toBe('none');
  });

  it('gives every letter of the page its place, whatever the file', () => {
    const piece = fc.constantFrom(
      'Ali geldi.',
      ' ',
      '\r\n',
      '&amp;',
      '&nbsp;',
      '&#128218;',
      '📚',
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<br>',
      '<li>',
      '<ul>',
      '</ul>',
      '<!-- y -->',
      '<script>z</script>',
      '<pre>',
      '</pre>',
      '<img alt="Resim">',
      '<',
      '&',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const file = pieces.join('');
        const { text, blocks, origin } = readHtml(file, false);
        let end = 0;
        for (const block of blocks) {
          expect(block.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(block.start, block.end)).toBe(text.slice(block.start, block.end).trim());
          end = block.end;
        }
        let reached = 0;
        for (const { start, end: runEnd, from, to } of origin.runs) {
          expect(from).toBeGreaterThanOrEqual(reached);
          expect(to).toBeGreaterThanOrEqual(from);
          reached = to;
          if (runEnd - start === to - from && /\p{L}/u.test(text.slice(start, runEnd)))
            expect(file.slice(from, to)).toBe(text.slice(start, runEnd));
        }
        for (const match of text.matchAll(/Ali geldi/g)) {
          const span = spanInFile(origin, { start: match.index, end: match.index + match[0].length });
          expect(file.slice(span.start, span.end)).toBe(match[0]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '<p>',
    '<ul><li>',
    '<div>',
    '</div>',
    '<b>',
    '&',
    '&amp;',
    '<',
    '<!--',
    '<br>',
    '<h1>',
    '<svg>',
    'a <b>b</b> ',
    '<td>',
    '"<a b="',
  ])('takes linear time on %j repeated', (part) => {
    const time = (count: number): number => {
      const file = part.repeat(count);
      const began = performance.now();
      readHtml(file, false);
      return performance.now() - began;
    };
    time(1_000);
    const [small, large] = [Math.min(time(20_000), time(20_000)), Math.min(time(160_000), time(160_000))];
    expect(large).toBeLessThan(Math.max(400, 8 * 4 * small));
  });
});
