import { MOST_ROWS, whole } from '../align/products.ts';
import { dot, type Rows, rowDot } from '../align/rows.ts';
import type { Side, Sides } from '../core/side.ts';
import { mapSides, opposite } from '../core/side.ts';
import { nameKey } from '../evidence/names.ts';
import { type BeadSide, beadSide, type BeadWord } from './bead-words.ts';
import type { Context } from './context.ts';
import type { WordOdds } from './discriminator.ts';
import { gridOf, type WordGrid } from './word-grid.ts';

/** What is looked at to decide whether a word is supported by the other side of its bead. */
export const WORD_FEATURES = [
  'best',
  'second',
  'mutual',
  'assigned',
  'chance',
  'lacking',
  'left',
  'right',
  'window',
  'weight',
  'nearby',
  'spelling',
  'isName',
  'beadSupport',
  'beadCosine',
  'documentCosine',
  'leftover',
  'leftoverMost',
  'leftoverNear',
  'leftoverLacking',
  'leftoverCosine',
  'surplus',
  'contents',
  'otherContents',
  'isTarget',
  'pairBest',
  'compound',
  'pooledOther',
  'ownFit',
  'nearFit',
  'leftoverName',
  'leftoverAcronym',
  'inDocument',
  'acronym',
  'removal',
  'expected',
  'letters',
  'position',
  'partnerTaken',
  'starts',
  'ends',
  'together',
  'replaced',
  'unsupported',
] as const;

export type WordFeature = (typeof WORD_FEATURES)[number];

/** One word of a paired segment and how well the other side of the bead supports it. */
export interface WordSupport extends BeadWord {
  /** Best cosine to any word of the other side, in [-1, 1]. */
  readonly best: number;
  /** Index of that word in the other side's list; -1 where that side has none. */
  readonly partner: number;
  /** In the order of WORD_FEATURES; null for words without content. */
  readonly features: Float64Array | null;
}

/** The words of a bead. */
export interface BeadSupport extends Sides<readonly WordSupport[]> {
  /** For each word its row in the side's vocabulary. */
  readonly rows: Sides<Int32Array>;
  /** The weighted sum of the vectors of a side's words, of `dimensions` numbers. */
  readonly sums: Sides<Float32Array>;
  /** Adds a share of a word's weighted vector to a sum. */
  readonly addWord: (side: Side, index: number, share: number, sum: Float32Array) => void;
  readonly dimensions: number;
  /** Whether a discriminator has read the bead; without one the features of its odds are no numbers. */
  readonly isDiscriminated: boolean;
  /** How much longer a side is than the other, against the rest of the document, as the logarithm of a ratio. */
  readonly surplus: Sides<number>;
}

const ACRONYM = /^\p{Lu}[\p{Lu}.]+s?$/u;

/** How many segments on each side of the bead say what the passage is about. */
const AROUND = 5;
/** How many segments before and after the bead are searched for a phrase that stands elsewhere. */
const REACH = 2;
/** So many words of the nearby segments are looked at. */
const MOST_NEAR = MOST_ROWS;
/** Above this a word is supported, and its spelling is not asked. */
const CLOSE = 0.62;
/** Below this it is looked for in the segments around. */
const WEAK = 0.4;
/** Below this a word counts as left over. */
const LEFT_OVER = 0.45;
/** A name that finds less than this may be left over, if it is not spelled opposite. */
const LEFT_NAME = 0.6;
/** Above this a word is taken to be translated by its partner, and so says where its neighbours should be. */
const ANCHOR = 0.5;
/** How far, in words, from the expected place something still stands at it: word order differs by language. */
export const PLACE_REACH = 5;
/** The same for a translation of the word itself. */
const EXPECTED_REACH = 3;
/** So many words before and after say how well the neighbourhood is supported. */
const WINDOW = 3;
/** What stands for a neighbour that is not there. */
const NO_NEIGHBOUR = 0.5;

/** The length of the sum of two unit vectors with this cosine. */
const lengthOfSum = (cosine: number): number => Math.sqrt(Math.max(0.2, 2 + 2 * cosine));

