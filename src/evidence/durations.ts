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
/** The longest unit with its ending, and what stands before it. */
const REACH = 24;

/** The unit of time that a number is followed by: *two hours*, *üç saatlik*; null where there is none. */
export const timeUnitAfter = (text: string, { end }: Span): TimeUnit | null => {
  const stem = UNIT.exec(fold(text.slice(end, end + REACH)))?.[1];
  return stem === undefined ? null : STEMS[stem]!;
};
