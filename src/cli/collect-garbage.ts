import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * From here on V8 collects once its heap has grown by so many percent; left to itself it lets it double. Takes a few
 * percent more time, and of a book a third of the memory less.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=20');
}

/** Resident bytes below which nothing is done. */
const PLENTY = 400 * 1024 * 1024;

/**
 * Lets go of what is not needed any more. Vectors lie outside of V8's heap, and V8 lets some 200 MB of dead ones pile up
 * before it looks. Takes about 30 ms, so it is for the gaps between large pieces of work.
 */
export function collectGarbage(): void {
  if (process.memoryUsage.rss() < PLENTY) return;
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
