import { fold } from '../../src/evidence/fold.ts';
import { functionWordsOf } from '../../src/evidence/languages/function-words.ts';
import { splitWords } from '../../src/segment/words.ts';
import type { Random } from '../align/random.ts';

export type ErrorType = 'word' | 'phrase' | 'name' | 'addition';

/** A text with an error put into it. */
export interface Injected {
  readonly text: string;
  readonly type: ErrorType;
  readonly start: number;
  readonly end: number;
}

/** Something of other texts to put in: words, pairs of words, names, clauses. */
export interface Stock {
  readonly words: readonly string[];
  readonly phrases: readonly string[];
  readonly names: readonly string[];
  readonly clauses: readonly string[];
}

const LEAST_CLAUSE = 3;
const MOST_CLAUSE = 14;
/** How often an inflected word is wanted whose ending the sentence would accept. */
const SAME_ENDING = 0.5;

const isContent = (word: string, lang: string): boolean =>
  word.length >= 4 && /^\p{L}+$/u.test(word) && !functionWordsOf(lang).has(fold(word));

const isCommon = (word: string, lang: string): boolean => /^\p{Ll}/u.test(word) && isContent(word, lang);

const isName = (word: string): boolean => /^\p{Lu}\p{Ll}{2}/u.test(word);

const stemOf = (word: string): string => word.split(/['’]/)[0]!;

export function makeStock(texts: readonly string[], lang: string): Stock {
  const words: string[] = [];
  const phrases: string[] = [];
  const names: string[] = [];
  const clauses: string[] = [];
  for (const text of texts) {
    const spans = splitWords(text);
    spans.forEach(({ start, end }, i) => {
      const stem = stemOf(text.slice(start, end));
      if (isCommon(stem, lang)) words.push(stem);
      if (i > 0 && isName(stem)) names.push(stem);
      const next = spans[i + 1];
      if (next === undefined || text.slice(end, next.start) !== ' ') return;
      if (isCommon(text.slice(start, end), lang) && isCommon(text.slice(next.start, next.end), lang))
        phrases.push(text.slice(start, next.end));
    });
    clauses.push(...clausesOf(text));
  }
  return { words, phrases, names, clauses };
}

/** The parts of a text between marks: all of them, and commas alone, so that some clauses carry a quote or a colon. */
function clausesOf(text: string): string[] {
  const parts = new Set([...text.split(/[,;:.!?()"“”—–]+\s*/), ...text.replace(/[.!?…]["”’)]*\s*$/, '').split(/,\s+/)]);
  return [...parts].map((part) => part.trim()).filter((part) => isClause(part));
}

function isClause(part: string): boolean {
  const count = splitWords(part).length;
  return count >= LEAST_CLAUSE && count <= MOST_CLAUSE && /^[\p{L}"“]/u.test(part);
}

/** Puts an error of a type into a text; null where the text has no place for one. */
export function inject(text: string, lang: string, type: ErrorType, stock: Stock, random: Random): Injected | null {
  if (splitWords(text).length < 4) return null;
  if (type === 'addition') return addClause(text, stock, random);
  return replace(text, lang, type, stock, random);
}

/** What stands before and after an added clause. */
const FRAMES: readonly (readonly [string, string])[] = [
  [', ', ', '],
  [', ', ', '],
  [' ', ' '],
  [' ', ', '],
  [' (', ') '],
  [' – ', ' – '],
  [', ', ' '],
];

function addClause(text: string, stock: Stock, random: Random): Injected | null {
  if (stock.clauses.length === 0) return null;
  const clause = random.pick(stock.clauses);
  const at = placeOfClause(text, random);
  const [before, after] = random.pick(FRAMES);
  const head = text.slice(0, at).trimEnd();
  const tail = text.slice(at).trimStart();
  const left = head === '' ? '' : head.endsWith(',') ? `${head} ` : head + before;
  const right = /^\p{P}/u.test(tail) ? after.trimEnd().replace(/[,–]$/, '') : after;
  return {
    text: left + clause + right + tail,
    type: 'addition',
    start: left.length,
    end: left.length + clause.length,
  };
}

/** After a comma, between two words, or before the marks at the end. */
function placeOfClause(text: string, random: Random): number {
  const commas = [...text.matchAll(/, /g)].map((match) => match.index + 2);
  if (commas.length > 0 && random.chance(0.5)) return random.pick(commas);
  const spans = splitWords(text);
  if (random.chance(0.15)) return spans.at(-1)!.end;
  return spans[random.between(1, spans.length - 1)]!.start;
}

interface Spot {
  readonly start: number;
  readonly end: number;
  readonly form: string;
}

function spotsOf(text: string, lang: string, type: ErrorType): readonly Spot[] {
  const spans = splitWords(text);
  return spans.flatMap(({ start, end }, i) => {
    const form = stemOf(text.slice(start, end));
    if (type === 'name') return i > 0 && isName(form) ? [{ start, end: start + form.length, form }] : [];
    if (!isCommon(form, lang)) return [];
    if (type === 'word') return [{ start, end: start + form.length, form }];
    const next = spans[i + 1];
    if (next === undefined || text.slice(end, next.start) !== ' ') return [];
    const both = text.slice(start, next.end);
    return isCommon(text.slice(next.start, next.end), lang) ? [{ start, end: next.end, form: both }] : [];
  });
}

function replace(
  text: string,
  lang: string,
  type: Exclude<ErrorType, 'addition'>,
  stock: Stock,
  random: Random,
): Injected | null {
  const spots = spotsOf(text, lang, type);
  const pool = type === 'name' ? stock.names : type === 'word' ? stock.words : stock.phrases;
  if (spots.length === 0 || pool.length === 0) return null;
  const spot = random.pick(spots);
  let other = random.pick(pool);
  if (random.chance(SAME_ENDING)) {
    for (let tries = 0; tries < 30 && other.slice(-2) !== spot.form.slice(-2); tries++) other = random.pick(pool);
  }
  if (fold(other).slice(0, 4) === fold(spot.form).slice(0, 4)) return null;
  return {
    text: text.slice(0, spot.start) + other + text.slice(spot.end),
    type,
    start: spot.start,
    end: spot.start + other.length,
  };
}
