import { mapSides, opposite, type Side, SIDES, type Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import { MOST_ROWS, Products } from './products.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** How well the words of some segments are found among the words of some segments of the other side. */
export interface Coverage {
  /** Share (by weight) of source segment i's words that the target members support, in [0, 1]. */
  ofSource(i: number, targets: readonly number[]): number;
  /** Share of target segment j's words that the source members support. */
  ofTarget(j: number, sources: readonly number[]): number;
}

/** How many segments of the other side are sampled to learn what a word finds by chance. */
const SAMPLE = 12;
/** What a word finds by chance where there is nothing to sample, and how many samples this guess is worth. */
const PRIOR_CHANCE = 0.3;
const PRIOR_WEIGHT = 2;
/** A word that finds more than this by chance still says a little where it finds all. */
const MOST_CHANCE = 0.95;
/** Pairs of segments that are remembered before the memory is emptied: some tens of megabytes. */
const MOST_PAIRS = 1 << 16;

/** For each word of two segments how far the other segment supports it, in [0, 1]. */
type PairSupport = Sides<Float32Array>;

/**
 * Measures coverage word by word: a word is supported by its best cosine to any word opposite, less what it finds by
 * chance in segments that have nothing to do with it.
 */
export function createCoverage(source: readonly SegmentVectors[], target: readonly SegmentVectors[]): Coverage {
  const words = { source: vocabularyOf(source), target: vocabularyOf(target) };
  const products = new Products(words.source.vectors, words.target.vectors);
  const chance = measureChance(products, words);
  const compare = (i: number, j: number): PairSupport => {
    const rows = { source: words.source.ofSegment[i]!, target: words.target.ofSegment[j]! };
    const best = bestCosines(products, rows.source, rows.target);
    for (const side of SIDES) {
      rows[side].forEach((row, u) => {
        const byChance = chance[side][row]!;
        best[side][u] = Math.max(0, (best[side][u]! - byChance) / (1 - byChance));
      });
    }
    return best;
  };
  const known = new Map<number, PairSupport>();
  const pair = (i: number, j: number): PairSupport => {
    const key = i * target.length + j;
    let support = known.get(key);
    if (support === undefined) {
      if (known.size >= MOST_PAIRS) known.clear();
      support = compare(i, j);
      known.set(key, support);
    }
    return support;
  };
  const covered = (side: Side, index: number, others: readonly PairSupport[]): number => {
    const rows = words[side].ofSegment[index]!;
    const { weights } = words[side];
    let sum = 0;
    let total = 0;
    for (let u = 0; u < rows.length; u++) {
      let support = 0;
      for (const other of others) if (other[side][u]! > support) support = other[side][u]!;
      sum += weights[rows[u]!]! * support;
      total += weights[rows[u]!]!;
    }
    return total > 0 ? sum / total : 0;
  };
  return {
    ofSource: (i, targets) =>
      covered(
        'source',
        i,
        targets.map((j) => pair(i, j)),
      ),
    ofTarget: (j, sources) =>
      covered(
        'target',
        j,
        sources.map((i) => pair(i, j)),
      ),
  };
}

/** For each row of either list its best product with a row of the other, at least 0. */
function bestCosines(products: Products, first: Int32Array, second: Int32Array): PairSupport {
  const best = { source: new Float32Array(first.length), target: new Float32Array(second.length) };
  for (let a = 0; a < first.length; a += MOST_ROWS) {
    for (let b = 0; b < second.length; b += MOST_ROWS) {
      const rows = first.subarray(a, a + MOST_ROWS);
      const columns = second.subarray(b, b + MOST_ROWS);
      const { values, stride } = products.of(rows, columns);
      for (let x = 0; x < rows.length; x++) {
        for (let y = 0; y < columns.length; y++) {
          const cosine = values[x * stride + y]!;
          if (cosine > best.source[a + x]!) best.source[a + x] = cosine;
          if (cosine > best.target[b + y]!) best.target[b + y] = cosine;
        }
      }
    }
  }
  return best;
}

/**
 * What each word of either side finds by chance: the mean, over some segments of the other side, of its best cosine in
 * one of them; the best of them is left out, it may be the translation.
 */
function measureChance(products: Products, words: Sides<Vocabulary>): Sides<Float32Array> {
  return mapSides(words, ({ vectors }, side) => {
    const all = Int32Array.from({ length: vectors.length }, (_, row) => row);
    const sum = new Float64Array(vectors.length);
    const top = new Float64Array(vectors.length);
    const samples = sample(words[opposite(side)].ofSegment);
    for (const other of samples) {
      const best = side === 'source' ? bestCosines(products, all, other) : bestCosines(products, other, all);
      best[side].forEach((cosine, row) => {
        sum[row]! += cosine;
        top[row] = Math.max(top[row]!, cosine);
      });
    }
    const count = Math.max(0, samples.length - 1) + PRIOR_WEIGHT;
    return Float32Array.from(all, (row) =>
      Math.min(MOST_CHANCE, (sum[row]! - top[row]! + PRIOR_CHANCE * PRIOR_WEIGHT) / count),
    );
  });
}

/** At most SAMPLE of a list, evenly spaced. */
const sample = <T>(list: readonly T[]): readonly T[] =>
  Array.from(
    { length: Math.min(list.length, SAMPLE) },
    (_, s) => list[Math.floor(((s + 0.5) * list.length) / Math.min(list.length, SAMPLE))]!,
  );
