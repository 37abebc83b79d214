import { describe, expect, test } from 'vitest';
import { type Keypress, keysOf } from '../../src/review/keys.ts';
import { createStore } from '../../src/review/store.ts';
import { harbourStory } from '../support/comparison.ts';
import { startOf } from './support.ts';

const none: Keypress = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
};

describe('keys', () => {
  test.each<[string, Partial<Keypress>, readonly string[]]>([
    ['j', {}, ['j']],
    ['', { downArrow: true }, ['down']],
    ['', { tab: true, shift: true }, ['shift+tab']],
    ['r', { ctrl: true }, ['ctrl+r']],
    ['', { delete: true }, ['backspace']],
    ['x', { meta: true }, []],
    ['jjd', {}, ['j', 'j', 'd']],
    ['/liman\r', {}, ['/', 'l', 'i', 'm', 'a', 'n', 'enter']],
    ['d\u001A', {}, ['d', 'ctrl+z']],
    ['e\u0301👩‍👩‍👧‍👦', {}, ['e\u0301', '👩‍👩‍👧‍👦']],
    ['a\r\nb', {}, ['a', 'enter', 'b']],
  ])('%j is told as one key each', (input, key, expected) => {
    expect(keysOf(input, { ...none, ...key })).toEqual(expected);
  });

  test('line breaks inside of a pasted note do not send the rest of it to the rows', () => {
    const store = createStore(startOf(harbourStory()), () => undefined);
    store.press(['n', 'D']);
    store.press([...'one', 'enter', ...'aXJ', 'enter']);
    const { snapshot, mode } = store.get();
    expect([...snapshot.verdicts.values()].map(({ note }) => note)).toEqual(['one aXJ']);
    expect([snapshot.beads.length, mode.kind]).toEqual([15, 'rows']);
  });
});
