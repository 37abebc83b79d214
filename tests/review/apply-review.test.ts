import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/core/comparison.ts';
import type { Finding } from '../../src/core/finding.ts';
import { applyReview, undecided } from '../../src/review/apply-review.ts';
import { fixBeads } from '../../src/review/fix-beads.ts';
import type { Review } from '../../src/review/review-file.ts';
import { comparisonOf as reviewed } from '../../src/review/review-state.ts';
import { withReview } from '../../src/review/reviewed-story.ts';
import { toReview } from '../../src/review/to-review.ts';
import { comparisonOf, documentOf, placeOf, type ShortBead } from '../support/comparison.ts';
import { processorTime } from '../support/processor-time.ts';
import { afterKeys, startOf } from './support.ts';

const SOURCE = [
  'The ferry left at dawn.',
  'The fare was 12 lira.',
  'Advertisement',
  'Nobody waved.',
  'Advertisement',
  'The end.',
];
const TARGET = ['Vapur şafakta kalktı.', 'Ücret 15 liraydı.', 'Reklam', 'El sallayan olmadı.', 'Reklam', 'Son.'];

const pairs = (count: number): readonly ShortBead[] => Array.from({ length: count }, (_, at) => [[at], [at]]);

/** Pairs line by line, a number-mismatch on each line with 15, and an only-in-source on each advertisement. */
function story(source: readonly string[] = SOURCE, target: readonly string[] = TARGET): Comparison {
  const [a, b] = [documentOf('a.en.txt', 'en', source), documentOf('a.tr.txt', 'tr', target)];
  const findings = b.segments.flatMap(({ text, index }): readonly Finding[] => {
    const common = { severity: 'error', bead: index, counterpart: null, class: null, confidence: 0.9 } as const;
    if (text.includes('15')) return [{ ...common, ...placeOf(b, 'target', index, '15'), code: 'number-mismatch' }];
    if (text === 'Reklam') return [{ ...common, ...placeOf(b, 'target', index), code: 'untranslated' }];
    return [];
  });
  return comparisonOf(a, b, pairs(source.length), findings);
}

const decide = (comparison: Comparison, ...keys: readonly string[]): Review =>
  toReview(afterKeys(startOf(comparison), ...keys));

/** Which findings of a comparison a review decides: code, target segment, verdict. */
const verdicts = (comparison: Comparison, review: Review) => {
  const { decisions, comparison: after } = applyReview(comparison, review);
  return [...decisions].map(([at, { verdict }]) => {
    const { code, segment } = after.findings[at]!;
    return [code, segment, verdict];
  });
};

const insert = (lines: readonly string[], at: number, ...more: readonly string[]) => lines.toSpliced(at, 0, ...more);

describe('decisions about findings', () => {
  test('hold for the same texts', () => {
    expect(verdicts(story(), decide(story(), 'n', 'd'))).toEqual([['number-mismatch', 1, 'dismissed']]);
  });

  test('survive edits elsewhere in the files, and other line breaks', () => {
    const review = decide(story(), 'n', 'd');
    const later = story(insert(SOURCE, 1, 'It rained.'), insert(TARGET, 1, 'Yağmur yağdı.'));
    expect(verdicts(later, review)).toEqual([['number-mismatch', 2, 'dismissed']]);
    const broken = story(SOURCE, TARGET.with(1, 'Ücret 15\n  liraydı.'));
    expect(verdicts(broken, review)).toHaveLength(1);
  });

  test.each([
    ['target', story(SOURCE, TARGET.with(1, 'Ücret tam 15 liraydı.'))],
    ['source', story(SOURCE.with(1, 'The fare was 11 lira.'), TARGET)],
  ])('lapse when the %s is rewritten, and are listed as stale', (_, later) => {
    const { decisions, stale } = applyReview(later, decide(story(), 'n', 'd'));
    expect(decisions.size).toBe(0);
    expect(stale.findings.map(({ code, quote }) => [code, quote])).toEqual([['number-mismatch', '15']]);
  });

  test('go to the right one of two equal texts, by what stands around them', () => {
    const review = decide(story(), 'n', 'n', 'n', 'd');
    expect(verdicts(story(), review)).toEqual([['untranslated', 4, 'dismissed']]);
    const later = story(insert(SOURCE, 0, 'Morning news.', 'Sunday.'), insert(TARGET, 0, 'Sabah haberleri.', 'Pazar.'));
    expect(verdicts(later, review)).toEqual([['untranslated', 6, 'dismissed']]);
    const partly = story(insert(SOURCE, 5, 'Goodbye.'), insert(TARGET, 5, 'Hoşça kalın.'));
    expect(verdicts(partly, review)).toEqual([['untranslated', 4, 'dismissed']]);
  });

  test('land on neither where nothing tells two equal texts apart', () => {
    const review = decide(story(), 'n', 'n', 'n', 'd');
    const apart = [4, 3];
    const later = apart.reduce(
      ([source, target], at) => [
        insert(source!, at, `New ${at}.`, `More ${at}.`),
        insert(target!, at, `Yeni ${at}.`, `Fazla ${at}.`),
      ],
      [SOURCE, TARGET] as readonly (readonly string[])[],
    );
    const moved = story(
      [...later[0]!.filter((line) => line !== 'The end.'), 'Late.'],
      [...later[1]!.filter((line) => line !== 'Son.'), 'Geç.'],
    );
    const { stale, decisions } = applyReview(moved, review);
    expect([decisions.size, stale.findings.length]).toEqual([0, 1]);
  });

  test('a decision about the whole story lapses with its beginning', () => {
    const strange = (comparison: Comparison): Comparison => ({
      ...comparison,
      findings: [
        {
          code: 'not-same-story',
          severity: 'warning',
          side: 'target',
          segment: null,
          start: 0,
          end: 10,
          bead: null,
          counterpart: null,
          class: null,
          confidence: 0.9,
        },
      ],
    });
    const review = decide(strange(story()), 'n', 'd');
    expect(verdicts(strange(story(SOURCE.with(3, 'x'), TARGET)), review)).toHaveLength(1);
    expect(verdicts(strange(story(SOURCE, TARGET.with(0, 'Bambaşka bir haber.'))), review)).toHaveLength(0);
  });
});

