import type { Run } from './runs.ts';
import type { Side } from '../core/side.ts';
import type { Strangers } from './strangers.ts';

/** A bead that may be chosen, as contiguous runs of both sides, and what choosing it gains over leaving it out. */
export interface ChainLink {
  readonly source: Run;
  readonly target: Run;
  readonly gain: number;
}

/** Such beads by their numbers, from 0. */
export interface ChainLinks {
  readonly length: number;
  startOf(side: Side, id: number): number;
  endOf(side: Side, id: number): number;
  gainOf(id: number): number;
}

export const linksOf = (links: readonly ChainLink[]): ChainLinks => ({
  length: links.length,
  startOf: (side, id) => links[id]![side].start,
  endOf: (side, id) => links[id]![side].end,
  gainOf: (id) => links[id]!.gain,
});

/**
 * The heaviest monotone chain: links that neither overlap nor cross, of the greatest total, which is the sum of their
 * gains plus `following` for every link that starts where the one before it ends on both sides (and for one that opens
 * or closes both documents), strangers between them not counted. Of two chains of the same total the one found first in
 * source order stands.
 *
 * Sparse dynamic programming over the links instead of the whole grid (Eppstein et al. 1992, "Sparse dynamic
 * programming I", for chaining): a Fenwick tree holds the best chain that ends before each target position, a map the
 * best one that ends at each corner. Time O(B log m) for B links, memory O(B + m).
 *
 * @param following at least 0
 * @param strangers none where they are left out
 * @returns the chosen links' places in `links`, in ascending order of their source runs
 */
export function heaviestChain(
  links: ChainLinks,
  sourceLength: number,
  targetLength: number,
  following = 0,
  strangers?: Strangers,
): number[] {
  const before = {
    source: countBefore(sourceLength, strangers?.source),
    target: countBefore(targetLength, strangers?.target),
  };
  const [sourceEnd, targetEnd] = [
    sourceLength - before.source[sourceLength]!,
    targetLength - before.target[targetLength]!,
  ];
  const startsAt: number[][] = Array.from({ length: sourceLength + 1 }, () => []);
  const endsAt: number[][] = Array.from({ length: sourceLength + 1 }, () => []);
  for (let id = 0; id < links.length; id++) {
    // With a neighbour on either side a link may be worth two bonuses more than its gain.
    if (links.gainOf(id) + 2 * following <= 0) continue;
    startsAt[links.startOf('source', id)]!.push(id);
    endsAt[links.endOf('source', id)]!.push(id);
  }

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
    if (before.source[position] === 0) bestAtCorner.clear();
    // A link counts for those that start where it ends, so ends come first.
    for (const id of endsAt[position]!) {
      const end = links.endOf('target', id);
      update(end, id);
      const other = bestAtCorner.get(end);
      if (other === undefined || total[id]! > total[other]!) bestAtCorner.set(end, id);
    }
    for (const id of startsAt[position]!) {
      const i = links.startOf('source', id);
      const j = links.startOf('target', id);
      const opens = i === before.source[i] && j === before.target[j];
      const closing = links.endOf('source', id) >= sourceEnd && links.endOf('target', id) >= targetEnd ? following : 0;
      let last = query(j);
      let start = totalOf(last) + (opens ? following : 0);
      for (let end = j; end >= j - before.target[j]!; end--) {
        const corner = bestAtCorner.get(end);
        if (corner === undefined || total[corner]! + following <= start) continue;
        last = corner;
        start = total[corner]! + following;
      }
      previous[id] = last;
      total[id] = start + links.gainOf(id) + closing;
    }
  }

  const chosen: number[] = [];
  for (let id = query(targetLength); id !== NONE; id = previous[id]!) chosen.push(id);
  return chosen.reverse();
}

const NONE = -1;

/** For each place how many strangers stand directly before it. */
function countBefore(length: number, strangers?: Uint8Array): Int32Array {
  const before = new Int32Array(length + 1);
  for (let at = 0; at < length; at++) before[at + 1] = strangers?.[at] === 1 ? before[at]! + 1 : 0;
  return before;
}
