import type { Place } from '../core/finding.ts';
import type { Side } from '../core/side.ts';
import { functionWordsOf } from '../evidence/languages/function-words.ts';
import { type Context, placeIn } from './context.ts';

/** One word of one side of a bead. */
export interface BeadWord {
  readonly place: Place;
  readonly folded: string;
  /** As written, without what follows an apostrophe. */
  readonly stem: string;
  /** False for function words, and for links and amounts with their units, which rules of their own compare. */
  readonly content: boolean;
  /** Begins with a capital inside a sentence, or is an acronym. */
  readonly name: boolean;
  /** True where punctuation, or the beginning of a segment, stands before the word. */
  readonly boundary: boolean;
  readonly weight: number;
}

/** The words of one side of a bead. */
export interface BeadSide {
  readonly words: readonly BeadWord[];
  /** For each word its row in the side's vocabulary. */
  readonly rows: Int32Array;
}

/** Words beyond this are not compared one with another: a bead of two pages is no pair of sentences. */
const MOST_WORDS = 400;

const CAPITAL = /^\p{Lu}/u;
const ACRONYM_START = /^\p{Lu}{2}/u;
const DIGIT = /\p{N}/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const LETTER = /\p{L}/u;
/** What stands before the first word of a sentence. */
const SENTENCE_START = /[.!?:…"“‘]\s*$/;

/** The words of one side of a bead; null where there are too many, or none. */
export const beadSide = (context: Context, side: Side, members: readonly number[]): BeadSide | null => {
  const count = members.reduce((sum, member) => sum + context.vectors[side][member]!.rows.length, 0);
  if (count === 0 || count > MOST_WORDS) return null;
  const rows = new Int32Array(count);
  const words: BeadWord[] = [];
  for (const member of members) {
    rows.set(context.rows(side, member), words.length);
    words.push(...wordsOf(context, side, member));
  }
  return { words, rows };
};

const wordsOf = (context: Context, side: Side, member: number): BeadWord[] => {
  const { text, lang } = context.segment(side, member);
  const { words: spans, table, rows } = context.vectors[side][member]!;
  const stops = functionWordsOf(lang);
  const compared = [...context.links(side, member), ...context.quantities(side, member).filter(({ weak }) => !weak)];
  const folded = context.folded(side, member);
  // In a headline a capital says nothing.
  const capitals = spans.filter((span) => CAPITAL.test(text.charAt(span.start))).length;
  const headline = spans.length >= 4 && capitals * 2 > spans.length;
  return spans.map((span, at) => {
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
      !compared.some(({ start, end }) => start < span.end && span.start < end);
    const first = at === 0 || SENTENCE_START.test(text.slice(Math.max(0, span.start - 3), span.start));
    return {
      place: placeIn(context, side, member, span),
      folded: form,
      stem: apostrophe > 1 ? word.slice(0, apostrophe) : word,
      content,
      name: CAPITAL.test(word) && ((!first && !headline) || ACRONYM_START.test(word) || apostrophe > 1),
      boundary: at === 0 || PUNCTUATION.test(text.slice(spans[at - 1]!.end, span.start)),
      weight: table.weights[rows[at]!]!,
    };
  });
};
