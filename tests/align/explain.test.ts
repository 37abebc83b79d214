import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../src/align/align.ts';
import { type Explanation, explain, type PairExplanation } from '../../src/align/explain.ts';
import { isNull } from '../../src/core/bead.ts';
import { inputOf, lines, type Line, STORY } from '../support/align-input.ts';

const explainAll = (source: readonly (string | Line)[], target: readonly (string | Line)[]) => {
  const input = { source: inputOf(source), target: inputOf(target) };
  const beads = align(input, { order: 'free' });
  return beads.map((bead, at) => ({ bead, at, why: explain(input, beads, at), beads }));
};

const isPair = (why: Explanation): why is PairExplanation => why.type === 'pair';

describe('explain', () => {
  it('adds a score up from its features, what leaving out is worth, and leniency', () => {
    fc.assert(
      fc.property(lines, lines, (source, target) => {
        for (const { why } of explainAll(source, target)) {
          if (!isPair(why)) continue;
          const adds = why.contributions.map((each) => each.adds);
          const sum = adds.reduce((total, each) => total + each, 0) - why.leftOut + why.leniency;
          expect(sum).toBeCloseTo(why.score, 6);
          for (const { value, weight, adds: added } of why.contributions) expect(added).toBeCloseTo(value * weight, 9);
          const sizes = adds.map(Math.abs);
          expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('names as runner-up another bead that shares a member, and the rows that hold the rest of it', () => {
    fc.assert(
      fc.property(lines, lines, (source, target) => {
        for (const { bead, at, why, beads } of explainAll(source, target)) {
          const other = isPair(why) ? why.runnerUp : why.type === 'null' ? why.best : null;
          if (other === null) continue;
          const shares = (side: 'source' | 'target') => other[side].some((index) => bead[side].includes(index));
          expect(shares('source') || shares('target')).toBe(true);
          expect([other.source, other.target]).not.toEqual([bead.source, bead.target]);
          for (const number of other.heldBy) {
            expect(number).not.toBe(at);
            expect(isNull(beads[number]!)).toBe(false);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('tells what stands before and after, up to the ends of the documents, and what crosses', () => {
    const target = [STORY[3]!, STORY[4]!, STORY[0]!, STORY[1]!, STORY[2]!, STORY[5]!];
    const orders = explainAll(STORY, target).map(({ why }) => (isPair(why) ? why.order : undefined));
    expect(orders.map((order) => [order?.follows, order?.followedBy])).toEqual([
      [null, 1],
      [0, 2],
      [1, null],
      [null, 4],
      [3, null],
      [null, 'edge'],
    ]);
    expect(orders.map((order) => order?.crossing)).toEqual([false, false, false, true, true, false]);
    expect(orders[3]!.crossingAdds).toBeLessThan(0);
    expect(orders[0]!.crossingAdds).toBe(0);
    const [first] = explainAll(STORY, STORY);
    expect(isPair(first!.why) && first!.why.order.follows).toBe('edge');
  });

  it('says of a repeated sentence which row holds what it could have paired with', () => {
    const all = explainAll(STORY, [...STORY.slice(0, 3), STORY[1]!, ...STORY.slice(3)]);
    const repeated = all.find(({ bead }) => isNull(bead))!;
    const holder = all.findIndex(({ bead }) => bead.source.includes(1));
    expect(repeated.why).toMatchObject({ type: 'null', best: { source: [1], refusal: 'held', heldBy: [holder] } });
  });

  it('says of an added sentence what joining it to a row would lose, and of strangers that they are worth too little', () => {
    const stranger = 'quantum lattices oscillate below kelvin thresholds';
    const found = explainAll([...STORY.slice(0, 3), stranger, ...STORY.slice(3)], STORY).find(({ bead }) =>
      isNull(bead),
    );
    const best = found!.why.type === 'null' ? found!.why.best! : undefined;
    expect(best!.source).toContain(3);
    expect(best!.score).toBeLessThan(best!.heldScore);
    const [alone] = explainAll([stranger], STORY);
    const nearest = alone!.why.type === 'null' ? alone!.why.best! : undefined;
    expect(['worthless', 'unsure']).toContain(nearest!.refusal);
    expect(nearest!.sureness ?? 0).toBeLessThan(nearest!.threshold);
  });

  it('says of two sentences in one language that they were paired last, for their texts', () => {
    const target = [...STORY.slice(0, 2), { text: STORY[2]!, foreign: true }, ...STORY.slice(3)];
    expect(explainAll(STORY, target)[2]!.why).toMatchObject({ type: 'untranslated' });
    const added = explainAll(STORY, [...STORY, { text: 'a post about something else', foreign: true }]);
    expect(added.at(-1)!.why).toMatchObject({ type: 'null', foreign: true, best: null });
  });

  it('has no explanation for a bead that is not there', () => {
    expect(() => explain({ source: inputOf(STORY), target: inputOf(STORY) }, [], 0)).toThrow(RangeError);
  });
});
