import { LANGUAGES } from './languages/languages.ts';
import type { Measure, NumberWords } from './languages/number-words.ts';

/** What a folded word can be in a quantity. A word may be several things at once. */
export interface WordMeaning {
  readonly unit?: number;
  readonly hundred?: true;
  readonly scale?: number;
  readonly ordinal?: number;
  readonly denominator?: number;
  /** True for a unit with the ending of a denominator: üç*te*. */
  readonly asDenominator?: true;
  readonly half?: true;
  readonly andHalf?: true;
  readonly joiner?: true;
  readonly hints?: readonly number[];
  readonly weak?: true;
  readonly decade?: number;
  readonly percentBefore?: true;
  readonly percentAfter?: true;
  readonly month?: number;
  readonly weakMonth?: true;
  readonly weekday?: number;
  readonly currency?: string;
  readonly weakCurrency?: true;
  readonly currencyQualifier?: true;
  readonly range?: true;
  readonly timeBefore?: true;
  readonly multiple?: number;
  readonly measure?: Measure;
  readonly square?: true;
  readonly perMilleBefore?: true;
  /** True where the word is part of a number only after another part of it: on *altısı*, but not *altında*. */
  readonly dependent?: true;
  /** True where the word stands as the data has it, without an ending. */
  readonly bare?: true;
  readonly morning?: true;
  readonly afternoon?: true;
}

type Mutable = { -readonly [K in keyof WordMeaning]: WordMeaning[K] };

/** The words of one language, ready to be looked up. */
export interface Lexicon {
  readonly words: NumberWords | null;
  meaning(folded: string): WordMeaning | null;
  /** The first words of phrases that mean something though their words may not. */
  readonly openers: ReadonlySet<string>;
}

const LONGEST_ENDING = 9;

