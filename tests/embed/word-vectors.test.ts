import { describe, expect, it } from 'vitest';
import { RowSums } from '../../src/embed/row-sums.ts';
import { PartLists, partsOfWords, tableOf } from '../../src/embed/word-vectors.ts';

const D = 2;

/** Tokens given as [start, end, vector]. */
const vectorsOf = (words: readonly [number, number][], tokens: readonly [number, number, [number, number]][]) => {
  const found = partsOfWords(
    words.map(([start, end]) => ({ start, end })),
    { ids: [...tokens.keys()], starts: tokens.map(([start]) => start), ends: tokens.map(([, end]) => end) },
  );
  const parts = new PartLists();
  for (const word of found) parts.add(word);
  const sums = new RowSums(D);
  sums.write(0, Float32Array.from(tokens.flatMap(([, , vector]) => vector)));
  const table = tableOf([...found.keys()], parts, sums, D, 'static');
  return { vectors: [...table.vectors], weights: [...table.weights] };
};

describe('a word', () => {
  it('is the sum of its tokens, of unit length, and weighs as much as the sum is long', () => {
    expect(
      vectorsOf(
        [[0, 7]],
        [
          [0, 4, [3, 0]],
          [4, 7, [0, 4]],
        ],
      ),
    ).toEqual({ vectors: [Math.fround(0.6), Math.fround(0.8)], weights: [5] });
  });

  it('takes its part of a token that covers another word too, by letters', () => {
    const { vectors, weights } = vectorsOf(
      [
        [0, 1],
        [2, 5],
      ],
      [[0, 5, [4, 0]]],
    );
    expect(vectors).toEqual([1, 0, 1, 0]);
    expect(weights).toEqual([1, 3]);
  });

  it('takes the whole of a token that covers a bracket too', () => {
    expect(vectorsOf([[1, 5]], [[0, 6, [0, 2]]]).weights).toEqual([2]);
  });

  it('is nothing where it has no token, or where its tokens cancel out', () => {
    const { vectors, weights } = vectorsOf(
      [
        [0, 2],
        [3, 5],
      ],
      [
        [3, 4, [1, 1]],
        [4, 5, [-1, -1]],
      ],
    );
    expect(vectors).toEqual([0, 0, 0, 0]);
    expect(weights).toEqual([0, 0]);
  });

  it('takes no token of its neighbours', () => {
    const { weights } = vectorsOf(
      [
        [0, 2],
        [2, 4],
      ],
      [
        [0, 2, [1, 0]],
        [2, 2, [7, 7]],
        [2, 4, [0, 3]],
      ],
    );
    expect(weights).toEqual([1, 3]);
  });
});
