import { describe, expect, it } from 'vitest';
import { traitsOf } from '../../src/evidence/traits.ts';

describe('traitsOf', () => {
  it('holds no date of a dateline against a version without one', () => {
    const text = 'Lisbon, March 7, 2025 – The port was closed for 12 hours.';
    const { length, quantities } = traitsOf({ text, kind: 'sentence', lang: 'en' }, 'en', 'tr');
    expect(length).toBe('The port was closed for 12 hours.'.length);
    const strong = quantities.filter(({ weak }) => !weak).flatMap(({ readings }) => readings);
    expect(strong).toContain('12');
    expect(strong).not.toContain('2025');
    expect(quantities.flatMap(({ readings }) => readings)).toContain('2025');
  });
});
