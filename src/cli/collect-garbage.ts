import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

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
