/** Words in capitals or figures, then a dash before the sentence proper: `Seoul, October 30, 2024 – The ministry`. */
const OPENING = /^[\p{Lu}\d(]\S*(?:\s+[\p{Lu}\d(]\S*){0,9}\s+[–—-]{1,2}\s+(?=[\p{Lu}“"'‘«])/u;

/** What tells a dateline from a name before a dash: a comma, an agency in brackets, a place in capitals. */
const MARK = /[,(]|\p{Lu}{3}/u;

const LONGEST = 80;

/**
 * Where the sentence begins behind a dateline (the place and day that an agency puts before a story's first sentence); 0
 * where there is none. A dateline belongs to the page rather than to the story: the other version may well have none.
 */
export function endOfDateline(text: string): number {
  const opening = OPENING.exec(text)?.[0] ?? '';
  return opening.length <= LONGEST && MARK.test(opening) ? opening.length : 0;
}
