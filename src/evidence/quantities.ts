import type { Span } from '../core/span.ts';
import { fold } from './fold.ts';
import { type Lexicon, lexiconOf, type WordMeaning } from './lexicon.ts';
import { readLinks } from './links.ts';
import type { Measure } from './languages/number-words.ts';
import { type MeasuredValue, measuredValue, measuresAgree } from './measures.ts';
import { dayOfYear, readNotation, timeOfDay } from './notation.ts';

export type QuantityClass = 'number' | 'percent' | 'date' | 'time' | 'currency';

/**
 * Something countable in a text. A full date is two quantities: the day of the year, and the year as a number.
 *
 * Readings are canonical and say their kind: `1250.5`, `1/3`, `50%`, `USD 5000000`, `14:30`, `10-27` (month and day),
 * `m10` (a month), `w1` (a Monday), `1990s`. Two quantities agree if they share a reading.
 */
export interface Quantity extends Span {
  readonly class: QuantityClass;
  readonly readings: readonly string[];
  /**
   * The plain numbers in it, without unit: for the cases where one language repeats the unit and the other does not
   * ("October 27 and 28"), and to compare across classes.
   */
  readonly values: readonly string[];
  /** What it measures, in the base unit of its dimension; left out where no unit stands beside it. */
  readonly measure?: MeasuredValue;
  /** True where it is often no number ("one", "second", "May"): it may satisfy a quantity, it must not miss one. */
  readonly weak: boolean;
}

/** True where the two can be the same quantity; of two with units, where one is the other converted. */
export const quantitiesAgree = (a: Quantity, b: Quantity): boolean =>
  measuresAgree(a.measure, b.measure) ?? a.readings.some((reading) => b.readings.includes(reading));

interface Token extends Span {
  readonly kind: 'digits' | 'word' | 'sign';
  readonly word: string;
  readonly meaning: WordMeaning | null;
}

/** Currency signs. The dollar stands for every dollar: translations drop the country. */
const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₺': 'TRY',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
};

/** Of any currency. */
const HUNDREDTHS = ['cent', 'penny', 'kuruş'];

const TOKEN = /\d+|[\p{L}\p{M}]+|[%‰$€£¥₺₹₽₩½¼¾⅓⅔]/gu;

const VULGAR: Readonly<Record<string, readonly [string, number]>> = {
  '½': ['1/2', 0.5],
  '¼': ['1/4', 0.25],
  '¾': ['3/4', 0.75],
  '⅓': ['1/3', 1 / 3],
  '⅔': ['2/3', 2 / 3],
};

/** A part in per cent; of two thirds 66, 67 and 66.7. */
const percentReadings = (share: number): readonly string[] => {
  const hundredths = share * 100;
  const rounded = Math.round(hundredths);
  if (Math.abs(hundredths - rounded) < 1e-9) return [`${rounded}%`];
  return [Math.floor(hundredths), rounded, Math.round(hundredths * 10) / 10].map((value) => `${value}%`);
};

/** Two thirds, as a fraction and in per cent. */
const fractionReadings = (numerator: number, denominator: number): readonly string[] => [
  `${numerator}/${denominator}`,
  ...percentReadings(numerator / denominator),
];

/** Twelve significant digits: enough for any amount in a text, and 4.35 million is 4350000 without a tail. */
const canonical = (value: number): string => String(Number(value.toPrecision(12)));

const FOOT = 0.3048;
const INCH = 0.0254;

/** 90 °F */
const DEGREES: Readonly<Record<string, Measure>> = { f: ['fahrenheit', 1], c: ['celsius', 1] };

