import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainLink, heaviestChain, linksOf } from '../../src/align/chain.ts';

const link = fc
  .record({
    i: fc.nat(5),
    a: fc.integer({ min: 1, max: 3 }),
    j: fc.nat(5),
    b: fc.integer({ min: 1, max: 3 }),
    gain: fc.integer({ min: -3, max: 9 }),
  })
  .map(({ i, a, j, b, gain }): ChainLink => ({
    source: { start: i, end: i + a },
    target: { start: j, end: j + b },
    gain,
  }));

const precedes = (a: ChainLink, b: ChainLink): boolean =>
  a.source.end <= b.source.start && a.target.end <= b.target.start;

/** Every subset tried: the slow truth. */
function bruteForce(links: readonly ChainLink[]): number {
  let best = 0;
  for (let subset = 0; subset < 1 << links.length; subset++) {
    const chosen = links.filter((_, id) => subset & (1 << id)).sort((a, b) => a.source.start - b.source.start);
    if (chosen.every((next, k) => k === 0 || precedes(chosen[k - 1]!, next))) {
      best = Math.max(
        best,
        chosen.reduce((sum, { gain }) => sum + gain, 0),
      );
    }
  }
  return best;
}

describe('heaviestChain', () => {
  it('finds the greatest total that any monotone chain has', () => {
    fc.assert(
      fc.property(fc.array(link, { maxLength: 9 }), (links) => {
        const chain = heaviestChain(linksOf(links), 8, 8);
        const total = chain.reduce((sum, id) => sum + links[id]!.gain, 0);
        expect(total).toBe(bruteForce(links));
        chain.slice(1).forEach((id, k) => {
          expect(precedes(links[chain[k]!]!, links[id]!)).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('passes over links that gain nothing', () => {
    expect(
      heaviestChain(linksOf([{ source: { start: 0, end: 1 }, target: { start: 0, end: 1 }, gain: 0 }]), 1, 1),
    ).toEqual([]);
  });

  it('lets a link follow another across strangers, and no others', () => {
    const at = (i: number, j: number, gain: number): ChainLink => ({
      source: { start: i, end: i + 1 },
      target: { start: j, end: j + 1 },
      gain,
    });
    // After (0, 0) either (2, 1) or (1, 2): the one that follows gains more with the bonus, less without.
    const links = [at(0, 0, 5), at(1, 2, 3), at(2, 1, 2)];
    const none = new Uint8Array(3);
    const second = Uint8Array.of(0, 1, 0);
    expect(heaviestChain(linksOf(links), 3, 3, 2)).toEqual([0, 1]);
    expect(heaviestChain(linksOf(links), 3, 3, 2, { source: second, target: none })).toEqual([0, 2]);
    expect(heaviestChain(linksOf(links), 3, 3, 2, { source: none, target: second })).toEqual([0, 1]);
  });
});
