import type { Place } from '../core/finding.ts';
import type { Side, Sides } from '../core/side.ts';
import { opposite } from '../core/side.ts';
import { functionWordsOf } from '../evidence/languages/function-words.ts';
import { nameKey } from '../evidence/names.ts';
import { type Context, placeIn } from './context.ts';

/** What is looked at to decide whether a word is supported by the other side of its bead. */
export const WORD_FEATURES = [
  'best',
  'bestSquared',
  'mutual',
  'left',
  'right',
  'window',
  'weight',
  'nearby',
  'spelling',
  'isName',
  'nameBest',
  'beadSupport',
  'leftover',
  'leftoverMost',
  'lengthRatio',
  'beadWords',
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
] as const;

/** One word of a paired segment and how well the other side of the bead supports it. */
export interface WordSupport {
  readonly place: Place;
  readonly folded: string;
  /** As written, without what follows an apostrophe. */
  readonly stem: string;
  /** False for function words, digits, links: no finding rests on them. */
  readonly content: boolean;
  /** Begins with a capital inside a sentence, or is an acronym. */
  readonly name: boolean;
  /** True where punctuation, or the beginning of a segment, stands before the word. */
  readonly boundary: boolean;
  /** Best cosine to any word of the other side, in [-1, 1]. */
  readonly best: number;
  /** Index of that word in the other side's list; -1 where that side has none. */
  readonly partner: number;
  /** In the order of WORD_FEATURES; null for words without content. */
  readonly features: Float64Array | null;
}

/** Words beyond this are not compared one with another: a bead of two pages is no pair of sentences. */
const MOST_WORDS = 400;

const CAPITAL = /^\p{Lu}/u;
const DIGIT = /\p{N}/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const LETTER = /\p{L}/u;

interface Raw {
  readonly place: Place;
  readonly folded: string;
  readonly text: string;
  readonly content: boolean;
  readonly name: boolean;
  readonly boundary: boolean;
  readonly weight: number;
  readonly segment: number;
  /** Its row in the segment's table. */
  readonly row: number;
}

const dot = (a: Float32Array, i: number, b: Float32Array, j: number, d: number): number => {
  // Four sums: the engine keeps them in registers, and this is where compare spends its time.
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let p = i * d;
  let q = j * d;
  const end = p + d - (d % 4);
  for (; p < end; p += 4, q += 4) {
    first += a[p]! * b[q]!;
    second += a[p + 1]! * b[q + 1]!;
    third += a[p + 2]! * b[q + 2]!;
    fourth += a[p + 3]! * b[q + 3]!;
  }
  for (const last = i * d + d; p < last; p++, q++) first += a[p]! * b[q]!;
  return first + second + third + fourth;
};

const ACRONYM = /^\p{Lu}[\p{Lu}.]+s?$/u;

/** How many segments on each side of the bead say what the passage is about. */
const AROUND = 5;

/** The length of the sum of two unit vectors with this cosine. */
const lengthOfSum = (cosine: number): number => Math.sqrt(Math.max(0.2, 2 + 2 * cosine));

const norm = (vector: Float32Array): number => Math.sqrt(dot(vector, 0, vector, 0, vector.length));

const within = (context: Context, side: Side, members: readonly number[], reach: number): readonly number[] => {
  const low = Math.max(0, (members[0] ?? 0) - reach);
  const high = Math.min(context.sides[side].segments.length - 1, (members[0] ?? 0) + reach);
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
};

const sumOf = (context: Context, side: Side, members: readonly number[], d: number): Float32Array => {
  const sum = new Float32Array(d);
  for (const member of members) {
    const { pooled } = context.vectors[side][member]!;
    for (let k = 0; k < d; k++) sum[k]! += pooled[k]!;
  }
  return sum;
};

/** The weighted sum of a side's word vectors. */
const ownSum = (context: Context, side: Side, own: readonly Raw[], d: number): Float32Array => {
  const sum = new Float32Array(d);
  for (const word of own) {
    const rows = context.vectors[side][word.segment]!.table.vectors;
    for (let k = 0; k < d; k++) sum[k]! += word.weight * rows[word.row * d + k]!;
  }
  return sum;
};

interface Chain {
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** To the content word before. */
  readonly cosine: Float64Array;
}

const chainOf = (context: Context, side: Side, words: readonly Raw[], d: number): Chain => {
  const before = new Int32Array(words.length).fill(-1);
  const after = new Int32Array(words.length).fill(-1);
  const cosine = new Float64Array(words.length);
  let last = -1;
  words.forEach((word, i) => {
    if (!word.content) return;
    if (last >= 0) {
      const other = words[last]!;
      before[i] = last;
      after[last] = i;
      const rows = context.vectors[side][word.segment]!.table.vectors;
      cosine[i] = dot(rows, word.row, context.vectors[side][other.segment]!.table.vectors, other.row, d);
    }
    last = i;
  });
  return { before, after, cosine };
};

