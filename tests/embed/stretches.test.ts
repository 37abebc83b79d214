import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Stretches } from '../../src/embed/stretches.ts';

it('numbers stretches as they come, equal ones alike, wherever they stand', () => {
  const stretches = new Stretches();
  expect(stretches.numberAt('kedi evde', 0, 4)).toBe(0);
  expect(stretches.numberAt('kedi evde', 5, 9)).toBe(1);
  expect(stretches.numberAt('büyük kedi', 6, 10)).toBe(0);
  expect(stretches.numberAt('kediler', 0, 7)).toBe(2);
  expect(stretches.numberAt('kediler', 0, 4)).toBe(0);
  expect(stretches.length).toBe(3);
});

it('keeps any stretches apart, as a map does, and thousands of them', () => {
  const words = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), { maxLength: 400 });
  const check = (texts: readonly string[]): void => {
    const stretches = new Stretches();
    const known = new Map<string, number>();
    for (const text of texts) {
      if (!known.has(text)) known.set(text, known.size);
      expect(stretches.numberAt(`x${text}x`, 1, 1 + text.length)).toBe(known.get(text));
    }
    expect(stretches.length).toBe(known.size);
  };
  fc.assert(fc.property(words, check));
  check(Array.from({ length: 30_000 }, (_, i) => (i % 20_000).toString(36)));
});
