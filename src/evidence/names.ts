import type { Span } from '../core/span.ts';
import { fold } from './fold.ts';
import { readLinks } from './links.ts';

/** One word of a proper name, or an acronym. "Kim Jong Un" is three. */
export interface Name extends Span {
  /** Two names agree if their keys are equal: folded, without diacritics, without the ending after an apostrophe. */
  readonly key: string;
  readonly class: 'name' | 'acronym';
}

// A word with inner hyphens (Jun-il) or points (U.S.), and what follows an apostrophe. Parts cannot match one another's
// characters, so there is one way to read any text.
const WORD = /[\p{L}\p{M}\p{N}]+(?:[-.&][\p{L}\p{M}\p{N}]+)*/gu;
const UPPER_START = /^\p{Lu}/u;
const UPPER_ALL = /^[\p{Lu}\p{N}.&-]*\p{Lu}[\p{Lu}\p{N}.&-]*\p{Lu}[\p{Lu}\p{N}.&-]*$/u;
const MARKS = /\p{M}+/gu;

/** Languages that write every noun with a capital, where a capital says nothing about a name. */
const CAPITAL_NOUNS = new Set(['de', 'lb']);

/** English words that are written with a capital anywhere. */
const NEVER = new Set(['i', "i'm", 'mr', 'mrs', 'ms', 'dr', 'the']);

/** The form under which names are compared across languages. Not length-preserving. */
export const nameKey = (word: string): string => fold(word).normalize('NFD').replace(MARKS, '').replace(/[.&-]/g, '');

/** Ends of sentences inside a segment: a capital after them says nothing. Quotes and brackets are passed over. */
const startsSentence = (text: string, start: number): boolean => {
  let at = start - 1;
  while (at >= 0 && ' \t\n\u00a0"“”‘’\'«»([{*_-–—•'.includes(text[at]!)) at--;
  return at < 0 || '.!?…:;'.includes(text[at]!);
};

/**
 * The names of a text: words with a capital that do not begin a sentence, acronyms anywhere, and any capitalised word
 * with an ending after an apostrophe (ABD'nin, Trump's). Where more than half of the words begin with a capital (a
 * headline), a capital says nothing and only acronyms count.
 */
export const readNames = (text: string, lang: string): Name[] => {
  const names: Name[] = [];
  const links = readLinks(text);
  let link = 0;
  let words = 0;
  let capitals = 0;
  const nouns = CAPITAL_NOUNS.has(lang.split('-')[0]!);
  const pending: (Name & { readonly sure: boolean })[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    const start = match.index;
    const end = start + word.length;
    while (link < links.length && links[link]!.end <= start) link++;
    if (link < links.length && links[link]!.start < end) continue;
    words++;
    if (!UPPER_START.test(word)) continue;
    capitals++;
    // An ending after an apostrophe was matched as a word of its own; it begins in lower case and drops out.
    const key = nameKey(word);
    if (key.length < 2 || NEVER.has(key)) continue;
    const acronym = UPPER_ALL.test(word) && word.length <= 12;
    const apostrophe =
      (text[end] === "'" || text[end] === '’') && /\p{Ll}/u.test(text[end + 1] ?? '') && word.length > 2;
    const sure = acronym || apostrophe;
    if (!sure && (nouns || startsSentence(text, start))) continue;
    pending.push({ start, end, key, class: acronym ? 'acronym' : 'name', sure });
  }
  const headline = words >= 4 && capitals * 2 > words;
  for (const { sure, ...name } of pending) if (sure || !headline) names.push(name);
  return names;
};
