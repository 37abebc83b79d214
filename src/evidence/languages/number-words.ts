/** What a unit measures, and how much of the dimension's base unit it is: metre, square metre, litre, gram, degree. Degrees of no scale may be of either. */
export type Measure = readonly [
  dimension: 'length' | 'area' | 'volume' | 'mass' | 'fahrenheit' | 'celsius' | 'degrees',
  factor: number,
];

/**
 * How one language writes quantities in words. All words are folded (see fold.ts): lower case, dotless and dotted i
 * alike. To add a language, write one such record and list it in languages.ts.
 */
export interface NumberWords {
  /** Cardinals below a hundred that can be parts of a longer number. */
  readonly units: Readonly<Record<string, number>>;
  /** The word for a hundred, multiplied by the unit before it. */
  readonly hundreds: readonly string[];
  /** Thousand and above: they multiply what stands before them. */
  readonly scales: Readonly<Record<string, number>>;
  /** Abbreviated scales written after digits (`5bn`); they may also mean something else (5 m). */
  readonly shortScales: Readonly<Record<string, number>>;
  /** Ordinals, irregular and regular, where they are not made by a suffix. They read as the number. */
  readonly ordinals: Readonly<Record<string, number>>;
  /** Words for a part: their denominators. `third` → 3. */
  readonly denominators: Readonly<Record<string, number>>;
  /** Words for a half that stand alone or before a scale. */
  readonly halves: readonly string[];
  /** Words that add a half to the number before them. */
  readonly andHalf: readonly string[];
  /** Those of them that say a time of day where no unit follows: yedi *buçukta*. */
  readonly halfHours: readonly string[];
  /** Words that join the parts of one number: one hundred *and* five. */
  readonly joiners: readonly string[];
  /** Words that hint at a number without being one (both → 2): they may satisfy a number, never miss one. */
  readonly hints: Readonly<Record<string, readonly number[]>>;
  /** Words of `units`, `hundreds`, `scales` and `ordinals` that are often no number. */
  readonly weak: readonly string[];
  /** Words that make a decade of tens: the nineties. */
  readonly decades: Readonly<Record<string, number>>;
  /** Marks of a decade right after digits, without the apostrophe: 1990*s*, 1990'*lar*. Compared as prefixes. */
  readonly decadeMarks: readonly string[];
  /** Endings of digits that make no difference: 5*th*. */
  readonly ordinalMarks: readonly string[];
  readonly percentBefore: readonly string[];
  readonly percentAfter: readonly string[];
  /** Month names and abbreviations → 1 to 12. */
  readonly months: Readonly<Record<string, number>>;
  /** Month words that are also other words. */
  readonly weakMonths: readonly string[];
  /** Weekday names → 1 (Monday) to 7. */
  readonly weekdays: Readonly<Record<string, number>>;
  /** Currency words → a canonical name. */
  readonly currencies: Readonly<Record<string, string>>;
  /** Currency words that are also other words: after a weak number ("the first two won") they are no currency. */
  readonly weakCurrencies: readonly string[];
  /** Words that may stand between an amount and its currency: 5 *US* dollars. */
  readonly currencyQualifiers: readonly string[];
  /** Words between the two ends of a range. */
  readonly ranges: readonly string[];
  /** Words before a time of day. */
  readonly timeBefore: readonly string[];
  readonly morning: readonly string[];
  readonly afternoon: readonly string[];
  /** Endings that a number word, month or currency word may carry; empty where the language does not inflect them. */
  readonly suffixes: readonly string[];
  /** Endings that make an ordinal; they may be followed by one of `suffixes`. */
  readonly ordinalSuffixes: readonly string[];
  /** The ending that makes a denominator: üç*te* bir. Also after digits and an apostrophe. */
  readonly denominatorSuffixes: readonly string[];
  /** Number words that take no ending but the ordinal one, because the inflected form is another word. */
  readonly uninflected: readonly string[];
  /** Words that may multiply the number before them: two *decades* is two, or twenty years. */
  readonly multiples: Readonly<Record<string, number>>;
  /** Units of measure, inflected as numbers are. Speeds count as the length of an hour. */
  readonly measures: Readonly<Record<string, Measure>>;
  /** Pairs of words before an hour, and the minutes that they add to it: *half past* two. */
  readonly clockPhrases: Readonly<Record<string, number>>;
  /** Words after an hour and its minutes, which are added or taken away: altıya çeyrek *kala*, 5:45. */
  readonly clockEndings: Readonly<Record<string, 1 | -1>>;
  /** Words that make the unit beside them one of area: *square* mile, kilometre *kare*. */
  readonly squares: readonly string[];
  /** Words before a number of parts in a thousand: binde 5. */
  readonly perMilleBefore: readonly string[];
  /** Pairs of words that hold a number word and mean none: dört bir yan, "all over". */
  readonly idioms: readonly string[];
  /** True where a day may follow its month: October 27. */
  readonly monthBeforeDay: boolean;
  /** Stems whose last vowel, written i after folding, is a back one (ı): they take a, not e. */
  readonly backStems: readonly string[];
  /** True where `1.250` means 1250 first, false where it means 1.25 first. */
  readonly commaIsDecimal: boolean;
}
