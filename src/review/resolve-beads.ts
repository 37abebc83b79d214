import type { SegmentedDocument } from '../core/segment.ts';
import { mapSides, SIDES, type Side, type Sides } from '../core/side.ts';
import type { BeadDecision, FixedBead } from './fix-beads.ts';
import { segmentHashes } from './hash.ts';
import type { BeadRecord } from './review-file.ts';

export interface ResolvedBeads {
  readonly fixed: readonly FixedBead[];
  /** Records about texts that are not there any more, or that an earlier record has. */
  readonly stale: readonly BeadRecord[];
}

/** Of a text that stands in a document more often than this only exact neighbours tell one from another. */
const MAX_TWINS = 64;

/** With the fields that this program does not know, so that they are kept. */
const decisionOf = ({ quote, source, target, context, ...decision }: BeadRecord): BeadDecision => decision;

/** The segments of one document by hash, and which of them are spoken for. */
function createFinder(document: SegmentedDocument) {
  const hashes = segmentHashes(document);
  const places = new Map<string, number[]>();
  /** By the text before too. Taken ones at the front are dropped as they are met. */
  const following = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, key: string, index: number): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [index]);
    else list.push(index);
  };
  for (const [index, hash] of hashes.entries()) {
    add(places, hash, index);
    add(following, `${hashes[index - 1] ?? null} ${hash}`, index);
  }
  const taken = new Set<number>();

  /** The members of a record that begin at a place: each the first free one of its text after the member before. */
  const from = (wanted: readonly string[], start: number): number[] | null => {
    const members: number[] = [];
    let reached = start - 1;
    for (const hash of wanted) {
      const list = places.get(hash) ?? [];
      let low = 0;
      let high = list.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (list[middle]! <= reached) low = middle + 1;
        else high = middle;
      }
      while (low < list.length && taken.has(list[low]!)) low += 1;
      const next = list[low];
      if (next === undefined) return null;
      members.push(next);
      reached = next;
    }
    return members;
  };

  /** Indices of the segments a record names, ascending; null where they are not there. */
  const find = (wanted: readonly string[], [before, after]: readonly (string | null)[]): readonly number[] | null => {
    const first = wanted[0];
    if (first === undefined) return [];
    const all = places.get(first) ?? [];
    if (all.length === 1) return taken.has(all[0]!) ? null : from(wanted, all[0]!);
    const likely = following.get(`${before} ${first}`) ?? [];
    while (likely.length > 0 && taken.has(likely[0]!)) likely.shift();
    const exact = likely.slice(0, MAX_TWINS).find((index) => fits(wanted, index, after));
    if (exact !== undefined) return wanted.map((_, at) => exact + at);
    if (all.length > MAX_TWINS) return null;
    const starts = all.filter((index) => !taken.has(index));
    if (starts.length === 1) return from(wanted, starts[0]!);
    let best: number[] | null = null;
    let bestScore = 0;
    for (const start of starts) {
      const members = from(wanted, start);
      if (members === null) continue;
      const ends = members.at(-1)!;
      const score =
        Number(before !== null && hashes[start - 1] === before) + Number(after !== null && hashes[ends + 1] === after);
      if (score > bestScore) {
        best = members;
        bestScore = score;
      }
    }
    return best;
  };

  /** Do the wanted segments stand one after the other from here on, followed by what stood behind them? */
  const fits = (wanted: readonly string[], start: number, after: string | null | undefined): boolean =>
    wanted.every((hash, at) => hashes[start + at] === hash && !taken.has(start + at)) &&
    (hashes[start + wanted.length] ?? null) === (after ?? null);

  const take = (members: readonly number[]): void => {
    for (const index of members) taken.add(index);
  };
  return { find, take };
}

/**
 * Finds the segments that the records of a review name: by their text, and where a text stands several times, by what
 * stands around it. A segment is in one fixed bead at most; the earlier record has it.
 */
export function resolveBeads(sides: Sides<SegmentedDocument>, records: readonly BeadRecord[]): ResolvedBeads {
  const fixed: FixedBead[] = [];
  const stale: BeadRecord[] = [];
  if (records.length === 0) return { fixed, stale };
  const finders = mapSides(sides, createFinder);
  for (const record of records) {
    const members = (side: Side) => finders[side].find(record[side], record.context[side]);
    const [source, target] = [members('source'), members('target')];
    if (source === null || target === null || source.length + target.length === 0) {
      stale.push(record);
      continue;
    }
    const bead: FixedBead = { source, target, decision: decisionOf(record) };
    for (const side of SIDES) finders[side].take(bead[side]);
    fixed.push(bead);
  }
  return { fixed, stale };
}
