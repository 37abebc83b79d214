import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AlignmentFile } from '../../src/report/alignment-file.ts';
import { hasShared, SHARED } from '../eval/shared-data.ts';
import { emptyFolder } from '../support/folders.ts';
import { alignment, output } from './command.ts';

const seed = (name: string): string => join(SHARED, 'seeds', name);
const SOURCE = seed('000_e030ccb33e80e41f.txt');
const TARGET = seed('002_2d4e8a482adc2297.txt');
const OTHERS = [seed('003_f6e472d244e00b9c.txt'), seed('004_43bc5562746f80b5.txt')];
const isHere = hasShared() && [SOURCE, TARGET, ...OTHERS].every((path) => existsSync(path));

describe.skipIf(!isHere)('the seed story (needs the evaluation data beside the project)', () => {
  let result: AlignmentFile | undefined;
  const story = (): AlignmentFile => {
    result ??= alignment([SOURCE, TARGET]);
    return result;
  };
  /** The class of the finding about the whole of each segment of the target that a pattern picks; null where there is none. */
  const classes = (side: 'source' | 'target', pattern: RegExp): readonly (string | null)[] =>
    story()
      [side].segments.filter(({ text }) => pattern.test(text))
      .map(
        ({ index }) =>
          story().findings.find(
            (finding) => finding.code === `only-in-${side}` && finding.side === side && finding.segment === index,
          )?.class ?? null,
      );

  test('splits into the segments that the links count', () => {
    expect(story().source.segments).toHaveLength(24);
    expect(story().target.segments).toHaveLength(40);
  });

  test('every tweet is an embed, every signature of one a byline', () => {
    const tweets = classes('target', /\bt\.co\//);
    const bylines = classes('target', /^— .*\(@\w+\)/);
    expect(tweets).toHaveLength(3);
    expect(bylines).toHaveLength(3);
    expect(new Set(tweets)).toEqual(new Set(['embed']));
    expect(new Set(bylines)).toEqual(new Set(['byline']));
  });

  test('the code fences are markup', () => {
    const fences = classes('source', /^“?`/);
    expect(fences.length).toBeGreaterThanOrEqual(2);
    expect(new Set(fences)).toEqual(new Set(['markup']));
  });

  test('the list is ten list items', () => {
    expect(story().target.segments.filter(({ kind }) => kind === 'list-item')).toHaveLength(10);
  });

  test('links reach an F1 of .80', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'out.json'), JSON.stringify(story()));
    const gold = join(SHARED, 'eval/seeds/story-a.links.json');
    const scores = JSON.parse(output(['evaluate', gold, 'out.json', '--format', 'json'], { cwd: folder }));
    expect(scores.links.f1).toBeGreaterThanOrEqual(0.8);
  });

  test('works of art, where the source speaks of crypto assets, carry a finding', () => {
    const phrase = 'sanat öğelerini';
    const segment = story().target.segments.find(({ text }) => text.includes(phrase))!;
    const start = segment.start + segment.text.indexOf(phrase);
    const marked = story().findings.filter(
      ({ code, side, start: from, end }) =>
        code === 'unsupported-span' && side === 'target' && from < start + phrase.length && start < end,
    );
    expect(marked).not.toEqual([]);
  });

  test('and stand among the three highest-ranked findings about its prose, in a story that is called a retelling', () => {
    const rank = { error: 0, warning: 1, info: 2 };
    const isProse = (finding: AlignmentFile['findings'][number]): boolean =>
      finding.segment !== null && ['sentence', 'quote'].includes(story()[finding.side].segments[finding.segment]!.kind);
    const highest = story()
      .findings.filter(isProse)
      .sort((a, b) => rank[a.severity] - rank[b.severity] || b.importance! - a.importance!)
      .slice(0, 3);
    expect(highest.map(({ message }) => message).join('\n')).toMatch(/“sanat öğelerini.*“crypto asset/);
    expect(story().summary.retelling).toBe(true);
  });

  test.each(OTHERS)('%s tells another story', (other) => {
    for (const pair of [
      [other, TARGET],
      [TARGET, other],
    ]) {
      const { summary, findings } = alignment(pair);
      expect(summary.sameStory).toBe(false);
      expect(findings.map(({ code }) => code)).toContain('not-same-story');
    }
  });

  test('and the seed story is one story, whichever side comes first', () => {
    expect(story().summary.sameStory).toBe(true);
    expect(alignment([TARGET, SOURCE]).summary.sameStory).toBe(true);
  });
});