describe('decisions about beads', () => {
  const at = (comparison: Comparison, review: Review) =>
    applyReview(comparison, review).comparison.beads.flatMap(({ source, target, decision }) =>
      decision === null ? [] : [[source, target, decision.verdict]],
    );

  test('are hard: the beads stand in the result whatever the aligner says', () => {
    const review = decide(story(), 'J');
    expect(at(story(), review)).toEqual([[[0, 1], [0, 1], 'joined']]);
    const { confidence } = applyReview(story(), review).comparison.beads[0]!;
    expect(confidence).toBe(1);
  });

  test('survive edits elsewhere, and go stale with their text', () => {
    const review = decide(story(), 'G', 'x');
    const later = story(insert(SOURCE, 2, 'It rained.'), insert(TARGET, 2, 'Yağmur yağdı.'));
    expect(at(later, review)).toEqual([
      [[], [6], 'unmatched'],
      [[6], [], 'unmatched'],
    ]);
    const rewritten = applyReview(story(SOURCE, TARGET.with(5, 'Bitti.')), review);
    expect(rewritten.stale.beads.map(({ quote, verdict }) => [quote, verdict])).toEqual([['Son.', 'unmatched']]);
    expect(rewritten.comparison.beads.filter(({ decision }) => decision !== null)).toHaveLength(1);
  });

  test('of two equal texts the one is meant that stood in this place', () => {
    const review = decide(story(), 'G', 'k', 'c');
    expect(at(story(), review)).toEqual([[[4], [4], 'confirmed']]);
    const later = story(insert(SOURCE, 1, 'It rained.'), insert(TARGET, 1, 'Yağmur yağdı.'));
    expect(at(later, review)).toEqual([[[5], [5], 'confirmed']]);
  });

  test('what no longer holds of the findings goes with the beads', () => {
    const review = decide(story(), 'j', 'x');
    const { comparison } = applyReview(story(), review);
    expect(comparison.findings.map(({ code }) => code)).toEqual(['untranslated', 'untranslated']);
    expect(comparison.summary.findings).toEqual({ untranslated: 2 });
  });

  test('where the story can be aligned around the decided beads, the findings are those of the new beads', async () => {
    const review = decide(story(), 'J');
    const finding = { ...story().findings[0]!, bead: 4 };
    const { comparison } = await withReview(
      {
        sides: story().sides,
        compare: (fixed) => {
          expect(fixed).toMatchObject([{ source: [0, 1], target: [0, 1], decision: { verdict: 'joined' } }]);
          const beads = fixBeads(undecided(story().beads), fixed, TARGET.length);
          return { ...story(), beads, findings: [finding] };
        },
      },
      review,
    );
    expect(comparison.findings).toEqual([finding]);
  });
});

test('stale decisions are kept in the file until they are forgotten', () => {
  const review = decide(story(), 'n', 'd', 'G', 'c');
  const later = story(SOURCE, TARGET.with(1, 'Ücret 16 liraydı.').with(5, 'Bitti.'));
  const state = startOf(later, undefined, review);
  const kept = toReview(state);
  expect([kept.findings, kept.beads]).toEqual([review.findings, review.beads]);
  const forgotten = afterKeys(state, 'L', 'x');
  expect(toReview(forgotten)).toMatchObject({ findings: [], beads: [] });
  expect(toReview(afterKeys(forgotten, 'z'))).toEqual(kept);
  expect(reviewed(state).beads).toHaveLength(6);
});

test('thousands of equal texts and decisions are matched in linear time', () => {
  const many = Array.from({ length: 20_000 }, () => 'Reklam');
  const comparison = story(many, many);
  const review = decide(comparison, 'n', 'm', 'd');
  const matched = (): void => {
    const { decisions, stale } = applyReview(comparison, review);
    expect([decisions.size, stale.findings.length]).toEqual([20_000, 0]);
  };
  expect(processorTime(matched)).toBeLessThan(8000);
});
