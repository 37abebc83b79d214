import type { Span } from '../core/span.ts';
import type { WordTable } from '../core/vectors.ts';
import { Lists } from './lists.ts';
import type { Tokens as WeightRule } from './models.ts';
import type { RowSums } from './row-sums.ts';
import type { Tokens } from './tokens.ts';

/** What a word is the sum of: tokens, ascending, and how much of each is the word's, in (0, 1]. */
export interface WordParts {
  readonly tokens: readonly number[];
  readonly shares: readonly number[];
}

/**
 * The parts of each word, tokens by what `ids` calls them. A token that belongs to several words (or to a word and a
 * bracket) is shared among the words as its letters are.
 */
export const partsOfWords = (words: readonly Span[], { ids, starts, ends }: Tokens): readonly WordParts[] => {
  let from = 0;
  return words.map((word, index) => {
    const tokens: number[] = [];
    const shares: number[] = [];
    // Tokens ascend, so the ones that end before this word belong to no later word either.
    while (from < ids.length && ends[from]! <= word.start) from++;
    for (let i = from; i < ids.length && starts[i]! < word.end; i++) {
      const start = starts[i]!;
      const end = ends[i]!;
      const shared = Math.min(end, word.end) - Math.max(start, word.start);
      if (shared <= 0) continue;
      let inWords = shared;
      if (start < word.start || end > word.end) {
        for (let w = index - 1; w >= 0 && words[w]!.end > start; w--) {
          inWords += words[w]!.end - Math.max(start, words[w]!.start);
        }
        for (let w = index + 1; w < words.length && words[w]!.start < end; w++) {
          inWords += Math.min(end, words[w]!.end) - words[w]!.start;
        }
      }
      tokens.push(ids[i]!);
      shares.push(shared / inWords);
    }
    return { tokens, shares };
  });
};

/** The parts of many words. */
export class PartLists {
  readonly #tokens = new Lists();
  /** Of the words that do not have all of each of their tokens. */
  readonly #shares = new Map<number, readonly number[]>();

  get length(): number {
    return this.#tokens.length;
  }

  add({ tokens, shares }: WordParts): void {
    if (shares.some((share) => share !== 1)) this.#shares.set(this.length, shares);
    this.#tokens.add(tokens);
  }

  /** Adds a word's tokens, which are rows of `sums`, up. */
  addTo(sums: RowSums, word: number): void {
    const { starts, numbers } = this.#tokens;
    const [start, end] = [starts[word]!, starts[word + 1]!];
    const shares = this.#shares.get(word);
    if (shares === undefined) sums.add(numbers, start, end);
    else for (let i = 0; i < shares.length; i++) sums.addShare(numbers[start + i]!, shares[i]!);
  }
}

/**
 * The vectors of words, each the sum of its tokens'. A static model's word counts as much as that sum is long; a
 * contextual model's counts 1.
 * @param words numbers of words in `parts`; the table has a row for each
 * @param sums of the tokens' vectors, of d numbers each
 */
export const tableOf = (
  words: ArrayLike<number>,
  parts: PartLists,
  sums: RowSums,
  d: number,
  rule: WeightRule,
): WordTable => {
  const table = { vectors: new Float32Array(words.length * d), weights: new Float32Array(words.length) };
  for (let row = 0; row < words.length; row++) {
    parts.addTo(sums, words[row]!);
    const length = sums.takeUnit(table.vectors, row * d);
    table.weights[row] = rule === 'static' ? length : length > 0 ? 1 : 0;
  }
  return table;
};