const norm = (vector: Float32Array): number => Math.sqrt(dot(vector, 0, vector, 0, vector.length)) || 1;

/** How alike two spellings begin, in [0, 1]: the shared beginning over the shorter word. Short words must be equal. */
const spellingLikeness = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < shorter && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  if (shorter < 4) return shared === shorter && Math.abs(a.length - b.length) <= 2 ? 1 : 0;
  return shared < 3 ? 0 : shared / shorter;
};

interface Chain {
  /** The content words before and after each content word; -1 where there is none. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** To the content word before. */
  readonly cosine: Float64Array;
}

const chainOf = ({ words, rows }: BeadSide, vectors: Rows): Chain => {
  const before = new Int32Array(words.length).fill(-1);
  const after = new Int32Array(words.length).fill(-1);
  const cosine = new Float64Array(words.length);
  let last = -1;
  words.forEach((word, i) => {
    if (!word.content) return;
    if (last >= 0) {
      before[i] = last;
      after[last] = i;
      cosine[i] = rowDot(vectors, rows[i]!, vectors, rows[last]!);
    }
    last = i;
  });
  return { before, after, cosine };
};

/** The weighted sum of a side's words. */
const sumOf = ({ words, rows }: BeadSide, { data, dimensions: d }: Rows): Float32Array => {
  const sum = new Float32Array(d);
  for (let i = 0; i < rows.length; i++) {
    const { weight } = words[i]!;
    const from = rows[i]! * d;
    for (let k = 0; k < d; k++) sum[k]! += weight * data[from + k]!;
  }
  return sum;
};

/** The sum of the pooled vectors of the segments around a bead, its own among them. */
const sumAround = (context: Context, side: Side, members: readonly number[], d: number): Float32Array => {
  const middle = members[0] ?? 0;
  const last = Math.min(context.sides[side].segments.length - 1, middle + AROUND);
  const sum = new Float32Array(d);
  for (let member = Math.max(0, middle - AROUND); member <= last; member++) {
    const { pooled } = context.vectors[side][member]!;
    for (let k = 0; k < d; k++) sum[k]! += pooled[k]!;
  }
  return sum;
};

const nearbySegments = (context: Context, side: Side, members: readonly number[]): readonly number[] => {
  const last = context.sides[side].segments.length - 1;
  const low = Math.max(0, (members[0] ?? 0) - REACH);
  const high = Math.min(last, (members.at(-1) ?? 0) + REACH);
  const inside = new Set(members);
  const near: number[] = [];
  // The members of a bead may lie far apart; only its ends are looked around.
  for (let i = low; i <= high && near.length < 4 * REACH; i++) if (!inside.has(i)) near.push(i);
  return near;
};

/** What tells where a word's translation stands. */
type Anchor = Pick<WordSupport, 'content' | 'best' | 'partner'>;

/**
 * Where the other side should speak of the same as the words `first` to `last`: around the partners of the two supported
 * words just before and the two just after. Empty where there are none.
 */
export const expectedPlace = (own: readonly Anchor[], first: number, last: number): readonly number[] => {
  const partners: number[] = [];
  const look = (from: number, step: 1 | -1): void => {
    for (let i = from, found = 0; i >= 0 && i < own.length && found < 2; i += step) {
      if (!own[i]!.content || own[i]!.best < ANCHOR) continue;
      partners.push(own[i]!.partner);
      found++;
    }
  };
  look(first - 1, -1);
  look(last + 1, 1);
  return partners;
};

const lengthOf = (context: Context, side: Side, members: readonly number[]): number =>
  members.reduce((sum, member) => sum + context.segment(side, member).text.length, 0);

/**
 * The words of both sides of a bead with their features; null where a side has no words or far too many.
 * Time O(n m d) for n and m words and d dimensions, plus the nearby segments for the words that find little.
 */
