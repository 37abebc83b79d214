import { type NearestList, offer, wouldKeep } from './nearest-list.ts';
import { type Products, whole } from './products.ts';

/** Rows that are compared at a time: few enough to stay in the processor's cache. */
const BATCH = 128;

/** Whether a pair was offered before. */
export type IsKnown = (row: number, column: number) => boolean;

/** Compares some rows with some columns, and offers each to the other's list of the nearest, but for known pairs. */
export function offerAll(
  products: Products,
  rows: readonly number[],
  columns: readonly number[],
  { forward, backward }: { readonly forward: NearestList; readonly backward: NearestList },
  isKnown?: IsKnown,
): void {
  for (const someColumns of batches(columns)) {
    for (const someRows of batches(rows)) {
      const { values, stride } = products.of(whole(someRows), whole(someColumns));
      for (let x = 0; x < someRows.length; x++) {
        const row = someRows[x]!;
        for (let y = 0; y < someColumns.length; y++) {
          const column = someColumns[y]!;
          const cosine = values[x * stride + y]!;
          // Most pairs are near to neither.
          if (!wouldKeep(forward, row, cosine) && !wouldKeep(backward, column, cosine)) continue;
          if (isKnown?.(row, column)) continue;
          offer(forward, row, column, cosine);
          offer(backward, column, row, cosine);
        }
      }
    }
  }
}

function* batches(list: readonly number[]): Generator<readonly number[]> {
  for (let at = 0; at < list.length; at += BATCH) yield list.slice(at, at + BATCH);
}
