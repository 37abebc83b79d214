import { SIDES, type Side, type Sides } from '../core/side.ts';
import type { Gold } from './gold.ts';
import { isPaired, linkKey, linksOf, type Pairing, pairingKey } from './pairing.ts';

/**
 * What precision and recall are made of. Where everything in the gold is sure the two kinds of right are the same
 * number; with possible links they part: a found one is right, and one not found is not missed.
 */
export interface Counts {
  readonly found: number;
  readonly foundRight: number;
  readonly gold: number;
  readonly goldFound: number;
}

/** Counts of one document or of many (micro-averaging adds them). */
export interface AlignmentCounts {
  /** Beads with two sides, right only if all their members are. Nothing where the gold has links only. */
  readonly strict: Counts;
  /** Pairs of segments. */
  readonly links: Counts;
  /** Segments without a counterpart, of both sides. */
  readonly unmatched: Counts;
}

export const NOTHING: Counts = { found: 0, foundRight: 0, gold: 0, goldFound: 0 };

export const NO_COUNTS: AlignmentCounts = { strict: NOTHING, links: NOTHING, unmatched: NOTHING };

const add = (a: Counts, b: Counts): Counts => ({
  found: a.found + b.found,
  foundRight: a.foundRight + b.foundRight,
  gold: a.gold + b.gold,
  goldFound: a.goldFound + b.goldFound,
});

export const addCounts = (a: AlignmentCounts, b: AlignmentCounts): AlignmentCounts => ({
  strict: add(a.strict, b.strict),
  links: add(a.links, b.links),
  unmatched: add(a.unmatched, b.unmatched),
});

const compare = (gold: ReadonlySet<unknown>, found: ReadonlySet<unknown>): Counts => {
  let right = 0;
  for (const item of found) if (gold.has(item)) right += 1;
  return { found: found.size, foundRight: right, gold: gold.size, goldFound: right };
};

/** The segments that beads name, and no bead pairs. */
export function unmatchedIn(beads: readonly Pairing[], side: Side): ReadonlySet<number> {
  const named = new Set<number>();
  const linked = new Set<number>();
  for (const bead of beads) {
    for (const index of bead[side]) (isPaired(bead) ? linked : named).add(index);
  }
  for (const index of linked) named.delete(index);
  return named;
}

/**
 * Counts an alignment against gold beads, as score.py does: strict leaves null beads out, and the same bead twice
 * counts once.
 */
export function countBeads(gold: readonly Pairing[], test: readonly Pairing[]): AlignmentCounts {
  const keys = (beads: readonly Pairing[]): ReadonlySet<string> => new Set(beads.filter(isPaired).map(pairingKey));
  const unmatched = SIDES.map((side) => compare(unmatchedIn(gold, side), unmatchedIn(test, side)));
  return {
    strict: compare(keys(gold), keys(test)),
    links: compare(linksOf(gold), linksOf(test)),
    unmatched: unmatched.reduce(add, NOTHING),
  };
}

export type GoldLinks = Extract<Gold, { kind: 'links' }>;

/** Segments of one side by what the gold links say of them. */
export function linkedSegments(gold: GoldLinks, side: Side): { sure: ReadonlySet<number>; any: ReadonlySet<number> } {
  const ends = (links: GoldLinks['sure']): number[] =>
    links.map(([source, target]) => (side === 'source' ? source : target));
  return { sure: new Set(ends(gold.sure)), any: new Set([...ends(gold.sure), ...ends(gold.possible)]) };
}

/**
 * Counts an alignment against sure and possible links: a link is right if sure or possible, missed only if sure; a
 * segment with no link at all is unmatched, one with possible links only is left out of the unmatched score.
 *
 * @param sizes number of segments of each side
 */
export function countLinks(gold: GoldLinks, test: readonly Pairing[], sizes: Sides<number>): AlignmentCounts {
  const sure = new Set(gold.sure.map(([s, t]) => linkKey(s, t)));
  const any = new Set([...sure, ...gold.possible.map(([s, t]) => linkKey(s, t))]);
  const found = linksOf(test);
  const links = {
    found: found.size,
    foundRight: compare(any, found).foundRight,
    gold: sure.size,
    goldFound: compare(sure, found).foundRight,
  };
  const unmatched = SIDES.map((side) => {
    const linked = linkedSegments(gold, side);
    const truly = new Set<number>();
    for (let index = 0; index < sizes[side]; index += 1) if (!linked.any.has(index)) truly.add(index);
    const judged = [...unmatchedIn(test, side)].filter((index) => truly.has(index) || linked.sure.has(index));
    return compare(truly, new Set(judged));
  });
  return { strict: NOTHING, links, unmatched: unmatched.reduce(add, NOTHING) };
}

/** Counts an alignment against gold of either kind. */
export const countAgainst = (gold: Gold, test: readonly Pairing[], sizes: Sides<number>): AlignmentCounts =>
  gold.kind === 'beads' ? countBeads(gold.beads, test) : countLinks(gold, test, sizes);