export const wordSupport = (context: Context, members: Sides<readonly number[]>): BeadSupport | null => {
  const source = beadSide(context, 'source', members.source);
  const target = beadSide(context, 'target', members.target);
  if (source === null || target === null) return null;
  const d = context.vocabulary('source').vectors.dimensions;
  const sides = { source, target };
  const grid = gridOf(source, target, context.products());
  const ratio =
    Math.log(lengthOf(context, 'source', members.source) / lengthOf(context, 'target', members.target)) -
    context.agreement().ratio;
  const surplus = { source: ratio, target: -ratio };
  const lacking = {
    source: lackingOf(context, 'source', source, grid),
    target: lackingOf(context, 'target', target, grid),
  };
  const sums = mapSides(sides, (some, side) => sumOf(some, context.vocabulary(side).vectors));
  const read = mapSides(sides, (some, side) => ({ ...some, vectors: context.vocabulary(side).vectors }));
  const odds = context.discriminator()?.odds(read, grid) ?? null;
  const bead: Bead = { context, members, sides, grid, d, sums, surplus, lacking, odds };
  return {
    source: describe(bead, 'source'),
    target: describe(bead, 'target'),
    rows: mapSides(sides, ({ rows }) => rows),
    sums,
    addWord: (side, index, share, sum) => {
      const { data } = context.vocabulary(side).vectors;
      const from = sides[side].rows[index]! * d;
      const weight = share * sides[side].words[index]!.weight;
      for (let k = 0; k < d; k++) sum[k]! += weight * data[from + k]!;
    },
    dimensions: d,
    isDiscriminated: odds !== null,
    surplus,
  };
};

/** A bead while it is measured. */
interface Bead {
  readonly context: Context;
  readonly members: Sides<readonly number[]>;
  readonly sides: Sides<BeadSide>;
  readonly grid: WordGrid;
  readonly d: number;
  readonly sums: Sides<Float32Array>;
  readonly surplus: Sides<number>;
  readonly lacking: Sides<Lacking>;
  /** What the discriminator says; null without one, and of a bead that is too long for it. */
  readonly odds: Sides<WordOdds> | null;
}

/** What the words of a side find, against what they find in the whole of the other version. */
interface Lacking {
  /** How many deviations the best stands above what the word finds by chance. */
  readonly chance: Float64Array;
  /** How much nearer to it something of the version is than anything of this bead. */
  readonly lacking: Float64Array;
}

const lackingOf = (context: Context, side: Side, { words, rows }: BeadSide, grid: WordGrid): Lacking => {
  const chance = new Float64Array(words.length);
  const lacking = new Float64Array(words.length);
  words.forEach((word, i) => {
    if (!word.content) return;
    const { mean, deviation, most } = context.chance(side, rows[i]!);
    chance[i] = (grid.best[side][i]! - mean) / deviation;
    lacking[i] = Math.max(0, most - grid.best[side][i]!);
  });
  return { chance, lacking };
};

/** What the other side of a bead says that a side seems not to render. */
interface Leftover {
  /** For each word of the other side, how much it lacks. */
  readonly missing: Float64Array;
  readonly sum: number;
  readonly most: number;
  readonly name: number;
  readonly acronym: number;
}

const leftoverOf = ({ sides, grid }: Bead, side: Side): Leftover => {
  const others = sides[opposite(side)].words;
  const otherBest = grid.best[opposite(side)];
  const missing = new Float64Array(others.length);
  let sum = 0;
  let most = 0;
  let name = 0;
  let acronym = 0;
  let keys: readonly string[] | null = null;
  others.forEach((word, j) => {
    if (!word.content) return;
    missing[j] = Math.max(0, LEFT_OVER - otherBest[j]!);
    sum += missing[j]!;
    most = Math.max(most, missing[j]!);
    if (!word.name || otherBest[j]! >= LEFT_NAME) return;
    keys ??= sides[side].words.flatMap(({ content, stem }) => (content ? [nameKey(stem)] : []));
    const key = nameKey(word.stem);
    const spelled = keys.reduce((likest, own) => Math.max(likest, spellingLikeness(key, own)), 0);
    const unnamed = (LEFT_NAME - otherBest[j]!) * (1 - spelled);
    name = Math.max(name, unnamed);
    if (ACRONYM.test(word.stem)) acronym = Math.max(acronym, unnamed);
  });
  return { missing, sum, most, name, acronym };
};

