/** A Unigram vocabulary (Kudo 2018): pieces by number, each with its log probability. */
export interface UnigramModel {
  readonly pieces: readonly string[];
  readonly scores: readonly number[];
  /** The piece that stands for characters no other piece covers. */
  readonly unknown: number;
}

/** Pieces that spell a word, and where each ends in it; they follow one another without a gap. */
export interface Pieces {
  readonly ids: readonly number[];
  readonly ends: readonly number[];
}

/** How much less likely an unknown character is than the rarest piece, as transformers.js and tokenizers have it. */
const UNKNOWN_PENALTY = 10;

/** FNV-1a (Fowler, Noll and Vo), a code unit at a time: the hash of a stretch follows from that of one unit less. */
const NO_TEXT = 0x811c9dc5;
const hashWith = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** Bits that say which hashes may be a piece's: 64 KiB, which stay in the processor's cache. Few others share a bit. */
const BITS = 1 << 19;

/**
 * Pieces by their spelling, in a hash table with open addressing. A search looks up every stretch of a word, and most
 * are no piece: this is quicker than a trie, and made in a quarter of the time.
 */
const createTable = (pieces: readonly string[], special: ReadonlySet<number>) => {
  let size = 1 << 10;
  while (size < pieces.length * 2) size *= 2;
  const last = 2 * size - 1;
  /** Two numbers a slot: the hash, and the piece's number plus one; 0 where the slot is free. */
  const slots = new Int32Array(2 * size);
  const bits = new Int32Array(BITS / 32);
  // The low bits of FNV-1a are its weakest.
  const slotOf = (hash: number): number => (2 * (hash ^ (hash >>> 15))) & last;
  const bitsAt = (hash: number): number => (hash >>> 5) & (BITS / 32 - 1);

  let longest = 0;
  for (const [id, piece] of pieces.entries()) {
    if (special.has(id) || piece === '') continue;
    longest = Math.max(longest, piece.length);
    let hash = NO_TEXT;
    for (let i = 0; i < piece.length; i++) hash = hashWith(hash, piece.charCodeAt(i));
    let slot = slotOf(hash);
    while (slots[slot + 1] !== 0 && pieces[slots[slot + 1]! - 1] !== piece) slot = (slot + 2) & last;
    slots[slot] = hash;
    slots[slot + 1] = id + 1;
    bits[bitsAt(hash)]! |= 1 << (hash & 31);
  }
  return {
    /** Length of the longest piece. */
    longest,
    /** The piece that a word has at [start, end), whose hash is given; -1 where that is none. */
    find: (hash: number, word: string, start: number, end: number): number => {
      if (((bits[bitsAt(hash)]! >>> (hash & 31)) & 1) === 0) return -1;
      for (let slot = slotOf(hash); slots[slot + 1] !== 0; slot = (slot + 2) & last) {
        if (slots[slot] !== hash) continue;
        const id = slots[slot + 1]! - 1;
        const piece = pieces[id]!;
        if (piece.length === end - start && word.startsWith(piece, start)) return id;
      }
      return -1;
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
  const { longest, find } = createTable(model.pieces, special);
  const { unknown } = model;
  const scores = Float64Array.from(model.scores);
  const unknownScore = scores.reduce((least, score) => Math.min(least, score), 0) - UNKNOWN_PENALTY;

  // For each end of a stretch from the word's begin: the best score, and the last piece and where it begins. Kept from word
  // to word: most are short, and there are many.
  let best = new Float64Array(64);
  let from = new Int32Array(64);
  let last = new Int32Array(64);

  return (word) => {
    const n = word.length;
    if (n >= best.length) {
      best = new Float64Array(2 * n);
      from = new Int32Array(2 * n);
      last = new Int32Array(2 * n);
    }
    best.fill(Number.NEGATIVE_INFINITY, 0, n + 1);
    best[0] = 0;
    for (let start = 0; start < n;) {
      const width = word.codePointAt(start)! > 0xffff ? 2 : 1;
      const base = best[start]!;
      const most = Math.min(n, start + longest);
      let single = false;
      let hash = NO_TEXT;
      for (let end = start + 1; end <= most; end++) {
        hash = hashWith(hash, word.charCodeAt(end - 1));
        const id = find(hash, word, start, end);
        if (id === -1) continue;
        if (end === start + width) single = true;
        const score = base + scores[id]!;
        if (score > best[end]!) {
          best[end] = score;
          from[end] = start;
          last[end] = id;
        }
      }
      if (!single && base + unknownScore > best[start + width]!) {
        best[start + width] = base + unknownScore;
        from[start + width] = start;
        last[start + width] = unknown;
      }
      start += width;
    }
    const ids: number[] = [];
    const ends: number[] = [];
    for (let end = n; end > 0;) {
      const id = last[end]!;
      let start = from[end]!;
      if (id === unknown) while (start > 0 && last[start] === id) start = from[start]!;
      ids.push(id);
      ends.push(end);
      end = start;
    }
    return { ids: ids.reverse(), ends: ends.reverse() };
  };
};
