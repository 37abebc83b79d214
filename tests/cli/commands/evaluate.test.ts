import { describe, expect, test } from 'vitest';
import { runEvaluate } from '../../../src/cli/commands/evaluate.ts';
import { writeJson } from '../../../src/report/write-json.ts';
import { comparisonOf, documentOf, type ShortBead } from '../../support/comparison.ts';

const alignment = (count: number, beads: readonly ShortBead[]): string => {
  const lines = Array.from({ length: count }, (_, at) => `Line ${at}.`);
  return writeJson(comparisonOf(documentOf('a', 'en', lines), documentOf('b', 'tr', lines), beads), {
    name: 'hizala',
    version: '0',
  });
};

const GOLD = JSON.stringify([
  [[0], [0]],
  [[1], []],
  [[], [1]],
]);

const FILES: Readonly<Record<string, string>> = {
  'gold.json': GOLD,
  'fixture.json': `{"beads": ${GOLD}, "kinds": {}, "findings": []}`,
  'links.json': JSON.stringify({ sure: [[0, 0]], possible: [[1, 1]] }),
  'far-links.json': JSON.stringify({ sure: [[7, 0]] }),
  'right.json': alignment(2, [
    [[0], [0], 0.9],
    [[1], [], 0.8],
    [[], [1], 0.8],
  ]),
  'wrong.json': alignment(2, [[[0, 1], [0, 1], 0.9]]),
  'three.json': alignment(3, [
    [
      [0, 1, 2],
      [0, 1, 2],
    ],
  ]),
  'bare.json': GOLD,
  'paired.json': '[[[0], [0]], [[1], [1]]]',
  'nothing.json': '[]',
  'no-links.json': '{"sure": []}',
  'overlapping.json': '[[[0], [0]], [[0], [1]]]',
  'overlapping-fixture.json': '{"beads": [[[0], [0]], [[1], [1, 1]]]}',
  'bare-far.json': '[[[0], [5]]]',
  'broken.json': '{',
  'other.json': '{"name": "package"}',
};

const run = async (positionals: readonly string[], values: Record<string, string> = {}): Promise<string> => {
  let written = '';
  await runEvaluate(
    { positionals, values },
    {
      readText: async (path) => FILES[path]!,
      write: (text) => {
        written += text;
      },
    },
  );
  return written;
};

describe('hizala evaluate', () => {
  test('prints a table', async () => {
    expect(await run(['gold.json', 'right.json', 'gold.json', 'wrong.json'])).toBe(
      `2 documents

          precision recall     F1   95% interval of the F1
beads         0.500  0.500  0.500   0.000 – 1.000
links         0.400  1.000  0.571   0.400 – 1.000
unmatched     1.000  0.500  0.667   0.000 – 1.000

confidence   beads        said   right   (expected calibration error 0.300)
0.8 – 0.9       2       0.800   1.000
0.9 – 1.0       2       0.900   0.500
`,
    );
  });

  test("takes a fixture's gold, where the beads stand beside other things", async () => {
    expect(await run(['fixture.json', 'right.json'])).toBe(await run(['gold.json', 'right.json']));
    expect(await run(['fixture.json', 'wrong.json'])).toBe(await run(['gold.json', 'wrong.json']));
  });

  test('takes a bare list of beads, without confidences', async () => {
    const text = await run(['gold.json', 'bare.json']);
    expect(text).toMatch(/^1 document\n/);
    expect(text).toMatch(/beads +1\.000 +1\.000 +1\.000/);
    expect(text).not.toContain('calibration');
  });

  test('leaves beads out where the gold has links', async () => {
    const text = await run(['links.json', 'wrong.json']);
    expect(text).toMatch(/links +0\.500 +1\.000 +0\.667/);
    expect(text).not.toMatch(/^beads/m);
  });

  test('has no figures for what there is nothing of', async () => {
    expect(await run(['paired.json', 'paired.json'])).toMatch(
      /^beads +1\.000 .*\nlinks +1\.000 .*\nunmatched {9}– {6}– {6}–$/m,
    );
    expect(await run(['nothing.json', 'nothing.json'])).toMatch(
      /^beads +– +– +–\nlinks +– +– +–\nunmatched +– +– +–$/m,
    );
    expect(await run(['no-links.json', 'nothing.json'])).toMatch(/^links +– +– +–$/m);
    // One document of two has something; nought of something is a figure too.
    expect(await run(['paired.json', 'paired.json', 'gold.json', 'right.json'])).toMatch(/^unmatched +1\.000/m);
    expect(await run(['gold.json', 'wrong.json'])).toMatch(/^unmatched +0\.000 +0\.000 +0\.000/m);
    const { unmatched } = JSON.parse(await run(['paired.json', 'paired.json'], { format: 'json' }));
    expect(unmatched).toEqual({ precision: 0, recall: 0, f1: 0, interval: [0, 0] });
  });

  test('gives each document as JSON', async () => {
    const result = JSON.parse(await run(['gold.json', 'right.json', 'gold.json', 'wrong.json'], { format: 'json' }));
    expect(result.documents).toHaveLength(2);
    expect(result.documents[1]).toMatchObject({
      gold: 'gold.json',
      alignment: 'wrong.json',
      scores: { strict: { f1: 0 } },
    });
    expect(result.beads).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5, interval: [0, 1] });
  });
});

describe('what cannot be evaluated is told in one sentence', () => {
  test.each<[string[], string]>([
    [[], 'nothing to evaluate'],
    [['gold.json'], 'gold.json has no alignment beside it'],
    [['broken.json', 'right.json'], 'broken.json is not valid JSON'],
    [['other.json', 'right.json'], 'other.json is no gold: it should be'],
    [['right.json', 'gold.json'], 'right.json is no gold: it should be'],
    [['gold.json', 'broken.json'], 'broken.json is not valid JSON'],
    [['overlapping.json', 'paired.json'], 'overlapping.json names segment 0 of the source twice'],
    [['paired.json', 'overlapping.json'], 'overlapping.json names segment 0 of the source twice'],
    [['overlapping-fixture.json', 'paired.json'], 'overlapping-fixture.json names segment 1 of the target twice'],
    [['gold.json', 'other.json'], 'other.json is not a hizala alignment: version is missing'],
    [['gold.json', 'three.json'], 'three.json has 3 source segments, and gold.json has 2'],
    [['gold.json', 'bare-far.json'], 'bare-far.json has 6 target segments, and gold.json has 2'],
    [['far-links.json', 'right.json'], 'right.json has 2 source segments, and far-links.json names at least 8'],
  ])('%j', async (positionals, message) => {
    await expect(run(positionals)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message),
    });
  });

  test('an unknown format', async () => {
    await expect(run(['gold.json', 'right.json'], { format: 'xml' })).rejects.toThrow('--format cannot be "xml"');
  });
});
