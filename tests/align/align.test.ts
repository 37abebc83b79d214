import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../src/align/align.ts';
import type { Bead } from '../../src/core/bead.ts';
import { inputOf, lines, STORY } from '../support/align-input.ts';

const pairs = (beads: readonly Bead[]): readonly (readonly [readonly number[], readonly number[]])[] =>
  beads.map(({ source, target }) => [source, target]);

describe('align', () => {
  it('pairs the sentences of a faithful translation one by one', () => {
    const beads = align({ source: inputOf(STORY), target: inputOf(STORY) }, { order: 'free' });
    expect(pairs(beads)).toEqual(STORY.map((_, i) => [[i], [i]]));
    expect(Math.min(...beads.map(({ confidence }) => confidence))).toBeGreaterThan(0.8);
  });

  it('joins sentences that the other side has as one', () => {
    const target = [STORY[0]!, `${STORY[1]} and ${STORY[2]}`, ...STORY.slice(3)];
    const beads = align({ source: inputOf(STORY), target: inputOf(target) }, { order: 'free' });
    expect(pairs(beads)).toContainEqual([[1, 2], [1]]);
  });

  it('leaves out what stands on one side only, at its place', () => {
    const added = 'a bakery near there sells warm bread with sesame';
    const target = [STORY[0]!, STORY[1]!, added, STORY[2]!, ...STORY.slice(4)];
    const beads = align({ source: inputOf(STORY), target: inputOf(target) }, { order: 'free' });
    expect(pairs(beads)).toEqual([
      [[0], [0]],
      [[1], [1]],
      [[], [2]],
      [[2], [3]],
      [[3], []],
      [[4], [4]],
      [[5], [5]],
    ]);
  });

  it('follows a block to where it moved, unless the order is monotone', () => {
    const target = [STORY[3]!, STORY[4]!, STORY[0]!, STORY[1]!, STORY[2]!, STORY[5]!];
    const input = { source: inputOf(STORY), target: inputOf(target) };
    const free = align(input, { order: 'free' });
    expect(pairs(free)).toEqual([
      [[0], [2]],
      [[1], [3]],
      [[2], [4]],
      [[3], [0]],
      [[4], [1]],
      [[5], [5]],
    ]);
    expect(free.map(({ moved }) => moved)).toEqual([false, false, false, true, true, false]);
    expect(align(input, { order: 'monotone' }).some(({ moved }) => moved)).toBe(false);
  });

  it('pairs what has no words, and so no vector, by its kind and place', () => {
    const picture = { text: '📚', kind: 'markup' as const };
    const told = [...STORY.slice(0, 3), picture, ...STORY.slice(3)];
    const beads = align({ source: inputOf(told), target: inputOf(told) }, { order: 'free' });
    expect(pairs(beads)).toEqual(told.map((_, i) => [[i], [i]]));
  });

  it('takes a whole list opposite the sentence that names its items', () => {
    const items = ['lentils', 'olives', 'honey', 'cheese', 'walnuts', 'apples'];
    const source = [...STORY.slice(0, 3), `on sale are ${items.join(' ')}`, ...STORY.slice(3)];
    const target = [
      ...STORY.slice(0, 3),
      'on sale are',
      ...items.map((text) => ({ text, kind: 'list-item' as const })),
      ...STORY.slice(3),
    ];
    const beads = align({ source: inputOf(source), target: inputOf(target) }, { order: 'free' });
    const list = beads.find((bead) => bead.source.includes(3))!;
    expect(list.target).toEqual(expect.arrayContaining([4, 5, 6, 7, 8, 9]));
  });

  it('pairs a sentence with its sentence rather than with the item of a summary that says the same', () => {
    const items = ['harbour of the old town closed on monday', 'divers carried it out to sea and blew it up'];
    const source = [...items.map((text) => ({ text, kind: 'list-item' as const })), ...STORY];
    const beads = align({ source: inputOf(source), target: inputOf(STORY) }, { order: 'free' });
    expect(pairs(beads)).toEqual([[[0], []], [[1], []], ...STORY.map((_, i) => [[i + 2], [i]])]);
  });

  it('pairs the items of a list with sentences where the other side has no list', () => {
    const list = STORY.map((text) => ({ text, kind: 'list-item' as const }));
    const beads = align({ source: inputOf(list), target: inputOf(STORY) }, { order: 'free' });
    expect(pairs(beads)).toEqual(STORY.map((_, i) => [[i], [i]]));
  });

  it('pairs a sentence left in the other language only where nothing translates it', () => {
    const repeated = { text: STORY[2]!, foreign: true };
    const both = align({ source: inputOf(STORY), target: inputOf([...STORY, repeated]) }, { order: 'free' });
    expect(pairs(both)).toContainEqual([[2], [2]]);
    expect(pairs(both)).toContainEqual([[], [6]]);
    const instead = [...STORY.slice(0, 2), repeated, ...STORY.slice(3)];
    const alone = align({ source: inputOf(STORY), target: inputOf(instead) }, { order: 'free' });
    expect(pairs(alone)).toContainEqual([[2], [2]]);
  });

  it('gives every segment of both sides exactly one bead, in source order, with a confidence', () => {
    fc.assert(
      fc.property(lines, lines, fc.constantFrom('free' as const, 'monotone' as const), (source, target, order) => {
        const beads = align({ source: inputOf(source), target: inputOf(target) }, { order });
        const members = (side: 'source' | 'target'): number[] => beads.flatMap((bead) => bead[side]);
        expect(members('source').sort((a, b) => a - b)).toEqual(source.map((_, i) => i));
        expect(members('target').sort((a, b) => a - b)).toEqual(target.map((_, j) => j));
        const firsts = beads.filter((bead) => bead.source.length > 0).map((bead) => bead.source[0]!);
        expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        for (const { confidence } of beads) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('swaps the beads when the sides are swapped', () => {
    fc.assert(
      fc.property(lines, lines, (source, target) => {
        const key = (a: readonly number[], b: readonly number[], bead: Bead): string =>
          `${a}|${b}|${bead.confidence}|${bead.moved}`;
        const there = align({ source: inputOf(source), target: inputOf(target) }, { order: 'free' });
        const back = align({ source: inputOf(target), target: inputOf(source) }, { order: 'free' });
        expect(back.map((bead) => key(bead.target, bead.source, bead)).sort()).toEqual(
          there.map((bead) => key(bead.source, bead.target, bead)).sort(),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same beads on every run', () => {
    const input = { source: inputOf(STORY), target: inputOf([...STORY].reverse()) };
    expect(align(input, { order: 'free' })).toEqual(align(input, { order: 'free' }));
  });
});
