import type { Span } from '../core/span.ts';
import { fold } from './fold.ts';

export type TimeUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** Stems of units of time, folded; a Turkish one may have an ending. */
const STEMS: Readonly<Record<string, TimeUnit>> = {
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  year: 'year',
  saniye: 'second',
  dakika: 'minute',
  saat: 'hour',
  gün: 'day',
  hafta: 'week',
  ay: 'month',
  yil: 'year',
  sene: 'year',
};

const UNIT = new RegExp(
  `^[\\s-]+(${Object.keys(STEMS).join('|')})(?:s|s'|'s|l[iuü]k\\p{L}*|[dt][aeiuü]\\p{L}*|n?[iuü]n?|y?[ae])?(?![\\p{L}'])`,
  'u',
);
const AND_A_HALF = /^ and a half(?!\p{L})/u;
/** What stands between the parts of one length of time: *an hour and ten minutes*, *1 saat 10 dakika*. */
const JOINT = /^\s*(?:,|and|ve)?\s*$/u;
/** The longest unit with its ending, and what stands before it. */
const REACH = 24;

/** The unit of time that a number is followed by: *two hours*, *üç saatlik*; null where there is none. */
export const timeUnitAfter = (text: string, { end }: Span): TimeUnit | null => {
  const stem = UNIT.exec(fold(text.slice(end, end + REACH)))?.[1];
  return stem === undefined ? null : STEMS[stem]!;
};

/** A number and the unit of time behind it, or several that follow one another: *an hour and ten minutes*. */
export interface Duration {
  /** The numbers in it. */
  readonly spans: readonly Span[];
  /** Of its first number. */
  readonly unit: TimeUnit;
  readonly seconds: number;
}

const SECONDS: Readonly<Record<TimeUnit, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
};

/** The lengths of time in a text, given what its numbers say, ascending. */
export const readDurations = (text: string, numbers: readonly (Span & { readonly value: number })[]): Duration[] => {
  const durations: Duration[] = [];
  let last: Duration | undefined;
  let end = 0;
  for (const [at, number] of numbers.entries()) {
    const after = fold(text.slice(number.end, number.end + 2 * REACH));
    const match = UNIT.exec(after);
    if (match === null) continue;
    const unit = STEMS[match[1]!]!;
    const half = AND_A_HALF.exec(after.slice(match[0].length));
    const isHalf = numbers[at - 1]?.value === 0.5 && numbers[at - 1]!.end === number.start - 1;
    const seconds = (number.value * (isHalf ? 0.5 : 1) + (half === null ? 0 : 0.5)) * SECONDS[unit];
    const isMore =
      last !== undefined && SECONDS[unit] < SECONDS[last.unit] && JOINT.test(fold(text.slice(end, number.start)));
    const spans = [{ start: number.start, end: number.end }];
    if (isMore) durations.pop();
    last = isMore
      ? { spans: [...last!.spans, ...spans], unit: last!.unit, seconds: last!.seconds + seconds }
      : { spans, unit, seconds };
    end = number.end + match[0].length + (half?.[0].length ?? 0);
    durations.push(last);
  }
  return durations;
};

/** Months are not all of one length: three of them are 90 days. */
const TOLERANCE = 0.04;
const isOfMonths = ({ unit }: Duration): boolean => unit === 'month' || unit === 'year';

/** Whether the two are as long, said in other units: ninety minutes, *bir buçuk saat*. */
export const isSameTime = (a: Duration, b: Duration): boolean => {
  if (a.unit === b.unit && a.spans.length === b.spans.length) return false;
  const tolerance = isOfMonths(a) === isOfMonths(b) ? 1e-9 : TOLERANCE;
  return Math.abs(a.seconds - b.seconds) <= tolerance * a.seconds;
};
