import { describe, expect, it } from 'vitest';
import { nameLikeness, SAME_NAME, skeletonOf } from '../../src/evidence/spelling.ts';
import { processorTime } from '../support/processor-time.ts';

const likeness = (target: string, source: string): number => nameLikeness(skeletonOf(target), skeletonOf(source));

describe('nameLikeness', () => {
  it.each([
    ['Jun-il', 'Joon-il'],
    ['Moskova', 'Moscow'],
    ['Miloseviç', 'Milošević'],
    ['Yanukoviç', 'Yanukovych'],
    ['Cinping', 'Jinping'],
    ['Brnyak', 'Brnjak'],
    ['Bolonya', 'Bologna'],
    ['Usame', 'Osama'],
    ['Şeşel', 'Seselj'],
    ['Ankaranın', 'Ankara'],
    ['Parlamentosunda', 'Parliament'],
    ['Kişinev', 'Chisinau'],
  ])('takes %s and %s for spellings of one name', (target, source) => {
    expect(likeness(target, source)).toBeGreaterThanOrEqual(SAME_NAME);
  });

  it.each([
    ['Eden', 'Kavanaugh'],
    ['Mandela', 'Kavanaugh'],
    ['Vicki', 'Victim'],
    ['West', 'Best'],
    ['Partili', 'Rosa'],
    ['Komitesinin', 'Yorkshire'],
    ['Sırbistan', 'Hırvatistan'],
  ])('does not take %s for %s', (target, source) => {
    expect(likeness(target, source)).toBeLessThan(SAME_NAME);
  });

  it('is quick on words of any length', () => {
    const compared = (): void => {
      for (let i = 0; i < 200; i++) nameLikeness('a'.repeat(10_000), 'ab'.repeat(5_000));
    };
    expect(processorTime(compared)).toBeLessThan(2_000);
  });
});
