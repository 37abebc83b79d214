import type { Span } from '../core/span.ts';

/** Two small numbers with a dash between them: a score (3-1) or a range (20–30). */
export interface Score extends Span {
  readonly first: string;
  readonly second: string;
}

/** A date, a telephone number or a fraction has more of them, or other marks. */
const SCORE = /(?<![\p{N}.,/–-])(\d{1,3}) ?[-–] ?(\d{1,3})(?![.,/–-]*\d)/gu;

/** The scores and ranges of a text, in its order. */
export const readScores = (text: string): readonly Score[] =>
  [...text.matchAll(SCORE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    first: String(Number(match[1])),
    second: String(Number(match[2])),
  }));

/** True where one is the other the wrong way round: 3-1 and 1-3. */
export const isReversed = (a: Score, b: Score): boolean =>
  a.first !== a.second && a.first === b.second && a.second === b.first;
