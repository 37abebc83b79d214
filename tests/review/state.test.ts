import { describe, expect, test } from 'vitest';
import { commandFor } from '../../src/review/keys.ts';
import { decisionOf, isUnsaved, leftOf, type ReviewState } from '../../src/review/review-state.ts';
import { reduce } from '../../src/review/state.ts';
import { NOTICES } from '../../src/review/wording.ts';
import { comparisonOf, documentOf, harbourStory, type ShortBead } from '../support/comparison.ts';
import { afterKeys, beadsOf, startOf } from './support.ts';

const harbour = (): ReviewState => startOf(harbourStory());

const codeAt = (state: ReviewState): string | undefined =>
  state.finding === null ? undefined : state.snapshot.findings[state.finding]!.code;

/** Three source segments and four target segments, paired as told. */
const plain = (beads: readonly ShortBead[]): ReviewState =>
  startOf(
    comparisonOf(
      documentOf('a.en.txt', 'en', ['The ferry left at dawn.', 'It was cold.', 'Nobody waved from the pier.']),
      documentOf('a.tr.txt', 'tr', [
        'Vapur şafakta kalktı.',
        'Hava soğuktu.',
        'İskeleden el sallayan olmadı.',
        'Sis vardı.',
      ]),
      beads,
    ),
  );

const verdictAt = (state: ReviewState, bead: number): string | undefined =>
  state.snapshot.beads[bead]!.decision?.verdict;

describe('moving', () => {
  test.each([
    [['j'], 1],
    [['down', 'down'], 2],
    [['j', 'j', 'k'], 1],
    [['k'], 0],
    [['G'], 14],
    [['G', 'j'], 14],
    [['G', 'g'], 0],
    [['end', 'home'], 0],
  ])('%j brings the cursor to row %i', (keys, row) => {
    expect(afterKeys(harbour(), ...keys).cursor).toBe(row);
  });

  test('a page down and up comes back to the first row', () => {
    const down = afterKeys(harbour(), ' ');
    expect(down.cursor).toBeGreaterThan(4);
    expect(afterKeys(down, 'pageup').cursor).toBe(0);
  });

  test('n goes through the findings in the order of the text and round at the end', () => {
    const codes: (string | undefined)[] = [];
    let state = harbour();
    for (let i = 0; i < 10; i += 1) {
      state = afterKeys(state, 'n');
      codes.push(codeAt(state));
    }
    expect(codes).toEqual([
      'number-mismatch',
      'only-in-target',
      'unsupported-span',
      'moved',
      'missing-span',
      'untranslated',
      'link-mismatch',
      'only-in-source',
      'only-in-target',
      'number-mismatch',
    ]);
    expect(state.notice).toBe(NOTICES.fromTop);
  });

  test('N goes back, round at the start', () => {
    const state = afterKeys(harbour(), 'N');
    expect([codeAt(state), state.cursor, state.notice]).toEqual(['only-in-target', 14, NOTICES.fromEnd]);
    expect(codeAt(afterKeys(state, 'N'))).toBe('only-in-source');
  });

  test('n goes on from the row of the cursor, not from the last finding', () => {
    expect(codeAt(afterKeys(harbour(), 'G', 'k', 'k', 'k', 'k', 'k', 'n'))).toBe('missing-span');
    expect(codeAt(afterKeys(harbour(), 'j', 'j', 'j', 'N'))).toBe('only-in-target');
  });

  test('u skips what is decided, and says when nothing is left', () => {
    expect(codeAt(afterKeys(harbour(), 'n', 'd', 'g', 'u'))).toBe('only-in-target');
    let state = harbour();
    for (let i = 0; i < 9; i += 1) state = afterKeys(state, 'u', 'a');
    expect(leftOf(state)).toBe(0);
    expect(afterKeys(state, 'u').notice).toBe(NOTICES.noUndecided);
  });

  test('/ finds a word on either side; case and the dots of i do not count', () => {
    const find = (text: string) => afterKeys(harbour(), '/', ...text, 'enter');
    expect(find('DALGIÇLAR').cursor).toBe(3);
    expect(find('dıvers').cursor).toBe(3);
    expect(find('MAYOR').cursor).toBe(4);
    expect(find('liman').notice).toMatch(/^match 1 of \d+$/);
    expect(find('submarine').notice).toBe(NOTICES.nothingFound);
    expect(find('liman').mode.kind).toBe('rows');
  });

  test('. and , go through the matches, round at the ends', () => {
    const found = afterKeys(harbour(), '/', ...'karşıyaka', 'enter');
    expect(found.cursor).toBe(8);
    expect(afterKeys(found, '.').cursor).toBe(8);
    const liman = afterKeys(harbour(), '/', ...'liman', 'enter');
    const rows = [liman.cursor, afterKeys(liman, '.').cursor, afterKeys(liman, '.', '.').cursor];
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(afterKeys(liman, '.', ',').cursor).toBe(liman.cursor);
    expect(afterKeys(harbour(), '.').notice).toBe(NOTICES.noSearch);
  });

  test('esc leaves a search as it was before', () => {
    const state = afterKeys(harbour(), '/', 'x', 'y', 'esc');
    expect([state.search, state.mode.kind]).toEqual(['', 'rows']);
  });

  test('t follows a moved row to its place in the target, and comes back', () => {
    const moved = afterKeys(harbour(), 'j', 'j', 'j', 'j', 'j', 'j');
    expect(moved.snapshot.beads[moved.cursor]!.moved).toBe(true);
    const there = afterKeys(moved, 't');
    expect(there.snapshot.beads[there.cursor]!.target).toEqual([3]);
    expect(afterKeys(there, 't').cursor).toBe(moved.cursor);
    expect(afterKeys(harbour(), 't').notice).toBe(NOTICES.noPlace);
  });

  test('f shows the findings of one code or severity only', () => {
    const errors = afterKeys(harbour(), 'f', '2');
    expect(errors.filter).toEqual({ by: 'severity', severity: 'error' });
    expect(codeAt(errors)).toBe('number-mismatch');
    expect(codeAt(afterKeys(errors, 'n'))).toBe('untranslated');
    const all = afterKeys(errors, 'f', '0');
    expect(all.filter).toBeNull();
    const chosen = afterKeys(harbour(), 'f', 'j', 'j', 'j', 'j', 'j', 'enter');
    expect(chosen.filter).toEqual({ by: 'code', code: 'only-in-source' });
    expect(chosen.cursor).toBe(13);
    expect(afterKeys(chosen, 'esc').filter).toBeNull();
  });

  test('j goes through a row that is taller than the window before it goes on', () => {
    const long = Array.from({ length: 90 }, (_, i) => `word${i}`).join(' ');
    const tall = startOf(
      comparisonOf(documentOf('a', 'en', [long, 'short']), documentOf('b', 'tr', [long, 'kısa']), [
        [[0], [0]],
        [[1], [1]],
      ]),
      { columns: 40, rows: 15 },
    );
    const first = afterKeys(tall, 'j');
    expect([first.cursor, first.top.line > 0]).toEqual([0, true]);
    expect(afterKeys(tall, ...'jjjjjjjjjjj').cursor).toBe(1);
    const back = afterKeys(tall, ...'jjjjjjjjjjj', ...'kkkkkkkkkkk');
    expect([back.cursor, back.top]).toEqual([0, { bead: 0, line: 0 }]);
  });
});

