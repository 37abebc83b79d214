import { describe, expect, it } from 'vitest';
import { readLinks, withoutLanguage } from '../../src/evidence/links.ts';

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
    ['sor: @ayse.example.social.', ['handle @ayse.example.social']],
    ['https://tr.wikipedia.org/wiki/%C5%9Eile', ['url tr.wikipedia.org/wiki/Şile']],
    ['https://example.org/100%', ['url example.org/100%']],
  ])('%j holds %j', (text, expected) => {
    expect(readLinks(text).map((link) => `${link.class} ${link.canonical}`)).toEqual(expected);
  });

  it('gives the span without the punctuation of the sentence', () => {
    const text = 'Git: https://example.org/x, sonra dön.';
    const [link] = readLinks(text);
    expect(text.slice(link!.start, link!.end)).toBe('https://example.org/x');
  });

  it.each([
    ['en.example.org/page', 'tr.example.org/page'],
    ['example.org/en/page', 'example.org/tr-TR/page'],
    ['example.org/page', 'example.org/tr/page'],
    ['example.org/page?lang=en', 'example.org/page?lang=tr'],
    ['example.org/p?a=1&hl=en', 'example.org/p?a=1'],
  ])('takes %s and %s for one page in two languages', (one, other) => {
    expect(withoutLanguage(one, ['en', 'tr'])).toBe(withoutLanguage(other, ['en', 'tr']));
  });

  it.each([
    ['example.org/en/page', 'example.org/tr/sayfa'],
    ['example.org/en/page', 'example.org/de/page'],
    ['en.example.org', 'tr.example.com'],
  ])('does not take %s and %s for one page', (one, other) => {
    expect(withoutLanguage(one, ['en', 'tr'])).not.toBe(withoutLanguage(other, ['en', 'tr']));
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