const build = (words: NumberWords): Lexicon => {
  const stems = new Map<string, Mutable>();
  const at = (word: string): Mutable => {
    const found = stems.get(word);
    if (found !== undefined) return found;
    const fresh: Mutable = {};
    stems.set(word, fresh);
    return fresh;
  };
  for (const [word, value] of Object.entries(words.units)) at(word).unit = value;
  for (const word of words.hundreds) at(word).hundred = true;
  for (const [word, value] of Object.entries(words.scales)) at(word).scale = value;
  for (const [word, value] of Object.entries(words.ordinals)) at(word).ordinal = value;
  for (const [word, value] of Object.entries(words.denominators)) at(word).denominator = value;
  for (const word of words.halves) at(word).half = true;
  for (const word of words.andHalf) at(word).andHalf = true;
  for (const word of words.joiners) at(word).joiner = true;
  for (const [word, value] of Object.entries(words.hints)) at(word).hints = value;
  for (const word of words.weak) at(word).weak = true;
  for (const [word, value] of Object.entries(words.decades)) at(word).decade = value;
  for (const word of words.percentBefore) at(word).percentBefore = true;
  for (const word of words.percentAfter) at(word).percentAfter = true;
  for (const [word, value] of Object.entries(words.months)) at(word).month = value;
  for (const word of words.weakMonths) at(word).weakMonth = true;
  for (const [word, value] of Object.entries(words.weekdays)) at(word).weekday = value;
  for (const [word, value] of Object.entries(words.currencies)) at(word).currency = value;
  for (const word of words.weakCurrencies) at(word).weakCurrency = true;
  for (const word of words.currencyQualifiers) at(word).currencyQualifier = true;
  for (const word of words.ranges) at(word).range = true;
  for (const [word, value] of Object.entries(words.multiples)) at(word).multiple = value;
  for (const [word, value] of Object.entries(words.measures)) at(word).measure = value;
  for (const word of words.squares) at(word).square = true;
  for (const word of words.perMilleBefore) at(word).perMilleBefore = true;
  for (const word of words.timeBefore) at(word).timeBefore = true;
  for (const word of words.morning) at(word).morning = true;
  for (const word of words.afternoon) at(word).afternoon = true;

  for (const meaning of stems.values()) meaning.bare = true;

  const suffixes = new Set(words.suffixes);
  const ordinals = new Set(words.ordinalSuffixes);
  const denominators = new Set(words.denominatorSuffixes);
  const back = new Set(words.backStems);
  const uninflected = new Set(words.uninflected);
  const longestOrdinal = Math.max(0, ...words.ordinalSuffixes.map((suffix) => suffix.length));
  const shortestStem = Math.min(...[...stems.keys()].map((stem) => stem.length));

  const isOrdinalEnding = (ending: string): boolean => {
    for (let cut = Math.min(longestOrdinal, ending.length); cut >= 2; cut--) {
      if (ordinals.has(ending.slice(0, cut)) && (cut === ending.length || suffixes.has(ending.slice(cut)))) return true;
    }
    return false;
  };

  /** True where the ending's a or e goes with the stem's last vowel: beş*er*, not beş*ar*. A folded i says nothing. */
  const harmonises = (stem: string, ending: string): boolean => {
    const low = /[ae]/.exec(ending)?.[0];
    if (low === undefined) return true;
    const last = /[aeioöuü](?=[^aeioöuü]*$)/.exec(stem)?.[0];
    if (last === undefined) return true;
    return (low === 'e') === (last === 'i' ? !back.has(stem) : 'eöü'.includes(last));
  };

  const inflected = (word: string): WordMeaning | null => {
    if (suffixes.size === 0) return null;
    for (let cut = word.length - 1; cut >= shortestStem && word.length - cut <= LONGEST_ENDING; cut--) {
      const stem = stems.get(word.slice(0, cut));
      if (stem === undefined) continue;
      const ending = word.slice(cut);
      const value = stem.unit ?? (stem.hundred ? 100 : stem.scale);
      if (value !== undefined) {
        const parts: Mutable = {};
        if (stem.unit !== undefined) parts.unit = stem.unit;
        if (stem.hundred) parts.hundred = true;
        if (stem.scale !== undefined) parts.scale = stem.scale;
        if (isOrdinalEnding(ending)) {
          const ordinal: Mutable = { ordinal: value };
          if (value <= 2) ordinal.weak = true;
          return ordinal;
        }
        if (!suffixes.has(ending) || !harmonises(word.slice(0, cut), ending)) continue;
        if (denominators.has(ending)) parts.asDenominator = true;
        if (stem.weak) parts.weak = true;
        if (uninflected.has(word.slice(0, cut))) return { ...parts, hints: [value], dependent: true };
        // otuzlu yaşlar, doksanlar
        if (
          value >= 20 &&
          value < 100 &&
          value % 10 === 0 &&
          words.decadeMarks.some((mark) => ending.startsWith(mark))
        ) {
          return { decade: value };
        }
        return parts;
      }
      if (uninflected.has(word.slice(0, cut)) || !suffixes.has(ending)) continue;
      if (
        stem.month !== undefined ||
        stem.weekday !== undefined ||
        stem.currency !== undefined ||
        stem.measure !== undefined ||
        stem.square
      ) {
        const { month, weakMonth, weekday, currency, measure, square } = stem;
        return {
          ...(measure !== undefined ? { measure } : {}),
          ...(square ? { square } : {}),
          ...(month !== undefined ? { month } : {}),
          ...(weakMonth ? { weakMonth } : {}),
          ...(weekday !== undefined ? { weekday } : {}),
          ...(currency !== undefined ? { currency } : {}),
        };
      }
    }
    return null;
  };

  const compounds = (word: string): WordMeaning | null => {
    // yirmibeş, written together.
    if (suffixes.size === 0 || word.length < 5) return null;
    let at = 0;
    let sum = 0;
    let count = 0;
    while (at < word.length) {
      let found = 0;
      for (let end = Math.min(word.length, at + 6); end > at + 1; end--) {
        const unit = stems.get(word.slice(at, end))?.unit;
        if (unit === undefined) continue;
        if (count === 0 ? unit < 10 || unit % 10 !== 0 : unit > 9) return null;
        sum += unit;
        found = end - at;
        break;
      }
      if (found === 0) {
        if (count !== 2) return null;
        const ending = word.slice(at);
        return isOrdinalEnding(ending) ? { ordinal: sum } : suffixes.has(ending) ? { unit: sum } : null;
      }
      at += found;
      count++;
    }
    return count === 2 ? { unit: sum } : null;
  };

  // Words come again and again; the memory is bounded because texts are not trusted.
  const memory = new Map<string, WordMeaning | null>();
  return {
    words,
    openers: new Set([...Object.keys(words.clockPhrases), ...words.idioms].map((phrase) => phrase.split(' ', 1)[0]!)),
    meaning(folded) {
      if (folded.length > 24) return null;
      const exact = stems.get(folded);
      if (exact !== undefined) return exact;
      if (suffixes.size === 0) return null;
      const known = memory.get(folded);
      if (known !== undefined) return known;
      const found = inflected(folded) ?? compounds(folded);
      if (memory.size > 50_000) memory.clear();
      memory.set(folded, found);
      return found;
    },
  };
};

const DIGITS_ONLY: Lexicon = { words: null, openers: new Set(), meaning: () => null };

const built = new Map<string, Lexicon>();

/** @param lang a BCP 47 code; a language without number words is read by its digits */
export const lexiconOf = (lang: string): Lexicon => {
  const primary = lang.split('-')[0]!.toLowerCase();
  const known = built.get(primary);
  if (known !== undefined) return known;
  const words = Object.hasOwn(LANGUAGES, primary) ? LANGUAGES[primary] : undefined;
  if (words === undefined) return DIGITS_ONLY;
  const lexicon = build(words);
  built.set(primary, lexicon);
  return lexicon;
};
