import type { Pieces } from './tokens.ts';

/** A Unigram vocabulary (Kudo 2018): pieces by number, each with its log probability. */
export interface UnigramModel {
  readonly pieces: readonly string[];
  readonly scores: readonly number[];
  /** The piece that stands for characters no other piece covers. */
  readonly unknown: number;
}

/** How much less likely an unknown character is than the rarest piece, as transformers.js and tokenizers have it. */
const UNKNOWN_PENALTY = 10;

/** A trie of UTF-16 code units in one hash table, open addressing: a step is a few nanoseconds. */
const createTrie = (pieces: readonly string[], skip: ReadonlySet<number>) => {
  let units = 0;
  for (const piece of pieces) units += piece.length;
  let size = 1 << 10;
  while (size < units * 2) size *= 2;
  const mask = size - 1;
  const nodes = new Int32Array(size).fill(-1);
  const codes = new Uint16Array(size);
  const nexts = new Int32Array(size);
  /** The piece that ends at a node; -1 where none does. Nodes are numbered from 0, the root. */
  const ids = new Int32Array(units + 1).fill(-1);
  let count = 1;

  const slotOf = (node: number, code: number): number => {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> 8;
    for (slot &= mask; nodes[slot] !== -1; slot = (slot + 1) & mask) {
      if (nodes[slot] === node && codes[slot] === code) break;
    }
    return slot;
  };
  for (const [id, piece] of pieces.entries()) {
    if (skip.has(id)) continue;
    let node = 0;
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      const slot = slotOf(node, code);
      if (nodes[slot] === -1) {
        nodes[slot] = node;
        codes[slot] = code;
        nexts[slot] = count++;
      }
      node = nexts[slot]!;
    }
    ids[node] = id;
  }
  return {
    ids,
    /** The node after `node` on `code`, or -1. */
    step: (node: number, code: number): number => {
      const slot = slotOf(node, code);
      return nodes[slot] === -1 ? -1 : nexts[slot]!;
    },
  };
};

/**
 * The best way to cut a word into pieces: the same pieces as transformers.js finds, ties included, in a small part of
 * the time (it copies a lattice's nodes at every step, and was most of what embedding cost). O(n · longest piece).
 * @param special pieces that stand for no text, such as <pad>
 * @returns pieces that spell the word; unknown characters that stand together are one piece
 */
export const createUnigram = (model: UnigramModel, special: ReadonlySet<number>): ((word: string) => Pieces) => {
  const trie = createTrie(model.pieces, special);

  const unknownScore = model.scores.reduce((least, score) => Math.min(least, score), 0) - UNKNOWN_PENALTY;

  return (word) => {
    const n = word.length;
    const best = new Float64Array(n + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(n + 1);
    const last = new Int32Array(n + 1).fill(model.unknown);
    best[0] = 0;
    for (let start = 0; start < n;) {
      const width = word.codePointAt(start)! > 0xffff ? 2 : 1;
      const base = best[start]!;
      let single = false;
      let node = 0;
      for (let end = start + 1; end <= n; end++) {
        node = trie.step(node, word.charCodeAt(end - 1));
        if (node === -1) break;
        const id = trie.ids[node]!;
        if (id === -1) continue;
        if (end === start + width) single = true;
        const score = base + model.scores[id]!;
        if (score > best[end]!) {
          best[end] = score;
          from[end] = start;
          last[end] = id;
        }
      }
      if (!single && base + unknownScore > best[start + width]!) {
        best[start + width] = base + unknownScore;
        from[start + width] = start;
        last[start + width] = model.unknown;
      }
      start += width;
    }
    const ids: number[] = [];
    const tokens: string[] = [];
    for (let end = n; end > 0;) {
      const id = last[end]!;
      let start = from[end]!;
      if (id === model.unknown) while (start > 0 && last[start] === id) start = from[start]!;
      ids.push(id);
      tokens.push(word.slice(start, end));
      end = start;
    }
    return { ids: ids.reverse(), tokens: tokens.reverse() };
  };
};