describe('deciding about findings', () => {
  test.each([
    [['n', 'a'], 'accepted'],
    [['n', 'd'], 'dismissed'],
    [['n', 'd', 'a'], 'accepted'],
    [['n', 'd', 'd'], undefined],
    [['n', 'a', 'z'], undefined],
    [['n', 'a', 'z', 'Z'], 'accepted'],
    [['n', 'a', 'd', 'z'], 'accepted'],
  ])('%j leaves the finding %s', (keys, verdict) => {
    const state = afterKeys(harbour(), ...keys);
    expect(decisionOf(state, state.finding!)?.verdict).toBe(verdict);
  });

  test('a finding can be dismissed with a note, which stays when the verdict changes', () => {
    const noted = afterKeys(harbour(), 'n', 'D', ...'İki kaynak', 'backspace', 'enter');
    expect(decisionOf(noted, noted.finding!)).toMatchObject({ verdict: 'dismissed', note: 'İki kayna' });
    const changed = afterKeys(noted, 'a');
    expect(decisionOf(changed, changed.finding!)).toMatchObject({ verdict: 'accepted', note: 'İki kayna' });
    const edited = afterKeys(noted, 'D', 'ctrl+u', ...'yes', 'enter');
    expect(decisionOf(edited, edited.finding!)?.note).toBe('yes');
    const left = afterKeys(harbour(), 'n', 'D', 'x', 'esc');
    expect(decisionOf(left, left.finding!)).toBeUndefined();
  });

  test('m decides about all of its code, and leaves what is decided already', () => {
    const start = afterKeys(harbour(), 'n', 'n', 'a');
    const all = afterKeys(start, 'm', 'd');
    const verdicts = all.snapshot.findings.flatMap(({ code }, at) =>
      code === 'only-in-target' ? [decisionOf(all, at)?.verdict] : [],
    );
    expect(verdicts).toEqual(['accepted', 'dismissed']);
    expect(leftOf(all)).toBe(7);
    expect(leftOf(afterKeys(all, 'm', 'w'))).toBe(9);
    expect(leftOf(afterKeys(all, 'z'))).toBe(8);
  });

  test('a decision is signed where the reviewer signs', () => {
    const stamp = { by: 'Deniz', at: '2024-10-27T09:00:00.000Z' };
    const state = reduce(afterKeys(harbour(), 'n'), { type: 'key', key: 'a', stamp });
    expect(decisionOf(state, state.finding!)).toMatchObject({ verdict: 'accepted', ...stamp });
    const plainState = afterKeys(harbour(), 'n', 'a');
    expect(decisionOf(plainState, plainState.finding!)).not.toHaveProperty('by');
  });

  test('without a finding under the cursor nothing is decided', () => {
    const state = afterKeys(harbour(), 'a');
    expect([state.notice, isUnsaved(state)]).toEqual([NOTICES.noFinding, false]);
  });
});

