import { describe, expect, it } from 'vitest';
import { endOfDateline } from '../../src/evidence/dateline.ts';

describe('endOfDateline', () => {
  it.each([
    ['Lisbon, Friday, March 7, 2025 – ', 'The port was closed.'],
    ['LISBON, March 7 — ', 'The port was closed.'],
    ['LISBON (AP) -- ', 'The port was closed.'],
    ['İZMİR, 7 Mart 2025 (AA) - ', '“Liman kapandı” dedi.'],
    ['Lizbon, 7 Mart 2025 – ', 'Liman kapatıldı.'],
  ])('ends %s before the sentence', (dateline, sentence) => {
    expect(endOfDateline(dateline + sentence)).toBe(dateline.length);
  });

  it.each([
    'The port was closed on March 7, 2025 – For the third time.',
    'Porto 3 – Benfica 1 was the score.',
    'Porto 3 – 1 Benfica',
    'Ana Silva – The harbour master – said so.',
    'Lisbon, Friday, March 7, 2025',
    'In 2025, – as always – the port was closed.',
    '',
  ])('finds none in: %s', (text) => {
    expect(endOfDateline(text)).toBe(0);
  });
});
