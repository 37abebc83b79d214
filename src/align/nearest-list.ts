/** For each row of one side, its `k` nearest columns of the other side, best first. */
export interface NearestList {
  readonly k: number;
  /** `rows * k` column numbers; -1 where there are fewer than k columns. */
  readonly ids: Int32Array;
  /** `rows * k` cosines; -Infinity where there is none. */
  readonly cosines: Float32Array;
}

export const createNearestList = (rows: number, k: number): NearestList => ({
  k,
  ids: new Int32Array(rows * k).fill(-1),
  cosines: new Float32Array(rows * k).fill(Number.NEGATIVE_INFINITY),
});

/** Whether a row would keep a column that is so near. */
export const wouldKeep = ({ k, cosines }: NearestList, row: number, cosine: number): boolean =>
  cosine > cosines[row * k + k - 1]!;

/** Offers a column to a row, which keeps it if it is among its k nearest. Of equal cosines the first stays ahead. O(k). */
export function offer(list: NearestList, row: number, column: number, cosine: number): void {
  if (!wouldKeep(list, row, cosine)) return;
  const { k, ids, cosines } = list;
  const first = row * k;
  let at = first + k - 1;
  while (at > first && cosine > cosines[at - 1]!) {
    cosines[at] = cosines[at - 1]!;
    ids[at] = ids[at - 1]!;
    at--;
  }
  cosines[at] = cosine;
  ids[at] = column;
}

/** The nearest column of a row, or -1. */
export const nearestOf = (list: NearestList, row: number): number => list.ids[row * list.k]!;

/** The cosine of the nearest column of a row. */
export const nearestCosineOf = (list: NearestList, row: number): number => list.cosines[row * list.k]!;

/** The cosine of the second nearest column of a row; -Infinity where there is none. */
export const secondCosineOf = (list: NearestList, row: number): number => list.cosines[row * list.k + 1]!;
