import type { Sides } from '../core/side.ts';
import { createNearestList, type NearestList, nearestCosineOf, nearestOf, offer } from './nearest-list.ts';
import { type Rows, rowDot } from './rows.ts';
import { BLOCK, findTiles, type Tile } from './tiles.ts';

/** The cosines between all segments of two documents, kept as nearest neighbours; any single one can be asked for. */
export interface Neighbours {
  /** Of each source segment among the target's. */
  readonly forward: NearestList;
  /** Of each target segment among the source's. */
  readonly backward: NearestList;
  /** Mean cosine of pairs taken evenly from all: what two sentences of these documents have in common by chance. */
  readonly background: number;
  /** Cosine of the pooled vectors of source segment i and target segment j. */
  cosine(i: number, j: number): number;
}

/** Up to this many pairs, all are compared: 0.2 s. */
const ALL_PAIRS = 1_500_000;
/** How many pairs the segments that found nothing in their tiles may cost together. */
const LEFTOVER_PAIRS = 4_000_000;
/** A segment found nothing if its nearest is no nearer than this share of what mutual neighbours typically have. */
const LEFTOVER_SHARE = 0.75;
/** How many pairs the background is measured on. */
const BACKGROUND_PAIRS = 20_000;

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
export function findNeighbours(sides: Sides<Rows>, k: number, skipped: Skipped): Neighbours {
  const { source: a, target: b } = sides;
  const forward = createNearestList(a.length, k);
  const backward = createNearestList(b.length, k);
  const visit = (tile: Tile): void => {
    for (let i = tile.i; i < tile.iEnd; i++) {
      if (skipped.source[i]) continue;
      for (let j = tile.j; j < tile.jEnd; j++) {
        if (skipped.target[j]) continue;
        const cosine = rowDot(a, i, b, j);
        offer(forward, i, j, cosine);
        offer(backward, j, i, cosine);
      }
    }
  };
  if (a.length * b.length <= ALL_PAIRS) {
    // In tiles too: a tile of target rows stays in the processor's cache while all source rows pass over it.
    for (let j = 0; j < b.length; j += BLOCK) {
      visit({ i: 0, iEnd: a.length, j, jEnd: Math.min(j + BLOCK, b.length) });
    }
  } else {
    const tiles = findTiles(a, b);
    for (const tile of tiles) visit(tile);
    searchLeftovers(a, b, tiles, forward, backward, skipped);
  }
  return { forward, backward, background: measureBackground(a, b), cosine: (i, j) => rowDot(a, i, b, j) };
}

/** Compares segments that found nothing near in their tiles with the whole other side: a sentence may move alone. */
function searchLeftovers(
  a: Rows,
  b: Rows,
  tiles: readonly Tile[],
  forward: NearestList,
  backward: NearestList,
  skipped: Skipped,
): void {
  const threshold = LEFTOVER_SHARE * mutualMedian(forward, backward, a.length);
  const seen = new Set(tiles.map((tile) => (tile.i / BLOCK) * Math.ceil(b.length / BLOCK) + tile.j / BLOCK));
  const isSeen = (i: number, j: number): boolean =>
    seen.has(Math.floor(i / BLOCK) * Math.ceil(b.length / BLOCK) + Math.floor(j / BLOCK));
  const poorest = (list: NearestList, rows: number, columns: number, ignored: readonly boolean[]): number[] =>
    Array.from({ length: rows }, (_, row) => row)
      .filter((row) => !ignored[row] && nearestCosineOf(list, row) < threshold)
      .sort((x, y) => nearestCosineOf(list, x) - nearestCosineOf(list, y) || x - y)
      .slice(0, Math.floor(LEFTOVER_PAIRS / 2 / columns));
  const compared = new Set<number>();
  for (const i of poorest(forward, a.length, b.length, skipped.source)) {
    compared.add(i);
    for (let j = 0; j < b.length; j++) {
      if (skipped.target[j] || isSeen(i, j)) continue;
      const cosine = rowDot(a, i, b, j);
      offer(forward, i, j, cosine);
      offer(backward, j, i, cosine);
    }
  }
  for (const j of poorest(backward, b.length, a.length, skipped.target)) {
    for (let i = 0; i < a.length; i++) {
      if (skipped.source[i] || isSeen(i, j) || compared.has(i)) continue;
      const cosine = rowDot(a, i, b, j);
      offer(forward, i, j, cosine);
      offer(backward, j, i, cosine);
    }
  }
}

/** The median cosine of pairs that are each other's nearest; 0 where there are none. */
function mutualMedian(forward: NearestList, backward: NearestList, rows: number): number {
  const cosines: number[] = [];
  for (let i = 0; i < rows; i++) {
    const j = nearestOf(forward, i);
    if (j >= 0 && nearestOf(backward, j) === i) cosines.push(nearestCosineOf(forward, i));
  }
  cosines.sort((x, y) => x - y);
  return cosines[Math.floor(cosines.length / 2)] ?? 0;
}

/** Steps through the grid of pairs with a stride that shares no factor with either side's length. */
function measureBackground(a: Rows, b: Rows): number {
  const pairs = a.length * b.length;
  if (pairs === 0) return 0;
  const count = Math.min(pairs, BACKGROUND_PAIRS);
  let sum = 0;
  for (let s = 0; s < count; s++) {
    const pair = Math.floor(((s + 0.5) * pairs) / count);
    // The column is turned by the row, so that an even stride does not walk down a diagonal.
    const i = Math.floor(pair / b.length);
    const j = (pair + i * 7919) % b.length;
    sum += rowDot(a, i, b, j);
  }
  return sum / count;
}
