import type { Span } from '../core/span.ts';
import { fold } from './fold.ts';
import { skeletonOf } from './spelling.ts';

/** A word that begins with a capital: a name, or the first word of a sentence, or one of a headline. */
export interface CapitalWord extends Span {
  /** Index among the words of its text. */
  readonly index: number;
  /** As written, without what follows an apostrophe. */
  readonly stem: string;
  /** The stem, folded. */
  readonly folded: string;
  readonly skeleton: string;
  /** True where the capital says little: at the start of a sentence, or in a headline that writes every word so. */
  readonly isUnsure: boolean;
  readonly isAcronym: boolean;
  /** True where an ending after an apostrophe says that it is a name. */
  readonly hasApostrophe: boolean;
}

const LETTER = /^\p{L}/u;
const CAPITAL = /^\p{Lu}/u;
const ACRONYM = /^(?:\p{Lu}\.?){2,}s?$/u;
const SHOUTED = 6;
const APOSTROPHE = /['’ʼ]/;
const NOT_LETTERS = /[^\p{L}\p{M}.]/u;

const OPENING = /["“„«‘'(\[]/;

/** A capital after these begins something: quotes and brackets are passed over. */
const startsSentence = (text: string, start: number): boolean => {
  let at = start - 1;
  if (OPENING.test(text[at] ?? '')) return true;
  while (at >= 0 && ' \t\n\u00a0"“”„‟«»‘’\'([{*_-–—•'.includes(text[at]!)) at--;
  // An initial or a title goes on: Mr. Smith, J. Smith.
  return (
    at < 0 ||
    '!?…:;'.includes(text[at]!) ||
    (text[at] === '.' && !/(?:^|\s)\p{Lu}\p{L}{0,3}\.[\s ]*$/u.test(text.slice(0, start)))
  );
};

/** Where so many words of a text, those at the start of a sentence left out, begin with a capital, it is a headline. */
const HEADLINE_WORDS = 3;
const HEADLINE_SHARE = 0.7;

/**
 * The words of a text that begin with a capital, ascending.
 *
 * @param words the words of the text, ascending
 */
export const readCapitals = (text: string, words: readonly Span[]): readonly CapitalWord[] => {
  const found: CapitalWord[] = [];
  let inside = 0;
  let capitals = 0;
  words.forEach((span, index) => {
    const written = text.slice(span.start, span.end);
    const isFirst = startsSentence(text, span.start);
    const isCapital = CAPITAL.test(written);
    if (!isFirst && LETTER.test(written)) {
      inside++;
      if (isCapital) capitals++;
    }
    if (!isCapital) return;
    const apostrophe = written.search(APOSTROPHE);
    const stem = apostrophe > 1 ? written.slice(0, apostrophe) : written;
    if (NOT_LETTERS.test(stem)) return;
    const skeleton = skeletonOf(stem);
    if (skeleton.length < 2) return;
    const isAcronym = ACRONYM.test(stem) && stem.length <= SHOUTED;
    const hasApostrophe = apostrophe > 1;
    found.push({
      start: span.start,
      end: span.start + stem.length,
      index,
      stem,
      folded: fold(stem),
      skeleton,
      isUnsure: isFirst && !isAcronym,
      isAcronym,
      hasApostrophe,
    });
  });
  if (inside < HEADLINE_WORDS || capitals < HEADLINE_SHARE * inside) return found;
  // In a shouted text not even acronyms are.
  return found.map((word) => ({ ...word, isUnsure: !word.isAcronym || found.every(({ isAcronym }) => isAcronym) }));
};
