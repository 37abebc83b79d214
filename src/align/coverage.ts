import { mapSides, opposite, type Side, SIDES, type Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import { MOST_ROWS, type Part, Products, whole } from './products.ts';
import type { Standing } from './standing.ts';
import { readVocabulary, type Vocabulary, wordsOf } from './vocabulary.ts';

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
/** Numbers that are remembered of pairs of segments before the memory is emptied. */
const MEMORY = 1 << 22;

/** A vocabulary without its vectors. */
type Words = Omit<Vocabulary, 'vectors'>;

/**
 * Measures coverage word by word: a word is supported by its best cosine to any word opposite, less what it finds by
 * chance in segments that have nothing to do with it.
 *
 * @param standing how much each segment counts for what is usual
 */
export function createCoverage(sides: Sides<readonly SegmentVectors[]>, standing: Standing): Coverage {
  const { source, target } = sides;
  const vocabularies = mapSides(sides, readVocabulary);
  const products = new Products(vocabularies.source.vectors, vocabularies.target.vectors);
  // The vectors themselves are not kept: of a book they take 100 MB.
  const words = mapSides(vocabularies, ({ weights, words, starts }) => ({ weights, words, starts }));
  const chance = measureChance(
    products,
    words,
    mapSides(sides, (vectors, side) => sample(vectors, standing[side])),
  );
  // Millions of short lists would be a burden: all numbers stand in one.
  const longest = longestOf(words.source) + longestOf(words.target);
  const memory = new Float32Array(Math.min(MEMORY, source.length * target.length * longest) + longest);
  let used = 0;
  const known = new Map<number, number>();
  /**
   * For each word of two segments how far the other segment supports it, in [0, 1]: where the numbers begin, first those of the
   * source segment's words and then the target's.
   */
  const pair = (i: number, j: number): number => {
    const key = i * target.length + j;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const parts = { source: wordsOf(words.source, i), target: wordsOf(words.target, j) };
    const sizes = mapSides(parts, ({ start, end }) => end - start);
    const support = { source: used, target: used + sizes.source };
    used += sizes.source + sizes.target;
    memory.fill(0, support.source, used);
    findBest(products, parts, memory, support);
    for (const side of SIDES) {
      const { list, start } = parts[side];
      for (let u = 0; u < sizes[side]; u++) {
        const byChance = chance[side][list[start + u]!]!;
        const at = support[side] + u;
        memory[at] = Math.max(0, (memory[at]! - byChance) / (1 - byChance));
      }
    }
    known.set(key, support.source);
    return support.source;
  };
  /** Where the numbers of one segment's words begin in its pairs with others, all in memory. */
  const pairs = (side: Side, index: number, others: readonly number[]): readonly number[] => {
    if (used + others.length * longest > memory.length) {
      known.clear();
      used = 0;
    }
    return others.map((other) => {
      if (side === 'source') return pair(index, other);
      const { starts } = words.source;
      return pair(other, index) + starts[other + 1]! - starts[other]!;
    });
  };
  const covered = (side: Side, index: number, others: readonly number[]): number => {
    const supports = pairs(side, index, others);
    const { list, start, end } = wordsOf(words[side], index);
    const { weights } = words[side];
    let sum = 0;
    let total = 0;
    for (let u = 0; u < end - start; u++) {
      let support = 0;
      for (const at of supports) support = Math.max(support, memory[at + u]!);
      const weight = weights[list[start + u]!]!;
      sum += weight * support;
      total += weight;
    }
    return total > 0 ? sum / total : 0;
  };
  return {
    ofSource: (i, targets) => covered('source', i, targets),
    ofTarget: (j, sources) => covered('target', j, sources),
  };
}

/** Raises numbers of `best`, from `at` on, to the best product of each word of either part with a word of the other. */
function findBest(products: Products, parts: Sides<Part>, best: Float32Array, at: Sides<number>): void {
  const { source, target } = parts;
  for (let a = source.start; a < source.end; a += MOST_ROWS) {
    const aEnd = Math.min(a + MOST_ROWS, source.end);
    for (let b = target.start; b < target.end; b += MOST_ROWS) {
      const bEnd = Math.min(b + MOST_ROWS, target.end);
      const { values, stride } = products.of(
        { list: source.list, start: a, end: aEnd },
        { list: target.list, start: b, end: bEnd },
      );
      const ofSource = at.source + a - source.start;
      const ofTarget = at.target + b - target.start;
      for (let x = 0; x < aEnd - a; x++) {
        let top = best[ofSource + x]!;
        for (let y = 0; y < bEnd - b; y++) {
          const cosine = values[x * stride + y]!;
          if (cosine > top) top = cosine;
          if (cosine > best[ofTarget + y]!) best[ofTarget + y] = cosine;
        }
        best[ofSource + x] = top;
      }
    }
  }
}

/** Words of the longest segment, at least 1. */
function longestOf({ starts }: Words): number {
  let longest = 1;
  for (let i = 1; i < starts.length; i++) longest = Math.max(longest, starts[i]! - starts[i - 1]!);
  return longest;
}

/**
 * What each word of either side finds by chance: the mean, over some segments of the other side, of its best cosine in
 * one of them; the best of them is left out, it may be the translation.
 */
function measureChance(
  products: Products,
  words: Sides<Words>,
  sampled: Sides<readonly number[]>,
): Sides<Float32Array> {
  return mapSides(words, ({ weights: { length } }, side) => {
    const other = words[opposite(side)];
    const all = whole(Int32Array.from({ length }, (_, row) => row));
    const sum = new Float64Array(length);
    const top = new Float64Array(length);
    const samples = sampled[opposite(side)];
    const best = new Float32Array(length + longestOf(other));
    for (const segment of samples) {
      best.fill(0);
      const part = wordsOf(other, segment);
      const parts = side === 'source' ? { source: all, target: part } : { source: part, target: all };
      findBest(
        products,
        parts,
        best,
        side === 'source' ? { source: 0, target: length } : { source: length, target: 0 },
      );
      for (let row = 0; row < length; row++) {
        const cosine = best[row]!;
        sum[row]! += cosine;
        if (cosine > top[row]!) top[row] = cosine;
      }
    }
    const count = Math.max(0, samples.length - 1) + PRIOR_WEIGHT;
    return Float32Array.from({ length }, (_, row) =>
      Math.min(MOST_CHANCE, (sum[row]! - top[row]! + PRIOR_CHANCE * PRIOR_WEIGHT) / count),
    );
  });
}

/**
 * At most SAMPLE segments of those that stand for what is usual, by what they say and not by their place: a paragraph that
 * is put in changes none of them.
 */
function sample(vectors: readonly SegmentVectors[], standing: ArrayLike<number>): readonly number[] {
  const hashes = Uint32Array.from(vectors, ({ pooled }) => hashOf(pooled));
  return [...vectors.keys()]
    .filter((at) => standing[at]! > 0)
    .sort((a, b) => hashes[a]! - hashes[b]! || a - b)
    .slice(0, SAMPLE);
}

/** The first numbers of a vector tell it from others well enough. */
const HASHED = 16;

/** FNV-1a over the bits of a vector's first numbers. */
function hashOf(vector: Float32Array): number {
  let hash = 0x811c9dc5;
  for (const bits of new Uint32Array(vector.slice(0, HASHED).buffer)) hash = Math.imul(hash ^ bits, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
