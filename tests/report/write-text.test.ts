import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/report/visible.ts';
import { writeHtml } from '../../src/report/write-html.ts';
import { writeText } from '../../src/report/write-text.ts';
import { anyComparison } from '../support/any-comparison.ts';
import { comparisonOf, documentOf, harbourStory } from '../support/comparison.ts';

const plain = (width: number) => ({ width, color: false });

/** What is left when layout is taken away: no white space, no marks, numbers, rules or signs. */
const bare = (text: string): string =>
  // A mark of two characters may stand on two lines.
  text.replace(/[\s⟦⟧⁰¹²³⁴⁵⁶⁷⁸⁹·│┆├┤┼┴─<>≈↕]/gu, '').replace(/\[-|-\]|\{\+|\+\}/gu, '');

const SGR = /\u001B\[[\d;]*m/g;

const STEERING = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

describe('the terminal view of a story', () => {
  test.each([80, 120, 160])('at %i columns', async (width) => {
    await expect(writeText(harbourStory(), plain(width))).toMatchFileSnapshot(`snapshots/harbour-${width}.txt`);
  });

  test('in colour', async () => {
    const text = writeText(harbourStory(), { width: 120, color: true }).replaceAll('\u001B', '␛');
    await expect(text).toMatchFileSnapshot('snapshots/harbour-120-colour.txt');
  });
});

describe('the terminal view of any comparison', () => {
  test('has no line wider than the terminal', () => {
    fc.assert(
      fc.property(anyComparison, fc.integer({ min: 20, max: 200 }), fc.boolean(), (comparison, width, color) => {
        for (const line of writeText(comparison, { width, color }).split('\n')) {
          expect(stringWidth(line), line).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('shows the whole text of every segment', () => {
    fc.assert(
      fc.property(anyComparison, fc.integer({ min: 20, max: 99 }), (comparison, width) => {
        const shown = bare(writeText(comparison, plain(width)));
        for (const { segments } of [comparison.sides.source, comparison.sides.target]) {
          for (const segment of segments) expect(shown).toContain(bare(visible(segment.text)));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('lets nothing through that would steer the terminal', () => {
    fc.assert(
      fc.property(anyComparison, fc.integer({ min: 20, max: 200 }), fc.boolean(), (comparison, width, color) => {
        const text = writeText(comparison, { width, color });
        expect(color ? text.replace(SGR, '') : text).not.toMatch(STEERING);
        expect(text).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  test('ends every style on the line that it began on', () => {
    fc.assert(
      fc.property(anyComparison, fc.integer({ min: 20, max: 200 }), (comparison, width) => {
        for (const line of writeText(comparison, { width, color: true }).split('\n')) {
          const open = new Set<string>();
          for (const [code] of line.matchAll(SGR)) {
            const number = code.slice(2, -1);
            const closes = { 22: ['1', '2'], 23: ['3'], 24: ['4'], 29: ['9'] }[number];
            if (number === '39')
              for (const each of [...open]) if (each.startsWith('3') && each !== '3') open.delete(each);
            if (closes) for (const each of closes) open.delete(each);
            else if (number !== '39') open.add(number);
          }
          expect([...open], line).toEqual([]);
        }
      }),
    );
  });

  test('says the same twice', () => {
    fc.assert(
      fc.property(anyComparison, (comparison) => {
        expect(writeText(comparison, plain(120))).toBe(writeText(comparison, plain(120)));
      }),
      { numRuns: 20 },
    );
  });
});

describe('marks', () => {
  test('are closed and opened again where a line breaks inside of them', () => {
    const source = documentOf('a', 'en', ['One.']);
    const target = documentOf('b', 'tr', ['Uzun uzun anlatılan ve sonunda satıra sığmayan bir öbek burada biter.']);
    const text = writeText(
      comparisonOf(
        source,
        target,
        [[[0], [0]]],
        [
          {
            code: 'unsupported-span',
            severity: 'warning',
            side: 'target',
            segment: 0,
            start: 5,
            end: 50,
            bead: 0,
            counterpart: null,
            class: 'addition',
            confidence: 0.9,
          },
        ],
      ),
      plain(40),
    );
    const [first, second] = text.split('\n').filter((line) => line.includes('⟦'));
    expect(first).toMatch(/⟦uzun anlatılan ve sonunda⟧$/);
    expect(second).toMatch(/^ +⟦satıra sığmayan bir⟧¹ öbek$/);
  });

  test('show word by word what two texts of one language do not share', () => {
    const text = writeText(
      comparisonOf(
        documentOf('first.tr.txt', 'tr', ['Liman salı günü açılacak.']),
        documentOf('second.tr.txt', 'tr', ['Liman çarşamba günü törenle açılacak.']),
        [[[0], [0]]],
      ),
      plain(120),
    );
    expect(text).toContain('Liman [-salı-] günü açılacak.');
    expect(text).toContain('Liman {+çarşamba+} günü {+törenle+} açılacak.');
  });

  test('do not part two texts of one language that share next to nothing', () => {
    const text = writeText(
      comparisonOf(documentOf('a', 'tr', ['Liman salı günü açılacak.']), documentOf('b', 'tr', ['Yağmur dindi.']), [
        [[0], [0]],
      ]),
      plain(120),
    );
    expect(text).not.toMatch(/\[-|\{\+/);
  });
});

describe('the signs', () => {
  const moved = comparisonOf(
    documentOf('a', 'en', ['Rain fell.', 'Boats left.', 'Wind rose.', 'Nets dried.']),
    documentOf('b', 'tr', ['Rüzgâr çıktı.', 'Ağlar kurudu.', 'Yağmur yağdı.', 'Kayıklar gitti.']),
    [
      [[0], [2]],
      [[1], [3]],
      [[2], [0], 0.9, true],
      [[3], [1], 0.9, true],
    ],
    [
      {
        code: 'moved',
        severity: 'info',
        side: 'target',
        segment: 0,
        start: 0,
        end: 13,
        bead: 2,
        counterpart: null,
        class: null,
        confidence: 0.9,
      },
    ],
  );

  const legendOf = (text: string): string => /┴.*\n(.*)/.exec(text)![1]!.replaceAll('\u00a0', ' ');

  test('say where a block that moved stands, and of the rest of it only that it moved along', () => {
    const notes = [...writeText(moved, plain(120)).matchAll(/↕ (?=in|moves).*/g)].map(([note]) => note);
    expect(notes).toEqual(['↕ in the target this stands at the start', '↕ moves with row 3']);
  });

  test.each([true, false])('explain the number behind a sentence where nothing in it is marked, colour %s', (color) => {
    const text = writeText(moved, { width: 120, color }).replace(SGR, '');
    expect(text).toContain('çıktı.¹');
    expect(legendOf(text)).toBe('↕ moved · ¹ see the finding with this number');
    expect(text).not.toContain('⟦');
  });

  test('are not explained where none is used', () => {
    expect(legendOf(writeText({ ...moved, findings: [] }, plain(120)))).toBe('↕ moved');
  });
});

describe('the verdict', () => {
  test('says in plain words that these are two stories', () => {
    const other = comparisonOf(
      documentOf('a', 'en', ['Rain.']),
      documentOf('b', 'tr', ['Maç.']),
      [
        [[0], []],
        [[], [0]],
      ],
      [],
      {
        sameStory: false,
        sourceCovered: 0.004,
        targetCovered: 0,
      },
    );
    expect(writeText(other, plain(120))).toContain(
      'These do not look like two versions of one story: only under 1% of the source and nothing of the target pair.',
    );
  });

  test('says that it is a retelling, here and on the page', () => {
    const story = harbourStory();
    const retold = { ...story, summary: { ...story.summary, retelling: true } };
    const verdict =
      'Two versions of one story, one a retelling of the other: 81% of the source and 74% of the target stand in both.';
    expect(writeText(retold, plain(160))).toContain(verdict);
    expect(writeHtml(retold, { name: 'hizala', version: '1' })).toContain(verdict);
    expect(writeText(story, plain(160))).not.toContain('retelling');
  });

  test('never rounds up to the whole', () => {
    const almost = comparisonOf(
      documentOf('a', 'en', ['Rain.']),
      documentOf('b', 'tr', ['Yağmur.']),
      [[[0], [0]]],
      [],
      {
        sourceCovered: 0.9999,
        targetCovered: 1,
      },
    );
    expect(writeText(almost, plain(120))).toContain('99% of the source and 100% of the target stand in both.');
  });
});
