import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlignmentFile, alignmentFile } from '../../src/report/alignment-file.ts';
import { readAlignment } from '../../src/report/read-alignment.ts';
import { formatAlignment, writeJson } from '../../src/report/write-json.ts';
import { anyComparison } from '../support/any-comparison.ts';
import { comparisonOf, documentOf, harbourStory } from '../support/comparison.ts';

const TOOL = { name: 'hizala', version: '0.1.0' };
const story = (): string => writeJson(harbourStory(), TOOL);

const published = JSON.parse(readFileSync(new URL('../../schema/alignment.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(published);

describe('the published schema', () => {
  test('is what the reader checks', async () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      ...toJsonSchema(alignmentFile, { target: 'draft-2020-12' }),
    };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schema/alignment.schema.json');
  });

  test('takes what is written, whatever the story', () => {
    fc.assert(
      fc.property(anyComparison, (comparison) => {
        validate(JSON.parse(writeJson(comparison, TOOL)));
        expect(validate.errors).toBeNull();
      }),
    );
  });

  test('and the reader refuse the same', () => {
    const broken = fc.tuple(
      fc.constantFrom('version', 'tool', 'model', 'source', 'beads', 'findings', 'summary'),
      fc.constantFrom<unknown>(undefined, null, 7, 'x', [], {}, [{}], [null]),
    );
    fc.assert(
      fc.property(broken, ([key, value]) => {
        const file = { ...(JSON.parse(story()) as object), [key]: value };
        const text = JSON.stringify(file);
        if (validate(JSON.parse(text))) return;
        expect(() => readAlignment(text)).toThrow(/is not a hizala alignment/);
      }),
    );
  });
});

describe('the JSON export', () => {
  test('is version 1 of the contract', async () => {
    await expect(story()).toMatchFileSnapshot('snapshots/harbour.json');
  });

  test('rounds shares to four decimals', () => {
    const text = writeJson(
      comparisonOf(documentOf('a', 'en', ['x']), documentOf('b', 'tr', ['y']), [[[0], [0], 0.123_449_9]], [], {
        sourceCovered: 2 / 3,
      }),
      TOOL,
    );
    expect(text).toContain('"confidence": 0.1234,');
    expect(text).toContain('"sourceCovered": 0.6667,');
  });

  test('writes a finding about the whole story without a place', () => {
    const finding = {
      code: 'not-same-story',
      severity: 'warning',
      side: 'source',
      segment: null,
      start: 3,
      end: 9,
      bead: 0,
      counterpart: null,
      class: null,
      confidence: 1,
    } as const;
    const text = writeJson(
      comparisonOf(documentOf('a', 'en', ['x']), documentOf('b', 'tr', ['y']), [[[0], [0]]], [finding]),
      TOOL,
    );
    expect(JSON.parse(text).findings[0]).toMatchObject({ side: 'target', segment: null, start: 0, end: 0, bead: null });
  });
});

describe('reading what was written', () => {
  test('gives the same bytes when it is written again', () => {
    fc.assert(
      fc.property(anyComparison, (comparison) => {
        const text = writeJson(comparison, TOOL);
        expect(formatAlignment(readAlignment(text))).toBe(text);
      }),
    );
  });

  test('keeps fields that a later version added, at their place', () => {
    const file = JSON.parse(story());
    const later = {
      version: '1.4',
      before: { deep: [{ er: [1] }] },
      ...file,
      beads: file.beads.map((bead: object) => ({ why: ['cosine', 0.7], ...bead })),
    };
    later.version = '1.4';
    later.source.segments[0].speaker = 'mayor';
    later.findings[0].code = 'quote-lost';
    expect(JSON.parse(formatAlignment(readAlignment(JSON.stringify(later))))).toEqual(later);
    expect(formatAlignment(readAlignment(JSON.stringify(later)))).toMatch(/^\{\n {2}"version": "1\.4",\n {2}"before"/);
  });

  test.each([1, 1.7, '1', '1.0', '1.12.3'])('takes version %j', (version) => {
    const text = JSON.stringify({ ...JSON.parse(story()), version });
    expect(readAlignment(text).version).toBe(version);
  });
});

describe('what is no alignment is told in one sentence', () => {
  const changed = (change: (file: AlignmentFile) => unknown): string => {
    const file = JSON.parse(story()) as AlignmentFile;
    change(file);
    return JSON.stringify(file);
  };
  test.each<[string, string, string]>([
    ['broken JSON', '{"version": 1,', 'it is not valid JSON'],
    ['nothing', '', 'it is not valid JSON'],
    ['a list', '[]', 'it should be an object, and is a list'],
    ['no version', '{}', 'version is missing'],
    ['a later major version', '{"version": 2}', 'its version is 2, and this program reads 1.x'],
    ['a nonsense version', '{"version": "1.x"}', 'its version is "1.x", and this program reads 1.x'],
    ['a missing part', '{"version": 1}', 'tool is missing'],
    ['a missing field', changed((f) => Reflect.deleteProperty(f.beads[3]!, 'moved')), 'beads[3].moved is missing'],
    [
      'a text for a number',
      changed((f) => {
        f.beads[3]!.confidence = 'high' as never;
      }),
      'beads[3].confidence should be a number, and is "high"',
    ],
    [
      'a share beyond one',
      changed((f) => {
        f.beads[3]!.confidence = 1.5;
      }),
      'beads[3].confidence should be at most 1, and is 1.5',
    ],
    [
      'an unknown side',
      changed((f) => {
        f.findings[0]!.side = 'left' as never;
      }),
      'findings[0].side should be one of source, target, and is "left"',
    ],
    [
      'half an index',
      changed((f) => {
        f.beads[0]!.source = [0.5];
      }),
      'beads[0].source[0] should be a whole number, and is 0.5',
    ],
    [
      'a segment out of place',
      changed((f) => {
        f.source.segments[2]!.index = 5;
      }),
      'source.segments[2].index should be 2, and is 5',
    ],
    [
      'overlapping segments',
      changed((f) => {
        f.target.segments[1]!.start = 0;
      }),
      'target.segments[1] begins at 0, before the end of the segment ahead of it (56)',
    ],
    [
      'a span that does not fit its text',
      changed((f) => {
        f.target.segments[1]!.text += '!';
      }),
      'target.segments[1] spans 86 code units, and its text has 87',
    ],
    ['a segment in no bead', changed((f) => f.beads.pop()), 'segment 14 of the target stands in no bead'],
    [
      'a segment in two beads',
      changed((f) => f.beads.push({ source: [3], target: [], confidence: 1, moved: false })),
      'beads[15].source names segment 3, which an earlier bead has',
    ],
    [
      'members out of order',
      changed((f) => {
        f.beads[1]!.target = [2, 1];
      }),
      'beads[1].target should ascend, and has 1 after 2',
    ],
    [
      'a member that does not exist',
      changed((f) => {
        f.beads[0]!.source = [0, 99];
      }),
      'beads[0].source names segment 99, and the source has 13',
    ],
    [
      'an empty bead',
      changed((f) => f.beads.unshift({ source: [], target: [], confidence: 1, moved: false })),
      'beads[0] is empty on both sides',
    ],
    [
      'a finding in no bead',
      changed((f) => {
        f.findings[0]!.bead = 15;
      }),
      'findings[0].bead is 15, and there are 15 beads',
    ],
    [
      'a finding outside of its segment',
      changed((f) => {
        f.findings[0]!.end += 100;
      }),
      'findings[0] spans 151 to 262, outside of its segment (144 to 179)',
    ],
    [
      'a counterpart nowhere',
      changed((f) => {
        f.findings[0]!.counterpart!.segment = 13;
      }),
      'findings[0].counterpart names segment 13, and the source has 13',
    ],
    [
      'a bottomless file',
      `{"version": 1, "x": ${'['.repeat(5000)}${']'.repeat(5000)}}`,
      'it is nested more than 32 levels deep',
    ],
  ])('%s', (_, text, why) => {
    expect(() => readAlignment(text, 'story.json')).toThrow(
      expect.objectContaining({ name: 'UserError', message: `story.json is not a hizala alignment: ${why}` }),
    );
  });
});
