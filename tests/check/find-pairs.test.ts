import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/check/config-file.ts';
import { findPairs } from '../../src/check/find-pairs.ts';
import { parsePattern } from '../../src/check/patterns.ts';

const lister =
  (files: readonly string[]) =>
  async (folder: string): Promise<readonly string[]> =>
    files.filter((file) => folder === '' || file.startsWith(`${folder}/`)).sort();

const pairsOf = async (config: Config, files: readonly string[]) =>
  (await findPairs(config, lister(files))).map(
    ({ files: { source, target }, missing }) => `${source} ${target}${missing === null ? '' : ` (no ${missing})`}`,
  );

const DOCS: Config['pairs'][number] = { source: 'content/en/{path}.md', target: 'content/tr/{path}.md' };

describe('the pairs of a configuration', () => {
  test('are the files that differ in the pattern only, in any depth', async () => {
    const files = ['content/en/a.md', 'content/tr/a.md', 'content/en/x/y.b.md', 'content/tr/x/y.b.md', 'readme.md'];
    expect(await pairsOf({ pairs: [DOCS] }, files)).toEqual([
      'content/en/a.md content/tr/a.md',
      'content/en/x/y.b.md content/tr/x/y.b.md',
    ]);
  });

  test('tell of a missing translation, and of a translation of nothing', async () => {
    const files = ['content/en/a.md', 'content/tr/a.md', 'content/en/b.md', 'content/tr/c.md'];
    expect(await pairsOf({ pairs: [DOCS] }, files)).toEqual([
      'content/en/a.md content/tr/a.md',
      'content/en/b.md content/tr/b.md (no target)',
      'content/en/c.md content/tr/c.md (no source)',
    ]);
  });

  test('of several languages share one source', async () => {
    const pair = { source: 'docs/{path}.md', target: 'i18n/{lang}/docs/{path}.md', targetLang: ['tr', 'de'] };
    const files = ['docs/a.md', 'i18n/tr/docs/a.md', 'i18n/de/docs/a.md'];
    const found = await findPairs({ pairs: [pair] }, lister(files));
    expect(found.map(({ files: f, settings }) => [f.target, settings.langs.target])).toEqual([
      ['i18n/de/docs/a.md', 'de'],
      ['i18n/tr/docs/a.md', 'tr'],
    ]);
  });

  test('keep translations inside the folder of the sources apart from the sources', async () => {
    const pair = { source: 'docs/{path}.md', target: 'docs/tr/{path}.md' };
    expect(await pairsOf({ pairs: [pair] }, ['docs/a.md', 'docs/tr/a.md'])).toEqual(['docs/a.md docs/tr/a.md']);
  });

  test.each([
    ['relative to the configuration', { ignore: ['content/*/drafts/**'] }],
    ['relative to the folder of the pattern', { pairs: [{ ...DOCS, ignore: ['drafts/**'] }] }],
  ])('leave out what is ignored, %s', async (_, config) => {
    const files = ['content/en/a.md', 'content/tr/a.md', 'content/en/drafts/b.md', 'content/tr/drafts/c.md'];
    expect(await pairsOf({ pairs: [DOCS], ...config }, files)).toEqual(['content/en/a.md content/tr/a.md']);
  });

  test('match what stands at a placeholder on both sides', async () => {
    const pair = { source: '{section}/en/{name}.txt', target: '{section}/tr/{name}.txt' };
    const files = ['news/en/a.txt', 'news/tr/a.txt', 'sport/en/a.txt', 'sport/tr/a.txt', 'sport/en/deep/a.txt'];
    expect(await pairsOf({ pairs: [pair] }, files)).toEqual([
      'news/en/a.txt news/tr/a.txt',
      'sport/en/a.txt sport/tr/a.txt',
    ]);
  });

  test('have the rules of the pattern over those of all', async () => {
    const config: Config = {
      pairs: [{ ...DOCS, rules: { moved: 'error' }, minTargetCovered: 0.9 }],
      rules: { moved: 'off', repeated: 'info' },
      minTargetCovered: 0.5,
      minSourceCovered: 0.4,
    };
    const [pair] = await findPairs(config, lister(['content/en/a.md', 'content/tr/a.md']));
    expect(pair?.settings.rules).toEqual({ moved: 'error', repeated: 'info' });
    expect(pair?.settings.least).toEqual({ source: 0.4, target: 0.9 });
  });
});

describe('a pattern is refused', () => {
  const files = ['content/en/a.md', 'content/tr/a.md'];
  test.each([
    [{ source: 'content/english/{path}.md' }, 'pairs[0].source matches no file: content/english/{path}.md'],
    [{ target: 'content/tr/{path}.txt' }, 'pairs[0].target matches no file: content/tr/{path}.txt'],
    [{ source: '../{path}.md' }, 'pairs[0].source is "../{path}.md", which leads out of the folder'],
    [{ source: '/etc/{path}' }, 'pairs[0].source is "/etc/{path}", an absolute path'],
    [{ source: 'content/en/**/*.md' }, 'pairs[0].source is "content/en/**/*.md"; only placeholders'],
    [{ target: 'content/tr/{name}.md' }, 'pairs[0] has {path} on one side only'],
    [{ target: 'content/{lang}/{path}.md' }, 'pairs[0].target has {lang}, and no targetLang says which'],
    [{ targetLang: ['tr', 'de'] }, 'pairs[0] has several targetLang, and its target no {lang}'],
  ])('%j', async (change, message) => {
    await expect(findPairs({ pairs: [{ ...DOCS, ...change }] }, lister(files))).rejects.toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringContaining(message) }),
    );
  });
});

test('filling a pattern with what it matched gives the path again', () => {
  const pattern = parsePattern('a.b/{lang}/x-{path}.md', 'p');
  const name = fc.stringMatching(/^[a-z.+()[\]$^ -]{1,8}$/);
  fc.assert(
    fc.property(name, fc.array(name, { minLength: 1, maxLength: 3 }), (lang, parts) => {
      const path = `a.b/${lang}/x-${parts.join('/')}.md`;
      expect(pattern.fill(pattern.match(path)!)).toBe(path);
    }),
  );
});
