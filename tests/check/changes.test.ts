import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf } from '../../src/check/changes.ts';
import { documentOf } from '../support/comparison.ts';

const doc = (...texts: readonly string[]) => documentOf('a', 'en', [...texts]);
const changed = (before: readonly string[], after: readonly string[]) => {
  const { changed: indices, hunks } = changesOf(doc(...before), doc(...after));
  return { changed: [...indices], removed: hunks.flatMap((hunk) => hunk.before) };
};

describe('what changed between two states of a page', () => {
  test.each([
    [['a', 'b', 'c'], ['a', 'b', 'c'], [], []],
    [['a', 'b', 'c'], ['a', 'x', 'c'], [1], ['b']],
    [['a', 'b', 'c'], ['a', 'b', 'x', 'c'], [2], []],
    [['a', 'b', 'c'], ['a', 'c'], [], ['b']],
    [['a', 'b', 'c'], ['c', 'a', 'b'], [], []],
    [['a', 'b', 'c'], ['c', 'a', 'x'], [2], ['b']],
    [['a', 'a'], ['a', 'a', 'a'], [2], []],
    [['a  b'], ['a\nb'], [], []],
  ] as const)('%j → %j', (before, after, indices, removed) => {
    expect(changed(before, after)).toEqual({ changed: indices, removed });
  });

  test('is everything where there was no earlier state', () => {
    expect([...changesOf(null, doc('a', 'b')).changed]).toEqual([0, 1]);
  });

  test('is by content: what is new plus what stayed is what there is', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const result = changed(before, after);
        const count = (list: readonly string[], text: string): number => list.filter((one) => one === text).length;
        for (const text of ['a', 'b', 'c', 'd']) {
          const fresh = result.changed.filter((at) => after[at] === text).length;
          expect(fresh).toBe(Math.max(0, count(after, text) - count(before, text)));
          expect(count(result.removed, text)).toBe(Math.max(0, count(before, text) - count(after, text)));
        }
      }),
    );
  });
});
