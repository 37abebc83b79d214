import { describe, expect, it } from 'vitest';
import { MAX_RUN, runsByStart } from '../../src/align/runs.ts';

describe('runsByStart', () => {
  it('gives one to four adjacent segments of running text', () => {
    const runs = runsByStart(Array.from({ length: 6 }, () => 'sentence' as const));
    expect(runs[0]).toEqual([1, 2, 3, MAX_RUN].map((end) => ({ start: 0, end })));
    expect(runs[5]).toEqual([{ start: 5, end: 6 }]);
  });

  it('takes a list as a whole, alone or with the sentence before it', () => {
    const kinds = ['sentence', ...Array.from({ length: 10 }, () => 'list-item'), 'sentence'] as const;
    const runs = runsByStart([...kinds] as ('sentence' | 'list-item')[]);
    expect(runs[0]).toContainEqual({ start: 0, end: 11 });
    expect(runs[1]).toContainEqual({ start: 1, end: 11 });
    expect(runs[2]).not.toContainEqual({ start: 2, end: 11 });
  });
});
