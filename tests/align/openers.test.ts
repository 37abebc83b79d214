import { describe, expect, it } from 'vitest';
import { joinOpeners } from '../../src/align/openers.ts';
import { inputOf, type Line } from '../support/align-input.ts';

const traitsOf = (lines: readonly (string | Line)[]) => inputOf(lines).traits;
const item = (text: string): Line => ({ text, kind: 'list-item' });

describe('joinOpeners', () => {
  const list = ['the town was quiet', 'the market has three stalls:', item('bread'), item('honey'), item('salt')];
  const prose = ['the town was quiet', 'bread honey and salt are sold'];
  const traits = { source: traitsOf(prose), target: traitsOf(list) };

  it('gives a list that one sentence names the sentence that opens it', () => {
    const beads = [{ source: [1], target: [2, 3, 4] }];
    expect(joinOpeners(beads, traits)).toEqual([{ source: [1], target: [1, 2, 3, 4] }]);
  });

  it('does so on either side', () => {
    const beads = [{ source: [2, 3, 4], target: [1] }];
    const swapped = { source: traits.target, target: traits.source };
    expect(joinOpeners(beads, swapped)).toEqual([{ source: [1, 2, 3, 4], target: [1] }]);
  });

  it.each([
    [
      'is paired itself',
      [
        { source: [0], target: [1] },
        { source: [1], target: [2, 3, 4] },
      ],
    ],
    ['opens single items', [{ source: [1], target: [2] }]],
    ['opens a list of which only the rest is paired', [{ source: [1], target: [3, 4] }]],
  ])('leaves alone a sentence that %s', (_, beads) => {
    expect(joinOpeners(beads, traits)).toEqual(beads);
  });

  it('takes it from a heading, which is left alone', () => {
    const sides = {
      source: traitsOf([{ text: 'the stalls of the market', kind: 'heading' }, prose[1]!]),
      target: traits.target,
    };
    const beads = [
      { source: [0], target: [1] },
      { source: [1], target: [2, 3, 4] },
    ];
    expect(joinOpeners(beads, sides)).toEqual([{ source: [1], target: [1, 2, 3, 4] }]);
  });

  it('takes no sentence that announces nothing', () => {
    const open = { ...traits, target: traitsOf(['x', 'the market has three stalls.', ...list.slice(2)]) };
    expect(joinOpeners([{ source: [1], target: [2, 3, 4] }], open)).toEqual([{ source: [1], target: [2, 3, 4] }]);
  });
});
