/** What one stretch of digits may mean. */
export interface Notation {
  readonly end: number;
  /** The values it may stand for as one number, likeliest first; empty where it is only a date or a time. */
  readonly values: readonly number[];
  /** Readings besides the values: times (`14:30`), fractions (`1/3`), unreadable runs as they stand. */
  readonly other: readonly string[];
  /** The day and month it may stand for, as `MM-DD`. */
  readonly dates: readonly string[];
  /** The year of a full date. */
  readonly year: { readonly start: number; readonly end: number; readonly value: number } | null;
  readonly isTime: boolean;
}

interface Run {
  readonly parts: readonly string[];
  readonly separators: readonly string[];
  /** Where each part starts. */
  readonly starts: readonly number[];
  readonly end: number;
}

/** No number, date or time has more parts; a longer run is a list, read from its start again and again. */
const MOST_PARTS = 8;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** `text` is folded: quotes are straight and wide spaces plain, so the original is asked about the spaces. */
const isSeparator = (folded: string, original: string, at: number): boolean => {
  const character = folded[at];
  if (character === '.' || character === ',' || character === ':' || character === '/' || character === "'")
    return true;
  // A narrow or no-break space groups thousands; a plain space parts two numbers.
  return character === ' ' && original[at] !== ' ';
};

const readRun = (folded: string, original: string, start: number): Run => {
  const parts: string[] = [];
  const separators: string[] = [];
  const starts: number[] = [];
  let at = start;
  while (true) {
    const from = at;
    while (at < folded.length && isDigit(folded.charCodeAt(at))) at++;
    parts.push(folded.slice(from, at));
    starts.push(from);
    const next = at + 1;
    if (parts.length < MOST_PARTS && next < folded.length && isDigit(folded.charCodeAt(next))) {
      if (isSeparator(folded, original, at)) {
        separators.push(folded[at]!);
        at = next;
        continue;
      }
      // 2024-10-27, and nothing else with hyphens, is one run.
      if (folded[at] === '-' && isIsoDate(folded, from)) {
        separators.push('-');
        at = next;
        continue;
      }
      if (folded[at] === '-' && separators.at(-1) === '-' && parts.length === 2) {
        separators.push('-');
        at = next;
        continue;
      }
    }
    return { parts, separators, starts, end: at };
  }
};

const YEAR = /^(?:1[89]|20)\d\d$/;
const YEAR_END = /^(?:(?:1[89]|20)?\d\d)$/;

const ISO_DATE = /(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)/y;

const isIsoDate = (folded: string, at: number): boolean => {
  ISO_DATE.lastIndex = at;
  return ISO_DATE.test(folded);
};

const two = (n: number): string => String(n).padStart(2, '0');

const isDay = (day: number, month: number): boolean => day >= 1 && day <= 31 && month >= 1 && month <= 12;

/** `MM-DD`. */
export const dayOfYear = (month: number, day: number): string => `${two(month)}-${two(day)}`;

export const timeOfDay = (hour: number, minute: number): string => `${two(hour)}:${two(minute)}`;

const isClock = (hour: number, minute: string): boolean => hour <= 24 && minute.length === 2 && Number(minute) < 60;

const fullYear = (digits: string): number => {
  const n = Number(digits);
  return digits.length === 4 ? n : n < 50 ? 2000 + n : 1900 + n;
};

/** True where the parts are 1–3 digits and then groups of three, as in 1.250.000. */
const isGrouped = (parts: readonly string[]): boolean =>
  parts.length > 1 &&
  parts[0]!.length <= 3 &&
  !(parts[0]!.length > 0 && parts[0]![0] === '0') &&
  parts.slice(1).every((part) => part.length === 3);

const NOTHING = { values: [], other: [], dates: [], year: null, isTime: false } as const;

/** Digits beyond this are an identifier, not a number that could be written otherwise. */
const LONGEST_NUMBER = 15;

const single = (digits: string, end: number): Notation =>
  digits.length > LONGEST_NUMBER ? { ...NOTHING, other: [digits], end } : { ...NOTHING, values: [Number(digits)], end };

/**
 * Reads the digits at `start`. Ambiguous notations have several readings: 1.250 is 1250 or 1.25, 14.30 is a number or
 * a time, 10/09/2024 is in September or October.
 * @param commaIsDecimal true in languages that write 3,5 for three and a half
 */
