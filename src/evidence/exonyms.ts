import { isEnding } from './inflection.ts';
import { EXONYMS, LANGUAGE_ENDINGS } from './languages/exonyms.ts';
import { nameLikeness, skeletonOf } from './spelling.ts';

/** What the tables know of a word. */
interface Entry {
  /** What it is called in the other language: alternatives, each of words that must all be there. Skeletons. */
  readonly names: readonly (readonly string[])[];
  /** True where the word is a name by itself, and not only a part of one. */
  readonly isWhole: boolean;
}

/** Shorter words (US, AB) must be equal, but for an ending; an inflected longer one begins with the name, or the name with it. */
const SHORT = 3;
/** How much longer a name may be than a word that begins it: Hırvat, Hırvatistan. */
const LONGEST_REST = 5;
const SAME_WORD = 0.85;

const wordsOf = (name: string): readonly string[] =>
  name
    .split(/[\s\-–&]+/)
    .map(skeletonOf)
    .filter((word) => word.length > 1 && word !== 've' && word !== 'and' && word !== 'the');

const A_TO_Z = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const TWO_LETTERS = A_TO_Z.flatMap((a) => A_TO_Z.map((b) => a + b));
/** Continents and their parts (UN M.49). */
const AREAS =
  '002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 142 143 145 150 151 154 155 202 419';

/** Pairs of names that the platform knows of countries, languages and currencies. */
const platformNames = (from: string, to: string): (readonly [string, string])[] => {
  const pairs: (readonly [string, string])[] = [];
  const add = (type: 'region' | 'language' | 'currency', codes: readonly string[]): void => {
    const own = new Intl.DisplayNames([from], { type, fallback: 'none' });
    const other = new Intl.DisplayNames([to], { type, fallback: 'none' });
    for (const code of codes) {
      const [a, b] = [own.of(code), other.of(code)];
      if (a === undefined || b === undefined) continue;
      pairs.push([a, b]);
      if (type !== 'language') continue;
      const people = [
        a.replace(LANGUAGE_ENDINGS[from] ?? /$/, ''),
        b.replace(LANGUAGE_ENDINGS[to] ?? /$/, ''),
      ] as const;
      if (people[0] !== a || people[1] !== b) pairs.push(people);
    }
  };
  add('region', [...TWO_LETTERS, ...AREAS.split(' ')]);
  add(
    'language',
    TWO_LETTERS.map((code) => code.toLowerCase()),
  );
  add('currency', Intl.supportedValuesOf('currency'));
  return pairs;
};

const build = (from: string, to: string): ReadonlyMap<string, Entry> => {
  const table = new Map<string, Entry>();
  const add = (name: string, others: readonly string[]): void => {
    const alternatives = others.map((other) => [...wordsOf(other)]).filter((words) => words.length > 0);
    const words = wordsOf(name);
    for (const word of words) {
      const known = table.get(word);
      table.set(word, {
        names: [...(known?.names ?? []), ...alternatives],
        isWhole: (known?.isWhole ?? false) || words.length === 1,
      });
    }
  };
  for (const [own, other] of platformNames(from, to)) add(own, [other]);
  for (const row of EXONYMS) {
    const [own, others] = [row[from], row[to]];
    if (own === undefined || others === undefined) continue;
    for (const name of own.split(', ')) add(name, others.split(', '));
  }
  return table;
};

const built = new Map<string, ReadonlyMap<string, Entry>>();

const tableOf = (from: string, to: string): ReadonlyMap<string, Entry> => {
  const key = `${from} ${to}`;
  let table = built.get(key);
  if (table === undefined) {
    table = build(from, to);
    built.set(key, table);
  }
  return table;
};

const begins = (word: string, name: string): boolean =>
  word.length > SHORT && name.length > SHORT && name.startsWith(word) && name.length - word.length <= LONGEST_REST;

const isSame = (word: string, name: string, lang: string): boolean => {
  if (word === name) return true;
  // Two letters are an acronym, three may be a name with an ending.
  if (name.length <= SHORT) return name.length === SHORT && word.startsWith(name) && isEnding(word.slice(SHORT), lang);
  return word.length > SHORT && (word.startsWith(name) || nameLikeness(word, name) >= SAME_WORD);
};

/** The word, and its beginnings that it may be an inflected form of: Çinliler is of Çin, Fasulye is not of Fas. */
const stemsIn = (word: string, lang: string): readonly string[] => {
  const stems = [word];
  for (let cut = word.length - 1; cut >= SHORT; cut--) {
    if (cut === SHORT && !isEnding(word.slice(cut), lang)) break;
    stems.push(word.slice(0, cut));
  }
  return stems;
};

const primary = (lang: string): string => lang.split('-')[0]!.toLowerCase();

/**
 * True where a word of one language names what some of the other language's words name: Kamboçya and Cambodia, Alman and Germany,
 * AB and EU. A name of several words (Birleşik Krallık) answers to each of its words where the other's are all there. Knows countries,
 * languages and currencies of every language that the platform knows, and the rows of languages/exonyms.ts.
 *
 * @param word a skeleton, perhaps inflected
 * @param others skeletons
 */
export const isExonym = (word: string, lang: string, others: readonly string[], otherLang: string): boolean => {
  const [from, to] = [primary(lang), primary(otherLang)];
  if (from === to || word.length < 2 || others.length === 0) return false;
  const table = tableOf(from, to);
  const back = tableOf(to, from);
  // Iraq is spelled much like Iran, and is known to be another.
  const isForm = (other: string, name: string): boolean =>
    isSame(other, name, to) && (other.startsWith(name) || !isWholeForm(other, to, back));
  const isThere = (entry: Entry | undefined): boolean =>
    entry?.names.some((names) => names.every((name) => others.some((other) => isForm(other, name)))) ?? false;
  for (const stem of stemsIn(word, lang)) {
    const entry = table.get(stem);
    if (isThere(entry)) return true;
    // Nijerya is no form of Nijer.
    if (entry?.isWhole) break;
  }
  if (word.length <= SHORT) return false;
  for (const [name, entry] of table) if (begins(word, name) && isThere(entry)) return true;
  return false;
};

const isWholeName = (word: string, lang: string, table: ReadonlyMap<string, Entry>): boolean =>
  stemsIn(word, lang).some((stem) => table.get(stem)?.isWhole ?? false);

/** The same of a name with an ending of its language, or none: not Europa, which begins with Euro. */
const isWholeForm = (word: string, lang: string, table: ReadonlyMap<string, Entry>): boolean =>
  stemsIn(word, lang).some((stem) => isEnding(word.slice(stem.length), lang) && (table.get(stem)?.isWhole ?? false));

/** True where the tables have a name of one word, perhaps inflected. @param word a skeleton */
export const isKnownName = (word: string, lang: string, otherLang: string): boolean => {
  const [from, to] = [primary(lang), primary(otherLang)];
  if (from === to) return false;
  return isWholeName(word, lang, tableOf(from, to));
};

/** The same where what follows the name is an ending of its language. @param word a skeleton */
export const isKnownForm = (word: string, lang: string, otherLang: string): boolean => {
  const [from, to] = [primary(lang), primary(otherLang)];
  return from !== to && isWholeForm(word, lang, tableOf(from, to));
};