/** The word of the other side that is left over most, of those at the expected places; -1 where none is. */
const leftoverAt = ({ missing }: Leftover, places: readonly number[]): number => {
  let found = -1;
  for (let j = 0; j < missing.length; j++) {
    if (missing[j] === 0 || (found >= 0 && missing[j]! <= missing[found]!)) continue;
    if (places.length === 0 || places.some((place) => Math.abs(place - j) <= PLACE_REACH)) found = j;
  }
  return found;
};

/** For each word of a side that finds little, the best cosine to a word of the other side's segments around the bead; else 0. */
const nearbyOf = ({ context, members, sides, grid }: Bead, side: Side): Float64Array => {
  const { words, rows } = sides[side];
  const best = new Float64Array(words.length);
  const weak = words.flatMap(({ content }, i) => (content && grid.best[side][i]! < WEAK ? [i] : []));
  if (weak.length === 0) return best;
  const near = nearbySegments(context, opposite(side), members[opposite(side)])
    .flatMap((segment) => [...context.rows(opposite(side), segment)])
    .slice(0, MOST_NEAR);
  const own = whole(weak.map((i) => rows[i]!));
  const isSource = side === 'source';
  const { values, stride } = isSource
    ? context.products().of(own, whole(near))
    : context.products().of(whole(near), own);
  weak.forEach((i, x) => {
    for (let y = 0; y < near.length; y++)
      best[i] = Math.max(best[i]!, values[isSource ? x * stride + y : y * stride + x]!);
  });
  return best;
};

