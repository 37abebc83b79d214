import { describe, expect, it } from 'vitest';
import { readLinks } from '../../src/evidence/links.ts';

describe('readLinks', () => {
  it.each([
    ['See https://t.co/AbC12.', ['url t.co/AbC12']],
    ['(see www.Example.org/a_(b))', ['url example.org/a_(b)']],
    ['https://example.org/ and http://example.org', ['url example.org', 'url example.org']],
    ['— Yayın (@6abc) yazdı', ['handle @6abc']],
    ["bilgi@ornek.com.tr'ye yazın", ['email bilgi@ornek.com.tr']],
    ["t.co/x'te ve example.com'da", ['url t.co/x', 'url example.com']],
    ['“https://example.org/a?b=1&c=2”,', ['url example.org/a?b=1&c=2']],
    ['Bitti.Sonra 3.5 vs. Foo', []],
    ['no links here at all', []],
  ])('%j holds %j', (text, expected) => {
    expect(readLinks(text).map((link) => `${link.class} ${link.canonical}`)).toEqual(expected);
  });

  it('gives the span without the punctuation of the sentence', () => {
    const text = 'Git: https://example.org/x, sonra dön.';
    const [link] = readLinks(text);
    expect(text.slice(link!.start, link!.end)).toBe('https://example.org/x');
  });

  it('is linear on hostile input', () => {
    for (const piece of ['a@', 'www.', 'a.', 'https://', '@a', '(', 'x.com/', 'a-']) {
      const text = piece.repeat(200_000);
      const started = performance.now();
      readLinks(text);
      expect(performance.now() - started, piece).toBeLessThan(3_000);
    }
  });
});
