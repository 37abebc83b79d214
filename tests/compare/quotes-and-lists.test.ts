import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import type { FindingCode } from '../../src/core/finding.ts';
import { asLine, type Pairing, type Piece, story } from './story.ts';

const lines = (code: FindingCode, source: readonly Piece[], target: readonly Piece[], beads?: readonly Pairing[]) => {
  const input = story(source, target, beads);
  return compare(input)
    .findings.filter((finding) => finding.code === code)
    .map((finding) => asLine(input, finding));
};

describe('quote-mismatch', () => {
  const quotes = (source: readonly Piece[], target: readonly Piece[], beads?: readonly Pairing[]) =>
    lines('quote-mismatch', source, target, beads);

  it('fires on a quoted passage that is quoted no longer', () => {
    expect(quotes(['She said "we will not leave" today.'], ['Bugün gitmeyeceklerini söyledi.'])).toEqual([
      'quote-mismatch | lost | source | "we will not leave" | Bugün gitmeyeceklerini söyledi.',
    ]);
  });

  it('fires on a mark that is opened and not closed, and on one that is closed and was not opened', () => {
    expect(quotes(['She said "we will not leave" today.'], ['Bugün "gitmeyeceğiz dedi.'])).toEqual([
      'quote-mismatch | unclosed | target | "gitmeyeceğiz | She said "we will not leave" today.',
    ]);
    expect(quotes(['She said "we will not leave" today.'], ['Bugün gitmeyeceğiz" dedi.'])).toEqual([
      'quote-mismatch | unopened | target | gitmeyeceğiz" | She said "we will not leave" today.',
    ]);
  });

  it.each([
    ['other marks', ['She said "we will not leave" today.'], ['Bugün «gitmeyeceğiz» dedi.']],
    ['a title or a word said with a wink', ['The "nice" man of "Good Times".'], ['Bir Güzel Günler adamı.']],
    ['a quotation over several sentences', ['"We stay. We wait," he said.'], ['"Kalırız.', 'Bekleriz" dedi.']],
    ['a source that is so itself', ['"We stay. We wait.'], ['"Kalırız. Bekleriz.']],
    ['a block quote', ['He said "we will not leave" today.'], [{ text: 'Gitmeyeceğiz.', kind: 'quote' as const }]],
  ] as const)('keeps silent over %s', (_, source, target) => {
    expect(quotes(source, target, [[source.map((_, i) => i), target.map((_, i) => i)]])).toEqual([]);
  });

  it('does not judge a mark whose partner may stand in a sentence that only the target has', () => {
    expect(
      quotes(
        ['He said "we stay".'],
        ['"Kalırız.', 'Ağaçlar kurudu" dedi.', 'Sonra.'],
        [
          [[0], [0]],
          [[], [1]],
          [[], [2]],
        ],
      ),
    ).toEqual([]);
  });
});

describe('list-mismatch', () => {
  const item = (text: string): Piece => ({ text, kind: 'list-item' });

  it('fires where an item of the target answers two of the source', () => {
    expect(
      lines(
        'list-mismatch',
        [item('Bread'), item('Cheese'), item('Olives'), item('Tea')],
        [item('Ekmek'), item('Peynir ve zeytin'), item('Çay')],
        [
          [[0], [0]],
          [[1, 2], [1]],
          [[3], [2]],
        ],
      ),
    ).toEqual(['list-mismatch | source | Olives | Peynir ve zeytin']);
  });

  it('fires on a list in running text that has fewer numbers', () => {
    expect(
      lines('list-mismatch', ['Bring (a) bread, (b) cheese and (c) olives.'], ['(a) ekmek ve (b) peynir getirin.']),
    ).toEqual(['list-mismatch | source | (c) olives. | (a) ekmek ve (b) peynir getirin.']);
  });

  it.each([
    ['as many items', [item('Bread'), item('Cheese'), item('Olives')], [item('Ekmek'), item('Peynir'), item('Zeytin')]],
    [
      'letters of another alphabet',
      ['Bring a) bread, b) tea, c) milk, d) salt.'],
      ['a) ekmek, b) çay, c) süt, ç) tuz'],
    ],
  ])('keeps silent over %s', (_, source, target) => {
    expect(lines('list-mismatch', source, target)).toEqual([]);
  });

  it('leaves an item that nothing answers to only-in-source', () => {
    const source = [item('Bread'), item('Cheese'), item('Olives')];
    const beads: Pairing[] = [
      [[0], [0]],
      [[1], []],
      [[2], [1]],
    ];
    const target = [item('Ekmek'), item('Zeytin')];
    expect(lines('list-mismatch', source, target, beads)).toEqual([]);
    expect(lines('only-in-source', source, target, beads)).toEqual(['only-in-source | list-item | source | Cheese']);
  });
});
