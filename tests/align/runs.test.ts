import { describe, expect, it } from 'vitest';
import { MAX_RUN, runsByStart } from '../../src/align/runs.ts';

describe('runsByStart', () => {
  it('gives one to four adjacent segments of running text', () => {
    const runs = runsByStart(Array.from({ length: 6 }, () => 'sentence' as const));
    expect(runs(0).map(({ members }) => members)).toEqual([[0], [0, 1], [0, 1, 2], [0, 1, 2, MAX_RUN - 1]]);
    expect(runs(5)).toEqual([{ start: 5, end: 6, members: [5] }]);
  });

  it('takes a list as a whole, alone or with the sentence before it', () => {
    const kinds = ['sentence', ...Array.from({ length: 10 }, () => 'list-item'), 'sentence'] as const;
    const runs = runsByStart([...kinds] as ('sentence' | 'list-item')[]);
    expect(runs(0).map(({ end }) => end)).toContain(11);
    expect(runs(1).map(({ end }) => end)).toContain(11);
    expect(runs(2).map(({ end }) => end)).not.toContain(11);
  });
});
