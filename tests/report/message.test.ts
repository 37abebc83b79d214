import { describe, expect, test } from 'vitest';
import type { Finding, FindingCode, Place } from '../../src/core/finding.ts';
import { importanceOf, ranked } from '../../src/report/importance.ts';
import { findingMessage, languageName } from '../../src/report/message.ts';
import { wordDiff } from '../../src/report/word-diff.ts';
import { comparisonOf, documentOf, placeOf } from '../support/comparison.ts';

const source = documentOf('a', 'en', [
  'Fees rose 10.5% in May, Kaya said.',
  'See https://a.example now.',
  'Rain fell.',
]);
const target = documentOf('b', 'tr', [
  'Kara, ücretlerin mayısta %15,0 arttığını söyledi.',
  { text: 'See https://b.example now.', lang: 'en' },
  'Yağmur\nyağdı.',
]);
const comparison = comparisonOf(source, target, [
  [[0], [0]],
  [[1], [1]],
  [[2], [2], 0.9, true],
]);

const src = (index: number, phrase?: string): Place => placeOf(source, 'source', index, phrase);
const tgt = (index: number, phrase?: string): Place => placeOf(target, 'target', index, phrase);

const finding = (code: FindingCode, place: Place, rest: Partial<Finding> = {}): Finding => ({
  ...place,
  code,
  severity: 'warning',
  bead: place.segment,
  counterpart: null,
  class: null,
  confidence: 0.9,
  ...rest,
});

describe('the message of', () => {
  test.each<[Finding, string]>([
    [finding('only-in-source', src(2), { class: 'prose' }), 'only in the source: a sentence, “Rain fell.”'],
    [
      finding('only-in-target', tgt(1), { class: 'embed' }),
      'only in the target: an embedded post in English, “See https://b.example now.”',
    ],
    [finding('only-in-target', tgt(2), { class: 'list-item' }), 'only in the target: a list item, “Yağmur yağdı.”'],
    [finding('missing-span', src(0, 'in May')), 'the translation leaves out “in May”'],
    [
      finding('missing-span', src(0, 'in May'), { counterpart: tgt(0, 'mayısta') }),
      'the translation does not render “in May”; it says “mayısta”',
    ],
    [
      finding('unsupported-span', tgt(0, 'mayısta'), { counterpart: src(0, 'in May') }),
      '“mayısta” has no counterpart; the source says “in May”',
    ],
    [
      finding('unsupported-span', tgt(0, 'mayısta'), { class: 'addition' }),
      '“mayısta” is added: the source says nothing of it',
    ],
    [finding('unsupported-span', tgt(0, 'mayısta')), '“mayısta” has no counterpart in the source'],
    [
      finding('number-mismatch', tgt(0, '%15,0'), { class: 'percent', counterpart: src(0, '10.5%') }),
      'the source says 10.5%, the target %15,0',
    ],
    [
      finding('number-mismatch', src(0, '10.5%'), { class: 'percent', counterpart: tgt(0, '%15,0') }),
      'the source says 10.5%, the target %15,0',
    ],
    [
      finding('number-mismatch', tgt(0, '%15,0'), { class: 'percent' }),
      'the target has the percentage “%15,0”, the source does not',
    ],
    [
      finding('name-mismatch', tgt(0, 'Kara'), { counterpart: src(0, 'Kaya') }),
      'the name differs: the source says “Kaya”, the target “Kara”',
    ],
    [finding('name-mismatch', src(0, 'Kaya')), 'the source has the name “Kaya”, the target does not'],
    [finding('untranslated', tgt(1)), 'left in English: “See https://b.example now.”'],
    [finding('repeated', tgt(2)), 'said twice in the target: “Yağmur yağdı.”'],
    [
      finding('link-mismatch', tgt(1, 'https://b.example'), { counterpart: src(1, 'https://a.example') }),
      'the link differs: the source says “https://a.example”, the target “https://b.example”',
    ],
    [
      finding('moved', tgt(2)),
      'moved: “Yağmur yağdı.” stands after “See https://a.example now.” in the source, after “See https://b.example now.” in the target',
    ],
    [
      finding('not-same-story', { side: 'target', segment: null, start: 0, end: 0 }),
      'these do not look like two versions of one story: only 81% of the source and 74% of the target pair',
    ],
  ])('$code', (given, message) => {
    expect(findingMessage(given, comparison)).toBe(message);
  });

  test('a long text ends between words', () => {
    const long = documentOf('c', 'tr', ['Uzun bir cümle, '.repeat(5000).trim()]);
    const place = placeOf(long, 'target', 0);
    const message = findingMessage(finding('repeated', place), comparisonOf(source, long, [[[], [0]]]));
    expect(message).toMatch(/^said twice in the target: “Uzun bir cümle, .{20,60} …”$/);
  });
});

