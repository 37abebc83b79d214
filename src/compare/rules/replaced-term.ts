import { MOST_ROWS, whole } from '../../align/products.ts';
import { rowDot } from '../../align/rows.ts';
import { isNull } from '../../core/bead.ts';
import type { Kind } from '../../core/document.ts';
import type { Finding, Place } from '../../core/finding.ts';
import { lazily } from '../../core/lazily.ts';
import { mapSides, opposite, SIDES, type Side, type Sides } from '../../core/side.ts';
import type { Context } from '../context.ts';
import type { Rule } from '../rule.ts';
import { type WordSupport, wordSupport } from '../word-support.ts';

/**
 * The rule is rare and seldom wrong. Of 9,000 sentences of corpora that the encoder was not trained on it marks 10, half of them
 * slips of the translators, and with another encoder 7; of 1,068 of the first halves of the suites 3, thrice the same. Of phrases
 * that are put in the place of others which the document uses again it finds one in thirteen, in nine.
 */
const CONFIDENCE = 0.9;

/*
 * All cosines are told as shares of one: that of the term and its rendering elsewhere, which says how near the encoder puts
 * a translation.
 */

/**
 * What the term finds here, what the word finds here, and what the word finds in the rest of the other version come together to
 * no more than this where the translation says something else; and each alone to no more than the next three.
 */
const MOST_FOUND = 0.65;
const MOST_OF_TERM = 1 / 3;
const MOST_HERE = 0.4;
const MOST_ELSEWHERE = 0.5;
/**
 * Term and word hold the same place if a word beside the one is as near as this to a word beside the other, and no more words than
 * these are left over on either side.
 */
const FRAME = 0.6;
const MOST_LEFT = 4;
/**
 * Or, however free the translation, if several words at equal distances from both come to so much, as in “crypto asset theft” and
 * “sanat öğelerini çalmak”; what comes to less than the second does not count. Chance finds such a frame so seldom that more
 * may be found by term and word.
 */
const PARALLEL_FRAME = 0.45;
const LEAST_PARALLEL = 0.2;
const MOST_FOUND_IN_PARALLEL = 1;

/** How many segments around the bead, on either side, are asked what they say. */
const REACH = 40;
/** Words that share so many letters at the beginning are taken to be one word with different endings. */
const KEY_LENGTH = 5;
/** Least cosine of two sentences left alone that may be about one thing, as a share of what pairs have; and how many are tried. */
const LEFT_COSINE = 0.5;
const LEFT_REACH = 40;

/** Two sides that are read as one bead, and the index of the bead that a finding belongs to. */
interface Pair {
  readonly bead: number;
  readonly words: Sides<readonly WordSupport[]>;
  /** For each word its row in the side's vocabulary. */
  readonly rows: Sides<readonly number[]>;
  /** The rows of the words around the pair, its own left out. */
  readonly around: (side: Side) => readonly number[];
}

const pairOf = (
  context: Context,
  bead: number,
  members: Sides<readonly number[]>,
  words: Sides<readonly WordSupport[]> | null,
): Pair | null => {
  if (words === null) return null;
  const around = mapSides(members, (own, side) => lazily(1, () => rowsAround(context, side, own)));
  return {
    bead,
    words,
    rows: mapSides(members, (own, side) => own.flatMap((member) => [...context.rows(side, member)])),
    around: (side) => around[side](0),
  };
};

const rowsAround = (context: Context, side: Side, members: readonly number[]): readonly number[] => {
  const middle = members[0] ?? 0;
  const inside = new Set(members);
  const rows = new Set<number>();
  const last = Math.min(context.sides[side].segments.length - 1, middle + REACH);
  for (let member = Math.max(0, middle - REACH); member <= last; member++) {
    if (!inside.has(member)) for (const row of context.rows(side, member)) rows.add(row);
  }
  return [...rows];
};

/** The greatest cosine of a word of a side to what the other version says around the pair. */
const bestElsewhere = (context: Context, { rows, around }: Pair, side: Side, index: number): number => {
  const list = around(opposite(side));
  const own = whole([rows[side][index]!]);
  let most = 0;
  for (let start = 0; start < list.length; start += MOST_ROWS) {
    const part = { list, start, end: Math.min(list.length, start + MOST_ROWS) };
    const { values, stride } = side === 'source' ? context.products().of(own, part) : context.products().of(part, own);
    const step = side === 'source' ? 1 : stride;
    for (let k = 0; k < part.end - start; k++) most = Math.max(most, values[k * step]!);
  }
  return most;
};

/** Content words that are no names and find at most so much on the other side. */
const weakWords = (words: readonly WordSupport[], most: number): readonly number[] =>
  words.flatMap(({ content, name, best }, i) => (content && !name && best <= most ? [i] : []));

/** True where nothing but content words stands between two words, and no mark of punctuation. */
const areTogether = (words: readonly WordSupport[], a: number, b: number): boolean => {
  for (let i = Math.min(a, b) + 1; i <= Math.max(a, b); i++) if (words[i]!.boundary || !words[i]!.content) return false;
  return words[Math.min(a, b)]!.content;
};

