import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { openReviewDisk } from '../../src/review/review-disk.ts';
import { EMPTY_REVIEW, type Review, serialiseReview } from '../../src/review/review-file.ts';
import { toReview } from '../../src/review/to-review.ts';
import { harbourStory } from '../support/comparison.ts';
import { emptyFolder } from '../support/folders.ts';
import { afterKeys, startOf } from './support.ts';

const decide = (...keys: readonly string[]): Review => toReview(afterKeys(startOf(harbourStory()), ...keys));
const root = emptyFolder();
let folder: string;
let path: string;
let count = 0;
beforeEach(() => {
  count += 1;
  folder = join(root, String(count));
  mkdirSync(folder);
  path = join(folder, 'story.tr.review.json');
});

describe('the review file on disk', () => {
  test('is not there before something is decided, and not after nothing was', () => {
    const disk = openReviewDisk(path);
    expect(disk.review).toEqual(EMPTY_REVIEW);
    disk.save(EMPTY_REVIEW);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is written whole, and nothing else stays beside it', () => {
    const disk = openReviewDisk(path);
    disk.keep(decide('n', 'd'));
    expect(readdirSync(folder)).toEqual(['story.tr.review.json.swap']);
    disk.save(decide('n', 'd'));
    expect(readdirSync(folder)).toEqual(['story.tr.review.json']);
    expect(readFileSync(path, 'utf8')).toBe(serialiseReview(decide('n', 'd')));
  });

  test('is emptied where every decision was taken back', () => {
    openReviewDisk(path).save(decide('n', 'd'));
    openReviewDisk(path).save(EMPTY_REVIEW);
    expect(openReviewDisk(path).review).toEqual(EMPTY_REVIEW);
  });

  test('may be a link, and stays one', () => {
    writeFileSync(join(folder, 'real.json'), serialiseReview(EMPTY_REVIEW));
    symlinkSync('real.json', path);
    openReviewDisk(path).save(decide('n', 'd'));
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.json'), 'utf8')).toContain('dismissed');
  });

  test('is not overwritten where it was broken meanwhile', () => {
    const disk = openReviewDisk(path);
    disk.keep(decide('n', 'd'));
    writeFileSync(path, 'not json');
    expect(() => disk.save(decide('n', 'd'))).toThrow(UserError);
    expect(readFileSync(path, 'utf8')).toBe('not json');
    expect(existsSync(disk.swapPath)).toBe(true);
  });

  test('that is a folder, or not UTF-8, is refused in a sentence', () => {
    mkdirSync(path);
    expect(() => openReviewDisk(path)).toThrow(/cannot be read: it is a folder/);
    const binary = join(folder, 'b.review.json');
    writeFileSync(binary, new Uint8Array([0xff, 0xfe, 0x00]));
    expect(() => openReviewDisk(binary)).toThrow(/it is not UTF-8/);
  });
});

describe('the swap file', () => {
  const swapOf = (process: number, review: unknown) =>
    writeFileSync(`${path}.swap`, JSON.stringify({ process, review }));

  test('of a process that is gone is recovered', () => {
    swapOf(2 ** 30, decide('n', 'd'));
    expect(openReviewDisk(path).recovered).toEqual(decide('n', 'd'));
  });

  test('of a process that runs is left alone, unless it is taken over', () => {
    swapOf(process.ppid, decide('n', 'd'));
    expect(() => openReviewDisk(path)).toThrow(/is being reviewed already/);
    expect(openReviewDisk(path, true).recovered).toEqual(decide('n', 'd'));
  });

  test('that says what is saved already recovers nothing', () => {
    openReviewDisk(path).save(decide('n', 'd'));
    swapOf(2 ** 30, decide('n', 'd'));
    const disk = openReviewDisk(path);
    expect(disk.recovered).toBeNull();
    disk.forget();
    expect(existsSync(disk.swapPath)).toBe(false);
  });

  test.each([
    '',
    '{',
    'null',
    '{"process": "x"}',
    '{"process": 1.5}',
    '{"process": 1073741824}',
    '{"process": 1073741824, "review": []}',
  ])('that holds %j is refused, and stays', (text) => {
    writeFileSync(`${path}.swap`, text);
    expect(() => openReviewDisk(path)).toThrow(UserError);
    expect(readFileSync(`${path}.swap`, 'utf8')).toBe(text);
  });
});