/** The words of a side with their features. */
const describe = (bead: Bead, side: Side): readonly WordSupport[] => {
  const { context, members, grid, d } = bead;
  const { words, rows } = bead.sides[side];
  const vectors = context.vocabulary(side).vectors;
  const other = bead.sides[opposite(side)];
  const others = other.words;
  const best = grid.best[side];
  const partner = grid.partner[side];
  const otherBest = grid.best[opposite(side)];
  const at = (i: number, j: number): number => grid.at(side, i, j);
  const anchors = words.map(({ content }, i) => ({ content, best: best[i]!, partner: partner[i]! }));
  let supported = 0;
  let weights = 0;
  let contents = 0;
  words.forEach((word, i) => {
    if (!word.content) return;
    supported += best[i]! * word.weight;
    weights += word.weight;
    contents++;
  });
  const otherContents = others.reduce((count, word) => count + (word.content ? 1 : 0), 0);
  const left = leftoverOf(bead, side);
  const otherVectors = context.vocabulary(opposite(side)).vectors;
  const chain = chainOf(bead.sides[side], vectors);
  const otherChain = chainOf(other, otherVectors);
  const mine = bead.sums[side];
  const theirs = bead.sums[opposite(side)];
  const around = sumAround(context, opposite(side), members[opposite(side)], d);
  const lengths = { mine: norm(mine), theirs: norm(theirs), around: norm(around) };
  const agreement = dot(mine, 0, theirs, 0, d);
  const nearby = nearbyOf(bead, side);
  let keys: readonly string[] | null = null;

  const spellingOf = (i: number): number => {
    keys ??= others.map(({ stem }) => nameKey(stem));
    const key = nameKey(words[i]!.stem);
    let most = 0;
    for (const spelled of keys) most = Math.max(most, spellingLikeness(key, spelled));
    return most;
  };
  const windowOf = (i: number): number => {
    let sum = 0;
    let seen = 0;
    for (let k = Math.max(0, i - WINDOW); k <= Math.min(words.length - 1, i + WINDOW); k++) {
      if (k === i || !words[k]!.content) continue;
      sum += best[k]!;
      seen++;
    }
    return seen === 0 ? NO_NEIGHBOUR : sum / seen;
  };
  /** Two words of the other side that follow one another may say it together. */
  const pairBestOf = (i: number): number => {
    let most = best[i]!;
    for (let j = 0; j < others.length; j++) {
      const before = otherChain.before[j]!;
      if (before >= 0) most = Math.max(most, (at(i, j) + at(i, before)) / lengthOfSum(otherChain.cosine[j]!));
    }
    return most;
  };
  /** Does the word, taken together with a neighbour, come nearer to what the neighbour alone is near to? */
  const compoundOf = (i: number): number => {
    let most = -1;
    const see = (neighbour: number, likeness: number): void => {
      const p = neighbour < 0 ? -1 : partner[neighbour]!;
      if (p >= 0) most = Math.max(most, (at(i, p) + at(neighbour, p)) / lengthOfSum(likeness) - at(neighbour, p));
    };
    see(chain.before[i]!, chain.cosine[i]!);
    see(chain.after[i]!, chain.after[i]! < 0 ? 0 : chain.cosine[chain.after[i]!]!);
    return most;
  };
  const expectedOf = (i: number, places: readonly number[]): number => {
    let most = 0;
    for (const place of places) {
      const last = Math.min(others.length - 1, place + EXPECTED_REACH);
      for (let j = Math.max(0, place - EXPECTED_REACH); j <= last; j++) most = Math.max(most, at(i, j));
    }
    return most;
  };

  /** How steadily the word is used with one that is left over opposite. */
  const togetherOf = (i: number): number => {
    const together = best[i]! >= LEFT_OVER ? null : context.together(side, words[i]!.folded);
    if (together === null) return 0;
    let most = 0;
    left.missing.forEach((missing, j) => {
      if (missing > 0) most = Math.max(most, together(others[j]!.folded));
    });
    return most;
  };

  return words.map((word, i) => {
    const shared = { ...word, best: best[i]!, partner: partner[i]! };
    if (!word.content) return { ...shared, features: null };
    const rest = weights - word.weight;
    const from = rows[i]! * d;
    const own = dot(vectors.data, from, mine, 0, d) - word.weight;
    const withTheirs = dot(vectors.data, from, theirs, 0, d);
    const without = Math.sqrt(Math.max(1e-6, lengths.mine ** 2 - 2 * own * word.weight - word.weight ** 2));
    const places = expectedPlace(anchors, i, i);
    const lost = leftoverAt(left, places);
    const features = Float64Array.of(
      best[i]!,
      grid.second[side][i]!,
      grid.mutual[side][i]!,
      grid.assigned[side][i]!,
      bead.lacking[side].chance[i]!,
      bead.lacking[side].lacking[i]!,
      chain.before[i]! < 0 ? NO_NEIGHBOUR : best[chain.before[i]!]!,
      chain.after[i]! < 0 ? NO_NEIGHBOUR : best[chain.after[i]!]!,
      windowOf(i),
      word.weight,
      nearby[i]!,
      best[i]! < CLOSE ? spellingOf(i) : 0,
      word.name ? 1 : 0,
      rest > 0 ? (supported - best[i]! * word.weight) / rest : NO_NEIGHBOUR,
      agreement / (lengths.mine * lengths.theirs),
      context.agreement().cosine,
      left.sum,
      left.most,
      lost < 0 ? 0 : left.missing[lost]!,
      lost < 0 ? 0 : bead.lacking[opposite(side)].lacking[lost]!,
      lost < 0 ? 0 : at(i, lost),
      bead.surplus[side],
      Math.log(contents),
      Math.log(1 + otherContents),
      side === 'target' ? 1 : 0,
      pairBestOf(i),
      compoundOf(i),
      withTheirs / lengths.theirs,
      own / without,
      dot(vectors.data, from, around, 0, d) / lengths.around,
      left.name,
      left.acronym,
      word.name && context.isSpelled(opposite(side), nameKey(word.stem)) ? 1 : 0,
      ACRONYM.test(word.stem) ? 1 : 0,
      ((agreement - word.weight * withTheirs) / without - agreement / lengths.mine) / lengths.theirs,
      expectedOf(i, places),
      word.stem.length,
      i / words.length,
      partner[i]! < 0 ? 0 : otherBest[partner[i]!]! - best[i]!,
      word.boundary ? 1 : 0,
      i + 1 >= words.length || words[i + 1]!.boundary ? 1 : 0,
      togetherOf(i),
      bead.odds?.[side].replaced[i] ?? Number.NaN,
      bead.odds?.[side].unsupported[i] ?? Number.NaN,
    );
    return { ...shared, features };
  });
};
