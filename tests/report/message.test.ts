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

  const movedBlock = comparisonOf(
    documentOf('a', 'en', ['Rain fell.', 'Boats left.', 'Wind rose.', 'Snow fell.', 'Nets dried.']),
    documentOf('b', 'tr', ['Rüzgâr çıktı.', 'Kar yağdı.', 'Ağlar kurudu.', 'Yağmur yağdı.', 'Kayıklar gitti.']),
    [
      [[0], [3]],
      [[1], [4]],
      [[2], [0], 0.9, true],
      [[3], [1], 0.9, true],
      [[4], [2], 0.9, true],
    ],
  );

  test.each([
    [2, 'moved: “Rüzgâr çıktı.” stands after “Boats left.” in the source, at the start in the target'],
    [3, 'moved together with “Rüzgâr çıktı.” before it: “Kar yağdı.”'],
    [4, 'moved together with “Kar yağdı.” before it: “Ağlar kurudu.”'],
  ])('a block that moved tells its place once: bead %i', (bead, message) => {
    const place = placeOf(movedBlock.sides.target, 'target', bead - 2);
    expect(findingMessage(finding('moved', place, { bead }), movedBlock)).toBe(message);
  });

  test('two beads that moved to different places both tell theirs', () => {
    const apart = {
      ...movedBlock,
      beads: movedBlock.beads.map((bead, at) => (at === 3 ? { ...bead, target: [2] } : bead)),
    };
    const place = placeOf(apart.sides.target, 'target', 2);
    expect(findingMessage(finding('moved', place, { bead: 3 }), apart)).toBe(
      'moved: “Ağlar kurudu.” stands after “Wind rose.” in the source, after “Kar yağdı.” in the target',
    );
  });

  test('stories that share nothing are not said to share a little', () => {
    const apart = { ...comparison, summary: { ...comparison.summary, sourceCovered: 0, targetCovered: 0 } };
    const place: Place = { side: 'target', segment: null, start: 0, end: 0 };
    expect(findingMessage(finding('not-same-story', place), apart)).toBe(
      'these do not look like two versions of one story: nothing of the source and nothing of the target pairs',
    );
  });

  const marked = documentOf('q', 'tr', ['Ali "gideceğiz dedi.']);

  test('a quotation mark without partner is not given one', () => {
    const place = placeOf(marked, 'target', 0, '"gideceğiz');
    const message = findingMessage(
      finding('quote-mismatch', place, { class: 'unclosed' }),
      comparisonOf(source, marked, [[[0], [0]]]),
    );
    expect(message).toBe('the quotation mark at ‘"gideceğiz’ is opened and not closed');
  });

  test.each([
    ['“Artık biliyorum.”', '“Artık biliyorum.”'],
    ['"Artık biliyorum."', '"Artık biliyorum."'],
    ['«Artık biliyorum.»', '«Artık biliyorum.»'],
    ['„Artık biliyorum.“', '„Artık biliyorum.“'],
    ['‘Artık biliyorum.’', '‘Artık biliyorum.’'],
    // Part of a quotation that goes on before or after.
    ['“Artık biliyorum.', '“Artık biliyorum.”'],
    ['Artık biliyorum.»', '«Artık biliyorum.»'],
    // More than a quotation.
    ['“Artık biliyorum,” dedi.', '‘“Artık biliyorum,” dedi.’'],
    ['Dedi ki: “Artık biliyorum.”', '‘Dedi ki: “Artık biliyorum.”’'],
    ['“Evet,” dedi, “artık biliyorum.”', '‘“Evet,” dedi, “artık biliyorum.”’'],
    ['Ankara’da «artık» biliyor.', '“Ankara’da «artık» biliyor.”'],
    // One mark is no quotation.
    ['"', '‘"’'],
  ])('%s is quoted without doubled marks', (text, message) => {
    const quoting = documentOf('q', 'tr', [text]);
    const place = placeOf(quoting, 'target', 0);
    expect(findingMessage(finding('repeated', place), comparisonOf(source, quoting, [[[], [0]]]))).toBe(
      `said twice in the target: ${message}`,
    );
  });

  test('a quotation that is cut off is closed with its own mark', () => {
    const long = documentOf('q', 'tr', [`«${'Uzun bir cümle, '.repeat(50).trim()}»`]);
    const place = placeOf(long, 'target', 0);
    const message = findingMessage(finding('repeated', place), comparisonOf(source, long, [[[], [0]]]));
    expect(message).toMatch(/^said twice in the target: «Uzun bir cümle, .{20,60} …»$/);
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