export const readNotation = (
  folded: string,
  original: string,
  start: number,
  commaIsDecimal: boolean,
): readonly Notation[] => {
  const { parts, separators, starts, end } = readRun(folded, original, start);
  if (parts.length === 1) return [single(parts[0]!, end)];
  const asDate = readDate(parts, separators, starts, end);
  if (asDate !== null) return [asDate];
  const first = separators[0]!;
  const same = separators.every((separator) => separator === first);
  // 2019/20 is two years.
  const isSeason = first === '/' && parts.length === 2 && YEAR.test(parts[0]!) && YEAR_END.test(parts[1]!);
  if (isSeason) return parts.map((part, i) => single(part, starts[i]! + part.length));
  if (same && first === '/' && parts.length === 2) {
    const [a, b] = [Number(parts[0]), Number(parts[1])];
    const dates = [];
    if (isDay(b, a)) dates.push(dayOfYear(a, b));
    if (isDay(a, b)) dates.push(dayOfYear(b, a));
    return [{ ...NOTHING, other: [`${a}/${b}`], dates, end }];
  }
  if (same && (first === ':' || first === '.') && parts.length === 2) {
    const hour = Number(parts[0]);
    if (parts[0]!.length <= 2 && isClock(hour, parts[1]!)) {
      return [
        {
          ...NOTHING,
          end,
          values: first === '.' ? [Number(parts.join('.'))] : [],
          other: [timeOfDay(hour, Number(parts[1]))],
          isTime: first === ':',
        },
      ];
    }
  }
  if (same && (first === '.' || first === ',' || first === "'" || first === ' ') && isGrouped(parts)) {
    const whole = Number(parts.join(''));
    const decimal = Number(`${parts[0]}.${parts[1]}`);
    // 1,250 in English is never 1.25; in a Turkish text it may have been copied from English.
    const mayBeDecimal = parts.length === 2 && (first === '.' || (first === ',' && commaIsDecimal));
    return [{ ...NOTHING, values: mayBeDecimal ? [whole, decimal] : [whole], end }];
  }
  if (
    same &&
    parts.length === 2 &&
    (first === '.' || first === ',') &&
    !(parts[0]!.length >= 4 && parts[1]!.length >= 3)
  ) {
    return [{ ...NOTHING, values: [Number(parts.join('.'))], end }];
  }
  const last = separators.at(-1)!;
  const before = separators.slice(0, -1);
  if (
    before.length > 0 &&
    (last === '.' || last === ',') &&
    before.every((separator) => separator === before[0] && separator !== last) &&
    isGrouped(parts.slice(0, -1))
  ) {
    return [{ ...NOTHING, values: [Number(`${parts.slice(0, -1).join('')}.${parts.at(-1)}`)], end }];
  }
  if (same && (first === '.' || first === ':') && parts.length > 2) {
    return [{ ...NOTHING, other: [parts.map(Number).join(first)], end, isTime: first === ':' }];
  }
  // A list without spaces, or nothing we know: each part for itself.
  return parts.map((part, i) => single(part, starts[i]! + part.length));
};

const readDate = (
  parts: readonly string[],
  separators: readonly string[],
  starts: readonly number[],
  end: number,
): Notation | null => {
  if (parts.length !== 3 || separators[0] !== separators[1]) return null;
  const separator = separators[0];
  const [a, b, c] = parts.map(Number) as [number, number, number];
  if (
    separator === '-' ||
    (parts[0]!.length === 4 && (separator === '/' || separator === '.') && parts[1]!.length <= 2)
  ) {
    if (!isDay(c, b)) return null;
    return {
      ...NOTHING,
      end,
      dates: [dayOfYear(b, c)],
      year: { start: starts[0]!, end: starts[0]! + 4, value: a },
    };
  }
  if (separator !== '.' && separator !== '/') return null;
  if (parts[0]!.length > 2 || parts[1]!.length > 2 || (parts[2]!.length !== 4 && parts[2]!.length !== 2)) return null;
  const dates = [];
  if (isDay(a, b)) dates.push(dayOfYear(b, a));
  // Only the slash is used for month first.
  if (separator === '/' && isDay(b, a) && a !== b) dates.push(dayOfYear(a, b));
  if (dates.length === 0) return null;
  return { ...NOTHING, end, dates, year: { start: starts[2]!, end, value: fullYear(parts[2]!) } };
};
