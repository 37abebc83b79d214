import { dot } from '../align/rows.ts';
import type { Side } from '../core/side.ts';
import { opposite } from '../core/side.ts';
import { logOddsOf, probabilityOf, type Trees } from './trees.ts';
import { type BeadSupport, expectedPlace, PLACE_REACH, WORD_FEATURES, type WordFeature } from './word-support.ts';

/** Of these the mean over a span's content words is taken. */
const MEANS = [
  'best',
  'assigned',
  'chance',
  'lacking',
  'weight',
  'nearby',
  'spelling',
  'inDocument',
  'pairBest',
  'compound',
  'ownFit',
  'nearFit',
  'expected',
  'partnerTaken',
  'letters',
  'together',
  'replaced',
  'unsupported',
] as const satisfies readonly WordFeature[];

/** What is looked at to decide whether a run of weak words is a true finding. */
export const SPAN_FEATURES = [
  'sum',
  'most',
  'second',
  'least',
  'mean',
  'words',
  'share',
  'others',
  'weakShare',
  'names',
  'fillers',
  'isTarget',
  'starts',
  'ends',
  'position',
  'leftover',
  'leftoverMost',
  'leftoverNear',
  'leftoverNameNear',
  'lackingNear',
  'spanNear',
  'surplus',
  'surplusLeft',
  'spanOther',
  'spanOwn',
  'spanLeftover',
  'removal',
  'bothRemoved',
  'contents',
  'otherContents',
  'beadSupport',
  'beadCosine',
  'documentCosine',
  'leftoverName',
  'leftoverAcronym',
  'replacedMost',
  'unsupportedLeast',
  ...MEANS,
] as const;

/** These say the same of every word of a side. */
const OF_SIDE: readonly WordFeature[] = [
  'contents',
  'otherContents',
  'beadSupport',
  'beadCosine',
  'documentCosine',
  'leftoverName',
  'leftoverAcronym',
];

const at = (feature: WordFeature): number => WORD_FEATURES.indexOf(feature);
const MEANS_AT = MEANS.map(at);
const OF_SIDE_AT = OF_SIDE.map(at);
const LACKING_AT = at('lacking');
const TOGETHER_AT = at('together');
const REPLACED_AT = at('replaced');
const UNSUPPORTED_AT = at('unsupported');
const REPLACED_MOST = SPAN_FEATURES.indexOf('replacedMost');
const UNSUPPORTED_MEAN = SPAN_FEATURES.indexOf('unsupported');

/** A run of words of one side of a bead that the other side hardly supports, by index into the side's words. */
export interface WeakSpan {
  readonly side: Side;
  readonly first: number;
  readonly last: number;
  /** Content words in it. */
  readonly words: number;
  /** Names among them. */
  readonly names: number;
  readonly features: Float64Array;
}

/**
 * A word adds its log-odds of being unsupported, less one of these, to the span it stands in: below it words divide
 * spans. A clause of weak words shows at a high threshold, one weak word among strong ones at a low one; candidates come
 * from all, and the surest that do not overlap stay.
 */
const THRESHOLDS = [0.5, -0.5, -2, -3.5];

/** How many clauses in a row are tried as one span. */
const MOST_CLAUSES = 3;
/** Mean log-odds below which a clause is no candidate. */
const LEAST_CLAUSE = -3.5;

/** What the sum of a span is counted from, whichever threshold found it. */
const BASE = -2;

/** Log-odds are cut at these, so that one word decides no span. */
const LEAST = -7;
const MOST = 4;

/** Words less likely than this are not left over. */
const LEAST_LEFT = -5;

/** A word that finds this much is supported, whatever else is known of it. */
const SURE = 0.8;

/** A word so steadily used with another that is left over opposite is translated by it, whatever the model knows of them. */
const STEADY = 0.5;

/** What a word without content adds: nothing, but a long row of them divides. */
const FILLER = -0.05;

/**
 * The maximal runs whose summed score is positive (Ruzzo and Tompa 1999, "A linear time algorithm for finding all
 * maximal scoring subsequences"), here by the simple recursion of best run, left, right; sides are short.
 */
const maximalRuns = (scores: readonly number[], see: (first: number, last: number) => void): void => {
  const stack: [number, number][] = [[0, scores.length]];
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
    see(bestFirst, bestLast);
    stack.push([low, bestFirst], [bestLast + 1, high]);
  }
};

/** For each word the log-odds of being unsupported; NaN for words without content. */
type Odds = Float64Array;

const oddsOf = (trees: Trees, support: BeadSupport, side: Side): Odds =>
  Float64Array.from(support[side], ({ features, best }) => {
    if (features === null) return Number.NaN;
    return best >= SURE || features[TOGETHER_AT]! >= STEADY
      ? LEAST
      : Math.min(MOST, Math.max(LEAST, logOddsOf(trees, features)));
  });

