import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/read/read-document.ts';
import type { AlignmentFile } from '../../src/report/alignment-file.ts';
import { emptyFolder } from '../support/folders.ts';
import { alignment, FIXTURES, fixture, output } from './command.ts';

interface Gold {
  readonly beads: readonly (readonly [readonly number[], readonly number[]])[];
  readonly kinds?: Readonly<Record<'source' | 'target', readonly string[]>>;
  readonly findings: readonly {
    readonly code: string;
    readonly class?: string;
    readonly side: 'source' | 'target';
    readonly text: string;
  }[];
}

/**
 * The least strict F1 of beads. What is faithful must be paired without a fault; of the retelling, as measured, a pair or
 * two may be missed.
 */
const FLOORS: Readonly<Record<string, number>> = {
  'crypto-training': 0.9,
  'strict-translation': 1,
  reordered: 1,
  numbers: 1,
  markdown: 1,
  html: 1,
  unrelated: 1,
};

const names = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(FIXTURES, entry.name, 'gold.json')))
  .map(({ name }) => name);

const results = new Map<string, AlignmentFile>();
const resultOf = (name: string): AlignmentFile => {
  let result = results.get(name);
  if (result === undefined) {
    const { source, target } = fixture(name);
    result = alignment([source, target]);
    results.set(name, result);
  }
  return result;
};

/** What the offsets of a finding point into. */
const texts = new Map(
  await Promise.all(
    names.map(async (name) => {
      const { source, target } = fixture(name);
      const textOf = async (path: string): Promise<string> => (await readDocument(readFileSync(path), path)).text;
      return [name, { source: await textOf(source), target: await textOf(target) }] as const;
    }),
  ),
);

test('every fixture has a floor', () => {
  expect([...names].sort()).toEqual(Object.keys(FLOORS).sort());
});

describe.each(names)('%s', (name) => {
  const { gold: goldPath } = fixture(name);
  const gold = JSON.parse(readFileSync(goldPath, 'utf8')) as Gold;
  const whole = texts.get(name)!;

  test(`beads reach a strict F1 of ${FLOORS[name]}`, () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'out.json'), JSON.stringify(resultOf(name)));
    const scores = JSON.parse(output(['evaluate', goldPath, 'out.json', '--format', 'json'], { cwd: folder }));
    // Where nothing is to be paired, what is unmatched is all there is.
    const { f1 } = name === 'unrelated' ? scores.unmatched : scores.beads;
    expect(f1).toBeGreaterThanOrEqual(FLOORS[name]!);
  });

  if (gold.kinds !== undefined) {
    test.each(['source', 'target'] as const)('the kinds of the %s', (side) => {
      expect(resultOf(name)[side].segments.map(({ kind }) => kind)).toEqual(gold.kinds![side]);
    });
  }

  for (const wanted of gold.findings) {
    test(`${wanted.code}${wanted.class ? ` (${wanted.class})` : ''} in the ${wanted.side}: ${wanted.text}`, () => {
      const start = whole[wanted.side].indexOf(wanted.text);
      const end = start + wanted.text.length;
      expect(start, 'the text of the finding stands in the file').toBeGreaterThanOrEqual(0);
      const there = resultOf(name).findings.filter(
        (finding) =>
          finding.side === wanted.side && (wanted.text === '' || (finding.start < end && start < finding.end)),
      );
      expect(there).toContainEqual(
        expect.objectContaining({ code: wanted.code, ...(wanted.class ? { class: wanted.class } : {}) }),
      );
    });
  }

  test('no error but those that gold knows', () => {
    const known = gold.findings.map(({ side, text }) => ({ side, start: whole[side].indexOf(text), text }));
    const errors = resultOf(name).findings.filter(({ severity }) => severity === 'error');
    for (const { code, side, start, end, message } of errors) {
      const isKnown = known.some((one) => one.side === side && start < one.start + one.text.length && one.start < end);
      expect(isKnown, `${code}: ${message}`).toBe(true);
    }
  });
});

test('the phrase “sanat öğelerini çalmak”, where the source speaks of crypto asset theft, carries a finding', () => {
  const { target } = fixture('crypto-training');
  const start = readFileSync(target, 'utf8').indexOf('sanat öğelerini');
  const marked = resultOf('crypto-training').findings.filter(
    (finding) => finding.side === 'target' && finding.start < start + 15 && start < finding.end,
  );
  expect(marked.map(({ code }) => code)).toContain('unsupported-span');
});

test('a faithful translation carries no finding at all', () => {
  expect(resultOf('strict-translation').findings).toEqual([]);
});

test('a faithful translation in another order carries hardly more than that it has moved', () => {
  const { findings } = resultOf('reordered');
  expect(findings.filter(({ code }) => code === 'moved').length).toBeGreaterThanOrEqual(3);
  expect(findings.filter(({ code }) => code !== 'moved').length).toBeLessThanOrEqual(1);
});

test('what nothing pairs with is not told one by one where the two are not the same story', () => {
  const { beads, findings, summary } = resultOf('unrelated');
  expect(beads.every(({ source, target }) => source.length === 0 || target.length === 0)).toBe(true);
  expect(summary).toMatchObject({ sameStory: false, sourceCovered: 0, targetCovered: 0 });
  expect(findings.map(({ code }) => code)).toEqual(['not-same-story']);
});

test('a story told the other way round pairs the same sentences', () => {
  const { source, target } = fixture('reordered');
  const swapped = alignment([target, source]);
  const key = (left: readonly number[], right: readonly number[]): string => `${left}|${right}`;
  expect(swapped.beads.map((bead) => key(bead.target, bead.source)).sort()).toEqual(
    resultOf('reordered')
      .beads.map((bead) => key(bead.source, bead.target))
      .sort(),
  );
});
