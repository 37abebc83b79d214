import type { SegmentVectors, WordTable } from '../core/vectors.ts';
import { lazily } from '../core/lazily.ts';
import { dot } from './rows.ts';

/** How well the words of some segments are found among the words of some segments of the other side. */
export interface Coverage {
  /** Share (by weight) of source segment i's words that the target members support, in [0, 1]. */
  ofSource(i: number, targets: readonly number[]): number;
  /** Share of target segment j's words that the source members support. */
  ofTarget(j: number, sources: readonly number[]): number;
}

/** How many segments of the other side are sampled to learn what a word finds by chance. */
const SAMPLE = 6;
/** What a word finds by chance where there is nothing to sample, and how many samples this guess is worth. */
const PRIOR_CHANCE = 0.3;
const PRIOR_WEIGHT = 2;

/** For each pair of segments, for each word the best cosine to any word of the other segment. */
interface PairSupport {
  readonly source: Float32Array;
  readonly target: Float32Array;
}

function comparePair(a: SegmentVectors, b: SegmentVectors): PairSupport {
  const d = a.pooled.length;
  const source = new Float32Array(a.rows.length);
  const target = new Float32Array(b.rows.length);
  const [ofSource, ofTarget] = [a.table.vectors, b.table.vectors];
  for (let u = 0; u < source.length; u++) {
    let best = 0;
    for (let v = 0; v < target.length; v++) {
      const cosine = dot(ofSource, a.rows[u]! * d, ofTarget, b.rows[v]! * d, d);
      if (cosine > best) best = cosine;
      if (cosine > target[v]!) target[v] = cosine;
    }
    source[u] = best;
  }
  return { source, target };
}

/**
 * Coverage with chance taken out: a word counts by how far its best match stands above what it finds in segments that
 * have nothing to do with it. Pairs are compared when first asked for and kept. Time O(words² · d) a pair.
 */
export function createCoverage(source: readonly SegmentVectors[], target: readonly SegmentVectors[]): Coverage {
  const pairs = new Map<number, PairSupport>();
  const pair = (i: number, j: number): PairSupport => {
    const key = i * target.length + j;
    let support = pairs.get(key);
    if (support === undefined) {
      support = comparePair(source[i]!, target[j]!);
      pairs.set(key, support);
    }
    return support;
  };
  const sourceChance = chanceIn(source, target);
  const targetChance = chanceIn(target, source);
  const sourceWeights = lazily(source.length, (i) => weightsOf(source[i]!));
  const targetWeights = lazily(target.length, (j) => weightsOf(target[j]!));
  return {
    ofSource: (i, targets) =>
      covered(
        sourceWeights(i),
        sourceChance(i),
        targets.map((j) => pair(i, j).source),
      ),
    ofTarget: (j, sources) =>
      covered(
        targetWeights(j),
        targetChance(j),
        sources.map((i) => pair(i, j).target),
      ),
  };
}

const weightsOf = ({ table, rows }: SegmentVectors): Float32Array =>
  Float32Array.from(rows, (row) => table.weights[row]!);

function covered(weights: Float32Array, chance: Float32Array, best: readonly Float32Array[]): number {
  let sum = 0;
  let total = 0;
  for (let u = 0; u < weights.length; u++) {
    let cosine = 0;
    for (const member of best) if (member[u]! > cosine) cosine = member[u]!;
    sum += weights[u]! * Math.max(0, (cosine - chance[u]!) / (1 - chance[u]!));
    total += weights[u]!;
  }
  return total > 0 ? sum / total : 0;
}

/**
 * What each word of a segment finds by chance: the mean, over the sampled segments, of its best cosine in one of them;
 * the best of them is left out, it may be the translation. A word that was seen before is not measured again.
 */
function chanceIn(own: readonly SegmentVectors[], others: readonly SegmentVectors[]): (index: number) => Float32Array {
  const sampled = lazily(1, () => sample(others.length).map((other) => others[other]!));
  const known = new Map<WordTable, Map<number, number>>();
  return lazily(own.length, (index) => {
    const { pooled, table, rows } = own[index]!;
    let ofTable = known.get(table);
    if (ofTable === undefined) known.set(table, (ofTable = new Map()));
    return Float32Array.from(rows, (row) => {
      let chance = ofTable.get(row);
      if (chance === undefined) {
        chance = chanceOf(table.vectors, row * pooled.length, sampled(0), pooled.length);
        ofTable.set(row, chance);
      }
      return chance;
    });
  });
}

function chanceOf(vectors: Float32Array, start: number, samples: readonly SegmentVectors[], d: number): number {
  let sum = 0;
  let top = 0;
  for (const { table, rows } of samples) {
    let best = 0;
    for (const row of rows) best = Math.max(best, dot(vectors, start, table.vectors, row * d, d));
    sum += best;
    top = Math.max(top, best);
  }
  const count = Math.max(0, samples.length - 1) + PRIOR_WEIGHT;
  return Math.min(0.95, (sum - top + PRIOR_CHANCE * PRIOR_WEIGHT) / count);
}

/** At most SAMPLE numbers below `length`, evenly spaced. */
const sample = (length: number): readonly number[] =>
  Array.from({ length: Math.min(length, SAMPLE) }, (_, s) =>
    Math.floor(((s + 0.5) * length) / Math.min(length, SAMPLE)),
  );
