import type { SegmentVectors } from '../core/vectors.ts';

/** For each row of one side, its `k` nearest columns of the other side, best first. */
export interface NearestList {
  readonly k: number;
  /** `rows * k` column numbers; -1 where there are fewer than k columns. */
  readonly ids: Int32Array;
  /** `rows * k` cosines; -Infinity where there is none. */
  readonly cosines: Float32Array;
}

/** The cosines between all segments of two documents, kept as nearest neighbours; any single one can be asked for. */
export interface Neighbours {
  /** Of each source segment among the target's. */
  readonly forward: NearestList;
  /** Of each target segment among the source's. */
  readonly backward: NearestList;
  /** Mean cosine over all pairs: what two sentences of these documents have in common by chance. */
  readonly background: number;
  /** Cosine of the pooled vectors of source segment i and target segment j. */
  cosine(i: number, j: number): number;
}

const newList = (rows: number, k: number): NearestList => ({
  k,
  ids: new Int32Array(rows * k).fill(-1),
  cosines: new Float32Array(rows * k).fill(Number.NEGATIVE_INFINITY),
});

/** Keeps the list of `row` sorted; of equal cosines the earlier column stays first. O(k). */
function offer(list: NearestList, row: number, column: number, cosine: number): void {
  const { k, ids, cosines } = list;
  const first = row * k;
  let at = first + k - 1;
  if (cosine <= cosines[at]!) return;
  while (at > first && cosine > cosines[at - 1]!) {
    cosines[at] = cosines[at - 1]!;
    ids[at] = ids[at - 1]!;
    at--;
  }
  cosines[at] = cosine;
  ids[at] = column;
}

/** The pooled vectors of one side, one row after another. */
function stack(vectors: readonly SegmentVectors[], dimensions: number): Float32Array {
  const rows = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, i) => {
    rows.set(vector.pooled, i * dimensions);
  });
  return rows;
}

export function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, length: number): number {
  // Four independent sums: the processor adds them side by side, and the order is the same on every run.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[aStart + i]! * b[bStart + i]!;
    s1 += a[aStart + i + 1]! * b[bStart + i + 1]!;
    s2 += a[aStart + i + 2]! * b[bStart + i + 2]!;
    s3 += a[aStart + i + 3]! * b[bStart + i + 3]!;
  }
  for (; i < length; i++) s0 += a[aStart + i]! * b[bStart + i]!;
  return s0 + s1 + (s2 + s3);
}

/**
 * Compares every source segment with every target segment. Time O(n·m·d), memory O((n + m)·k).
 *
 * @param k how many neighbours to keep for each segment
 */
export function findNeighbours(
  source: readonly SegmentVectors[],
  target: readonly SegmentVectors[],
  k: number,
): Neighbours {
  const dimensions = source[0]?.pooled.length ?? target[0]?.pooled.length ?? 0;
  const a = stack(source, dimensions);
  const b = stack(target, dimensions);
  const forward = newList(source.length, k);
  const backward = newList(target.length, k);
  let sum = 0;
  // In tiles of target rows, so that a tile stays in the processor's cache while all source rows pass over it.
  const tile = 64;
  for (let from = 0; from < target.length; from += tile) {
    const to = Math.min(from + tile, target.length);
    for (let i = 0; i < source.length; i++) {
      for (let j = from; j < to; j++) {
        const cosine = dot(a, i * dimensions, b, j * dimensions, dimensions);
        sum += cosine;
        offer(forward, i, j, cosine);
        offer(backward, j, i, cosine);
      }
    }
  }
  const pairs = source.length * target.length;
  return {
    forward,
    backward,
    background: pairs > 0 ? sum / pairs : 0,
    cosine: (i, j) => dot(a, i * dimensions, b, j * dimensions, dimensions),
  };
}