describe('deciding about rows', () => {
  const pairs: readonly ShortBead[] = [
    [[0], [0]],
    [[1], [1]],
    [[2], [2, 3]],
  ];

  test.each<[string, readonly ShortBead[], readonly string[], unknown, readonly (string | undefined)[]]>([
    [
      'J merges with the next',
      pairs,
      ['J'],
      [
        [
          [0, 1],
          [0, 1],
        ],
        [[2], [2, 3]],
      ],
      ['joined', undefined],
    ],
    [
      'x splits one to two',
      pairs,
      ['G', 'x'],
      [
        [[0], [0]],
        [[1], [1]],
        [[2], [2]],
        [[], [3]],
      ],
      [undefined, undefined, 'split', 'unmatched'],
    ],
    [
      'x parts one from one',
      pairs,
      ['x'],
      [
        [[], [0]],
        [[0], []],
        [[1], [1]],
        [[2], [2, 3]],
      ],
      ['unmatched', 'unmatched', undefined, undefined],
    ],
    [
      'x splits before the selected segment',
      [
        [
          [0, 1, 2],
          [0, 1, 2, 3],
        ],
      ],
      ['tab', 'tab', 'tab', 'x'],
      [
        [
          [0, 1],
          [0, 1],
        ],
        [[2], [2, 3]],
      ],
      ['split', 'split'],
    ],
    [
      'X takes all apart',
      pairs,
      ['G', 'X'],
      [
        [[0], [0]],
        [[1], [1]],
        [[], [2]],
        [[], [3]],
        [[2], []],
      ],
      [undefined, undefined, 'unmatched', 'unmatched', 'unmatched'],
    ],
    [
      'c confirms',
      pairs,
      ['c'],
      [
        [[0], [0]],
        [[1], [1]],
        [[2], [2, 3]],
      ],
      ['confirmed', undefined, undefined],
    ],
    [
      'o detaches the selected segment',
      pairs,
      ['G', 'l', 'l', 'o'],
      [
        [[0], [0]],
        [[1], [1]],
        [[2], [2]],
        [[], [3]],
      ],
      [undefined, undefined, 'split', 'unmatched'],
    ],
    [
      '[ attaches it to the row above',
      pairs,
      ['G', 'l', '['],
      [
        [[0], [0]],
        [[1], [1, 2]],
        [[2], [3]],
      ],
      [undefined, 'joined', 'split'],
    ],
    [
      '] attaches it to the row below',
      pairs,
      ['j', 'tab', ']'],
      [
        [[0], [0]],
        [[], [1]],
        [
          [1, 2],
          [2, 3],
        ],
      ],
      [undefined, 'unmatched', 'joined'],
    ],
    [
      'y and p carry it further',
      pairs,
      ['G', 'l', 'y', 'g', 'p'],
      [
        [[0], [0, 2]],
        [[1], [1]],
        [[2], [3]],
      ],
      ['joined', undefined, 'split'],
    ],
  ])('%s', (_, beads, keys, expected, verdicts) => {
    const state = afterKeys(plain(beads), ...keys);
    expect(beadsOf(state)).toEqual(expected);
    expect(state.snapshot.beads.map(({ decision }) => decision?.verdict)).toEqual(verdicts);
    expect(state.snapshot.beads.every(({ decision, confidence }) => decision === null || confidence === 1)).toBe(true);
    expect(isUnsaved(state)).toBe(true);
    const undone = afterKeys(state, 'z');
    expect([beadsOf(undone), isUnsaved(undone)]).toEqual([beads.map(([source, target]) => [source, target]), false]);
  });

  test('the cursor stays with what was edited, and undo brings it back to where it was', () => {
    const carried = afterKeys(plain(pairs), 'G', 'l', 'y', 'g', 'p');
    expect(carried.cursor).toBe(0);
    expect(afterKeys(afterKeys(plain(pairs), 'G', 'X'), 'g', 'z').cursor).toBe(2);
  });

  test.each([
    [['G', 'J'], NOTICES.noNext],
    [['['], NOTICES.chooseSegment],
    [['tab', '['], NOTICES.firstRow],
    [['p'], NOTICES.nothingCarried],
    [['z'], NOTICES.noUndo],
    [['Z'], NOTICES.noRedo],
    [['c', 'c'], NOTICES.already],
    [['tab', 'y', 'p'], NOTICES.sameRow],
    [['X', 'x'], NOTICES.onePiece],
    [['X', 'o'], NOTICES.alone],
  ])('%j says why it does nothing', (keys, notice) => {
    expect(afterKeys(plain(pairs), ...keys).notice).toBe(notice);
  });

  test('findings about beads that are no more go with them, and come back with undo', () => {
    const state = afterKeys(harbour(), 'n', 'n');
    expect(codeAt(state)).toBe('only-in-target');
    const attached = afterKeys(state, '[');
    expect(attached.snapshot.findings.filter(({ code }) => code === 'only-in-target')).toHaveLength(1);
    expect(afterKeys(attached, 'z').snapshot.findings).toBe(state.snapshot.findings);
  });

  test('findings move with their beads', () => {
    const state = afterKeys(harbour(), 'x', 'n');
    expect(codeAt(state)).toBe('number-mismatch');
    expect(state.snapshot.beads[state.cursor]!.source).toEqual([1]);
  });

  test('a second look replaces the findings of the beads that it saw, and of no others', () => {
    const state = afterKeys(harbour(), 'n', 'x');
    const { findings, summary } = { findings: [], summary: state.story.summary };
    const beads = state.snapshot.beads;
    expect(reduce(state, { type: 'compared', beads, findings, summary }).snapshot.findings).toEqual([]);
    const later = afterKeys(state, 'z');
    expect(reduce(later, { type: 'compared', beads, findings, summary })).toBe(later);
  });

  test('aligning again keeps what is decided and can be undone', () => {
    const state = afterKeys(plain(pairs), 'c', 'r');
    expect(state.request?.what).toBe('realign');
    const from = state.snapshot.beads;
    const beads = [from[0]!, { ...from[1]!, target: [1, 2] }, { ...from[2]!, target: [3] }];
    const again = reduce(state, { type: 'realigned', from, beads, findings: [], summary: state.story.summary });
    expect(verdictAt(again, 0)).toBe('confirmed');
    expect(beadsOf(again)[1]).toEqual([[1], [1, 2]]);
    expect(beadsOf(afterKeys(again, 'z'))[1]).toEqual([[1], [1]]);
  });
});