/** The weak spans of both sides, ascending; those found at several thresholds may overlap. */
export const weakSpans = (trees: Trees, support: BeadSupport): readonly WeakSpan[] => {
  const odds = { source: oddsOf(trees, support, 'source'), target: oddsOf(trees, support, 'target') };
  return (['source', 'target'] as const).flatMap((side) => {
    const runs = candidates(support, side, odds[side]);
    if (runs.length === 0) return [];
    const describe = describer(support, side, odds[side], odds[opposite(side)]);
    return runs.map(([first, last]) => describe(first, last));
  });
};

const candidates = (support: BeadSupport, side: Side, odds: Odds): readonly (readonly [number, number])[] => {
  const own = support[side];
  const found = new Map<number, [number, number]>();
  const add = (first: number, last: number): void => {
    found.set(first * own.length + last, [first, last]);
  };
  for (const threshold of THRESHOLDS) {
    maximalRuns(
      Array.from(odds, (odd) => (Number.isNaN(odd) ? FILLER : odd - threshold)),
      add,
    );
  }
  // A clause between two marks of punctuation is what gets added or dropped as a whole, whatever a few of its words find.
  const boundaries = own.flatMap((word, i) => (word.boundary ? [i] : []));
  boundaries.push(own.length);
  for (let i = 0; i + 1 < boundaries.length; i++) {
    for (let j = i + 1; j < Math.min(boundaries.length, i + 1 + MOST_CLAUSES); j++) {
      const [first, last] = [boundaries[i]!, boundaries[j]! - 1];
      if (last - first + 1 === own.length) continue;
      const some = odds.slice(first, last + 1).filter((odd) => !Number.isNaN(odd));
      if (some.length >= 2 && some.reduce((sum, odd) => sum + odd, 0) / some.length > LEAST_CLAUSE) add(first, last);
    }
  }
  return [...found.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
};

const lengthOf = (vector: Float32Array): number => Math.sqrt(dot(vector, 0, vector, 0, vector.length));

const cosineOf = (a: Float32Array, b: Float32Array): number =>
  dot(a, 0, b, 0, a.length) / (lengthOf(a) * lengthOf(b) || 1);

const less = (a: Float32Array, b: Float32Array): Float32Array => {
  const difference = new Float32Array(a.length);
  for (let k = 0; k < a.length; k++) difference[k] = a[k]! - b[k]!;
  return difference;
};

/** What is left over on a side: its words' vectors, each as much as it is likely to be unsupported. */
const leftoverVector = (support: BeadSupport, side: Side, odds: Odds): Float32Array => {
  const left = new Float32Array(support.dimensions);
  odds.forEach((odd, i) => {
    if (odd > LEAST_LEFT) support.addWord(side, i, probabilityOf(odd - BASE), left);
  });
  return left;
};

/** The weighted sum of the words from `first` to `last`. */
const vectorOf = (support: BeadSupport, side: Side, first: number, last: number): Float32Array => {
  const sum = new Float32Array(support.dimensions);
  for (let i = first; i <= last; i++) support.addWord(side, i, 1, sum);
  return sum;
};

/** Gives a function that measures spans of a side. */
const describer = (
  support: BeadSupport,
  side: Side,
  odds: Odds,
  otherOdds: Odds,
): ((first: number, last: number) => WeakSpan) => {
  const own = support[side];
  const mine = support.sums[side];
  const theirs = support.sums[opposite(side)];
  const whole = cosineOf(mine, theirs);
  const left = leftoverVector(support, opposite(side), otherOdds);
  const theirsKept = less(theirs, left);
  let leftover = 0;
  let leftoverMost = LEAST;
  let all = 0;
  let contents = 0;
  for (const odd of otherOdds) {
    if (Number.isNaN(odd)) continue;
    leftover += probabilityOf(odd);
    leftoverMost = Math.max(leftoverMost, odd);
  }
  for (const odd of odds) {
    if (Number.isNaN(odd)) continue;
    all += odd;
    contents++;
  }
  const letters = own.at(-1)!.place.end - own[0]!.place.start;

  return (first, last) => {
    const means = new Float64Array(MEANS.length);
    let sum = 0;
    let most = Number.NEGATIVE_INFINITY;
    let second = LEAST;
    let least = Number.POSITIVE_INFINITY;
    let words = 0;
    let names = 0;
    let weak = 0;
    let replaced = Number.NEGATIVE_INFINITY;
    let unsupported = Number.POSITIVE_INFINITY;
    let ofSide: Float64Array | null = null;
    for (let i = first; i <= last; i++) {
      const odd = odds[i]!;
      if (Number.isNaN(odd)) continue;
      const { features, name } = own[i]!;
      ofSide = features;
      MEANS_AT.forEach((index, k) => {
        means[k]! += features![index]!;
      });
      replaced = Math.max(replaced, features![REPLACED_AT]!);
      unsupported = Math.min(unsupported, features![UNSUPPORTED_AT]!);
      sum += odd;
      least = Math.min(least, odd);
      if (odd > most) {
        second = Math.max(second, most);
        most = odd;
      } else second = Math.max(second, odd);
      if (odd > BASE) weak++;
      if (name) names++;
      words++;
    }
    const near = leftoverNear(support, side, otherOdds, first, last);
    const span = vectorOf(support, side, first, last);
    const rest = less(mine, span);
    const length = own[last]!.place.end - own[first]!.place.start;
    return {
      side,
      first,
      last,
      words,
      names,
      features: Float64Array.of(
        sum - BASE * words,
        most,
        second,
        least,
        sum / words,
        Math.log(words),
        words / contents,
        contents === words ? BASE : (all - sum) / (contents - words),
        weak / words,
        names / words,
        Math.log((last - first + 1) / words),
        side === 'target' ? 1 : 0,
        own[first]!.boundary ? 1 : 0,
        last + 1 >= own.length || own[last + 1]!.boundary ? 1 : 0,
        (first + last + 1) / (2 * own.length),
        leftover,
        leftoverMost,
        near.word,
        near.name,
        near.lacking,
        near.index < 0 ? 0 : cosineOf(span, vectorOf(support, opposite(side), near.index, near.index)),
        support.surplus[side],
        support.surplus[side] + Math.log(Math.max(0.02, 1 - length / letters)),
        cosineOf(span, theirs),
        cosineOf(span, rest),
        cosineOf(span, left),
        cosineOf(rest, theirs) - whole,
        cosineOf(rest, theirsKept) - whole,
        ...OF_SIDE_AT.map((index) => ofSide![index]!),
        replaced,
        unsupported,
        ...means.map((value) => value / words),
      ),
    };
  };
};

/** What a span may stand for, of the other side's words within a few words of where it is expected there. */
interface Near {
  /** The log-odds of the least supported word. A replaced word leaves the one that it replaced; an added one nothing. */
  readonly word: number;
  /** Which word that is; -1 where there is none. */
  readonly index: number;
  /** The same of names alone. */
  readonly name: number;
  /** How much nearer the rest of the document comes to that word than this bead does. */
  readonly lacking: number;
}

const leftoverNear = (support: BeadSupport, side: Side, otherOdds: Odds, first: number, last: number): Near => {
  let word = LEAST;
  let name = LEAST;
  let lacking = 0;
  let index = -1;
  const places = expectedPlace(support[side], first, last);
  support[opposite(side)].forEach((other, j) => {
    const odd = otherOdds[j]!;
    if (Number.isNaN(odd)) return;
    if (places.length > 0 && !places.some((place) => Math.abs(place - j) <= PLACE_REACH)) return;
    if (other.name) name = Math.max(name, odd);
    if (odd <= word) return;
    word = odd;
    index = j;
    lacking = other.features![LACKING_AT]!;
  });
  return { word, index, name, lacking };
};

/** A weak span and how sure it is that a reviewer would call it a true finding. */
export interface ScoredSpan extends WeakSpan {
  readonly confidence: number;
}

/** Log-odds that the discriminator must give a word before it is taken for wrong: it saw far more errors than there are. */
const PRIOR = 1;
/** By how much that falls with the logarithm of a span's words: of many together less is asked of each. */
const PRIOR_FALL = 3;
/** The discriminator's share in how sure a span is, of one word and of several. */
const SHARE = { word: 0.7, several: 0.5 } as const;

/**
 * How sure it is that a span is a true finding. On texts of other kinds than the trees know the discriminator by itself ranks as
 * well as they do, single words better, and errs elsewhere: both count. A name alone is left to the trees.
 */
const confidenceOf = (trees: Trees, { words, names, features }: WeakSpan, isDiscriminated: boolean): number => {
  const likely = probabilityOf(logOddsOf(trees, features));
  if (!isDiscriminated || (words === 1 && names === 1)) return likely;
  const odds = features[words === 1 ? REPLACED_MOST : UNSUPPORTED_MEAN]!;
  const share = words === 1 ? SHARE.word : SHARE.several;
  return (1 - share) * likely + share * probabilityOf(odds - (PRIOR - PRIOR_FALL * Math.log(words)));
};

/** The surest spans of a bead that do not overlap, surest first. */
export const surestSpans = (words: Trees, spans: Trees, support: BeadSupport): readonly ScoredSpan[] => {
  const scored = weakSpans(words, support).map((span) => ({
    ...span,
    confidence: confidenceOf(spans, span, support.isDiscriminated),
  }));
  const chosen: ScoredSpan[] = [];
  for (const span of scored.sort((a, b) => b.confidence - a.confidence || a.first - b.first || a.last - b.last)) {
    if (!chosen.some((one) => one.side === span.side && one.first <= span.last && span.first <= one.last))
      chosen.push(span);
  }
  return chosen;
};