/** What says that a source word and a target word hold the same place: words beside them, one of which is the other's best. */
interface Anchor {
  /** How many words after the source word and after the target word they stand; negative before them. */
  readonly after: Sides<number>;
  readonly cosine: number;
}

const anchorsOf = (context: Context, { words, rows }: Pair, s: number, t: number): readonly Anchor[] => {
  const vectors = { source: context.vocabulary('source').vectors, target: context.vocabulary('target').vectors };
  const beside = (side: Side, index: number): readonly number[] =>
    [-2, -1, 1, 2].filter(
      (step) => words[side][index + step] !== undefined && areTogether(words[side], index, index + step),
    );
  const targets = beside('target', t);
  return beside('source', s).flatMap((a) =>
    targets.flatMap((b) => {
      if (words.source[s + a]!.partner !== t + b && words.target[t + b]!.partner !== s + a) return [];
      const cosine = rowDot(vectors.source, rows.source[s + a]!, vectors.target, rows.target[t + b]!);
      return [{ after: { source: a, target: b }, cosine }];
    }),
  );
};

/** The anchors that stand at the same distance from both and are near enough to count. */
const parallelOf = (anchors: readonly Anchor[], unit: number): readonly Anchor[] =>
  anchors.filter(({ after, cosine }) => after.source === after.target && cosine >= LEAST_PARALLEL * unit);

/** How surely two words hold the same place, and how much they may find for it. */
interface Hold {
  readonly strength: number;
  readonly mostFound: number;
}

const NO_HOLD: Hold = { strength: 0, mostFound: 0 };

const holdOf = (anchors: readonly Anchor[], unit: number, isElseRendered: boolean): Hold => {
  const parallel = parallelOf(anchors, unit);
  const together = parallel.reduce((sum, { cosine }) => sum + cosine, 0);
  if (parallel.length > 1 && together >= PARALLEL_FRAME * unit) {
    return { strength: 1 + together, mostFound: MOST_FOUND_IN_PARALLEL };
  }
  const nearest = Math.max(0, ...anchors.map(({ cosine }) => cosine));
  return isElseRendered && nearest >= FRAME * unit ? { strength: nearest, mostFound: MOST_FOUND } : NO_HOLD;
};

/** First and last words of a phrase of the source, and of the one of the target that stands for it. */
type Replaced = Sides<readonly [first: number, last: number]>;

/** The two words, each with what stands between it and the farthest anchor: in “crypto asset theft” the middle word. */
const phrasesOf = (s: number, t: number, parallel: readonly Anchor[]): Replaced => {
  const farthest = Math.max(0, ...parallel.map(({ after }) => after.source));
  const between = Math.max(0, farthest - 1);
  return { source: [s, s + between], target: [t, t + between] };
};

/** The terms of a pair in whose place the target says what the source says nowhere. */
const replacedIn = (context: Context, pair: Pair, isUsedAgain: (word: WordSupport) => boolean): readonly Replaced[] => {
  const { words } = pair;
  const strange = weakWords(words.target, MOST_HERE);
  const elsewhere = lazily(words.target.length, (t) => bestElsewhere(context, pair, 'target', t));
  return weakWords(words.source, MOST_OF_TERM).flatMap((s): readonly Replaced[] => {
    if (!isUsedAgain(words.source[s]!)) return [];
    const places = strange.map((t) => ({ t, anchors: anchorsOf(context, pair, s, t) }));
    if (places.every(({ anchors }) => anchors.length === 0)) return [];
    const unit = bestElsewhere(context, pair, 'source', s);
    const ofTerm = words.source[s]!.best / unit;
    if (ofTerm > MOST_OF_TERM) return [];
    const isElseRendered = SIDES.every((side) => weakWords(words[side], MOST_HERE * unit).length <= MOST_LEFT);
    let most = 0;
    let best: readonly Replaced[] = [];
    for (const { t, anchors } of places) {
      const { strength, mostFound } = holdOf(anchors, unit, isElseRendered);
      const here = Math.max(0, words.target[t]!.best) / unit;
      if (strength <= most || here > MOST_HERE) continue;
      const there = elsewhere(t) / unit;
      if (there > MOST_ELSEWHERE || Math.max(0, ofTerm) + here + there > mostFound) continue;
      most = strength;
      best = [phrasesOf(s, t, parallelOf(anchors, unit))];
    }
    return best;
  });
};

/** Phrases that touch are one, on both sides. */
const joined = (found: readonly Replaced[]): readonly Replaced[] => {
  const touch = (a: Replaced, b: Replaced): boolean =>
    SIDES.every((side) => a[side][0] <= b[side][1] + 1 && b[side][0] <= a[side][1] + 1);
  return found.reduce<readonly Replaced[]>((all, one) => {
    const near = all.filter((other) => touch(one, other));
    const union = near.reduce(
      (sum, other) =>
        mapSides(sum, ([first, last], side): readonly [number, number] => [
          Math.min(first, other[side][0]),
          Math.max(last, other[side][1]),
        ]),
      one,
    );
    return [...all.filter((other) => !near.includes(other)), union];
  }, []);
};

