import { mapSides, type Sides } from '../core/side.ts';
import { createNearestList, type NearestList, nearestCosineOf, nearestOf } from './nearest-list.ts';
import { type IsKnown, offerAll } from './offer-all.ts';
import { Products, whole } from './products.ts';
import { rememberPairs } from './remember-pairs.ts';
import type { RowReader, Rows } from './rows.ts';
import { BLOCK, findTiles, type Tile } from './tiles.ts';

/** The cosines between all segments of two documents, kept as nearest neighbours; any single one can be asked for. */
export interface Neighbours {
  /** Of each source segment among the target's. */
  readonly forward: NearestList;
  /** Of each target segment among the source's. */
  readonly backward: NearestList;
  /** Cosine of the pooled vectors of source segment i and target segment j. */
  cosine(i: number, j: number): number;
  /** Cosine of two segments of one side. */
  readonly within: Sides<(a: number, b: number) => number>;
  /** The cosines of some source with some target segments, as `Products.of` gives them. */
  between(sources: readonly number[], targets: readonly number[]): ReturnType<Products['of']>;
}

/** Up to this many pairs, all are compared: 0.1 s. */
const ALL_PAIRS = 4_000_000;
/** How many pairs the segments that found nothing in their tiles may cost together. */
const LEFTOVER_PAIRS = 4_000_000;
/** A segment found nothing if its nearest is no nearer than this share of what mutual neighbours typically have. */
const LEFTOVER_SHARE = 0.75;
/** Segments that are not compared: true at their index. */
export type Skipped = Sides<readonly boolean[]>;

/**
 * Compares the segments of two documents, all with all where that is cheap. Longer documents are compared tile by tile
 * (see findTiles), and the segments that find nothing there with everything, as far as the budget goes.
 * Time O(n·m·d) up to ALL_PAIRS pairs, then O((n + m)·d) for tiles and leftovers plus O(n·m·d / BLOCK²) for blocks.
 * Memory O((n + m)·(d + k)).
 *
 * @param sides a unit row a segment
 * @param k how many neighbours to keep for each segment
 * @param skipped segments that get no neighbours and are nobody's
 */
export function findNeighbours(sides: Sides<Rows | RowReader>, k: number, skipped: Skipped): Neighbours {
  const { source: a, target: b } = sides;
  const forward = createNearestList(a.length, k);
  const backward = createNearestList(b.length, k);
  const products = new Products(a, b);
  const compare: Compare = (rows, columns, known) => offerAll(products, rows, columns, { forward, backward }, known);
  const open = mapSides(skipped, (isSkipped) => isSkipped.flatMap((skip, index) => (skip ? [] : [index])));
  if (a.length * b.length <= ALL_PAIRS) compare(open.source, open.target);
  else {
    const tiles = findTiles(a, b);
    const within = (from: number, to: number, isSkipped: readonly boolean[]): readonly number[] => {
      const list: number[] = [];
      for (let index = from; index < to; index++) if (!isSkipped[index]) list.push(index);
      return list;
    };
    for (const { i, iEnd, j, jEnd } of tiles) {
      compare(within(i, iEnd, skipped.source), within(j, jEnd, skipped.target));
    }
    compareLeftovers(compare, { forward, backward }, tiles, open);
  }
  return {
    forward,
    backward,
    cosine: rememberPairs((i, j) => products.one('first', i, 'second', j)),
    within: {
      source: rememberPairs((i, j) => products.one('first', i, 'first', j)),
      target: rememberPairs((i, j) => products.one('second', i, 'second', j)),
    },
    between: (sources, targets) => products.of(whole(sources), whole(targets)),
  };
}

type Compare = (rows: readonly number[], columns: readonly number[], known?: IsKnown) => void;

/** Compares segments that found nothing near in their tiles with the whole other side: a sentence may move alone. */
function compareLeftovers(
  compare: Compare,
  { forward, backward }: Pick<Neighbours, 'forward' | 'backward'>,
  tiles: readonly Tile[],
  open: Sides<readonly number[]>,
): void {
  const threshold = LEFTOVER_SHARE * mutualMedian(forward, backward, open.source);
  const width = Math.floor((open.target.at(-1) ?? 0) / BLOCK) + 1;
  const tileOf = (i: number, j: number): number => Math.floor(i / BLOCK) * width + Math.floor(j / BLOCK);
  const seen = new Set(tiles.map(({ i, j }) => tileOf(i, j)));
  const isSeen = (i: number, j: number): boolean => seen.has(tileOf(i, j));
  const poorest = (list: NearestList, rows: readonly number[], columns: number): readonly number[] =>
    rows
      .filter((row) => nearestCosineOf(list, row) < threshold)
      .sort((x, y) => nearestCosineOf(list, x) - nearestCosineOf(list, y) || x - y)
      .slice(0, Math.floor(LEFTOVER_PAIRS / 2 / columns));
  const rows = poorest(forward, open.source, open.target.length);
  compare(rows, open.target, isSeen);
  const compared = new Set(rows);
  const columns = poorest(backward, open.target, open.source.length);
  compare(open.source, columns, (i, j) => compared.has(i) || isSeen(i, j));
}

/** The median cosine of pairs that are each other's nearest; 0 where there are none. */
function mutualMedian(forward: NearestList, backward: NearestList, rows: readonly number[]): number {
  const cosines: number[] = [];
  for (const i of rows) {
    const j = nearestOf(forward, i);
    if (j >= 0 && nearestOf(backward, j) === i) cosines.push(nearestCosineOf(forward, i));
  }
  cosines.sort((x, y) => x - y);
  return cosines[Math.floor(cosines.length / 2)] ?? 0;
}
