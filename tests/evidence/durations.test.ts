import { describe, expect, it } from 'vitest';
import { isSameTime, readDurations } from '../../src/evidence/durations.ts';
import { readQuantities } from '../../src/evidence/quantities.ts';

const read = (text: string, lang: string) =>
  readDurations(
    text,
    readQuantities(text, lang).flatMap(({ start, end, values }) =>
      values.length === 1 ? [{ start, end, value: Number(values[0]) }] : [],
    ),
  );

const areOneTime = (en: string, tr: string): boolean => {
  const turkish = read(tr, 'tr');
  return read(en, 'en').some((a) => turkish.some((b) => isSameTime(a, b)));
};

describe('lengths of time', () => {
  it.each([
    ['The talks lasted ninety minutes.', 'Görüşmeler bir buçuk saat sürdü.'],
    ['The talks lasted an hour and a half.', 'Görüşmeler 90 dakika sürdü.'],
    ['It took an hour and ten minutes.', 'Yolculuk 70 dakika sürdü.'],
    ['It took 70 minutes.', 'Yolculuk 1 saat 10 dakika sürdü.'],
    ['He was jailed for 18 months.', 'Bir buçuk yıl hapis yattı.'],
    ['within 48 hours', 'iki gün içinde'],
    ['for two weeks', '14 gün boyunca'],
    ['after three months', '90 gün sonra'],
    ['half an hour later', '30 dakika sonra'],
  ])('are one in other units: %s %s', (en, tr) => {
    expect(areOneTime(en, tr)).toBe(true);
  });

  it.each([
    ['The talks lasted ninety minutes.', 'Görüşmeler iki buçuk saat sürdü.'],
    ['within 24 hours', 'iki gün içinde'],
    ['for 45 days', '54 gün boyunca'],
    ['for 3 years', '3 ay boyunca'],
    ['after three months', '80 gün sonra'],
    ['90 people waited an hour', 'Bir buçuk saat'],
  ])('are two: %s %s', (en, tr) => {
    expect(areOneTime(en, tr)).toBe(false);
  });
});
