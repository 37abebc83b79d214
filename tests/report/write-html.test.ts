import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FORMATS, REPORTERS } from '../../src/report/reporters.ts';
import { writeHtml } from '../../src/report/write-html.ts';
import { anyComparison } from '../support/any-comparison.ts';
import { comparisonOf, documentOf, harbourStory } from '../support/comparison.ts';

const TOOL = { name: 'hizala', version: '0.1.0' };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The page's text as a browser would show it, tags away. */
const shown = (html: string): string =>
  html
    .slice(html.indexOf('<body>'))
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+|#39);/g, (_, name: string) => ENTITIES[name]!);

test('the page of a story', async () => {
  await expect(writeHtml(harbourStory(), TOOL)).toMatchFileSnapshot('snapshots/harbour.html');
});

test('texts cannot leave their place in the page', () => {
  const evil = '</p><script>alert(1)</script> "\'&amp; <img src=x onerror=alert(1)>';
  const html = writeHtml(
    comparisonOf(documentOf(`${evil}.txt`, 'en', [{ text: evil, lang: '"><b>' }]), documentOf('b', 'tr', []), [
      [[0], []],
    ]),
    TOOL,
  );
  expect(html).not.toMatch(/<script|<img|<b>|onerror=alert\(1\)>/);
  expect(shown(html)).toContain(evil);
});

test('tags are closed in the order they were opened, whatever the story', () => {
  fc.assert(
    fc.property(anyComparison, (comparison) => {
      const html = writeHtml(comparison, TOOL);
      const open: string[] = [];
      for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
        if (name === 'meta') continue;
        if (slash === '') open.push(name!);
        else expect(open.pop()).toBe(name);
      }
      expect(open).toEqual([]);
    }),
  );
});

test('nothing is loaded from elsewhere and nothing runs', () => {
  const html = writeHtml(harbourStory(), TOOL);
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(html).not.toMatch(/<script|<link|<img|\ssrc=|url\(|@import|href="(?!#)/);
});

test('every link of the page leads somewhere in it', () => {
  const html = writeHtml(harbourStory(), TOOL);
  const ids = new Set([...html.matchAll(/ id="(\w+)"/g)].map(([, id]) => id));
  for (const [, id] of html.matchAll(/href="#(\w+)"/g)) expect(ids).toContain(id);
});

test('every format says what was found', () => {
  expect(FORMATS).toEqual(['text', 'json', 'html']);
  const options = { tool: TOOL, width: 100, color: false };
  for (const format of FORMATS) expect(REPORTERS[format](harbourStory(), options)).toContain('sanat öğelerini');
});