/** The words of one side of a bead. Null where there are too many, or none. */
const rawWords = (context: Context, side: Side, members: readonly number[]): readonly Raw[] | null => {
  const words: Raw[] = [];
  for (const member of members) {
    const { text, lang } = context.segment(side, member);
    const { words: spans, table, rows } = context.vectors[side][member]!;
    const stops = functionWordsOf(lang);
    const links = context.links(side, member);
    const folded = context.folded(side, member);
    // In a headline a capital says nothing.
    const capitals = spans.filter((span) => CAPITAL.test(text.charAt(span.start))).length;
    const headline = spans.length >= 4 && capitals * 2 > spans.length;
    for (let row = 0; row < spans.length; row++) {
      const span = spans[row]!;
      const form = folded.slice(span.start, span.end);
      const apostrophe = form.indexOf("'");
      const stem = apostrophe > 1 ? form.slice(0, apostrophe) : form;
      const word = text.slice(span.start, span.end);
      const content =
        stem.length > 1 &&
        LETTER.test(word) &&
        !DIGIT.test(word) &&
        !stops.has(form) &&
        !stops.has(stem) &&
        !links.some((link) => link.start < span.end && span.start < link.end);
      const first = row === 0 || /[.!?:…"“‘]\s*$/.test(text.slice(Math.max(0, span.start - 3), span.start));
      const name = CAPITAL.test(word) && ((!first && !headline) || /^\p{Lu}{2}/u.test(word) || apostrophe > 1);
      words.push({
        place: placeIn(context, side, member, span),
        folded: form,
        text: apostrophe > 1 ? word.slice(0, apostrophe) : word,
        content,
        name,
        boundary: row === 0 || PUNCTUATION.test(text.slice(spans[row - 1]!.end, span.start)),
        weight: table.weights[rows[row]!]!,
        segment: member,
        row: rows[row]!,
      });
      if (words.length > MOST_WORDS) return null;
    }
  }
  return words.length === 0 ? null : words;
};

/** How alike two spellings begin, in [0, 1]: the shared beginning over the shorter word. Short words must be equal. */
const spellingLikeness = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < shorter && a[shared] === b[shared]) shared++;
  if (shorter < 4) return shared === shorter && Math.abs(a.length - b.length) <= 2 ? 1 : 0;
  return shared < 3 ? 0 : shared / shorter;
};

/** Above this a word is supported, and its spelling is not asked. */
const CLOSE = 0.62;
/** Below this it is looked for in the segments around. */
const WEAK = 0.4;
/** Below this a word counts as left over. */
const LEFT_OVER = 0.45;

/** The best likeness of a word's spelling to any of the other side. */
const spelledBest = (word: Raw, others: readonly Raw[]): number => {
  const key = nameKey(word.text);
  let most = 0;
  for (const other of others) if (other.content) most = Math.max(most, spellingLikeness(key, nameKey(other.text)));
  return most;
};

/** How many segments before and after the bead are searched for a phrase that stands elsewhere. */
const REACH = 2;

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

/**
 * The words of both sides of a bead with their features; null where a side has no words or far too many.
 * Time O(n m d) for n and m words and d dimensions, plus the nearby segments for the words that find little.
 */
