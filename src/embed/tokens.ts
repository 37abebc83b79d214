/** What a tokenizer cuts a stretch of text into. */
export interface Pieces {
  readonly ids: readonly number[];
  /** The pieces as the vocabulary writes them, with its marks (▁kripto, ##ler); one for each id. */
  readonly tokens: readonly string[];
}

/** The part of a tokenizer that this room needs. Special tokens are no part of it. */
export interface Tokenizer {
  /** True where a piece carries the blank before it (byte-level BPE), so that it must be there to be cut right. */
  readonly blankBelongs: boolean;
  /** The text as the vocabulary spells it: folded, composed, … */
  normalise(text: string): string;
  /** Cuts a text that has been normalised. */
  cut(normalised: string): Pieces;
}

/** A text's tokens and the half-open stretch of the text that each stands for; empty where that is not known. */
export interface Tokens {
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** The tokens of a run of text without white space, in its own offsets. One object for each distinct run. */
export type Chunk = Tokens;

/** A run without white space and where it stands in its text. */
export interface PlacedChunk {
  readonly chunk: Chunk;
  readonly offset: number;
}

/** Runs of text without blanks that are longer are cut: subword search is superlinear, and nobody's word is longer. */
const LONGEST_CHUNK = 200;

/** Distinct chunks that are remembered before the memory is emptied. */
const MOST_CHUNKS = 1 << 18;

/** White space as `\s` has it. NaN, past a text's end, is none. */
const isBlank = (code: number): boolean =>
  code <= 32
    ? code === 32 || (code >= 9 && code <= 13)
    : code >= 160 &&
      (code === 160 ||
        code === 0x1680 ||
        (code >= 0x2000 && code <= 0x200a) ||
        code === 0x2028 ||
        code === 0x2029 ||
        code === 0x202f ||
        code === 0x205f ||
        code === 0x3000 ||
        code === 0xfeff);

const MARKS = /^(?:##|[▁Ġ ]+)/;

/**
 * Offsets from a normalised text back into the original: `map[p]` is the original offset of the character that position
 * p of the normalised text comes from; `map[normalised.length]` is the end. Normalised character by character where that
 * gives the same (blanks aside, which some normalisers put between characters), else prefix by prefix, O(n²), which is
 * exact for whatever folds, composes, expands or drops. Monotone whatever the normaliser does.
 */
const originalOffsets = (
  text: string,
  normalised: string,
  normalise: (text: string) => string,
  spell: (character: string) => string,
): Int32Array => {
  const map = new Int32Array(normalised.length + 1).fill(text.length);
  let position = 0;
  let offset = 0;
  for (const character of text) {
    const spelled = spell(character);
    for (let i = 0; i < spelled.length; i++) {
      if (isBlank(spelled.charCodeAt(i))) continue;
      while (isBlank(normalised.charCodeAt(position))) map[position++] = offset;
      if (spelled[i] !== normalised[position]) return prefixOffsets(text, normalised, normalise);
      map[position++] = offset;
    }
    offset += character.length;
  }
  while (isBlank(normalised.charCodeAt(position))) position++;
  return position === normalised.length ? map : prefixOffsets(text, normalised, normalise);
};

const prefixOffsets = (text: string, normalised: string, normalise: (text: string) => string): Int32Array => {
  const map = new Int32Array(normalised.length + 1).fill(text.length);
  let position = 0;
  let before = 0;
  for (const character of text) {
    const after = before + character.length;
    const reached = after === text.length ? normalised.length : normalise(text.slice(0, after)).length;
    for (; position < Math.min(reached, normalised.length); position++) map[position] = before;
    before = after;
  }
  return map;
};

/**
 * Where each piece stands in the normalised text: the next place that reads as the piece does. Pieces that read
 * otherwise (unknown ones, bytes) share the stretch up to the next piece that is found.
 */
const locate = (normalised: string, tokens: readonly string[]): { starts: number[]; ends: number[] } => {
  const starts: number[] = [];
  const ends: number[] = [];
  let cursor = 0;
  let waiting = 0;
  const settle = (until: number): void => {
    for (let i = starts.length - waiting; i < starts.length; i++) ends[i] = until;
    waiting = 0;
  };
  for (const token of tokens) {
    const spelled = token.replace(MARKS, '');
    while (cursor < normalised.length && (normalised[cursor] === ' ' || normalised[cursor] === '▁')) cursor++;
    const at = spelled === '' ? -1 : normalised.indexOf(spelled, cursor);
    // After a piece that was not found anything may be skipped; otherwise the next piece must follow at once.
    if (spelled === '' && token !== '') {
      starts.push(cursor);
      ends.push(cursor);
    } else if (at === cursor || (at > cursor && waiting > 0)) {
      settle(at);
      starts.push(at);
      ends.push(at + spelled.length);
      cursor = at + spelled.length;
    } else {
      starts.push(cursor);
      ends.push(cursor);
      waiting++;
    }
  }
  settle(normalised.length);
  return { starts, ends };
};

const tokenizeChunk = (
  chunk: string,
  first: boolean,
  tokenizer: Tokenizer,
  spell: (character: string) => string,
): Chunk => {
  const normalised = tokenizer.normalise(chunk);
  const { ids, tokens } = tokenizer.cut(tokenizer.blankBelongs && !first ? ` ${normalised}` : normalised);
  const found = locate(normalised, tokens);
  const original = originalOffsets(chunk, normalised, tokenizer.normalise, spell);
  const starts = new Int32Array(ids.length);
  const ends = new Int32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const [start, end] = [found.starts[i]!, found.ends[i]!];
    starts[i] = original[start]!;
    if (end <= start) {
      ends[i] = starts[i]!;
      continue;
    }
    // The piece ends where another character begins to show, and covers at least the character it comes from.
    const last = original[end - 1]!;
    let after = end;
    while (after < normalised.length && original[after] === last) after++;
    ends[i] = Math.max(original[after]!, starts[i]! + 1);
  }
  return { ids: Int32Array.from(ids), starts, ends };
};

/**
 * Cuts texts into a model's tokens, and says which stretch each comes from. The tokenizers of transformers.js give no
 * offsets and are slow, but none of those in use joins across white space: so each run without white space is cut once
 * and remembered.
 */
export const createChunker = (tokenizer: Tokenizer): ((text: string) => PlacedChunk[]) => {
  const known = new Map<string, Chunk>();
  const spellings = new Map<string, string>();
  const spell = (character: string): string => {
    let spelling = spellings.get(character);
    if (spelling === undefined) {
      spelling = tokenizer.normalise(character);
      spellings.set(character, spelling);
    }
    return spelling;
  };
  return (text) => {
    const placed: PlacedChunk[] = [];
    for (let at = 0; at < text.length;) {
      if (isBlank(text.charCodeAt(at))) {
        at++;
        continue;
      }
      const first = at === 0 || !isBlank(text.charCodeAt(at - 1));
      let end = at + 1;
      while (end < text.length && end - at < LONGEST_CHUNK && !isBlank(text.charCodeAt(end))) end++;
      // Never between the halves of a surrogate pair.
      if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end--;
      const spelling = text.slice(at, end);
      const key = tokenizer.blankBelongs && first ? `\n${spelling}` : spelling;
      let chunk = known.get(key);
      if (chunk === undefined) {
        if (known.size >= MOST_CHUNKS) known.clear();
        chunk = tokenizeChunk(spelling, first, tokenizer, spell);
        known.set(key, chunk);
      }
      placed.push({ chunk, offset: at });
      at = end;
    }
    return placed;
  };
};

/** The chunks of a text as one row of tokens. */
export const joinChunks = (placed: readonly PlacedChunk[]): Tokens => {
  let count = 0;
  for (const { chunk } of placed) count += chunk.ids.length;
  const ids = new Int32Array(count);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let at = 0;
  for (const { chunk, offset } of placed) {
    for (let i = 0; i < chunk.ids.length; i++, at++) {
      ids[at] = chunk.ids[i]!;
      starts[at] = chunk.starts[i]! + offset;
      ends[at] = chunk.ends[i]! + offset;
    }
  }
  return { ids, starts, ends };
};
