import type { Run } from './runs.ts';

/** A bead that may be chosen, as contiguous runs of both sides, and what choosing it gains over leaving it out. */
export interface ChainLink {
  readonly source: Run;
  readonly target: Run;
  readonly gain: number;
}

/**
 * The heaviest monotone chain: links that neither overlap nor cross, of the greatest total, which is the sum of their
 * gains plus `following` for every link that starts where the one before it ends on both sides (and for one that opens
 * or closes both documents). Of two chains of the same total the one found first in source order stands.
 *
 * Sparse dynamic programming over the links instead of the whole grid (Eppstein et al. 1992, "Sparse dynamic
 * programming I", for chaining): a Fenwick tree holds the best chain that ends before each target position, a map the
 * best one that ends at each corner. Time O(B log m) for B links, memory O(B + m).
 *
 * @param following at least 0
 * @returns the chosen links' places in `links`, in ascending order of their source runs
 */
export function heaviestChain(
  links: readonly ChainLink[],
  sourceLength: number,
  targetLength: number,
  following = 0,
): number[] {
  const startsAt: number[][] = Array.from({ length: sourceLength + 1 }, () => []);
  const endsAt: number[][] = Array.from({ length: sourceLength + 1 }, () => []);
  links.forEach((link, id) => {
    // With a neighbour on either side a link may be worth two bonuses more than its gain.
    if (link.gain + 2 * following <= 0) return;
    startsAt[link.source.start]!.push(id);
    endsAt[link.source.end]!.push(id);
  });

  const total = new Float64Array(links.length);
  const previous = new Int32Array(links.length).fill(NONE);
  const totalOf = (id: number): number => (id === NONE ? 0 : total[id]!);
  // Fenwick tree of prefix maxima: position p answers "best chain whose target end is at most p".
  const best = new Int32Array(targetLength + 2).fill(NONE);
  const query = (position: number): number => {
    let id = NONE;
    for (let p = position + 1; p > 0; p -= p & -p) if (totalOf(best[p]!) > totalOf(id)) id = best[p]!;
    return id;
  };
  const update = (position: number, id: number): void => {
    for (let p = position + 1; p < best.length; p += p & -p) if (totalOf(id) > totalOf(best[p]!)) best[p] = id;
  };
  const bestAtCorner = new Map<number, number>();

  for (let position = 0; position <= sourceLength; position++) {
    bestAtCorner.clear();
    // A link counts for those that start where it ends, so ends come first.
    for (const id of endsAt[position]!) {
      const { end } = links[id]!.target;
      update(end, id);
      const other = bestAtCorner.get(end);
      if (other === undefined || total[id]! > total[other]!) bestAtCorner.set(end, id);
    }
    for (const id of startsAt[position]!) {
      const { source, target, gain } = links[id]!;
      const opening = source.start === 0 && target.start === 0 ? following : 0;
      const closing = source.end === sourceLength && target.end === targetLength ? following : 0;
      let before = query(target.start);
      let start = totalOf(before) + opening;
      const corner = bestAtCorner.get(target.start);
      if (corner !== undefined && total[corner]! + following > start) {
        before = corner;
        start = total[corner]! + following;
      }
      previous[id] = before;
      total[id] = start + gain + closing;
    }
  }

  const chosen: number[] = [];
  for (let id = query(targetLength); id !== NONE; id = previous[id]!) chosen.push(id);
  return chosen.reverse();
}

const NONE = -1;
