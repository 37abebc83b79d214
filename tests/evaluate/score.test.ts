import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addCounts, countBeads, countLinks, NO_COUNTS } from '../../src/evaluate/counts.ts';
import { type BareBead, type Link, type Pairing, pairingOf } from '../../src/evaluate/pairing.ts';
import { scoreOf, scoresOf } from '../../src/evaluate/score.ts';

const beads = (...list: readonly BareBead[]): Pairing[] => list.map(pairingOf);

const GOLD = beads([[0], [0]], [[1, 2], [1]], [[3], []], [[], [2]], [[4], [3, 4]], [[5], [5]]);

describe('scores against gold beads', () => {
  test('gold against itself is perfect', () => {
    const one = { precision: 1, recall: 1, f1: 1 };
    expect(scoresOf(countBeads(GOLD, GOLD))).toEqual({ strict: one, links: one, unmatched: one });
  });

  test('counts by hand', () => {
    // Right: 0-0 and 5-5; 1,2-1 is cut in two; 3 pairs with 2 though both are unmatched; 4 takes one of its two.
    const found = beads([[0], [0]], [[1], [1]], [[2], []], [[3], [2]], [[4], [3]], [[], [4]], [[5], [5]]);
    expect(countBeads(GOLD, found)).toEqual({
      strict: { found: 5, foundRight: 2, gold: 4, goldFound: 2 },
      links: { found: 5, foundRight: 4, gold: 6, goldFound: 4 },
      unmatched: { found: 2, foundRight: 0, gold: 2, goldFound: 0 },
    });
  });

  test('null beads count neither for nor against strict', () => {
    const found = beads([[0], [0]], [[1, 2], [1]], [[3], []], [[4], [3, 4]], [[5], [5]], [[], [2]]);
    expect(scoresOf(countBeads(GOLD, found)).strict.f1).toBe(1);
  });

  test('a bead may come in several pieces of its null part', () => {
    expect(countBeads(beads([[0, 1], []]), beads([[0], []], [[1], []])).unmatched).toEqual({
      found: 2,
      foundRight: 2,
      gold: 2,
      goldFound: 2,
    });
  });

  test('nothing found is nought, not an error', () => {
    expect(scoresOf(countBeads(GOLD, [])).strict).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(scoresOf(NO_COUNTS).links.f1).toBe(0);
  });

  const anyBeads = fc
    .uniqueArray(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 6, selector: ([s]) => s })
    .map((list) => beads(...list.map(([s, t]): BareBead => [[s], [t]])));

  test('swapping gold and alignment swaps precision and recall', () => {
    fc.assert(
      fc.property(anyBeads, anyBeads, (a, b) => {
        const there = scoresOf(countBeads(a, b));
        const back = scoresOf(countBeads(b, a));
        for (const measure of ['strict', 'links', 'unmatched'] as const) {
          expect(there[measure].precision).toBe(back[measure].recall);
          expect(there[measure].f1).toBeCloseTo(back[measure].f1, 12);
        }
      }),
    );
  });

  test('documents add up: micro-average, not the mean of means', () => {
    const perfect = countBeads(GOLD, GOLD);
    const empty = countBeads(beads([[0], [0]]), beads([[0], []], [[], [0]]));
    const { precision, recall, f1 } = scoreOf(addCounts(perfect, empty).strict);
    expect([precision, recall]).toEqual([1, 4 / 5]);
    expect(f1).toBeCloseTo(8 / 9, 12);
  });
});

describe('scores against sure and possible links', () => {
  const sure: Link[] = [
    [0, 0],
    [1, 1],
    [2, 2],
  ];
  const gold = {
    kind: 'links',
    sure,
    possible: [
      [1, 2],
      [3, 3],
    ] satisfies Link[],
  } as const;
  const sizes = { source: 5, target: 6 };

  test('a possible link is right when found and not missed when not', () => {
    // Links 0-0, 1-1 and 1-2 (possible) are right, 4-4 is wrong, 2-2 is missed.
    const found = beads([[0], [0]], [[1], [1, 2]], [[4], [4]], [[2], []], [[3], []], [[], [3]], [[], [5]]);
    expect(countLinks(gold, found, sizes).links).toEqual({ found: 4, foundRight: 3, gold: 3, goldFound: 2 });
  });

  test('a segment with possible links only is no matter of the unmatched score', () => {
    const found = beads([[0], [0]], [[1], [1, 2]], [[4], [4]], [[2], []], [[3], []], [[], [3]], [[], [5]]);
    // Truly unmatched: source 4, target 4 and 5. Said: source 2 (wrong), target 5 (right); source 3 and target 3 do not count.
    expect(countLinks(gold, found, sizes).unmatched).toEqual({ found: 2, foundRight: 1, gold: 3, goldFound: 1 });
  });

  test('has no beads to score', () => {
    expect(countLinks(gold, beads([[0], [0]]), sizes).strict.gold).toBe(0);
  });
});
