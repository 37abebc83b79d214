import { createNearestList } from './nearest-list.ts';
import { offerAll } from './offer-all.ts';
import { Products } from './products.ts';
import { type RowReader, readerOf, type Rows } from './rows.ts';

/** Segments a block. Long enough for its vector to be its own, short enough for a moved chapter to fill some. */
export const BLOCK = 32;
/** How many blocks of the other side a block is compared with, each with the blocks beside it. */
const NEAREST_BLOCKS = 4;

/** A rectangle of pairs: source segments [i, iEnd) by target segments [j, jEnd). */
export interface Tile {
  readonly i: number;
  readonly iEnd: number;
  readonly j: number;
  readonly jEnd: number;
}

/**
 * The tiles of the grid of all pairs in which translations are to be looked for. Each side is cut into blocks; a block
 * is the sum of its segments' vectors less the side's mean (which only says what the whole text is about), and is
 * compared with the blocks of the other side that it is nearest to, wherever they stand: a moved chapter is found.
 * Time O(n·m·d / BLOCK² + (n + m)·BLOCK·d), memory O(n + m).
 */
export function findTiles(source: Rows | RowReader, target: Rows | RowReader): readonly Tile[] {
  const a = toBlocks(readerOf(source));
  const b = toBlocks(readerOf(target));
  const forward = createNearestList(a.length, NEAREST_BLOCKS);
  const backward = createNearestList(b.length, NEAREST_BLOCKS);
  const all = ({ length }: Rows): readonly number[] => Array.from({ length }, (_, at) => at);
  offerAll(new Products(a, b), all(a), all(b), { forward, backward });
  const wanted: Set<number>[] = Array.from({ length: a.length }, () => new Set());
  const want = (p: number, q: number): void => {
    for (const near of [q - 1, q, q + 1]) if (near >= 0 && near < b.length) wanted[p]!.add(near);
  };
  forward.ids.forEach((q, at) => {
    if (q >= 0) want(Math.floor(at / NEAREST_BLOCKS), q);
  });
  backward.ids.forEach((p, at) => {
    if (p >= 0) want(p, Math.floor(at / NEAREST_BLOCKS));
  });
  return wanted.flatMap((blocks, p) =>
    [...blocks]
      .sort((x, y) => x - y)
      .map((q) => ({
        i: p * BLOCK,
        iEnd: Math.min((p + 1) * BLOCK, source.length),
        j: q * BLOCK,
        jEnd: Math.min((q + 1) * BLOCK, target.length),
      })),
  );
}

/** A unit vector for every BLOCK rows: their sum less as many means. */
function toBlocks(rows: RowReader): Rows {
  const d = rows.dimensions;
  const length = Math.ceil(rows.length / BLOCK);
  const sums = new Float64Array(length * d);
  const total = new Float64Array(d);
  for (let i = 0; i < rows.length; i++) {
    const row = rows.read(i);
    const start = Math.floor(i / BLOCK) * d;
    for (let k = 0; k < d; k++) {
      sums[start + k]! += row[k]!;
      total[k]! += row[k]!;
    }
  }
  const data = new Float32Array(length * d);
  for (let p = 0; p < length; p++) {
    const share = Math.min(BLOCK, rows.length - p * BLOCK) / rows.length;
    let square = 0;
    for (let k = 0; k < d; k++) {
      sums[p * d + k]! -= share * total[k]!;
      square += sums[p * d + k]! ** 2;
    }
    const norm = Math.sqrt(square) || 1;
    for (let k = 0; k < d; k++) data[p * d + k] = sums[p * d + k]! / norm;
  }
  return { length, dimensions: d, data };
}
