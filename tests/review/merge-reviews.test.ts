import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeReviews } from '../../src/review/merge-reviews.ts';
import { EMPTY_REVIEW, type Review } from '../../src/review/review-file.ts';
import { toReview } from '../../src/review/to-review.ts';
import { harbourStory } from '../support/comparison.ts';
import { afterKeys, startOf } from './support.ts';

const decide = (...keys: readonly string[]): Review => toReview(afterKeys(startOf(harbourStory()), ...keys));

const verdictsOf = ({ findings, beads }: Review) => [
  ...findings.map(({ code, verdict }) => `${code} ${verdict}`),
  ...beads.map(({ quote, verdict }) => `${quote.slice(0, 11)} ${verdict}`),
];

describe('two reviewers', () => {
  test('who decided about different things are both kept', () => {
    const { review, conflicts } = mergeReviews(decide('n', 'd', 'c'), decide('n', 'n', 'a', 'g', 'c'));
    expect(verdictsOf(review)).toEqual([
      'number-mismatch dismissed',
      'only-in-target accepted',
      'The city co confirmed',
      'Old harbour confirmed',
    ]);
    expect(conflicts).toEqual([]);
  });

  test('who contradict each other leave the finding accepted, with both notes, and are told', () => {
    const mine = decide('n', 'D', ...'ok', 'enter');
    const other = decide('n', 'A', ...'bad', 'enter');
    for (const [a, b] of [
      [mine, other],
      [other, mine],
    ] as const) {
      const { review, conflicts } = mergeReviews(a, b);
      expect(verdictsOf(review)).toEqual(['number-mismatch accepted']);
      expect(review.findings[0]!.note).toBe(a === mine ? 'ok / bad' : 'bad / ok');
      expect(conflicts).toHaveLength(1);
    }
  });

  test('who sign with a time: the later one counts', () => {
    const signed = (review: Review, at: string): Review => ({
      ...review,
      findings: review.findings.map((each) => ({ ...each, at })),
    });
    const early = signed(decide('n', 'a'), '2024-10-27T09:00:00.000Z');
    const late = signed(decide('n', 'd'), '2024-10-28T09:00:00.000Z');
    expect(verdictsOf(mergeReviews(early, late).review)).toEqual(['number-mismatch dismissed']);
  });

  test('whose beads share a segment: those of the first are kept, and it is told', () => {
    const { review, conflicts } = mergeReviews(decide('j', 'J'), decide('j', 'x'));
    expect(review.beads.map(({ verdict }) => verdict)).toEqual(['joined']);
    expect(conflicts.length).toBeGreaterThan(0);
  });

  test('who began with the same file: what one took back is gone', () => {
    const base = decide('n', 'd', 'n', 'a');
    const withdrawn: Review = { ...base, findings: base.findings.slice(1) };
    const more: Review = { ...base, beads: decide('c').beads };
    const { review } = mergeReviews(withdrawn, more, base);
    expect(verdictsOf(review)).toEqual(['only-in-target accepted', 'Old harbour confirmed']);
    expect(verdictsOf(mergeReviews(more, withdrawn, base).review)).toEqual(verdictsOf(review));
  });
});

const anyReview = fc
  .array(fc.constantFrom('n', 'j', 'd', 'a', 'c', 'x', 'J', 'G', 'N'), { maxLength: 16 })
  .map((keys) => decide(...keys));

test('merging is idempotent, and with nothing changes nothing', () => {
  fc.assert(
    fc.property(anyReview, (review) => {
      expect(mergeReviews(review, review).review).toEqual(review);
      expect(mergeReviews(review, EMPTY_REVIEW).review).toEqual(review);
      expect(mergeReviews(EMPTY_REVIEW, review).review).toEqual(review);
    }),
    { numRuns: 50 },
  );
});

test('both orders decide the same findings', () => {
  fc.assert(
    fc.property(anyReview, anyReview, (a, b) => {
      const sorted = (review: Review) =>
        review.findings.map(({ code, quote, verdict }) => `${code} ${quote} ${verdict}`).sort();
      expect(sorted(mergeReviews(a, b).review)).toEqual(sorted(mergeReviews(b, a).review));
    }),
    { numRuns: 50 },
  );
});
