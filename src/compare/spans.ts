import type { Side, Sides } from '../core/side.ts';
import { opposite } from '../core/side.ts';
import { logit, type Network, probability } from '../core/network.ts';
import { WORD_FEATURES, type WordSupport } from './word-support.ts';

/** What is looked at to decide whether a run of weak words is a true finding. */
export const SPAN_FEATURES = [
  'sum',
  'most',
  'least',
  'mean',
  'words',
  'share',
  'otherWords',
  'best',
  'weight',
  'spelling',
  'leftover',
  'leftoverMost',
  'leftoverNear',
  'oddsMost',
  'lengthRatio',
  'beadWords',
  'beadSupport',
  'names',
  'nearby',
  'isTarget',
  'leftoverName',
  'nameNear',
  'starts',
  'ends',
  'fillers',
  'leftoverAcronym',
  'inDocument',
  'pairBest',
  'pooledOther',
  'compound',
  'ownFit',
  'nearFit',
] as const;

/** A run of words of one side of a bead that the other side hardly supports, by index into the side's words. */
export interface WeakSpan {
  readonly side: Side;
  readonly first: number;
  readonly last: number;
  /** Content words in it. */
  readonly words: number;
  readonly features: Float64Array;
}

/**
 * A word adds its log-odds of being unsupported, less one of these, to the span it stands in: below it words divide
 * spans. A clause of weak words shows at a high threshold, one weak word among strong ones at a low one; candidates come
 * from all, and the surest that do not overlap stay.
 */
const THRESHOLDS = [-0.5, -2, -3.5];

/** How many clauses in a row are tried as one span. */
const MOST_CLAUSES = 3;
/** Mean log-odds below which a clause is no candidate. */
const LEAST_CLAUSE = -3.5;

/** What the sum of a span is counted from, whichever threshold found it. */
const BASE = -2;

/** Log-odds are cut at these, so that one word decides no span. */
const LEAST = -6;
const MOST = 4;

/** What a word without content adds: nothing, but a long row of them divides. */
const FILLER = -0.05;

/**
 * The maximal runs whose summed score is positive (Ruzzo and Tompa 1999, "A linear time algorithm for finding all
 * maximal scoring subsequences"), here by the simple recursion of best run, left, right; sides are short.
 */
const maximalRuns = (scores: readonly number[], from: number, to: number, runs: [number, number][]): void => {
  const stack: [number, number][] = [[from, to]];
  while (stack.length > 0) {
    const [low, high] = stack.pop()!;
    let best = 0;
    let bestFirst = -1;
    let bestLast = -1;
    let sum = 0;
    let first = low;
    for (let i = low; i < high; i++) {
      if (sum <= 0) {
        sum = 0;
        first = i;
      }
      sum += scores[i]!;
      if (sum > best) {
        best = sum;
        bestFirst = first;
        bestLast = i;
      }
    }
    if (bestFirst < 0) continue;
    runs.push([bestFirst, bestLast]);
    stack.push([low, bestFirst], [bestLast + 1, high]);
  }
};

/** For each word the log-odds of being unsupported; null for words without content. */
type Odds = readonly (number | null)[];

const oddsOf = (network: Network, words: readonly WordSupport[]): Odds =>
  words.map((word) => (word.features === null ? null : Math.min(MOST, Math.max(LEAST, logit(network, word.features)))));

/** The weak spans of one side, ascending; those found at several thresholds may overlap. */
export const weakSpans = (network: Network, words: Sides<readonly WordSupport[]>, side: Side): readonly WeakSpan[] => {
  const own = words[side];
  const odds = oddsOf(network, own);
  const otherOdds = oddsOf(network, words[opposite(side)]);
  const found = new Map<number, [number, number]>();
  for (const threshold of THRESHOLDS) {
    const runs: [number, number][] = [];
    const scores = odds.map((odd) => (odd === null ? FILLER : odd - threshold));
    maximalRuns(scores, 0, scores.length, runs);
    for (const run of runs) found.set(run[0] * own.length + run[1], run);
  }
  // A clause between two marks of punctuation is what gets added or dropped as a whole, whatever a few of its words find.
  const boundaries = own.flatMap((word, i) => (word.boundary ? [i] : []));
  boundaries.push(own.length);
  for (let i = 0; i + 1 < boundaries.length; i++) {
    for (let j = i + 1; j < Math.min(boundaries.length, i + 1 + MOST_CLAUSES); j++) {
      const [first, last] = [boundaries[i]!, boundaries[j]! - 1];
      if (last - first + 1 === own.length) continue;
      let sum = 0;
      let count = 0;
      for (let k = first; k <= last; k++) {
        const odd = odds[k];
        if (odd === null || odd === undefined) continue;
        sum += odd;
        count++;
      }
      if (count >= 2 && sum / count > LEAST_CLAUSE) found.set(first * own.length + last, [first, last]);
    }
  }
  return [...found.values()]
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([first, last]) => ({ side, first, last, ...describe(words, side, odds, otherOdds, first, last) }));
};

