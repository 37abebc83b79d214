/**
 * What a language knows about the ends of its sentences. Abbreviations are without their last full stop and folded
 * (see foldWord); inner full stops are kept (`e.g`).
 */
export interface SentenceRules {
  /** Never the last word of a sentence: titles, and what always has something after it. */
  readonly beforeWord: ReadonlySet<string>;
  /** An abbreviation only before a number ("No. 5"); elsewhere a word like others ("He said no."). */
  readonly beforeNumber: ReadonlySet<string>;
  /** May end a sentence; it does where a sentence opener follows. So it is with initials (U.S., A.B.D.). */
  readonly anywhere: ReadonlySet<string>;
  /** True where a number with a full stop is an ordinal ("5. Cadde", "II. Murat"). */
  readonly ordinals: boolean;
  /** Words, folded, with which sentences often begin and names hardly ever. */
  readonly openers: ReadonlySet<string>;
  /** Verbs, folded, that report speech: after a quotation and its speaker they belong to it ("…!" John said). */
  readonly speechVerbs: ReadonlySet<string>;
}

/** Lower case, every i without regard to its dot, so that one form serves all languages. */
export const foldWord = (word: string): string => word.replace(/[İIı]/g, 'i').toLowerCase();

/** A set of the words of a string, folded. */
export const wordSet = (...words: readonly string[]): ReadonlySet<string> =>
  new Set(words.flatMap((line) => line.trim().split(/\s+/u)).map(foldWord));
