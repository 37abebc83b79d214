import type { Glossary } from '../core/glossary.ts';
import type { Span } from '../core/span.ts';
import { splitWords } from '../segment/words.ts';
import { fold } from './fold.ts';
import { isFormOf, stemsOf } from './inflection.ts';

/** A term as its words. */
interface Term {
  /** Folded. */
  readonly words: readonly string[];
  /** As written, where it is written in capitals alone: IT is not it. */
  readonly exact: string | null;
}

/** A concept in two languages: what the source says, what the target should say, and what it must not. */
export interface TermPair {
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly forbidden: readonly string[];
  readonly note: string | null;
}

const primary = (lang: string): string => lang.split('-')[0]!.toLowerCase();

/** The concepts that a glossary has in both languages. Terms without a language are of the side that they are said to be of. */
export const termPairs = (glossary: Glossary, sourceLang: string, targetLang: string): readonly TermPair[] =>
  glossary.flatMap(({ terms, note }) => {
    const of = (side: string, lang: string, isForbidden: boolean): readonly string[] =>
      terms
        .filter((term) => (term.lang === side || term.lang === primary(lang)) && term.isForbidden === isForbidden)
        .map(({ text }) => text);
    const pair = {
      source: of('source', sourceLang, false),
      target: of('target', targetLang, false),
      forbidden: of('target', targetLang, true),
      note,
    };
    return pair.source.length > 0 && pair.target.length + pair.forbidden.length > 0 ? [pair] : [];
  });

/** A word of a text without what follows an apostrophe, folded. */
export interface TextWord extends Span {
  readonly stem: string;
}

/** The words of a text, as terms are looked for among them. */
export const readTermWords = (text: string): readonly TextWord[] => {
  const folded = fold(text);
  return splitWords(text).map(({ start, end }) => {
    const apostrophe = folded.indexOf("'", start);
    const stop = apostrophe > start + 1 && apostrophe < end ? apostrophe : end;
    return { start, end: stop, stem: folded.slice(start, stop) };
  });
};

/** Terms are marks of short phrases; a longer one is looked for by its beginning. */
const MOST_WORDS = 12;
/** Shorter words may not lose the ending that joins a compound: sınıfı, sınıf. */
const LEAST_COMPOUND = 4;
const COMPOUND_ENDING: Readonly<Record<string, RegExp>> = { tr: /s?[iuü]$/u };

const CAPITALS = /^\p{Lu}[\p{Lu}\p{N}.&-]+$/u;

const readTerm = (text: string): Term | null => {
  const words = readTermWords(text)
    .map(({ stem }) => stem)
    .slice(0, MOST_WORDS);
  return words.length === 0 ? null : { words, exact: words.length === 1 && CAPITALS.test(text) ? text : null };
};

/** Terms of one language, ready to be found in texts. `id` is the caller's. */
export class TermFinder {
  readonly #lang: string;
  readonly #byFirst = new Map<string, { readonly id: number; readonly term: Term }[]>();

  constructor(terms: readonly { readonly id: number; readonly text: string }[], lang: string) {
    this.#lang = lang;
    for (const { id, text } of terms) {
      const term = readTerm(text);
      if (term === null) continue;
      this.#add(term.words[0]!, id, term);
      // kriptovarlık for kripto varlık
      if (term.words.length > 1) {
        const joined = term.words.join('');
        this.#add(joined, id, { words: [joined], exact: null });
      }
    }
  }

  #add(first: string, id: number, term: Term): void {
    for (const key of [first, ...this.#withoutEnding(first)]) {
      const known = this.#byFirst.get(key);
      if (known === undefined) this.#byFirst.set(key, [{ id, term }]);
      else known.push({ id, term });
    }
  }

  /** The word of a compound without the ending that joins it, which makes way for others: sınıfı, sınıfları. */
  #withoutEnding(word: string): readonly string[] {
    const ending = COMPOUND_ENDING[primary(this.#lang)];
    if (ending === undefined) return [];
    const stem = word.replace(ending, '');
    return stem.length >= LEAST_COMPOUND && stem !== word ? [stem] : [];
  }

  #isWord(word: string, of: string): boolean {
    return isFormOf(word, of, this.#lang) || this.#withoutEnding(of).some((stem) => isFormOf(word, stem, this.#lang));
  }

  /** Every place where a term stands, inflected or not; of those that begin at one word the longest first. */
  find(text: string, words: readonly TextWord[]): readonly (Span & { readonly id: number })[] {
    const found: (Span & { id: number; words: number })[] = [];
    words.forEach(({ start, stem }, at) => {
      const here: typeof found = [];
      const seen = new Set<Term>();
      for (const key of stemsOf(stem, this.#lang)) {
        for (const { id, term } of this.#byFirst.get(key) ?? []) {
          if (seen.has(term)) continue;
          seen.add(term);
          const last = words[at + term.words.length - 1];
          if (last === undefined || !term.words.every((word, i) => this.#isWord(words[at + i]!.stem, word))) continue;
          if (term.exact !== null && !text.startsWith(term.exact, start)) continue;
          here.push({ id, start, end: last.end, words: term.words.length });
        }
      }
      found.push(...here.sort((a, b) => b.words - a.words || a.id - b.id));
    });
    return found;
  }
}
