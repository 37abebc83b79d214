import { type Products, whole } from '../align/products.ts';
import type { Side, Sides } from '../core/side.ts';
import type { BeadSide, BeadWord } from './bead-words.ts';

/** All cosines between the words of the two sides of a bead, and what each word finds. */
export interface Matches {
  /** Cosine of word i of a side and word j of the other. */
  readonly at: (side: Side, i: number, j: number) => number;
  readonly best: Sides<Float64Array>;
  /** The best but one; -1 where the other side has a single word. */
  readonly second: Sides<Float64Array>;
  /** Index of the best; -1 where the other side has no words. */
  readonly partner: Sides<Int32Array>;
}

/** The matches, and how they share the words of the other side. */
export interface WordGrid extends Matches {
  /** The best of those words whose own best it is. */
  readonly mutual: Sides<Float64Array>;
  /** The cosine to the word that is assigned to it, one to one; 0 where none is left. */
  readonly assigned: Sides<Float64Array>;
}

/** How often words are assigned to one another, the nearest first. */
const ROUNDS = 3;

/** @param cosine n × m, a row for each word of the source */
export const matchesOf = (n: number, m: number, cosine: Float64Array): Matches => {
  const best = { source: new Float64Array(n).fill(-1), target: new Float64Array(m).fill(-1) };
  const second = { source: new Float64Array(n).fill(-1), target: new Float64Array(m).fill(-1) };
  const partner = { source: new Int32Array(n).fill(-1), target: new Int32Array(m).fill(-1) };
  const see = (side: Side, i: number, j: number, value: number): void => {
    if (value > best[side][i]!) {
      second[side][i] = best[side][i]!;
      best[side][i] = value;
      partner[side][i] = j;
    } else if (value > second[side][i]!) second[side][i] = value;
  };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      see('source', i, j, cosine[i * m + j]!);
      see('target', j, i, cosine[i * m + j]!);
    }
  }
  return {
    at: (side, i, j) => (side === 'source' ? cosine[i * m + j]! : cosine[j * m + i]!),
    best,
    second,
    partner,
  };
};

/** Time O(n m d) for vectors of d numbers. */
export const gridOf = (source: BeadSide, target: BeadSide, products: Products): WordGrid => {
  const n = source.words.length;
  const m = target.words.length;
  const cosine = new Float64Array(n * m);
  const { values, stride } = products.of(whole(source.rows), whole(target.rows));
  for (let i = 0; i < n; i++) cosine.set(values.subarray(i * stride, i * stride + m), i * m);
  const matches = matchesOf(n, m, cosine);
  const { partner } = matches;
  const mutual = { source: new Float64Array(n), target: new Float64Array(m) };
  for (let i = 0; i < n; i++) {
    const j = partner.source[i]!;
    mutual.target[j] = Math.max(mutual.target[j]!, cosine[i * m + j]!);
  }
  for (let j = 0; j < m; j++) {
    const i = partner.target[j]!;
    mutual.source[i] = Math.max(mutual.source[i]!, cosine[i * m + j]!);
  }
  return { ...matches, mutual, assigned: assign(source.words, target.words, cosine) };
};

const contentOf = (words: readonly BeadWord[]): number[] => words.flatMap((word, i) => (word.content ? [i] : []));

/** Of `from` the one that is nearest; -1 where there is none. */
const nearest = (from: readonly number[], cosine: (index: number) => number): number => {
  let most = Number.NEGATIVE_INFINITY;
  let best = -1;
  for (const index of from) {
    const value = cosine(index);
    if (value > most) {
      most = value;
      best = index;
    }
  }
  return best;
};

/**
 * Assigns content words one to one: pairs that are each other's best, then, of those left, again (Jalili Sabet et al.
 * 2020, "SimAlign", section 3.2, Itermax).
 */
const assign = (
  source: readonly BeadWord[],
  target: readonly BeadWord[],
  cosine: Float64Array,
): Sides<Float64Array> => {
  const m = target.length;
  const assigned = { source: new Float64Array(source.length), target: new Float64Array(m) };
  let freeSource = contentOf(source);
  let freeTarget = contentOf(target);
  for (let round = 0; round < ROUNDS && freeSource.length > 0 && freeTarget.length > 0; round++) {
    const ofTarget = new Map(freeTarget.map((j) => [j, nearest(freeSource, (i) => cosine[i * m + j]!)]));
    const taken = new Set<number>();
    freeSource = freeSource.filter((i) => {
      const j = nearest(freeTarget, (k) => cosine[i * m + k]!);
      if (ofTarget.get(j) !== i) return true;
      assigned.source[i] = cosine[i * m + j]!;
      assigned.target[j] = cosine[i * m + j]!;
      taken.add(j);
      return false;
    });
    freeTarget = freeTarget.filter((j) => !taken.has(j));
  }
  return assigned;
};
