import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/evidence/fold.ts';

describe('fold', () => {
  it('makes the four Turkish i’s one, and typographic quotes straight', () => {
    expect(fold('İSTANBUL’da Irmak ılık “IŞIK”')).toBe('istanbul\'da irmak ilik "işik"');
  });

  it('never changes the length, so that offsets hold', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(text).length === text.length));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(text).length === text.length));
  });
});
