/** A Unigram vocabulary (Kudo 2018), as transformers.js holds it once loaded. */
export interface UnigramModel {
  readonly vocab: readonly string[];
  /** Log probability of each piece. */
  readonly scores: readonly number[];
  readonly tokens_to_ids: ReadonlyMap<string, number>;
  readonly unk_token_id: number;
  /** Of a character that no piece covers. */
  readonly unk_score: number;
}

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
export const createUnigram = (model: UnigramModel, special: ReadonlySet<number>): ((word: string) => string[]) => {
  const trie = createTrie(model.vocab, special);

  return (word) => {
    const n = word.length;
    const best = new Float64Array(n + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(n + 1);
    const known = new Uint8Array(n + 1);
    best[0] = 0;
    for (let start = 0; start < n; ) {
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
          known[end] = 1;
        }
      }
      if (!single && base + model.unk_score > best[start + width]!) {
        best[start + width] = base + model.unk_score;
        from[start + width] = start;
        known[start + width] = 0;
      }
      start += width;
    }
    const pieces: string[] = [];
    for (let end = n; end > 0; ) {
      let start = from[end]!;
      if (known[end] === 0) while (start > 0 && known[start] === 0) start = from[start]!;
      pieces.push(word.slice(start, end));
      end = start;
    }
    return pieces.reverse();
  };
};
