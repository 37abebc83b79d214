import { describe, expect, it } from 'vitest';
import { CandidateList, findHolding } from '../../src/align/candidate-list.ts';
import { BEAD_FEATURES } from '../../src/align/feature-names.ts';

const valuesOf = (id: number): readonly number[] => BEAD_FEATURES.map((_, f) => id + f / 4);

describe('CandidateList', () => {
  it('gives back every candidate as it came, however many there are', () => {
    const list = new CandidateList();
    const runs = (id: number) => ({
      source: { start: id, end: id + 1 + (id % 3) },
      target: { start: 2 * id, end: 2 * id + 2 },
    });
    for (let id = 0; id < 10_000; id++) list.add(runs(id), id / 3, valuesOf(id));
    expect(list.length).toBe(10_000);
    for (const id of [0, 255, 256, 4095, 4096, 9999]) {
      expect(list.runsOf(id)).toEqual(runs(id));
      expect(list.gainOf(id)).toBe(id / 3);
      expect(list.valuesOf(id)).toEqual(valuesOf(id));
    }
    expect(list.membersOf('source', 2)).toEqual([2, 3, 4]);
  });

  it('says of each segment which candidates hold it', () => {
    const list = new CandidateList();
    list.add({ source: { start: 0, end: 2 }, target: { start: 1, end: 2 } }, 1, valuesOf(0));
    list.add({ source: { start: 1, end: 2 }, target: { start: 0, end: 2 } }, 1, valuesOf(1));
    const holding = findHolding(list, { source: 3, target: 2 });
    const idsOf = (side: 'source' | 'target', at: number) => {
      const { starts, ids } = holding[side];
      return [...ids.subarray(starts[at], starts[at + 1])];
    };
    expect([0, 1, 2].map((at) => idsOf('source', at))).toEqual([[0], [0, 1], []]);
    expect([0, 1].map((at) => idsOf('target', at))).toEqual([[1], [0, 1]]);
  });
});
