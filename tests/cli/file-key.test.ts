import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { fileKey } from '../../src/cli/file-key.ts';
import { emptyFolder } from '../support/folders.ts';

let folder: string;
const key = (path: string): string => fileKey(path, folder);

beforeEach(() => {
  folder = emptyFolder();
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'one.txt'), 'The same text.');
  writeFileSync(join(folder, 'two.txt'), 'The same text.');
});

describe('fileKey', () => {
  test('is the same however a file is spelled or linked, and other for its copy', () => {
    symlinkSync('one.txt', join(folder, 'link'));
    symlinkSync('link', join(folder, 'link-to-link'));
    symlinkSync('..', join(folder, 'deep', 'up'));
    linkSync(join(folder, 'one.txt'), join(folder, 'hard'));
    const names = ['./one.txt', 'deep/../one.txt', join(folder, 'one.txt'), 'link', 'link-to-link', 'deep/up/one.txt'];
    for (const name of [...names, 'hard']) expect(key(name), name).toBe(key('one.txt'));
    expect(key('two.txt')).not.toBe(key('one.txt'));
  });

  test('of a file that is not there yet is that of the place where a link leads', () => {
    symlinkSync('deep/new.json', join(folder, 'link'));
    symlinkSync('deep', join(folder, 'folder'));
    for (const name of ['link', 'folder/new.json', './deep/new.json'])
      expect(key(name), name).toBe(key('deep/new.json'));
    expect(key('deep/other.json')).not.toBe(key('deep/new.json'));
    expect(key('nowhere/new.json')).toBe(key('./nowhere/new.json'));
  });

  test('of a link that leads back to itself comes to an end', () => {
    symlinkSync('b', join(folder, 'a'));
    symlinkSync('a', join(folder, 'b'));
    expect(key('a')).not.toBe(key('one.txt'));
  });

  test.skipIf(process.platform === 'win32')('of a device is its name: nothing is lost there', () => {
    symlinkSync('/dev/null', join(folder, 'nothing'));
    expect(key('nothing')).not.toBe(key('/dev/null'));
    expect(key('/dev/null')).toBe(key('/dev/../dev/null'));
  });
});
