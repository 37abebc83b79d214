import { isNull } from '../../core/bead.ts';
import type { Kind } from '../../core/document.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { Side, Sides } from '../../core/side.ts';
import type { Context } from '../context.ts';
import type { Rule } from '../rule.ts';
import { type WordSupport, wordSupport } from '../word-support.ts';

/** Longer runs are clauses, which the coverage rule judges. */
const MOST_WORDS = 3;
/** Least cosine of two words one of which is the other's best, to say that they hold the same place. */
const ANCHOR = 0.2;
/** From this cosine on the rest of the target renders a source word. */
const RENDERED = 0.7;
/**
 * The rule is rare and hardly ever wrong: of 3,000 clean sentences of the corpora that the encoder was not trained on, and of the
 * clean ones of the errors suite, it marks none.
 */
const CONFIDENCE = 0.9;

/** A run of words that on the mean stay below this finds nothing on the other side of its bead. */
const NOTHING = 0.28;
/** A word that finds this much belongs to no such run. */
const SOMETHING = 0.4;
/** One weak word beside another is the rule in a free translation. */
const LEAST_WORDS = 2;
/** How many segments around the bead are asked how they render a term. */
const REACH = 40;
/** Least cosine of two sentences left alone that may be about one thing, and how many of them are tried. */
const LEFT_COSINE = 0.3;
const LEFT_REACH = 40;

/** Source and target words that hold the same place: one is the other's best. */
const anchorsOf = ({ source, target }: Sides<readonly WordSupport[]>): readonly (readonly [number, number])[] => {
  const anchors = new Map<number, readonly [number, number]>();
  const add = (s: number, t: number, best: number): void => {
    if (s < 0 || t < 0 || best < ANCHOR || !source[s]!.content || !target[t]!.content) return;
    anchors.set(s * target.length + t, [s, t]);
  };
  for (let t = 0; t < target.length; t++) add(target[t]!.partner, t, target[t]!.best);
  for (let s = 0; s < source.length; s++) add(s, source[s]!.partner, source[s]!.best);
  return [...anchors.values()];
};

/** The run of content words that find nothing, beside an index, in a direction; function words are passed over. */
const weakRun = (words: readonly WordSupport[], from: number, step: 1 | -1): readonly number[] => {
  const run: number[] = [];
  for (let i = from + step; i >= 0 && i < words.length && run.length <= MOST_WORDS; i += step) {
    const word = words[i]!;
    // A run ends at punctuation: what stands beyond it belongs to something else.
    if (step === 1 ? word.boundary : words[i + 1]!.boundary) break;
    if (!word.content) break;
    if (word.best >= SOMETHING || word.name) break;
    run.push(i);
  }
  const mean = run.reduce((sum, i) => sum + words[i]!.best, 0) / run.length;
  return run.length > MOST_WORDS || mean >= NOTHING ? [] : run.sort((a, b) => a - b);
};

/** The best cosine of a source word to any target word of the segments around, the bead's own left out. */
const renderedElsewhere = (context: Context, word: WordSupport, members: readonly number[]): number => {
  const segment = word.place.segment!;
  const offset = word.place.start - context.segment('source', segment).start;
  const own = context.vectors.source[segment]!;
  const row = own.rows[own.words.findIndex(({ start }) => start === offset)]!;
  const d = own.pooled.length;
  const middle = members[0] ?? 0;
  const inside = new Set(members);
  let most = 0;
  const last = Math.min(context.vectors.target.length - 1, middle + REACH);
  for (let other = Math.max(0, middle - REACH); other <= last; other++) {
    if (inside.has(other)) continue;
    const { table, rows } = context.vectors.target[other]!;
    for (const otherRow of rows) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += own.table.vectors[row * d + k]! * table.vectors[otherRow * d + k]!;
      if (sum > most) most = sum;
    }
  }
  return most;
};

const placeOfRun = (words: readonly WordSupport[], run: readonly number[]): Place => {
  const { side, segment, start } = words[run[0]!]!.place;
  const inSegment = run.filter((i) => words[i]!.place.segment === segment);
  return { side, segment, start, end: words[inSegment.at(-1)!]!.place.end };
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
  const nearest = (from: typeof sources, to: typeof sources, fromSide: Side, toSide: Side): readonly number[] =>
    from.map(({ segment }, i) => {
      const own = context.vectors[fromSide][segment]!.pooled;
      const middle = Math.round((i / from.length) * to.length);
      let best = -1;
      let most = LEFT_COSINE;
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

/**
 * A term said with other words than in the rest of the translation: beside a pair of words that hold the same place
 * (theft, çalmak) both sides have a short phrase that finds nothing opposite, and elsewhere the target does render each word of the
 * source's phrase. This shows a wrong term even in a retelling, where most of a sentence finds little.
 */
export const replacedTerm: Rule = (context) => {
  const findings: Finding[] = [];
  const read = (index: number, words: Sides<readonly WordSupport[]> | null, members: readonly number[]): void => {
    if (words === null) return;
    for (const [s, t] of anchorsOf(words)) {
      for (const step of [-1, 1] as const) {
        const phrase = weakRun(words.target, t, step);
        if (phrase.length < LEAST_WORDS) continue;
        for (const direction of [-1, 1] as const) {
          const term = weakRun(words.source, s, direction);
          if (term.length < LEAST_WORDS) continue;
          if (!term.every((i) => renderedElsewhere(context, words.source[i]!, members) >= RENDERED)) continue;
          findings.push({
            code: 'unsupported-span',
            severity: 'warning',
            ...placeOfRun(words.target, phrase),
            bead: index,
            counterpart: placeOfRun(words.source, term),
            class: 'mistranslation',
            confidence: CONFIDENCE,
          });
        }
      }
    }
  };
  context.beads.forEach((bead, index) => {
    if (!isNull(bead)) read(index, context.support(index), bead.target);
  });
  for (const { bead, source, target } of leftPairs(context)) {
    read(bead, wordSupport(context, { source: [source], target: [target] }), [target]);
  }
  return findings;
};