describe('saving and leaving', () => {
  test('s asks for a save only where there is something to save', () => {
    expect(afterKeys(harbour(), 's').notice).toBe(NOTICES.nothingToSave);
    const decided = afterKeys(harbour(), 'n', 'a', 's');
    expect(decided.request).toEqual({ what: 'save', serial: 1 });
    const saved = reduce(decided, { type: 'saved', snapshot: decided.snapshot, notice: '' });
    expect(isUnsaved(saved)).toBe(false);
    expect(isUnsaved(afterKeys(saved, 'z'))).toBe(true);
    expect(isUnsaved(afterKeys(saved, 'z', 'Z'))).toBe(false);
  });

  test('Q asks before it throws decisions away', () => {
    expect(afterKeys(harbour(), 'Q').request?.what).toBe('quit');
    const asked = afterKeys(harbour(), 'n', 'a', 'Q');
    expect([asked.mode.kind, asked.request]).toEqual(['ask-discard', null]);
    expect(afterKeys(asked, 'n').request).toBeNull();
    expect(afterKeys(asked, 'y').request?.what).toBe('discard');
  });

  test.each(['q', 'ctrl+c'])('%s saves and leaves', (key) => {
    expect(afterKeys(harbour(), key).request?.what).toBe('quit');
  });
});

test('every key that the issue names has its command', () => {
  const expected = {
    j: 'next-row',
    k: 'previous-row',
    g: 'first-row',
    G: 'last-row',
    n: 'next-finding',
    N: 'previous-finding',
    u: 'next-undecided',
    '/': 'search',
    f: 'filter',
    t: 'follow',
    '?': 'help',
    a: 'accept',
    d: 'dismiss',
    m: 'mark-all',
    s: 'save',
  };
  for (const [key, command] of Object.entries(expected)) expect(commandFor(key)).toBe(command);
});
