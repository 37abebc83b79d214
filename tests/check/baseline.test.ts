import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBaseline, matchBaseline, parseBaseline } from '../../src/check/baseline.ts';
import type { CheckFinding, KnownFinding } from '../../src/check/check-report.ts';

const print = fc.constantFrom('0000000000000000', '1111111111111111', '2222222222222222');
const page = fc.constantFrom('a', 'b', 'c');
const known: fc.Arbitrary<KnownFinding> = fc.tuple(print, page).map(([fingerprint, name]) => ({
  fingerprint,
  code: 'moved',
  source: `en/${name}`,
  target: `tr/${name}`,
  quote: 'x',
}));
const findingOf = ({ fingerprint, source, target }: KnownFinding): CheckFinding =>
  ({ fingerprint, pair: { source, target } }) as CheckFinding;

describe('a baseline', () => {
  test('that is written and read again is the same, in one order', () => {
    fc.assert(
      fc.property(fc.array(known), (entries) => {
        const text = formatBaseline({ known: entries });
        expect(formatBaseline(parseBaseline(text, 'b'))).toBe(text);
        expect(formatBaseline({ known: [...entries].reverse() })).toBe(text);
      }),
    );
  });

  test('covers each finding once: as many as it has, no more', () => {
    fc.assert(
      fc.property(fc.array(known), fc.array(known), (entries, found) => {
        const { isKnown, stale } = matchBaseline({ known: entries }, found.map(findingOf));
        const count = (list: readonly KnownFinding[], fingerprint: string): number =>
          list.filter((one) => one.fingerprint === fingerprint).length;
        for (const fingerprint of ['0000000000000000', '1111111111111111', '2222222222222222']) {
          const covered = found.filter((one, at) => isKnown[at] && one.fingerprint === fingerprint).length;
          expect(covered).toBe(Math.min(count(entries, fingerprint), count(found, fingerprint)));
          expect(count(stale, fingerprint)).toBe(count(entries, fingerprint) - covered);
        }
      }),
    );
  });

  test('covers the finding of its own page rather than its twin on another', () => {
    const entry = { fingerprint: '0000000000000000', code: 'moved', source: 'en/b', target: 'tr/b', quote: 'x' };
    const twin = { ...entry, source: 'en/a', target: 'tr/a' };
    expect(matchBaseline({ known: [entry] }, [findingOf(twin), findingOf(entry)]).isKnown).toEqual([false, true]);
  });
});

test.each([
  ['[', 'it is not valid JSON'],
  ['[]', 'it should be an object, and is a list'],
  ['{"findings": []}', 'version is missing'],
  ['{"version": 2, "findings": []}', 'its version is 2, and this program reads 1.x'],
  ['{"version": 1}', 'findings is missing'],
  ['{"version": 1, "findings": [{"fingerprint": 5}]}', 'findings[0].fingerprint should be a text, and is 5'],
])('%s is no baseline: %s', (text, why) => {
  expect(() => parseBaseline(text, 'known.json')).toThrow(`known.json is not a hizala baseline: ${why}`);
});