const describe = (
  words: Sides<readonly WordSupport[]>,
  side: Side,
  odds: Odds,
  otherOdds: Odds,
  first: number,
  last: number,
): Pick<WeakSpan, 'words' | 'features'> => {
  const own = words[side];
  let sum = 0;
  let most = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  let count = 0;
  let names = 0;
  let nearby = 0;
  let best = 0;
  let weight = 0;
  let spelling = 0;
  let inDocument = 0;
  let pairBest = 0;
  let pooledOther = 0;
  let compound = 0;
  let ownFit = 0;
  let nearFit = 0;
  let features: Float64Array | null = null;
  let contents = 0;
  let others = 0;
  own.forEach((word, i) => {
    const odd = odds[i];
    if (odd === null || odd === undefined) return;
    contents++;
    if (i < first || i > last) {
      others += odd;
      return;
    }
    sum += odd - BASE;
    least = Math.min(least, odd);
    if (odd > most) {
      most = odd;
      features = word.features;
    }
    const at = (name: (typeof WORD_FEATURES)[number]): number => word.features![WORD_FEATURES.indexOf(name)]!;
    nearby += Math.max(0, at('nearby') - word.best);
    best += word.best;
    weight += at('weight');
    spelling += at('spelling');
    inDocument += at('inDocument');
    pairBest += at('pairBest');
    pooledOther += at('pooledOther') * at('weight');
    compound += at('compound');
    ownFit += at('ownFit');
    nearFit += at('nearFit');
    if (word.name) names++;
    count++;
  });
  const of = (name: (typeof WORD_FEATURES)[number]): number => features![WORD_FEATURES.indexOf(name)]!;
  return {
    words: count,
    features: Float64Array.of(
      sum,
      most,
      least,
      sum / count,
      Math.log(count),
      count / contents,
      contents === count ? BASE : others / (contents - count),
      best / count,
      weight / count,
      spelling / count,
      of('leftover'),
      of('leftoverMost'),
      leftoverNear(own, words[opposite(side)], otherOdds, first, last, false),
      otherOdds.reduce<number>((most, odd) => Math.max(most, odd ?? LEAST), LEAST),
      of('lengthRatio'),
      of('beadWords'),
      of('beadSupport'),
      names / count,
      nearby / count,
      side === 'target' ? 1 : 0,
      of('leftoverName'),
      leftoverNear(own, words[opposite(side)], otherOdds, first, last, true),
      own[first]!.boundary ? 1 : 0,
      last + 1 >= own.length || own[last + 1]!.boundary ? 1 : 0,
      Math.log((last - first + 1) / count),
      of('leftoverAcronym'),
      inDocument / count,
      pairBest / count,
      pooledOther / Math.sqrt(count),
      compound / count,
      ownFit / count,
      nearFit / count,
    ),
  };
};

/** Above this a word is taken to be translated by its partner, and so says where its neighbours should be. */
const ANCHOR = 0.5;

/**
 * Where the other side should speak of the same: around the partners of the supported words just before and after the
 * span. Null where there are none.
 */
export const expectedPlace = (own: readonly WordSupport[], first: number, last: number): readonly number[] => {
  const partners: number[] = [];
  for (let i = first - 1, found = 0; i >= 0 && found < 2; i--) {
    if (own[i]!.content && own[i]!.best >= ANCHOR) {
      partners.push(own[i]!.partner);
      found++;
    }
  }
  for (let i = last + 1, found = 0; i < own.length && found < 2; i++) {
    if (own[i]!.content && own[i]!.best >= ANCHOR) {
      partners.push(own[i]!.partner);
      found++;
    }
  }
  return partners;
};

/**
 * The log-odds of the least supported word (or name) of the other side among those within a few words of where the span
 * is expected there. A replaced word leaves the one that it replaced behind; an added one leaves nothing.
 */
const leftoverNear = (
  own: readonly WordSupport[],
  others: readonly WordSupport[],
  odds: Odds,
  first: number,
  last: number,
  names: boolean,
): number => {
  let most = LEAST;
  const places = expectedPlace(own, first, last);
  others.forEach((other, j) => {
    const odd = odds[j];
    if (odd === null || odd === undefined || (names && !other.name)) return;
    if (places.length === 0 || places.some((place) => Math.abs(place - j) <= REACH)) most = Math.max(most, odd);
  });
  return most;
};

/** How far, in words, from the expected place something still stands at it: word order differs by language. */
const REACH = 5;

/** Spans are judged by what they are made of: names alone, one word, or several. */
export type SpanFamily = 'names' | 'word' | 'words';

export const familyOf = ({ features, words }: WeakSpan): SpanFamily =>
  features[SPAN_FEATURES.indexOf('names')] === 1 ? 'names' : words === 1 ? 'word' : 'words';

export const spanProbability = (networks: Readonly<Record<SpanFamily, Network>>, span: WeakSpan): number =>
  probability(logit(networks[familyOf(span)], span.features));

/** The surest spans that do not overlap, surest first. */
export const chooseSpans = <T extends WeakSpan & { readonly confidence: number }>(
  spans: readonly T[],
): readonly T[] => {
  const chosen: T[] = [];
  for (const span of [...spans].sort((a, b) => b.confidence - a.confidence || a.first - b.first || a.last - b.last)) {
    if (!chosen.some((other) => other.first <= span.last && span.first <= other.last)) chosen.push(span);
  }
  return chosen;
};