/** The place of some words, in one segment: what reaches into the next is left out. */
const placeOfWords = (words: readonly WordSupport[], [first, last]: readonly [number, number]): Place => {
  const { side, segment, start } = words[first]!.place;
  const inSegment = words.slice(first, last + 1).filter((word) => word.place.segment === segment);
  return { side, segment, start, end: inSegment.at(-1)!.place.end };
};

interface LeftPair {
  /** The null bead of the target segment. */
  readonly bead: number;
  readonly source: number;
  readonly target: number;
}

const PROSE: ReadonlySet<Kind> = new Set(['sentence', 'quote']);

/**
 * Sentences that the aligner left alone on both sides and one of which is the other's nearest: too far apart to be called a
 * pair, as in a retelling, and yet about one thing. Time O(n · LEFT_REACH).
 */
const leftPairs = (context: Context): readonly LeftPair[] => {
  const alone = (side: Side): readonly { readonly bead: number; readonly segment: number }[] =>
    context.beads.flatMap((bead, index) =>
      isNull(bead)
        ? bead[side].flatMap((segment) =>
            PROSE.has(context.segment(side, segment).kind) ? [{ bead: index, segment }] : [],
          )
        : [],
    );
  const sources = alone('source');
  const targets = alone('target');
  if (sources.length === 0) return [];
  const least = LEFT_COSINE * context.agreement().cosine;
  const nearest = (from: typeof sources, to: typeof sources, fromSide: Side, toSide: Side): readonly number[] =>
    from.map(({ segment }, i) => {
      const own = context.vectors[fromSide][segment]!.pooled;
      const middle = Math.round((i / from.length) * to.length);
      let best = -1;
      let most = least;
      for (let k = Math.max(0, middle - LEFT_REACH); k < Math.min(to.length, middle + LEFT_REACH); k++) {
        const other = context.vectors[toSide][to[k]!.segment]!.pooled;
        let sum = 0;
        for (let x = 0; x < own.length; x++) sum += own[x]! * other[x]!;
        if (sum > most) {
          most = sum;
          best = k;
        }
      }
      return best;
    });
  const forward = nearest(targets, sources, 'target', 'source');
  const backward = nearest(sources, targets, 'source', 'target');
  const backOf = new Map<number, number[]>();
  backward.forEach((i, k) => {
    backOf.set(i, [...(backOf.get(i) ?? []), k]);
  });
  return targets.flatMap(({ bead, segment }, i) =>
    [...new Set([forward[i]!, ...(backOf.get(i) ?? [])])].flatMap((k) =>
      k < 0 ? [] : [{ bead, source: sources[k]!.segment, target: segment }],
    ),
  );
};

/** Tells whether the source has a word in a second segment. */
const usedAgain = (context: Context): ((word: WordSupport) => boolean) => {
  const segmentOf = new Map<string, number>();
  const again = new Set<string>();
  context.sides.source.segments.forEach(({ index }) => {
    for (const { folded } of context.words('source', index)) {
      const key = folded.slice(0, KEY_LENGTH);
      const known = segmentOf.get(key);
      if (known === undefined) segmentOf.set(key, index);
      else if (known !== index) again.add(key);
    }
  });
  return ({ folded }) => again.has(folded.slice(0, KEY_LENGTH));
};

/**
 * A term in whose place the translation says something else, though it knows the term: a word of the source that finds nothing
 * here, while the target renders it where the source uses it again; and, between the same neighbours, a word of the target
 * that nothing in the source, here or elsewhere, comes near to. This shows a wrong term even in a retelling, where most of a
 * sentence finds little. Time O(REACH · n d) for n words that find little.
 */
export const replacedTerm: Rule = (context) => {
  const again = lazily(1, () => usedAgain(context));
  const findingsOf = (pair: Pair | null): readonly Finding[] =>
    pair === null
      ? []
      : joined(replacedIn(context, pair, (word) => again(0)(word))).map(({ source, target }) => ({
          code: 'unsupported-span',
          severity: 'warning',
          ...placeOfWords(pair.words.target, target),
          bead: pair.bead,
          counterpart: placeOfWords(pair.words.source, source),
          class: 'mistranslation',
          confidence: CONFIDENCE,
        }));
  const paired = context.beads.flatMap((bead, index) =>
    isNull(bead) ? [] : findingsOf(pairOf(context, index, bead, context.support(index))),
  );
  const left = leftPairs(context).flatMap(({ bead, source, target }) => {
    const members = { source: [source], target: [target] };
    return findingsOf(pairOf(context, bead, members, wordSupport(context, members)));
  });
  return [...paired, ...left];
};