test('a language without a name is told by its code', () => {
  expect(languageName('tr')).toBe('Turkish');
  expect(languageName('not a code')).toBe('not a code');
});

test('findings stand by what they are worth: the whole story, errors, prose before page furniture, the surest first', () => {
  const list = [
    finding('only-in-target', tgt(2), { severity: 'info', class: 'embed', confidence: 1 }),
    finding('only-in-target', tgt(1), { severity: 'info', class: 'prose', confidence: 0.5 }),
    finding('unsupported-span', tgt(0, 'mayısta'), { confidence: 0.6 }),
    finding('unsupported-span', tgt(0, 'Kara'), { confidence: 0.7 }),
    finding('number-mismatch', tgt(0, '%15,0'), { severity: 'error', confidence: 0.4 }),
    finding('not-same-story', { side: 'target', segment: null, start: 0, end: 0 }, { bead: null }),
  ];
  expect(ranked(list, comparison).map((entry) => entry.finding)).toEqual(list.toReversed());
});

test('what is wrong stands before what only one version has, and in a retelling that counts the less', () => {
  const wrong = finding('unsupported-span', tgt(0, 'mayısta'), {
    counterpart: src(0),
    class: 'mistranslation',
    confidence: 0.5,
  });
  const alone = finding('only-in-target', tgt(1), { class: 'prose', confidence: 0.99 });
  const added = finding('unsupported-span', tgt(0, 'Kara'), { class: 'addition', confidence: 0.9 });
  const order = ranked([alone, added, wrong], comparison).map((entry) => entry.finding);
  expect(order).toEqual([wrong, added, alone]);
  const importance = (targetCovered: number): number =>
    importanceOf(alone, { ...comparison, summary: { ...comparison.summary, targetCovered } });
  expect(importance(0.6)).toBeLessThan(importance(0.97));
});

test('what differs in a pair that may be none counts less', () => {
  const wrong = finding('unsupported-span', tgt(0, 'mayısta'), { counterpart: src(0), confidence: 0.8 });
  const importance = (confidence: number): number =>
    importanceOf(wrong, { ...comparison, beads: comparison.beads.map((bead) => ({ ...bead, confidence })) });
  expect(importance(0.4)).toBeCloseTo(0.32, 10);
  expect(importance(0.99)).toBeGreaterThan(0.79);
});

describe('word by word', () => {
  const phrases = (before: string, after: string): [string[], string[]] => {
    const { removed, added } = wordDiff(before, after);
    return [
      removed.map(({ start, end }) => before.slice(start, end)),
      added.map(({ start, end }) => after.slice(start, end)),
    ];
  };
  test.each<[string, string, string[], string[]]>([
    ['İskele açıldı.', 'İskele açıldı.', [], []],
    ['İskele  açıldı.', 'İskele\naçıldı.', [], []],
    ['İskele dün açıldı.', 'İskele açıldı.', ['dün'], []],
    ['İskele açıldı.', 'İskele dün sabah açıldı!', ['.'], ['dün sabah', '!']],
    ['', 'Yeni.', [], ['Yeni.']],
    ['%10,5 arttı', '%15,0 arttı', ['10,5'], ['15,0']],
  ])('%s → %s', (before, after, removed, added) => {
    expect(phrases(before, after)).toEqual([removed, added]);
  });

  test('says how much is shared', () => {
    expect(wordDiff('bir iki', 'bir üç').shared).toBeCloseTo(0.5, 12);
    expect(wordDiff('', '').shared).toBe(1);
  });

  test('two long texts that share nothing are given up early', () => {
    const words = (seed: number): string => Array.from({ length: 20_000 }, (_, at) => `w${at}x${seed}`).join(' ');
    expect(wordDiff(words(1), words(2)).shared).toBe(0);
  });
});