/** Feet and inches in marks; folded, so typographic marks are straight. */
const HEIGHT = /(?<![\p{N}.,:'])(\d)'(\d{1,2})"/uy;

const inHundredths = (draft: Draft): Draft => ({ ...draft, values: draft.values.map((value) => value / 10) });

/** `30s` may be the 1930s, or an age. */
const decadeReadings = (value: number): readonly string[] =>
  value < 100 ? [`${value}s`, `${1900 + value}s`] : [`${value}s`];

const LONGEST_ROMAN = 6;

const ROMAN = /^(?=[IVXL])(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})$/;

const ROMAN_DIGITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** The value of a Roman numeral below a hundred; null for other words. */
const romanValue = (word: string): number | null => {
  if (!ROMAN.test(word)) return null;
  let sum = 0;
  for (let i = 0; i < word.length; i++) {
    const value = ROMAN_DIGITS[word[i]!]!;
    sum += value < (ROMAN_DIGITS[word[i + 1] ?? ''] ?? 0) ? -value : value;
  }
  return sum;
};

/** A number on its way: where it stands and what it may be worth. */
interface Draft {
  readonly start: number;
  readonly end: number;
  /** Index of the token after it. */
  readonly next: number;
  readonly values: readonly number[];
  readonly other: readonly string[];
  readonly dates: readonly string[];
  readonly isTime: boolean;
  readonly weak: boolean;
  readonly digits: boolean;
  /** What the words multiplied it by; 1 where there was no scale. */
  readonly scale: number;
}

/** A number with its unit. */
interface Measured {
  readonly value: MeasuredValue;
  readonly next: number;
  readonly end: number;
  /** Of a length in feet and inches, both: 6'2. */
  readonly parts?: string;
  /** What the number is in its unit where a smaller one stands behind it: 6.3 of 6 metre 30 santim. */
  readonly values?: readonly number[];
}

const QUARTER = 15;

/** So many minutes after an hour of a clock, before noon and after it; none where it is no hour. */
const clockReadings = ([hour]: readonly number[], minutes: number): readonly string[] => {
  if (hour === undefined || !Number.isInteger(hour) || hour < 1 || hour > 12) return [];
  return [0, 12].map((half) => {
    const minute = ((hour % 12) + half) * 60 + minutes;
    return timeOfDay(Math.floor(((minute + 1440) % 1440) / 60), (minute + 60) % 60);
  });
};

class Reader {
  private readonly original: string;
  private readonly text: string;
  private readonly lexicon: Lexicon;
  private readonly tokens: Token[] = [];
  private readonly found: Quantity[] = [];

  constructor(original: string, lang: string) {
    this.original = original;
    this.text = fold(original);
    this.lexicon = lexiconOf(lang);
  }

  read(): Quantity[] {
    this.tokenise();
    let at = 0;
    while (at < this.tokens.length) at = this.step(at);
    return this.found;
  }

  private tokenise(): void {
    const links = readLinks(this.original);
    let link = 0;
    for (const match of this.text.matchAll(TOKEN)) {
      const start = match.index;
      const word = match[0];
      while (link < links.length && links[link]!.end <= start) link++;
      if (link < links.length && links[link]!.start <= start) continue;
      const code = word.charCodeAt(0);
      if (code >= 48 && code <= 57) {
        this.tokens.push({ kind: 'digits', start, end: start + word.length, word, meaning: null });
      } else if (Object.hasOwn(SIGNS, word) || word === '%' || word === '‰' || Object.hasOwn(VULGAR, word)) {
        this.tokens.push({ kind: 'sign', start, end: start + word.length, word, meaning: null });
      } else {
        this.tokens.push({ kind: 'word', start, end: start + word.length, word, meaning: this.lexicon.meaning(word) });
      }
    }
  }

  /** True where only white space, or nothing, stands between two tokens that follow each other. */
  private isNear(left: number, right: number, extra = ''): boolean {
    const a = this.tokens[left];
    const b = this.tokens[right];
    if (a === undefined || b === undefined || b.start - a.end > 3) return false;
    for (let i = a.end; i < b.start; i++) {
      const character = this.text[i]!;
      if (character !== ' ' && character !== '\n' && character !== '\t' && !extra.includes(character)) return false;
    }
    return true;
  }

  /** The token after a Turkish ending: `15'i`, `5'te`. Null where there is none. */
  private endingAt(next: number, end: number): Token | null {
    const token = this.tokens[next];
    return token !== undefined && token.kind === 'word' && this.text[end] === "'" && token.start === end + 1
      ? token
      : null;
  }

  private push(
    start: number,
    end: number,
    kind: QuantityClass,
    readings: readonly string[],
    values: readonly string[],
    weak: boolean,
    measure?: MeasuredValue,
  ): void {
    if (readings.length === 0) return;
    this.found.push({
      start,
      end,
      class: kind,
      readings: [...new Set(readings)],
      values: [...new Set(values)],
      weak,
      ...(measure === undefined ? {} : { measure }),
    });
  }

  /** Most words: no number, and none begins with them. */
  private saysNothing({ kind, word, meaning, start, end }: Token): boolean {
    if (kind !== 'word' || meaning !== null || this.lexicon.openers.has(word)) return false;
    return end - start > LONGEST_ROMAN || !Object.hasOwn(ROMAN_DIGITS, this.original[start]!);
  }

  /** Reads what begins at a token; the index of the token to go on from. */
  private step(at: number): number {
    const token = this.tokens[at]!;
    if (this.saysNothing(token)) return at + 1;
    if (token.kind === 'sign') {
      const vulgar = VULGAR[token.word];
      if (vulgar !== undefined) {
        this.push(
          token.start,
          token.end,
          'number',
          [vulgar[0], canonical(vulgar[1]), ...percentReadings(vulgar[1])],
          [],
          false,
        );
        return at + 1;
      }
      if (token.word === '%' && this.isNear(at, at + 1)) return this.amount(at + 1, at, 'percent', '');
      if (token.word === '‰' && this.isNear(at, at + 1)) return this.perMille(at) ?? at + 1;
      const currency = SIGNS[token.word];
      if (currency !== undefined && this.isNear(at, at + 1)) return this.amount(at + 1, at, 'currency', currency);
      return at + 1;
    }
    const { meaning } = token;
    if (meaning?.percentBefore && this.isNear(at, at + 1, '-')) return this.amount(at + 1, at, 'percent', '');
    if (meaning?.perMilleBefore && this.isNear(at, at + 1)) {
      const parts = this.perMille(at);
      if (parts !== null) return parts;
    }
    if (this.monthOf(token) !== undefined) return this.month(at);
    if (
      meaning?.currency !== undefined &&
      /^[A-Z]{2,3}$/.test(this.original.slice(token.start, token.end)) &&
      this.isNear(at, at + 1) &&
      this.tokens[at + 1]!.kind === 'digits'
    ) {
      return this.amount(at + 1, at, 'currency', meaning.currency);
    }
    const following = this.tokens[at + 1];
    const minutes =
      following === undefined ? undefined : this.lexicon.words?.clockPhrases[`${token.word} ${following.word}`];
    if (minutes !== undefined) {
      const time = this.clockPhrase(at, minutes);
      if (time !== null) return time;
    }
    if (following !== undefined && this.lexicon.words?.idioms.includes(`${token.word} ${following.word}`)) {
      this.push(
        token.start,
        following.end,
        'number',
        meaning?.unit === undefined ? [] : [canonical(meaning.unit)],
        [],
        true,
      );
      return at + 2;
    }
    const height = token.kind === 'digits' ? this.height(at) : null;
    if (height !== null) return height;
    const draft = this.number(at);
    if (draft !== null) return this.finish(draft, draft.start);
    if (token.kind === 'word' && token.end - token.start <= LONGEST_ROMAN) {
      const roman = romanValue(this.original.slice(token.start, token.end));
      if (roman !== null) {
        this.push(token.start, token.end, 'number', [canonical(roman)], [canonical(roman)], true);
        return at + 1;
      }
    }
    if (meaning?.weekday !== undefined) {
      this.push(token.start, token.end, 'date', [`w${meaning.weekday}`], [], true);
    } else if (meaning?.decade !== undefined) {
      const readings = [...decadeReadings(meaning.decade), canonical(meaning.decade)];
      this.push(token.start, token.end, 'number', readings, [], false);
    } else if (meaning?.hints !== undefined) {
      const clock = this.clockEnding(meaning.hints, at + 1, token.start);
      if (clock !== null) return clock;
      const values = meaning.hints.map(canonical);
      this.push(token.start, token.end, 'number', values, values, true);
    }
    return at + 1;
  }

  /** 6'2": feet and inches. Null where it is none. */
  private height(at: number): number | null {
    const token = this.tokens[at]!;
    HEIGHT.lastIndex = token.start;
    const match = HEIGHT.exec(this.text);
    if (match === null) return null;
    const [feet, inches] = [Number(match[1]), Number(match[2])];
    const end = token.start + match[0].length;
    const measure = { ...measuredValue([feet + inches / 12], ['length', FOOT]), rounding: [INCH / 2] };
    this.push(token.start, end, 'number', [`${feet}'${inches}`], [], false, measure);
    let next = at;
    while (next < this.tokens.length && this.tokens[next]!.start < end) next++;
    return next;
  }

  /** half past two, at any time of the day. Null where no hour follows. */
  private clockPhrase(at: number, minutes: number): number | null {
    const draft = this.number(at + 2);
    const readings = draft === null ? [] : clockReadings(draft.values, minutes);
    if (readings.length === 0) return null;
    this.push(this.tokens[at]!.start, draft!.end, 'time', readings, [], false);
    return draft!.next;
  }

  /** altıya çeyrek kala, beşi on geçe: at any time of the day. Null where no minutes follow. */
  private clockEnding(hours: readonly number[], at: number, start: number): number | null {
    const endings = this.lexicon.words?.clockEndings;
    const token = this.tokens[at];
    if (endings === undefined || token === undefined || !this.isNear(at - 1, at)) return null;
    const isQuarter = token.meaning?.hints?.includes(QUARTER) === true;
    const number = isQuarter ? null : this.number(at);
    const minutes = isQuarter ? QUARTER : number?.values[0];
    const next = isQuarter ? at + 1 : number?.next;
    const ending = next === undefined ? undefined : this.tokens[next];
    const sign = ending === undefined || !Object.hasOwn(endings, ending.word) ? undefined : endings[ending.word];
    if (minutes === undefined || sign === undefined || !(minutes > 0 && minutes < 60)) return null;
    const readings = clockReadings(hours, sign * minutes);
    if (readings.length === 0) return null;
    this.push(start, ending!.end, 'time', readings, [], false);
    return next! + 1;
  }

  /** A number after a sign or word that says its class; if none comes, nothing is read. */
  private amount(at: number, first: number, kind: 'percent' | 'currency', unit: string): number {
    const draft = this.number(at);
    if (draft === null) return first + 1;
    return this.emit(draft, this.tokens[first]!.start, draft.end, draft.next, kind, unit);
  }

  private emit(
    draft: Draft,
    start: number,
    end: number,
    next: number,
    kind: 'percent' | 'currency',
    unit: string,
  ): number {
    const values = draft.values.map(canonical);
    const tagged = values.map((value) => (kind === 'percent' ? `${value}%` : `${unit} ${value}`));
    const measure = kind === 'currency' ? this.measureBefore(draft, next) : undefined;
    const tags = tagged.length > 0 ? tagged : draft.other;
    // 180 pounds may be a weight, and a number as any.
    const readings = measure === undefined ? tags : [...tags, ...values];
    // 20-30%: the first end of the range is a percentage too.
    this.widenRange(draft, (value) => (kind === 'percent' ? `${value}%` : `${unit} ${value}`));
    this.push(start, end, kind, readings, values, false, measure);
    return start < draft.start ? (this.rangeAfter(next, end, kind, unit) ?? next) : next;
  }

  /** The second end of a range whose first has the unit before it: yüzde 20-30, $5 to 10. Null where none follows. */
  private rangeAfter(at: number, from: number, kind: 'percent' | 'currency', unit: string): number | null {
    const next = this.tokens[at]?.meaning?.range ? at + 1 : at;
    const second = this.tokens[next];
    if (second?.kind !== 'digits' || !this.isRange(from, second.start)) return null;
    const draft = this.fromDigits(next);
    if (draft === null || draft.values.length === 0 || draft.dates.length > 0) return null;
    const values = draft.values.map(canonical);
    const tagged = values.map((value) => (kind === 'percent' ? `${value}%` : `${unit} ${value}`));
    this.push(draft.start, draft.end, kind, [...tagged, ...values], values, false);
    return draft.next;
  }

  /** binde 5: parts in a thousand, as a percentage. Null where no small number comes. */
  private perMille(at: number): number | null {
    const draft = this.number(at + 1);
    if (draft === null || draft.values.length === 0 || draft.values.some((value) => value >= 1000)) return null;
    return this.emit(inHundredths(draft), this.tokens[at]!.start, draft.end, draft.next, 'percent', '');
  }

  /** The unit of measure at a token: miles, square metres, kilometre kare. */
  private measureAt(at: number): { readonly measure: Measure; readonly next: number } | null {
    const squared = this.tokens[at]?.meaning?.square === true;
    const next = squared ? at + 1 : at;
    const token = this.tokens[next];
    if (token === undefined || (squared && !this.isNear(at, next, '.'))) return null;
    const degrees = this.text[token.start - 1] === '°' ? DEGREES[token.word] : undefined;
    const measure = degrees ?? token.meaning?.measure;
    if (measure === undefined) return null;
    const follower = this.tokens[next + 1];
    // square miles, kilometre kare, km2, km²
    const isAfter =
      (follower?.meaning?.square === true && this.isNear(next, next + 1)) ||
      (follower?.word === '2' && follower.start === token.end);
    if (measure[0] === 'length' && (squared || isAfter || this.text[token.end] === '²')) {
      return { measure: ['area', measure[1] ** 2], next: isAfter ? next + 2 : next + 1 };
    }
    // 90 degrees Fahrenheit: the scale is said after.
    const scale = measure[0] === 'degrees' && this.isNear(next, next + 1) ? follower?.meaning?.measure : undefined;
    return scale?.[0] === 'fahrenheit' || scale?.[0] === 'celsius'
      ? { measure: scale, next: next + 2 }
      : { measure, next: next + 1 };
  }

  /** What a number with the unit at a token measures; six feet two is one length. */
  private measured(draft: Draft, at: number): Measured | null {
    if (draft.values.length === 0 || !this.isNear(at - 1, at, '-°')) return null;
    const unit = this.measureAt(at);
    if (unit === null) return null;
    const end = this.tokens[unit.next - 1]!.end;
    const value = measuredValue(draft.values, unit.measure);
    const more = this.tokens[unit.next];
    const smaller = this.smallerUnit(unit.measure, unit.next);
    if (smaller !== null) {
      const [dimension, factor] = unit.measure;
      const values = draft.values.map((whole) => whole + smaller.amount / factor);
      return { value: measuredValue(values, [dimension, factor]), next: smaller.next, end: smaller.end, values };
    }
    if (unit.measure[0] !== 'length' || unit.measure[1] !== FOOT || more === undefined)
      return { value, next: unit.next, end };
    // 6 feet 2 inches, 5-foot-7, 6ft 2in
    const inches = more.kind === 'digits' && this.isNear(unit.next - 1, unit.next, '-,') ? Number(more.word) : 12;
    if (inches >= 12) return { value, next: unit.next, end };
    const word = this.tokens[unit.next + 1];
    const inchUnit = word?.meaning?.measure;
    // "in" is an inch with its full stop only.
    const isInch = inchUnit?.[1] === INCH || (word?.word === 'in' && this.text[word.end] === '.');
    const isNamed = isInch && this.isNear(unit.next, unit.next + 1, '-');
    const isJoined = this.text.slice(end, more.start) === '-';
    if (!isNamed && !isJoined) return { value, next: unit.next, end };
    const next = unit.next + (isNamed ? 2 : 1);
    const total = {
      ...value,
      values: value.values.map((feet) => feet + inches * INCH),
      rounding: value.values.map(() => INCH / 2),
    };
    return { value: total, next, end: this.tokens[next - 1]!.end, parts: `${canonical(draft.values[0]!)}'${inches}` };
  }

  /** 6 metre *30 santim*, 1 kilo *500 gram*: what a smaller unit adds, in the base unit. Null where none does; feet have inches. */
  private smallerUnit(
    [dimension, factor]: Measure,
    at: number,
  ): { readonly amount: number; readonly next: number; readonly end: number } | null {
    const isDegree = dimension !== 'length' && dimension !== 'mass' && dimension !== 'volume';
    if (isDegree || factor === FOOT || !this.isNear(at - 1, at, ',')) return null;
    const draft = this.number(at);
    const count = draft?.values[0];
    if (draft === null || count === undefined || !this.isNear(draft.next - 1, draft.next, '-')) return null;
    const unit = this.measureAt(draft.next);
    if (unit === null || unit.measure[0] !== dimension || count * unit.measure[1] >= factor) return null;
    return { amount: count * unit.measure[1], next: unit.next, end: this.tokens[unit.next - 1]!.end };
  }

  /** The measure of an amount whose last token is a unit too: 180 pounds. */
  private measureBefore(draft: Draft, next: number): MeasuredValue | undefined {
    const measure = this.tokens[next - 1]?.meaning?.measure;
    return measure === undefined || this.tokens[next - 1]!.start < draft.end
      ? undefined
      : measuredValue(draft.values, measure);
  }

  /** Gives the first end of a range the unit and the scale of the second: 5 to 10 million, 20–30%, 27-28 Ekim. */
  private widenRange(second: Draft, tag: ((value: string) => string) | null): void {
    const first = this.found.at(-1);
    if (first === undefined || first.class !== 'number' || first.values.length === 0) return;
    if (!this.isRange(first.end, second.start)) return;
    // "2,500 to 3 million": only a smaller number can borrow the scale.
    if (second.scale > 1 && Number(first.values[0]) >= second.scale) return;
    const values = first.values.flatMap((value) =>
      second.scale === 1 ? [value] : [value, canonical(Number(value) * second.scale)],
    );
    const readings = tag === null ? values : [...first.readings, ...values.map(tag)];
    this.found[this.found.length - 1] = {
      ...first,
      readings: [...new Set([...first.readings, ...readings])],
      values: [...new Set(values)],
    };
  }

  /** True where what stands between joins the two ends of a range. */
  private isRange(from: number, to: number): boolean {
    if (to - from > 12) return false;
    const between = this.text.slice(from, to).trim();
    if (between === '-' || between === '–' || between === '—') return true;
    const words = between.replace(/^'[\p{L}]+ /u, '').replace(/^[-–, ]+/u, '');
    return this.lexicon.words?.ranges.some((range) => words === range || words === `${range} da`) ?? false;
  }

  /** The month that a token names. Words that are also other words need their capital. */
  private monthOf(token: Token | undefined): number | undefined {
    const meaning = token?.meaning;
    if (token === undefined || meaning?.month === undefined) return undefined;
    if (meaning.weakMonth === undefined || /\p{Lu}/u.test(this.original[token.start]!)) return meaning.month;
    return undefined;
  }

  /** A month word: with a day after it (October 27), a year (October 2024), or alone. */
  private month(at: number): number {
    const token = this.tokens[at]!;
    const month = token.meaning!.month!;
    const day = this.lexicon.words?.monthBeforeDay ? this.tokens[at + 1] : undefined;
    if (day?.kind === 'digits' && day.word.length <= 2 && this.isNear(at, at + 1, '.')) {
      const notations = readNotation(this.text, this.original, day.start, false);
      const n = notations[0]!;
      const value = Number(day.word);
      if (n.end === day.end || n.values.length === 0 || notations.length > 1 || this.text[day.end] === ',') {
        if (value >= 1 && value <= 31) {
          this.push(token.start, day.end, 'date', [dayOfYear(month, value)], [String(value)], false);
          return this.daysAfter(at + 2, month, day.end);
        }
      }
    }
    this.push(token.start, token.end, 'date', [`m${month}`], [], true);
    return at + 1;
  }

  /** October 27-28, October 27 and 28: the later days belong to the month as well. */
  private daysAfter(at: number, month: number, end: number): number {
    let next = at;
    const ending = this.tokens[next];
    if (ending?.kind === 'word' && ending.start === end && this.lexicon.words?.ordinalMarks.includes(ending.word))
      next++;
    const previousEnd = next > at ? ending!.end : end;
    let day = this.tokens[next];
    if (day?.kind === 'word' && day.meaning?.range) {
      next++;
      day = this.tokens[next];
    }
    if (
      day?.kind === 'digits' &&
      day.word.length <= 2 &&
      Number(day.word) >= 1 &&
      Number(day.word) <= 31 &&
      this.isRange(previousEnd, day.start)
    ) {
      const readings = [dayOfYear(month, Number(day.word)), String(Number(day.word))];
      this.push(day.start, day.end, 'date', readings, [String(Number(day.word))], false);
      return this.skipMark(next + 1, day.end);
    }
    return next > at ? at + 1 : at;
  }

  private skipMark(at: number, end: number): number {
    const token = this.tokens[at];
    return token?.kind === 'word' && token.start === end && this.lexicon.words?.ordinalMarks.includes(token.word)
      ? at + 1
      : at;
  }

  /** What follows a number decides what it is: percent, currency, month, time, decade. */
  private finish(draft: Draft, start: number): number {
    const { next } = draft;
    const token = this.tokens[next];
    const last = next - 1;
    const clock = this.clockEnding(draft.values, next, start);
    if (clock !== null) return clock;
    if (token !== undefined && this.isNear(last, next, "-'")) {
      if (token.kind === 'sign' && token.word === '%')
        return this.emit(draft, start, token.end, next + 1, 'percent', '');
      if (token.kind === 'sign' && token.word === '‰') {
        return this.emit(inHundredths(draft), start, token.end, next + 1, 'percent', '');
      }
      const sign = token.kind === 'sign' ? SIGNS[token.word] : undefined;
      // "5 $", but in "ranks 5 $10" the sign belongs to what follows.
      if (
        sign !== undefined &&
        !(this.tokens[next + 1]?.kind === 'digits' && this.tokens[next + 1]!.start === token.end)
      ) {
        return this.emit(draft, start, token.end, next + 1, 'currency', sign);
      }
      const { meaning } = token;
      if (meaning?.percentAfter) return this.emit(draft, start, token.end, next + 1, 'percent', '');
      if (token.word === 'per' && this.tokens[next + 1]?.word === 'cent' && this.isNear(next, next + 1)) {
        return this.emit(draft, start, this.tokens[next + 1]!.end, next + 2, 'percent', '');
      }
      // A month after its day; "of" may stand between.
      const ofMonth = token.word === 'of' || token.word === 'st' || token.word === 'th' ? next + 1 : next;
      const month = this.monthOf(this.tokens[ofMonth]);
      const day = draft.values[0];
      if (
        month !== undefined &&
        draft.scale === 1 &&
        day !== undefined &&
        Number.isInteger(day) &&
        day >= 1 &&
        day <= 31 &&
        this.isNear(ofMonth - 1, ofMonth, '.')
      ) {
        this.widenRange(draft, (value) => (Number(value) <= 31 ? dayOfYear(month, Number(value)) : value));
        this.push(start, this.tokens[ofMonth]!.end, 'date', [dayOfYear(month, day)], [canonical(day)], false);
        return ofMonth + 1;
      }
      let currency = next;
      for (
        let skipped = 0;
        skipped < 3 && this.tokens[currency]?.meaning?.currencyQualifier && this.isNear(currency, currency + 1, ".'");
        skipped++
      ) {
        currency++;
      }
      const unit = this.tokens[currency]?.meaning?.currency;
      if (
        unit !== undefined &&
        (draft.digits || !draft.weak || draft.scale > 1 || !this.tokens[currency]!.meaning!.weakCurrency) &&
        (currency === next || this.isNear(currency - 1, currency, '.'))
      ) {
        const cents = this.hundredthsAfter(currency + 1);
        return cents === null
          ? this.emit(draft, start, this.tokens[currency]!.end, currency + 1, 'currency', unit)
          : this.emit(cents.of(draft), start, cents.end, cents.next, 'currency', unit);
      }
      const time = this.meridiem(draft, start);
      if (time !== null) return time;
    }
    return this.plain(draft, start);
  }

  /** 2 sterlin *50 peni*: what hundredths of the currency add. Null where none follow. */
  private hundredthsAfter(
    at: number,
  ): { readonly of: (draft: Draft) => Draft; readonly end: number; readonly next: number } | null {
    if (!this.isNear(at - 1, at, ',')) return null;
    const draft = this.number(at);
    const count = draft?.values[0];
    if (draft === null || count === undefined || !Number.isInteger(count) || count < 1 || count > 99) return null;
    const unit = this.tokens[draft.next];
    if (!HUNDREDTHS.includes(unit?.meaning?.currency ?? '') || !this.isNear(draft.next - 1, draft.next)) return null;
    return {
      of: (whole) => ({ ...whole, values: whole.values.map((value) => value + count / 100) }),
      end: unit!.end,
      next: draft.next + 1,
    };
  }

  /** 2:30 p.m., 8pm, 8 in the morning: the number is a time of day. Null where it is not. */
  private meridiem(draft: Draft, start: number): number | null {
    const token = this.tokens[draft.next]!;
    let next = draft.next + 1;
    let end = token.end;
    let afternoon: boolean;
    if (token.word === 'am' || token.word === 'pm') {
      afternoon = token.word === 'pm';
    } else if ((token.word === 'a' || token.word === 'p') && this.text.startsWith('.m', token.end)) {
      afternoon = token.word === 'p';
      end = token.end + 2;
      next++;
    } else {
      return null;
    }
    const clock = this.clocks(draft).flatMap(([hour, minute]) =>
      hour <= 12 ? [timeOfDay((hour % 12) + (afternoon ? 12 : 0), minute)] : [],
    );
    if (clock.length === 0) return null;
    this.push(start, end, 'time', clock, draft.values.map(canonical), false);
    return next;
  }

  /** The hours and minutes that a draft may stand for. */
  private clocks(draft: Draft): (readonly [number, number])[] {
    const clocks = draft.other.flatMap((reading) => {
      const match = /^(\d\d):(\d\d)$/.exec(reading);
      return match === null ? [] : [[Number(match[1]), Number(match[2])] as const];
    });
    if (clocks.length > 0) return clocks;
    return draft.values
      .filter((value) => value <= 24 && Number.isInteger(value * 2))
      .map((value) => [Math.floor(value), (value % 1) * 60] as const);
  }

  /** A number without unit, a time, a date in digits. */
  private plain(draft: Draft, start: number): number {
    const values = draft.values.map(canonical);
    if (draft.dates.length > 0) {
      const asTime = draft.other.filter((reading) => !reading.includes(':'));
      this.push(start, draft.end, 'date', [...draft.dates, ...asTime], values, false);
      return draft.next;
    }
    const first = this.indexAt(draft);
    // öğleden sonra 2.30
    const isAfter = this.tokens[first - 1]?.word === 'sonra' && this.tokens[first - 2]?.meaning?.afternoon === true;
    const before = this.tokens[isAfter ? first - 2 : first - 1]?.meaning;
    if (before?.timeBefore || before?.morning || before?.afternoon || draft.isTime) {
      const clocks = this.clocks(draft);
      if (
        clocks.length > 0 &&
        this.lexicon.words?.timeBefore.length !== 0 &&
        (draft.isTime || before?.timeBefore || before?.afternoon || before?.morning)
      ) {
        const readings = clocks.flatMap(([hour, minute]) => {
          const both =
            hour < 12 ? [timeOfDay(hour, minute), timeOfDay(hour + 12, minute)] : [timeOfDay(hour % 24, minute)];
          return hour === 12 ? [...both, timeOfDay(0, minute)] : both;
        });
        this.push(start, draft.end, draft.isTime ? 'time' : 'number', [...values, ...readings], values, draft.weak);
        return draft.next;
      }
    }
    const century = this.centuryOf(draft);
    const measured = this.measured(draft, draft.next);
    if (measured !== null) {
      const plain = measured.values?.map(canonical) ?? [...values, ...draft.other];
      const whole = measured.parts === undefined ? plain : [measured.parts];
      const bare = measured.parts === undefined ? (measured.values?.map(canonical) ?? values) : [];
      this.push(start, measured.end, 'number', whole, bare, draft.weak, measured.value);
      return measured.next;
    }
    this.widenRange(draft, null);
    // two decades: two, or twenty years.
    const follower = this.tokens[draft.next];
    const multiple = this.isNear(draft.next - 1, draft.next, '-') ? follower?.meaning?.multiple : undefined;
    const multiplied = multiple === undefined ? [] : draft.values.map((value) => canonical(value * multiple));
    if (multiplied.length > 0) {
      this.push(start, draft.end, 'number', [...values, ...multiplied], values, draft.weak);
      return draft.next;
    }
    const readings = century === null ? values : [...values, canonical(century)];
    const half = this.halfHour(draft);
    if (half.length > 0) {
      this.push(start, draft.end, 'number', [...readings, ...half], readings, draft.weak);
      return draft.next;
    }
    this.push(start, draft.end, draft.isTime ? 'time' : 'number', [...readings, ...draft.other], readings, draft.weak);
    return draft.next;
  }

  /** The times of day that yedi buçukta may say; none of other numbers. */
  private halfHour(draft: Draft): readonly string[] {
    if (!this.lexicon.words?.halfHours.includes(this.tokens[draft.next - 1]!.word)) return [];
    return clockReadings(draft.values.map(Math.floor), 30);
  }

  /** 1914–18, 2019-20: the second year without its century. Null where it is none. */
  private centuryOf({ start, end, values, digits }: Draft): number | null {
    const first = this.found.at(-1);
    const year = Number(first?.values[0]);
    const value = values[0];
    if (first === undefined || !digits || end - start !== 2 || value === undefined || !(year >= 1000 && year < 2100))
      return null;
    if (!/^[-–—/]$/.test(this.text.slice(first.end, start)) || value <= year % 100) return null;
    return year - (year % 100) + value;
  }

  private indexAt(draft: Draft): number {
    let at = draft.next - 1;
    while (at > 0 && this.tokens[at]!.start > draft.start) at--;
    return at;
  }

  /** Reads a number in digits, words or both: `12 bin`, `3,5 milyon`, `twenty-five`, `iki buçuk`, `üçte bir`. */
  private number(at: number): Draft | null {
    const token = this.tokens[at];
    if (token === undefined || token.kind === 'sign') return null;
    return token.kind === 'digits' ? this.fromDigits(at) : this.fromWords(at);
  }

  private fromDigits(at: number): Draft | null {
    const token = this.tokens[at]!;
    const notations = readNotation(this.text, this.original, token.start, this.lexicon.words?.commaIsDecimal ?? true);
    const first = notations[0]!;
    let next = at + 1;
    while (next < this.tokens.length && this.tokens[next]!.start < first.end) next++;
    const base: Draft = {
      start: token.start,
      end: first.end,
      next,
      values: first.values,
      other: first.other,
      dates: first.dates,
      isTime: first.isTime,
      weak: false,
      digits: true,
      scale: 1,
    };
    if (first.year !== null) {
      // The day of the year, and the year for itself, in the order of the text.
      const { year } = first;
      const yearValue = canonical(year.value);
      const dayStart = year.start === token.start ? year.end + 1 : token.start;
      const dayEnd = year.start === token.start ? first.end : year.start - 1;
      const day = (): void => this.push(dayStart, dayEnd, 'date', first.dates, [], false);
      if (year.start === token.start) {
        this.push(year.start, year.end, 'number', [yearValue], [yearValue], false);
        day();
      } else {
        day();
        this.push(year.start, year.end, 'number', [yearValue], [yearValue], false);
      }
      return { ...base, values: [], other: [], dates: [], next };
    }
    if (first.values.length === 0) return base;
    if (this.text[token.start - 1] === '.' && !/[\p{L}\p{N}]/u.test(this.text[token.start - 2] ?? ' ')) {
      // .5 for a half; an ellipsis before a number is read both ways.
      const decimal = Number(`0.${token.word}`);
      return { ...base, values: [...first.values, ...(first.end === token.end ? [decimal] : [])] };
    }
    // SS19, '96: a year without its century.
    const before = this.text[token.start - 1] ?? ' ';
    if (first.end === token.end && /[\p{L}]/u.test(before)) {
      // CO2, B92: part of a name.
      const years = token.word.length === 2 ? [`${2000 + Number(token.word)}`, `${1900 + Number(token.word)}`] : [];
      return { ...base, weak: true, other: years };
    }
    if (token.word.length === 2 && first.end === token.end && before === "'") {
      return { ...base, other: [`${2000 + Number(token.word)}`, `${1900 + Number(token.word)}`] };
    }
    const words = this.lexicon.words;
    const follower = this.tokens[next];
    if (words === null || follower === undefined || follower.kind !== 'word') return base;
    const joined = follower.start === first.end;
    const apostrophe = this.endingAt(next, first.end) !== null;
    if (joined || apostrophe) {
      if (joined && words.ordinalMarks.includes(follower.word)) return { ...base, next: next + 1 };
      const value = first.values[0]!;
      if (
        value % 10 === 0 &&
        value >= 10 &&
        words.decadeMarks.some(
          (mark) =>
            follower.word.startsWith(mark) && !follower.word.endsWith('k') && follower.word.length <= mark.length + 6,
        )
      ) {
        // 30'lu: a decade of life or of a century, or a set of thirty.
        return { ...base, other: decadeReadings(value), next: next + 1 };
      }
      if (apostrophe) {
        const denominator = words.denominatorSuffixes.includes(follower.word);
        const numerator = this.tokens[next + 1];
        if (denominator && numerator !== undefined && this.isNear(next, next + 1)) {
          const fraction = this.fractionOf(value, next + 1);
          if (fraction !== null) return { ...base, ...fraction };
        }
        const scale = this.tokens[next + 1]?.meaning?.scale;
        // 25'er bin: twenty-five thousand each.
        if (scale !== undefined && this.isNear(next, next + 1)) return this.scaled({ ...base, next: next + 1 });
        return { ...base, next: next + 1 };
      }
      if (follower.meaning?.scale !== undefined && follower.word.length > 2) return this.scaled(base);
      const short = words.shortScales[follower.word];
      if (short !== undefined) {
        const scaled = first.values.map((v) => v * short);
        // 5m may be metres.
        return {
          ...base,
          end: follower.end,
          next: next + 1,
          values: follower.word === 'm' ? [...scaled, ...first.values] : scaled,
          scale: short,
        };
      }
      return base;
    }
    if (!this.isNear(next - 1, next, '-')) return base;
    if (follower.meaning?.scale !== undefined && follower.word.length > 1) return this.scaled(base);
    if (words.shortScales[follower.word] !== undefined && follower.word.length > 1) {
      const short = words.shortScales[follower.word]!;
      return { ...base, end: follower.end, next: next + 1, values: first.values.map((v) => v * short), scale: short };
    }
    if (follower.meaning?.hundred) {
      return this.scaled(base);
    }
    if (follower.meaning?.andHalf)
      return { ...base, end: follower.end, next: next + 1, values: first.values.map((v) => v + 0.5) };
    return base;
  }

  /** A numerator after a denominator (üçte *bir*, 5'te *2*); null where none comes. */
  private fractionOf(
    denominator: number,
    at: number,
  ): Pick<Draft, 'values' | 'other' | 'end' | 'next' | 'weak'> | null {
    const token = this.tokens[at];
    // 2019'da 162 milyon is no fraction, nor is saat 15'te 3.
    if (token === undefined || denominator < 2 || (denominator > 10 && denominator !== 100 && denominator !== 1000))
      return null;
    const numerator = token.kind === 'digits' ? Number(token.word) : token.meaning?.unit;
    if (numerator === undefined || numerator < 1 || numerator >= denominator) return null;
    return { values: [], other: fractionReadings(numerator, denominator), end: token.end, next: at + 1, weak: false };
  }

  /** Scales after digits: `3 milyon 250 bin`, `2.5 thousand million`. */
  private scaled(base: Draft): Draft {
    let total = [0];
    let current: readonly number[] = base.values;
    let { next, end } = base;
    let scale = 1;
    let limit = Number.POSITIVE_INFINITY;
    while (true) {
      const token = this.tokens[next];
      const meaning = token?.meaning;
      if (token === undefined || token.kind !== 'word' || !this.isNear(next - 1, next, '-')) break;
      const factor = meaning?.hundred ? 100 : meaning?.scale;
      if (factor === undefined || factor >= limit) break;
      scale = factor;
      limit = factor;
      const scaledNow = current.map((value) => value * factor);
      total = total.flatMap((sum) => scaledNow.map((value) => sum + value));
      current = [];
      next++;
      end = token.end;
      const digits = this.tokens[next];
      const after = this.tokens[next + 1];
      const smaller = after?.meaning?.hundred ? 100 : after?.meaning?.scale;
      if (
        digits?.kind === 'digits' &&
        smaller !== undefined &&
        smaller < limit &&
        this.isNear(next - 1, next) &&
        this.isNear(next, next + 1)
      ) {
        const notation = readNotation(
          this.text,
          this.original,
          digits.start,
          this.lexicon.words?.commaIsDecimal ?? true,
        );
        if (notation.length === 1 && notation[0]!.end === digits.end) {
          current = notation[0]!.values;
          next++;
          continue;
        }
      }
      if (meaning?.hundred) {
        // 3 hundred thousand
        current = total;
        total = [0];
        limit = Number.POSITIVE_INFINITY;
        const later = this.tokens[next];
        if (later?.meaning?.scale === undefined) {
          total = [...current];
          break;
        }
        continue;
      }
      if (factor === 1000 && meaning?.bare && this.lexicon.words!.suffixes.length > 0 && digits?.kind === 'digits') {
        // Turkish says 3 bin 500 for 3,500; no other number follows a thousand without a comma.
        const isWhole =
          digits.word.length <= 3 &&
          digits.word[0] !== '0' &&
          !/[.,:/]\d/y.test(this.text.slice(digits.end, digits.end + 2));
        const ownScale = this.isNear(next, next + 1) && after?.meaning?.scale !== undefined;
        if (isWhole && !ownScale && this.isNear(next - 1, next)) {
          total = total.map((value) => value + Number(digits.word));
          end = digits.end;
          next++;
        }
      }
      break;
    }
    return { ...base, values: total, end, next, scale };
  }

  private fromWords(at: number): Draft | null {
    const first = this.tokens[at]!;
    const start = first.start;
    let total = 0;
    let current = 0;
    let limit = Number.POSITIVE_INFINITY;
    let next = at;
    let end = first.start;
    let words = 0;
    let weak = true;
    let scale = 1;
    let ordinal = false;
    const draft = (values: readonly number[], other: readonly string[], isWeak: boolean): Draft => ({
      start,
      end,
      next,
      values,
      other,
      dates: [],
      isTime: false,
      weak: isWeak,
      digits: false,
      scale,
    });
    while (next < this.tokens.length) {
      const token = this.tokens[next]!;
      const { meaning } = token;
      if (token.kind !== 'word' || meaning === null) break;
      if (words > 0 && !this.isNear(next - 1, next, '-')) break;
      if (meaning.joiner) {
        // one hundred *and* five; never at the start, and only if a smaller number follows.
        const after = this.tokens[next + 1]?.meaning;
        if (words === 0 || scale === 1 || after?.unit === undefined || current % 100 !== 0) {
          if (words === 0 || !this.isAndAHalf(next)) break;
          end = this.tokens[next + 2]!.end;
          next += 3;
          // two and a half; a million and a half; two and a half million
          const after = this.tokens[next]?.meaning?.scale;
          if (after !== undefined && scale === 1 && this.isNear(next - 1, next)) {
            end = this.tokens[next]!.end;
            next++;
            scale = after;
            return draft([(total + current + 0.5) * after], [], false);
          }
          return draft([total + current + (current === 0 && scale > 1 ? scale / 2 : 0.5)], [], false);
        }
        next++;
        continue;
      }
      if (meaning.half) {
        if (words > 0) break;
        const scaleAt = this.halfScale(next);
        if (scaleAt !== null) {
          const factor = this.tokens[scaleAt]!.meaning!.scale!;
          end = this.tokens[scaleAt]!.end;
          next = scaleAt + 1;
          scale = factor;
          return draft([factor / 2], [], false);
        }
        end = token.end;
        next++;
        return draft([0.5], ['1/2', '50%', '2', '1.5'], true);
      }
      if (meaning.andHalf) {
        if (words === 0) break;
        end = token.end;
        next++;
        const value = total + current + 0.5;
        const scaleNext = this.tokens[next]?.meaning?.scale;
        if (scaleNext !== undefined && this.isNear(next - 1, next)) {
          end = this.tokens[next]!.end;
          next++;
          scale = scaleNext;
          return draft([value * scaleNext], [], false);
        }
        return draft([value], [], false);
      }
      const ofTens = current % 10 === 0 && current % 100 >= 20;
      const fits = (value: number): boolean =>
        current % 100 === 0 ||
        (value < 10 && value > 0 && (ofTens || (current % 100 === 10 && this.lexicon.words!.suffixes.length > 0)));
      if (words > 0 && meaning.denominator !== undefined && total === 0 && !ordinal) {
        // two thirds; twenty-third is an ordinal.
        const numerator = current;
        if (numerator > 0 && (numerator < 20 || token.word.endsWith('s')) && numerator < meaning.denominator) {
          end = token.end;
          next++;
          const readings = fractionReadings(numerator, meaning.denominator);
          return draft(meaning.denominator === 2 ? [numerator / 2] : [], readings, false);
        }
      }
      if (meaning.ordinal !== undefined) {
        if (words > 0 && !fits(meaning.ordinal)) break;
        current += meaning.ordinal;
        weak = weak && (meaning.weak ?? false);
        ordinal = true;
        words++;
        end = token.end;
        next++;
        const value = total + current;
        const fraction =
          words === 1 && meaning.denominator !== undefined ? fractionReadings(1, meaning.denominator) : [];
        return draft([value], fraction, weak);
      }
      if (meaning.unit !== undefined) {
        if (words > 0 && !fits(meaning.unit)) break;
        if (meaning.asDenominator && words === 0) {
          const fraction = this.isNear(next, next + 1) ? this.fractionOf(meaning.unit, next + 1) : null;
          if (fraction !== null) return { ...draft([], [], false), ...fraction };
        }
        if (meaning.dependent && words === 0) break;
        current += meaning.unit;
        weak = weak && (meaning.weak ?? false);
      } else if (meaning.hundred) {
        // bir yüz is "a face": no language that has endings says one hundred so.
        const least = this.lexicon.words!.suffixes.length > 0 ? 2 : 1;
        if (words > 0 ? current > 9 || current < least : meaning.dependent) break;
        weak = weak && words === 0;
        current = Math.max(current, 1) * 100;
        scale = 100;
      } else if (meaning.scale !== undefined) {
        if (meaning.scale >= limit) break;
        weak = weak && current <= 1 && total === 0;
        total += Math.max(current, 1) * meaning.scale;
        current = 0;
        limit = meaning.scale;
        scale = meaning.scale;
      } else {
        break;
      }
      words++;
      end = token.end;
      next++;
      // Only the last word of a number carries an ending.
      if (!meaning.bare && !meaning.asDenominator) break;
    }
    if (words === 0) return this.denominatorAlone(at);
    const value = total + current;
    return draft([value], [], weak || (words === 1 && first.meaning?.weak === true));
  }

  /** a third, three quarters after digits: `third` alone is read above as an ordinal; `quarter` and plurals here. */
  private denominatorAlone(at: number): Draft | null {
    const token = this.tokens[at]!;
    const denominator = token.meaning?.denominator;
    if (denominator === undefined) return null;
    const hints = token.meaning!.hints ?? [];
    return {
      start: token.start,
      end: token.end,
      next: at + 1,
      values: [1 / denominator, ...hints],
      other: fractionReadings(1, denominator),
      dates: [],
      isTime: false,
      weak: true,
      digits: false,
      scale: 1,
    };
  }

  /** "and a half" */
  private isAndAHalf(at: number): boolean {
    const article = this.tokens[at + 1]?.word;
    return (article === 'a' || article === 'one') && this.tokens[at + 2]?.meaning?.half === true;
  }

  /** The scale that a half multiplies: half *a million*, yarım *milyon*. */
  private halfScale(at: number): number | null {
    for (const next of [at + 1, at + 2]) {
      const token = this.tokens[next];
      if (token === undefined || !this.isNear(next - 1, next, '-')) return null;
      if (token.meaning?.scale !== undefined) return next;
      if (token.word !== 'a' && token.word !== 'of') return null;
    }
    return null;
  }
}

/**
 * Reads what can be counted in a text: numbers, percentages, amounts, dates, times, in digits and in words.
 * Linear in the text. Offsets are code units of `text`.
 * @param lang a BCP 47 code; languages without number words are read by their digits
 */
export const readQuantities = (text: string, lang: string): Quantity[] => new Reader(text, lang).read();
