import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SIDES } from '../../src/core/side.ts';
import { frameOf } from '../../src/review/frame.ts';
import { heightsOf } from '../../src/review/in-view.ts';
import { BINDINGS } from '../../src/review/keys.ts';
import { parseReview, serialiseReview } from '../../src/review/review-file.ts';
import type { ReviewState } from '../../src/review/review-state.ts';
import { speechOf } from '../../src/review/speech.ts';
import { type Action, reduce } from '../../src/review/state.ts';
import { toReview } from '../../src/review/to-review.ts';
import { anyComparison } from '../support/any-comparison.ts';
import { harbourStory } from '../support/comparison.ts';
import { applied, beadsOf, startOf } from './support.ts';

const KEYS = [
  ...BINDINGS.flatMap(({ bindings }) => bindings.flatMap(({ keys }) => keys)),
  ...['y', 'w', 'backspace', '0', '3', 'İ', 'é', 'liman', '\u001B', '👩‍👩‍👧‍👦'],
];

/** Mostly keys that decide about beads: the others reach few states of interest. */
const key = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...KEYS) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('x', 'X', 'J', 'o', '[', ']', 'y', 'p', 'c', 'tab', 'j', 'k', 'z', 'Z', 'd', 'a'),
  },
);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 30, arbitrary: key.map((pressed): Action => ({ type: 'key', key: pressed })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ columns: fc.integer({ min: 1, max: 130 }), rows: fc.integer({ min: 1, max: 50 }) })
      .map((size): Action => ({ type: 'resize', ...size })),
  },
);

const actions = fc.array(action, { maxLength: 40 });
const story = fc.oneof(fc.constant(harbourStory()), anyComparison);

const run = (state: ReviewState, list: readonly Action[]): ReviewState => list.reduce(reduce, state);

function undoAll(state: ReviewState): ReviewState {
  let next: ReviewState = { ...state, mode: { kind: 'rows' } };
  while (next.past.length > 0) next = reduce(next, { type: 'key', key: 'z' });
  return next;
}

describe('any sequence of keys', () => {
  test('leaves a valid alignment: each segment in exactly one bead, members ascending, in source order', () => {
    fc.assert(
      fc.property(story, actions, (comparison, list) => {
        const { snapshot } = run(startOf(comparison), list);
        for (const side of SIDES) {
          const seen = snapshot.beads.flatMap((bead) => bead[side]);
          expect([...seen].sort((a, b) => a - b)).toEqual([...comparison.sides[side].segments.keys()]);
          for (const bead of snapshot.beads) expect(bead[side]).toEqual([...bead[side]].sort((a, b) => a - b));
        }
        // A file may have its beads in another order, and keeps it until one is changed.
        if (snapshot.beads.some(({ decision }) => decision !== null)) {
          const firsts = snapshot.beads.flatMap(({ source }) => source[0] ?? []);
          expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        }
        expect(snapshot.beads.every(({ source, target }) => source.length + target.length > 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('is undone to the start, and redone to the end', () => {
    fc.assert(
      fc.property(story, actions, (comparison, list) => {
        const start = startOf(comparison);
        const end = run(start, list);
        const back = undoAll(end);
        expect(back.snapshot).toBe(start.snapshot);
        let again = back;
        while (again.future.length > 0) again = reduce(again, { type: 'key', key: 'Z' });
        expect(again.past.length).toBe(end.past.length + end.future.length);
        if (end.future.length === 0) expect(again.snapshot).toBe(end.snapshot);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps the cursor on a row, its finding and its segment in that row', () => {
    fc.assert(
      fc.property(story, actions, (comparison, list) => {
        const { snapshot, cursor, finding, member, top } = run(startOf(comparison), list);
        const last = Math.max(0, snapshot.beads.length - 1);
        expect(cursor).toBeGreaterThanOrEqual(0);
        expect(cursor).toBeLessThanOrEqual(last);
        expect(top.bead).toBeLessThanOrEqual(cursor);
        if (finding !== null) expect(snapshot.findings[finding]?.bead ?? 0).toBe(cursor);
        if (member !== null) expect(snapshot.beads[cursor]![member.side]).toContain(member.index);
      }),
      { numRuns: 100 },
    );
  });

  test('draws a frame that is lower than the terminal and no wider, and shows the row of the cursor', () => {
    fc.assert(
      fc.property(story, actions, (comparison, list) => {
        const state = run(startOf(comparison, { columns: 60, rows: 20 }), list);
        const { columns, rows } = state.size;
        const frame = frameOf(state);
        const lines = [...frame.head, ...frame.body, ...frame.details, ...frame.status];
        expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
        if (columns < 20 || rows < 5) return;
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(columns);
        expect(lines.length).toBe(rows - 1);
        if (state.mode.kind === 'page' || state.mode.kind === 'menu' || state.snapshot.beads.length === 0) return;
        expect(heightsOf(state.size).body).toBe(frame.body.length);
        expect(frame.body.some((line) => line.pieces[0]?.text === '▌')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('can be said to a screen reader without an escape sequence', () => {
    fc.assert(
      fc.property(story, actions, (comparison, list) => {
        for (const sentence of speechOf(run(startOf(comparison), list))) expect(sentence).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 100 },
    );
  });

  test('gives a review file that restores every decision', () => {
    fc.assert(
      fc.property(story, actions, (comparison, list) => {
        const end = run(startOf(comparison), list);
        const text = serialiseReview(toReview(end));
        const again = startOf(comparison, undefined, parseReview(text));
        const decided = ({ snapshot }: ReviewState) =>
          snapshot.beads.flatMap(({ source, target, decision }) =>
            decision === null ? [] : [{ source, target, decision }],
          );
        expect(decided(again)).toEqual(decided(end));
        expect(serialiseReview(toReview(again)).length).toBe(text.length);
      }),
      { numRuns: 100 },
    );
  });
});

test('the start is what the aligner and the comparison gave', () => {
  const comparison = harbourStory();
  const state = startOf(comparison);
  expect(beadsOf(state)).toEqual(comparison.beads.map(({ source, target }) => [source, target]));
  expect(applied(comparison).comparison.findings).toEqual(comparison.findings);
});
