import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/core/document.ts';
import { FINDING_CODES } from '../../src/core/finding.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import { SIDES, type Side, type Sides } from '../../src/core/side.ts';
import { readDocument } from '../../src/read/read-document.ts';
import { segmentDocument } from '../../src/segment/segment-document.ts';

interface Gold {
  readonly beads: readonly (readonly [number[], number[]])[];
  readonly kinds?: Sides<readonly Kind[]>;
  readonly findings: readonly { readonly code: string; readonly side: Side; readonly text: string }[];
}

const FIXTURES = 'fixtures';
const cases = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${FIXTURES}/${entry.name}/gold.json`))
  .map(({ name }) => name);

const load = async (name: string): Promise<{ gold: Gold; sides: Sides<SegmentedDocument> }> => {
  const files = readdirSync(`${FIXTURES}/${name}`);
  const segmented = async (side: Side): Promise<SegmentedDocument> => {
    const path = `${FIXTURES}/${name}/${files.find((file) => file.startsWith(`${side}.`))}`;
    return segmentDocument(await readDocument(readFileSync(path), path), { segmentation: 'sentences' });
  };
  return {
    gold: JSON.parse(readFileSync(`${FIXTURES}/${name}/gold.json`, 'utf8')),
    sides: { source: await segmented('source'), target: await segmented('target') },
  };
};

describe.each(await Promise.all(cases.map(async (name) => ({ name, ...(await load(name)) }))))(
  'fixture $name',
  ({ gold, sides }) => {
    it('has its languages as its file names say', () => {
      expect([sides.source.lang, sides.target.lang]).toEqual(['en', 'tr']);
    });

    it.each(SIDES)('has every %s segment in exactly one gold bead', (side) => {
      const members = gold.beads.flatMap((bead) => bead[side === 'source' ? 0 : 1]).sort((a, b) => a - b);
      expect(members).toEqual(sides[side].segments.map(({ index }) => index));
    });

    it.each(SIDES)('has the kinds of its %s segments', (side) => {
      if (gold.kinds !== undefined) expect(sides[side].segments.map(({ kind }) => kind)).toEqual(gold.kinds[side]);
    });

    it('expects findings that exist, at texts that occur once', () => {
      for (const { code, side, text } of gold.findings) {
        expect(FINDING_CODES).toContain(code);
        if (text !== '') expect([text, sides[side].document.text.split(text).length - 1]).toEqual([text, 1]);
      }
    });
  },
);
