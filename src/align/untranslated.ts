import { opposite, SIDES, type Side, type Sides } from '../core/side.ts';
import type { AlignInput } from './input.ts';
import { dot } from './rows.ts';

/** A segment left in the other document's language, and the segment it repeats. */
export interface UntranslatedPair {
  readonly source: number;
  readonly target: number;
  /** Of the two texts' vectors, which are in one language. */
  readonly cosine: number;
}

/** Two sentences in one language that are as near as this say the same, word for word but for a few. */
const SAME_TEXT = 0.8;
/** How many pairs are compared: a few seconds' worth. The segments that come first in their text have the first turn. */
const MOST_PAIRS = 20_000_000;

/**
 * Pairs segments that stand in the other document's language with the segments they repeat, nearest first, each once.
 *
 * @param free which segments have no counterpart yet
 */
export function pairUntranslated(
  input: Sides<AlignInput>,
  free: Sides<readonly boolean[]>,
): readonly UntranslatedPair[] {
  const freeOf = (side: Side, foreign: boolean): readonly number[] =>
    free[side].flatMap((isFree, index) => (isFree && input[side].traits[index]!.foreign === foreign ? [index] : []));
  const pairs: UntranslatedPair[] = [];
  for (const side of SIDES) {
    const others = freeOf(opposite(side), false);
    for (const index of freeOf(side, true).slice(0, Math.floor(MOST_PAIRS / Math.max(1, others.length)))) {
      for (const other of others) {
        const [source, target] = side === 'source' ? [index, other] : [other, index];
        const { pooled } = input.source.vectors[source]!;
        const cosine = dot(pooled, 0, input.target.vectors[target]!.pooled, 0, pooled.length);
        if (cosine >= SAME_TEXT) pairs.push({ source, target, cosine: Math.min(cosine, 1) });
      }
    }
  }
  pairs.sort((a, b) => b.cosine - a.cosine || a.source - b.source || a.target - b.target);
  const taken = { source: new Set<number>(), target: new Set<number>() };
  return pairs.filter(({ source, target }) => {
    if (taken.source.has(source) || taken.target.has(target)) return false;
    taken.source.add(source);
    taken.target.add(target);
    return true;
  });
}
