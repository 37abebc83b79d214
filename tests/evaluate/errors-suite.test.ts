import { describe, expect, test } from 'vitest';
import type { Finding, FindingCode } from '../../src/core/finding.ts';
import {
  judgeFindings,
  type KnownError,
  readKnownErrors,
  recallAtRate,
  recallByDefault,
} from '../../src/evaluate/errors-suite.ts';
import { alignmentFileOf } from '../../src/report/write-json.ts';
import { comparisonOf, documentOf, placeOf } from '../support/comparison.ts';

const source = documentOf('a', 'en', [
  'The pier opened in May.',
  'It cost ten million and took a year.',
  'Boats came.',
  'Rain.',
]);
const target = documentOf('b', 'tr', ['İskele mayısta açıldı.', 'On milyona mal oldu.', 'Gemiler geldi.', 'Yağmur.']);

const finding = (
  side: 'source' | 'target',
  index: number,
  phrase: string | undefined,
  confidence: number,
): Finding => ({
  ...placeOf(side === 'source' ? source : target, side, index, phrase),
  code: 'unsupported-span' satisfies FindingCode,
  severity: 'warning',
  bead: index,
  counterpart: null,
  class: null,
  confidence,
});

const judge = (errors: readonly KnownError[], findings: readonly Finding[]) =>
  judgeFindings(
    errors,
    alignmentFileOf(
      comparisonOf(
        source,
        target,
        [0, 1, 2, 3].map((at) => [[at], [at]]),
        findings,
      ),
      { name: 'hizala', version: '0' },
    ),
    'x.errors.json',
  );

const word: KnownError = { type: 'word', segment: 0, start: 7, end: 14 };

describe('a known error', () => {
  test('is found where half of it is marked', () => {
    expect(judge([word], [finding('target', 0, 'ısta açıldı', 0.7)]).errors).toEqual([
      { type: 'word', confidence: 0.7 },
    ]);
  });

  test('is not found where less than half of it is marked', () => {
    expect(judge([word], [finding('target', 0, 'sta açıldı', 0.7)]).errors[0]?.confidence).toBeNull();
  });

  test('is not found by a finding about the whole segment, unless it is most of it', () => {
    const whole = finding('target', 0, undefined, 0.9);
    expect(judge([word], [whole]).errors[0]?.confidence).toBeNull();
    expect(judge([{ ...word, start: 0, end: 22 }], [whole]).errors[0]?.confidence).toBe(0.9);
  });

  test('takes the confidence of the surest finding', () => {
    const found = judge([word], [finding('target', 0, 'mayısta', 0.4), finding('target', 0, 'mayısta', 0.8)]);
    expect(found.errors[0]?.confidence).toBe(0.8);
  });

  test('of omission is found by a phrase of the source in its bead', () => {
    const omission: KnownError = { type: 'omission', segment: 1, start: -1, end: -1 };
    expect(judge([omission], [finding('source', 1, 'and took a year', 0.6)]).errors[0]?.confidence).toBe(0.6);
    expect(judge([omission], [finding('source', 0, 'in May', 0.6)]).errors[0]?.confidence).toBeNull();
    expect(judge([omission], [finding('target', 1, 'On milyona', 0.6)]).errors[0]?.confidence).toBeNull();
  });
});

test('a false alarm is a finding on a clean segment, or on the source of one', () => {
  const judged = judge(
    [word],
    [
      finding('target', 2, 'Gemiler', 0.5),
      finding('source', 3, undefined, 0.3),
      finding('target', 0, 'İskele', 0.9),
      finding('source', 0, 'pier', 0.9),
    ],
  );
  expect(judged.falseAlarms).toEqual([0.5, 0.3]);
  expect(judged.clean).toBe(3);
});

describe('recall at a rate of false alarms', () => {
  const documents = [
    {
      clean: 100,
      errors: [
        { type: 'word', confidence: 0.9 },
        { type: 'word', confidence: 0.5 },
        { type: 'word', confidence: null },
        { type: 'name', confidence: 0.6 },
      ],
      falseAlarms: [0.95, 0.55, 0.55, 0.2],
    },
    { clean: 100, errors: [{ type: 'name', confidence: 0.1 }], falseAlarms: [] },
  ];

  test('reports everything by default', () => {
    expect(recallByDefault(documents)).toEqual({ threshold: 0, falseAlarms: 20, recall: { name: 1, word: 2 / 3 } });
  });

  test('goes as low as the rate allows', () => {
    // One alarm in 200 is 5 per 1,000: all that is surer than 0.55 stays.
    expect(recallAtRate(documents, 5)).toEqual({ threshold: 0.6, falseAlarms: 5, recall: { name: 0.5, word: 1 / 3 } });
    expect(recallAtRate(documents, 15)).toEqual({
      threshold: 0.5,
      falseAlarms: 15,
      recall: { name: 0.5, word: 2 / 3 },
    });
    expect(recallAtRate(documents, 20).recall).toEqual({ name: 1, word: 2 / 3 });
  });

  test('does not part findings that are equally sure', () => {
    expect(recallAtRate(documents, 10)).toMatchObject({ threshold: 0.6, falseAlarms: 5 });
  });

  test('finds nothing where not even the surest finding is allowed', () => {
    expect(recallAtRate(documents, 0)).toMatchObject({ falseAlarms: 0, recall: { name: 0, word: 0 } });
  });
});

describe('known errors that do not fit', () => {
  test.each([
    ['[{"type": "word"}]', 'x.errors.json is no list of known errors'],
    ['nonsense', 'x.errors.json is no list of known errors'],
  ])('%s', (text, message) => {
    expect(() => readKnownErrors(text, 'x.errors.json')).toThrow(
      expect.objectContaining({ name: 'UserError', message }),
    );
  });

  test('name what is missing', () => {
    expect(() => judge([{ ...word, segment: 9 }], [])).toThrow('x.errors.json names segment 9, and the target has 4');
    expect(() => judge([{ ...word, end: 99 }], [])).toThrow(
      'x.errors.json names code unit 99 of segment 0, which has 22',
    );
  });
});