export const wordSupport = (
  context: Context,
  members: Sides<readonly number[]>,
): Sides<readonly WordSupport[]> | null => {
  const source = rawWords(context, 'source', members.source);
  const target = rawWords(context, 'target', members.target);
  if (source === null || target === null) return null;
  const d = context.vectors.source[members.source[0]!]!.pooled.length;
  const vectorsOf = (side: Side, word: Raw): Float32Array => context.vectors[side][word.segment]!.table.vectors;
  const n = source.length;
  const m = target.length;
  const cosine = new Float64Array(n * m);
  const bestOf = { source: new Float64Array(n).fill(-1), target: new Float64Array(m).fill(-1) };
  const partner = { source: new Int32Array(n).fill(-1), target: new Int32Array(m).fill(-1) };
  for (let i = 0; i < n; i++) {
    const rows = vectorsOf('source', source[i]!);
    for (let j = 0; j < m; j++) {
      const value = dot(rows, source[i]!.row, vectorsOf('target', target[j]!), target[j]!.row, d);
      cosine[i * m + j] = value;
      if (value > bestOf.source[i]!) {
        bestOf.source[i] = value;
        partner.source[i] = j;
      }
      if (value > bestOf.target[j]!) {
        bestOf.target[j] = value;
        partner.target[j] = i;
      }
    }
  }
  const words = { source, target };
  /** Cosine of each content word to the content word before it on its own side, and where that stands. */
  const chains = { source: chainOf(context, 'source', source, d), target: chainOf(context, 'target', target, d) };

  const featuresOf = (side: Side): readonly WordSupport[] => {
    const own = words[side];
    const others = words[opposite(side)];
    const best = bestOf[side];
    const otherBest = bestOf[opposite(side)];
    const at = (i: number, j: number): number => (side === 'source' ? cosine[i * m + j]! : cosine[j * m + i]!);
    let supported = 0;
    let weights = 0;
    for (let i = 0; i < own.length; i++) {
      if (!own[i]!.content) continue;
      supported += best[i]! * own[i]!.weight;
      weights += own[i]!.weight;
    }
    let leftover = 0;
    let leftoverMost = 0;
    for (let j = 0; j < others.length; j++) {
      if (!others[j]!.content) continue;
      const missing = Math.max(0, LEFT_OVER - otherBest[j]!);
      leftover += missing;
      leftoverMost = Math.max(leftoverMost, missing);
    }
    const chain = chains[side];
    const otherChain = chains[opposite(side)];
    const pooled = sumOf(context, opposite(side), members[opposite(side)], d);
    const around = sumOf(context, opposite(side), within(context, opposite(side), members[opposite(side)], AROUND), d);
    const mine = ownSum(context, side, own, d);
    let leftoverName = 0;
    let leftoverAcronym = 0;
    others.forEach((other, j) => {
      if (!other.content || !other.name || otherBest[j]! >= 0.6) return;
      const missing = (0.6 - otherBest[j]!) * (1 - spelledBest(other, own));
      leftoverName = Math.max(leftoverName, missing);
      if (ACRONYM.test(other.text)) leftoverAcronym = Math.max(leftoverAcronym, missing);
    });
    const near = nearbySegments(context, opposite(side), members[opposite(side)]);
    const nearBest = (word: Raw): number => {
      let most = 0;
      const rows = vectorsOf(side, word);
      for (const segment of near) {
        const { table, rows: others } = context.vectors[opposite(side)][segment]!;
        for (let j = 0; j < Math.min(others.length, MOST_WORDS); j++)
          most = Math.max(most, dot(rows, word.row, table.vectors, others[j]!, d));
      }
      return most;
    };
    let spelled: readonly string[] | null = null;
    const contentAt = (from: number, step: number): number => {
      for (let i = from + step; i >= 0 && i < own.length; i += step) if (own[i]!.content) return best[i]!;
      return 0.5;
    };
    return own.map((word, i) => {
      const shared = {
        place: word.place,
        folded: word.folded,
        stem: word.text,
        content: word.content,
        name: word.name,
        boundary: word.boundary,
        best: best[i]!,
        partner: partner[side][i]!,
      };
      if (!word.content) return { ...shared, features: null };
      let mutual = 0;
      for (let j = 0; j < others.length; j++) {
        const value = at(i, j);
        if (value > mutual && value >= otherBest[j]! - 1e-9) mutual = value;
      }
      let window = 0;
      let seen = 0;
      for (let k = Math.max(0, i - 3); k <= Math.min(own.length - 1, i + 3); k++) {
        if (k === i || !own[k]!.content) continue;
        window += best[k]!;
        seen++;
      }
      let spelling = 0;
      if (best[i]! < CLOSE) {
        spelled ??= others.map((other) => nameKey(other.text));
        const key = nameKey(word.text);
        for (const other of spelled) spelling = Math.max(spelling, spellingLikeness(key, other));
      }
      const rest = weights - word.weight;
      const rows = vectorsOf(side, word);
      let pairBest = best[i]!;
      for (let j = 0; j < others.length; j++) {
        const before = otherChain.before[j]!;
        if (before >= 0) pairBest = Math.max(pairBest, (at(i, j) + at(i, before)) / lengthOfSum(otherChain.cosine[j]!));
      }
      // Does the word, taken together with a neighbour, come nearer to what the neighbour alone is near to?
      let compound = -1;
      for (const [neighbour, likeness] of [
        [chain.before[i]!, chain.cosine[i]!],
        [chain.after[i]!, chain.after[i]! < 0 ? 0 : chain.cosine[chain.after[i]!]!],
      ] as const) {
        if (neighbour < 0) continue;
        const p = partner[side][neighbour]!;
        if (p >= 0)
          compound = Math.max(compound, (at(i, p) + at(neighbour, p)) / lengthOfSum(likeness) - at(neighbour, p));
      }
      const own1 = dot(rows, word.row, mine, 0, d) - word.weight;
      const features = Float64Array.of(
        best[i]!,
        best[i]! ** 2,
        mutual,
        contentAt(i, -1),
        contentAt(i, 1),
        seen === 0 ? 0.5 : window / seen,
        word.weight,
        best[i]! < WEAK ? nearBest(word) : 0,
        spelling,
        word.name ? 1 : 0,
        word.name ? best[i]! : 0,
        rest > 0 ? (supported - best[i]! * word.weight) / rest : 0.5,
        leftover,
        leftoverMost,
        Math.log(own.length / others.length),
        Math.log(own.length),
        side === 'target' ? 1 : 0,
        pairBest,
        compound,
        dot(rows, word.row, pooled, 0, d) / (norm(pooled) || 1),
        own1 / (Math.sqrt(Math.max(1e-6, norm(mine) ** 2 - 2 * own1 * word.weight - word.weight ** 2)) || 1),
        dot(rows, word.row, around, 0, d) / (norm(around) || 1),
        leftoverName,
        leftoverAcronym,
        word.name && context.isSpelled(opposite(side), nameKey(word.text)) ? 1 : 0,
        ACRONYM.test(word.text) ? 1 : 0,
      );
      return { ...shared, features };
    });
  };
  return { source: featuresOf('source'), target: featuresOf('target') };
};
