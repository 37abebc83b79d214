import { isNull } from '../../core/bead.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { Context } from '../context.ts';
import type { Rule } from '../rule.ts';
import type { WordSupport } from '../wordSupport.ts';

/** Of a pair of words that are each other's best: enough to say that they hold the same place in the two sentences. */
const ANCHOR = 0.28;
/** Below this a word finds nothing on the other side of its bead. */
const NOTHING = 0.32;
/** From this on the rest of the target renders a source word. */
const RENDERED = 0.7;
/** Longer runs are clauses, which the coverage rule judges. */
const MOST_WORDS = 3;
/** One weak word beside another is the rule in a free translation. */
const LEAST_WORDS = 2;
/** How many segments around the bead are asked how they render a term. */
const REACH = 40;
const CONFIDENCE = 0.6;

/** The run of content words that find nothing, beside an index, in a direction; function words are passed over. */
const weakRun = (words: readonly WordSupport[], from: number, step: 1 | -1): readonly number[] => {
  const run: number[] = [];
  for (let i = from + step; i >= 0 && i < words.length && run.length <= MOST_WORDS; i += step) {
    const word = words[i]!;
    // A run ends at punctuation: what stands beyond it belongs to something else.
    if (step === 1 ? word.boundary : words[i + 1]!.boundary) break;
    if (!word.content) break;
    if (word.best >= NOTHING || word.name) break;
    run.push(i);
  }
  return run.length > MOST_WORDS ? [] : run.sort((a, b) => a - b);
};

/** The best cosine of a source word to any target word of the segments around, the bead's own left out. */
const renderedElsewhere = (context: Context, word: WordSupport, members: readonly number[]): number => {
  const segment = word.place.segment!;
  const offset = word.place.start - context.segment('source', segment).start;
  const own = context.vectors.source[segment]!;
  const row = own.words.findIndex(({ start }) => start === offset);
  const d = own.pooled.length;
  const middle = members[0] ?? 0;
  const inside = new Set(members);
  let most = 0;
  const last = Math.min(context.vectors.target.length - 1, middle + REACH);
  for (let other = Math.max(0, middle - REACH); other <= last; other++) {
    if (inside.has(other)) continue;
    const { wordVectors, words } = context.vectors.target[other]!;
    for (let j = 0; j < words.length; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += own.wordVectors[row * d + k]! * wordVectors[j * d + k]!;
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

/**
 * A term said with other words than in the rest of the translation: beside a pair of words that hold the same place
 * (theft, çalmak) both sides have a short phrase that finds nothing opposite, and elsewhere the target does render the
 * source's phrase. This shows a wrong term even in a retelling, where most of a sentence finds little.
 */
export const replacedTerm: Rule = (context) => {
  const findings: Finding[] = [];
  context.beads.forEach((bead, index) => {
    if (isNull(bead)) return;
    const words = context.support(index);
    if (words === null) return;
    words.target.forEach((anchor, t) => {
      const s = anchor.partner;
      if (!anchor.content || anchor.best < ANCHOR || s < 0) return;
      const opposite = words.source[s]!;
      if (!opposite.content || opposite.partner !== t) return;
      for (const step of [-1, 1] as const) {
        const phrase = weakRun(words.target, t, step);
        if (phrase.length < LEAST_WORDS) continue;
        for (const direction of [-1, 1] as const) {
          const term = weakRun(words.source, s, direction);
          if (term.length < LEAST_WORDS) continue;
          if (!term.some((i) => renderedElsewhere(context, words.source[i]!, bead.target) >= RENDERED)) continue;
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
    });
  });
  return findings;
};
