import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { parseReview, reviewFile, serialiseReview } from '../../src/review/review-file.ts';
import { toReview } from '../../src/review/to-review.ts';
import { harbourStory } from '../support/comparison.ts';
import { afterKeys, startOf } from './support.ts';

const decided = (): string =>
  serialiseReview(toReview(afterKeys(startOf(harbourStory()), 'n', 'd', 'n', 'A', ...'why', 'enter', 'G', 'c')));

describe('the published schema', () => {
  test('is what the reader checks', async () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      ...toJsonSchema(reviewFile, { target: 'draft-2020-12' }),
    };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schema/review.schema.json');
  });

  test('takes what is written', () => {
    const schema = JSON.parse(readFileSync(new URL('../../schema/review.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
    validate(JSON.parse(decided()));
    expect(validate.errors).toBeNull();
  });
});

describe('a review file', () => {
  test('is read as it was written, byte for byte', () => {
    expect(serialiseReview(parseReview(decided()))).toBe(decided());
  });

  test('has one decision a line', () => {
    const lines = decided().split('\n');
    expect(lines.filter((line) => line.includes('"verdict"'))).toHaveLength(3);
    for (const line of lines.filter((each) => each.includes('"verdict"'))) JSON.parse(line.trim().replace(/,$/, ''));
  });

  test('keeps fields of a later version 1.x, in the file and in each decision', () => {
    const file = JSON.parse(decided());
    const later = { ...file, version: 1.2, team: ['x'], findings: [{ ...file.findings[0], weight: 3 }] };
    const read = parseReview(JSON.stringify(later));
    expect(JSON.parse(serialiseReview(read))).toEqual(later);
    const again = JSON.parse(serialiseReview(toReview(startOf(harbourStory(), undefined, read))));
    expect(again.findings[0].weight).toBe(3);
  });

  test.each([
    ['', 'it is not valid JSON'],
    ['{"version": 1, "findings": [', 'it is not valid JSON'],
    ['[]', 'it should be an object, and is a list'],
    ['null', 'it should be an object, and is null'],
    ['{"findings": [], "beads": []}', 'version is missing'],
    ['{"version": 2, "findings": [], "beads": []}', 'its version is 2, and this program reads 1.x'],
    ['{"version": 1, "beads": []}', 'findings is missing'],
    ['{"version": 1, "findings": {}, "beads": []}', 'findings should be a list, and is an object'],
    ['{"version": 1, "findings": [{"code": "moved"}], "beads": []}', 'findings[0].side is missing'],
    [
      '{"version": 1, "findings": [], "beads": [{"verdict": "maybe"}]}',
      'beads[0].verdict should be one of confirmed, joined, split, unmatched, and is "maybe"',
    ],
  ])('%j is refused: %s', (text, reason) => {
    expect(() => parseReview(text, 'x.review.json')).toThrow(UserError);
    expect(() => parseReview(text, 'x.review.json')).toThrow(`x.review.json is not a hizala review: ${reason}`);
  });

  test('a hostile one is refused in a sentence, whatever it is', () => {
    const depth = 200_000;
    const deep = `{"version": 1, "findings": [], "beads": [], "x": ${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(() => parseReview(deep)).toThrow(UserError);
    const polluting = '{"version": 1, "findings": [], "beads": [], "__proto__": {"polluted": true}}';
    expect(serialiseReview(parseReview(polluting))).toContain('"version": 1');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        try {
          parseReview(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
