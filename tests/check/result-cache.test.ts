import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PairResult } from '../../src/check/pair-findings.ts';
import { openResultCache } from '../../src/check/result-cache.ts';
import { emptyFolder } from '../support/folders.ts';

const result = (note: string): PairResult => ({
  langs: { source: 'en', target: 'tr' },
  covered: { source: 1, target: 1 },
  findings: [],
  notes: [note],
});
const files = (folder: string): string[] =>
  readdirSync(join(folder, 'checks'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, 'checks', name));

test('a result is found by all that it depends on', () => {
  const folder = emptyFolder();
  const cache = openResultCache('model', { folder });
  cache.keep(['ab', 'c'], result('one'));
  expect(openResultCache('model', { folder }).find(['ab', 'c'])).toEqual(result('one'));
  expect(cache.find(['a', 'bc'])).toBeNull();
  expect(cache.find(['ab', new Uint8Array([99])])).toEqual(result('one'));
  expect(openResultCache('another model', { folder }).find(['ab', 'c'])).toBeNull();
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, 70)],
  ['empty', () => Buffer.alloc(0)],
  ['changed', (bytes: Buffer) => Buffer.from(bytes.toString().replace('one', 'two'))],
])('an entry that is %s counts as missing, and is written anew', (_, spoil) => {
  const folder = emptyFolder();
  const cache = openResultCache('model', { folder });
  cache.keep(['a'], result('one'));
  const [path] = files(folder);
  writeFileSync(path!, spoil(readFileSync(path!)));
  expect(cache.find(['a'])).toBeNull();
  cache.keep(['a'], result('one'));
  expect(cache.find(['a'])).toEqual(result('one'));
});

test('it is bounded: what was not used for longest goes first', () => {
  const folder = emptyFolder();
  const cache = openResultCache('model', { folder, mostBytes: 600 });
  cache.keep(['old'], result('old'));
  utimesSync(files(folder)[0]!, 1, 1);
  for (const name of ['a', 'b', 'c']) cache.keep([name], result(name));
  cache.tidy();
  expect(cache.find(['old'])).toBeNull();
  expect(cache.find(['c'])).toEqual(result('c'));
});

test('a folder that cannot be written to means no cache, and no error', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'checks'), '');
  const cache = openResultCache('model', { folder });
  cache.keep(['a'], result('one'));
  expect(cache.find(['a'])).toBeNull();
  cache.tidy();
  expect(existsSync(join(folder, 'checks', 'v1'))).toBe(false);
});
