import type { Run } from './runs.ts';

/** A bead that may be chosen, as contiguous runs of both sides, and what choosing it gains over leaving it out. */
export interface ChainLink {
  readonly source: Run;
  readonly target: Run;
  readonly gain: number;
}

/**
 * The heaviest monotone chain: links that neither overlap nor cross, of the greatest total gain. Links that gain
 * nothing are passed over. Of two chains of the same gain the one found first in source order stands.
 *
 * Sparse dynamic programming over the links instead of the whole grid (Eppstein et al. 1992, "Sparse dynamic
 * programming I", for chaining): a Fenwick tree holds the best chain that ends before each target position.
 * Time O(B log m) for B links, memory O(B + m).
 *
 * @returns the chosen links' places in `links`, in ascending order of their source runs
 */
export function heaviestChain(links: readonly ChainLink[], sourceLength: number, targetLength: number): number[] {
  const startsAt: number[][] = Array.from({ length: sourceLength + 1 }, () => []);
  const endsAt: number[][] = Array.from({ length: sourceLength + 1 }, () => []);
  links.forEach((link, id) => {
    if (link.gain <= 0) return;
    startsAt[link.source.start]!.push(id);
    endsAt[link.source.end]!.push(id);
  });

  const total = new Float64Array(links.length);
  const previous = new Int32Array(links.length).fill(-1);
  // Fenwick tree of prefix maxima: position p answers "best chain whose target end is at most p".
  const best = new Int32Array(targetLength + 2).fill(-1);
  const gainOf = (id: number): number => (id < 0 ? 0 : total[id]!);
  const query = (position: number): number => {
    let id = -1;
    for (let p = position + 1; p > 0; p -= p & -p) if (gainOf(best[p]!) > gainOf(id)) id = best[p]!;
    return id;
  };
  const update = (position: number, id: number): void => {
    for (let p = position + 1; p < best.length; p += p & -p) if (gainOf(id) > gainOf(best[p]!)) best[p] = id;
  };

  for (let position = 0; position <= sourceLength; position++) {
    // A link counts for those that start where it ends, so ends come first.
    for (const id of endsAt[position]!) update(links[id]!.target.end, id);
    for (const id of startsAt[position]!) {
      const before = query(links[id]!.target.start);
      previous[id] = before;
      total[id] = gainOf(before) + links[id]!.gain;
    }
  }

  const chosen: number[] = [];
  for (let id = query(targetLength); id >= 0; id = previous[id]!) chosen.push(id);
  return chosen.reverse();
}
