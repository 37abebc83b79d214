import { fold } from '../../src/evidence/fold.ts';
import { functionWordsOf } from '../../src/evidence/languages/function-words.ts';
import { splitWords } from '../../src/segment/words.ts';
import type { Random } from '../align/random.ts';

export type ErrorType = 'word' | 'name' | 'addition';

/** A text with an error put into it. */
export interface Injected {
  readonly text: string;
  readonly type: ErrorType;
  readonly start: number;
  readonly end: number;
}

const isContent = (word: string, lang: string): boolean =>
  word.length >= 4 && /^\p{L}+$/u.test(word) && !functionWordsOf(lang).has(fold(word));

/** Something of other texts to put in: words, names, clauses. */
export interface Stock {
  readonly words: readonly string[];
  readonly names: readonly string[];
  readonly clauses: readonly string[];
}

const LEAST_CLAUSE = 4;
const MOST_CLAUSE = 11;

export function makeStock(texts: readonly string[], lang: string): Stock {
  const words: string[] = [];
  const names: string[] = [];
  const clauses: string[] = [];
  for (const text of texts) {
    const spans = splitWords(text);
    spans.forEach(({ start, end }, i) => {
      const stem = text.slice(start, end).split(/['’]/)[0]!;
      if (/^\p{Ll}/u.test(stem) && isContent(stem, lang)) words.push(stem);
      if (i > 0 && /^\p{Lu}\p{Ll}{2}/u.test(stem)) names.push(stem);
    });
    for (const part of text.split(/[,;:.!?()"“”—–]+\s*/)) {
      const count = splitWords(part).length;
      if (count >= LEAST_CLAUSE && count <= MOST_CLAUSE && /^[\p{L}\p{N} '’-]+$/u.test(part.trim()))
        clauses.push(part.trim());
    }
  }
  return { words, names, clauses };
}

/** Puts an error of a type into a text; null where the text has no place for one. */
export function inject(text: string, lang: string, type: ErrorType, stock: Stock, random: Random): Injected | null {
  const spans = splitWords(text);
  if (spans.length < 4) return null;
  if (type === 'addition') {
    if (stock.clauses.length === 0) return null;
    const clause = random.pick(stock.clauses);
    const commas = [...text.matchAll(/, /g)].map((match) => match.index + 2);
    const at =
      commas.length > 0 && random.chance(0.5) ? random.pick(commas) : spans[random.between(1, spans.length - 1)]!.start;
    const style = random.between(0, 3);
    const before = style === 0 || text.slice(0, at).trimEnd().endsWith(',') ? '' : ', ';
    const left = before === '' ? text.slice(0, at) : text.slice(0, at).trimEnd() + before;
    const right = style === 0 ? ' ' : ', ';
    return { text: left + clause + right + text.slice(at), type, start: left.length, end: left.length + clause.length };
  }
  const names = type === 'name';
  const places = spans.flatMap(({ start, end }, i) => {
    const word = text.slice(start, end);
    const stem = word.split(/['’]/)[0]!;
    const fits = names ? i > 0 && /^\p{Lu}\p{Ll}{2}/u.test(stem) : /^\p{Ll}/u.test(stem) && isContent(stem, lang);
    return fits ? [{ start, end: start + stem.length, stem }] : [];
  });
  const pool = names ? stock.names : stock.words;
  if (places.length === 0 || pool.length === 0) return null;
  const place = random.pick(places);
  let other = random.pick(pool);
  // An inflected language: half of the time an ending that the sentence would accept.
  if (random.chance(0.5)) {
    for (let tries = 0; tries < 30 && other.slice(-2) !== place.stem.slice(-2); tries++) other = random.pick(pool);
  }
  if (fold(other).slice(0, 4) === fold(place.stem).slice(0, 4)) return null;
  return {
    text: text.slice(0, place.start) + other + text.slice(place.end),
    type,
    start: place.start,
    end: place.start + other.length,
  };
}
