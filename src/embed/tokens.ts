/** A text's tokens and the half-open stretch of the text that each stands for; empty where that is not known. */
export interface Tokens {
  readonly ids: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The part of a tokenizer that this room needs. Special tokens are no part of it. */
export interface Tokenizer {
  /** True where a piece carries the blank before it (byte-level BPE), so that it must be there to be cut right. */
  readonly blankBelongs: boolean;
  /** The text as the vocabulary spells it: folded, composed, … */
  normalise(text: string): string;
  /** Cuts a text that has been normalised. */
  cut(normalised: string): Tokens;
}

/** Runs of text without blanks that are longer are cut: subword search is superlinear, and nobody's word is longer. */
const LONGEST_PIECE = 200;

/** Distinct runs whose tokens are remembered before the memory is emptied. */
const MOST_RUNS = 1 << 18;

/** Code units below this are Latin letters, digits and their punctuation. */
const LATIN = 0x300;

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
      if (spelled.charCodeAt(i) !== normalised.charCodeAt(position)) return prefixOffsets(text, normalised, normalise);
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

/** Whether each code unit of a normalised text stands for the one at its place in the original: most words do. */
const isAligned = (text: string, normalised: string, spell: (character: string) => string): boolean => {
  if (text.length !== normalised.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) === normalised.charCodeAt(i)) continue;
    if (spell(text[i]!) !== normalised[i]) return false;
  }
  return true;
};

const cutPiece = (
  piece: string,
  first: boolean,
  tokenizer: Tokenizer,
  spell: (character: string) => string,
): Tokens => {
  const normalised = tokenizer.normalise(piece);
  const blanks = tokenizer.blankBelongs && !first ? 1 : 0;
  const found = tokenizer.cut(blanks === 1 ? ` ${normalised}` : normalised);
  if (blanks === 0 && isAligned(piece, normalised, spell)) return found;
  const original = originalOffsets(piece, normalised, tokenizer.normalise, spell);
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < found.ids.length; i++) {
    const start = Math.max(0, found.starts[i]! - blanks);
    const end = found.ends[i]! - blanks;
    starts.push(original[start]!);
    if (end <= start) {
      ends.push(original[start]!);
      continue;
    }
    // The piece ends where another character begins to show, and covers at least the character it comes from.
    const last = original[end - 1]!;
    let after = end;
    while (after < normalised.length && original[after] === last) after++;
    ends.push(Math.max(original[after]!, original[start]! + 1));
  }
  return { ids: found.ids, starts, ends };
};

/** Tokens of stretches of a text, each with where it begins, as tokens of the text. */
const join = (parts: readonly { readonly tokens: Tokens; readonly offset: number }[]): Tokens => {
  const ids: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { tokens, offset } of parts) {
    for (let i = 0; i < tokens.ids.length; i++) {
      ids.push(tokens.ids[i]!);
      starts.push(tokens.starts[i]! + offset);
      ends.push(tokens.ends[i]! + offset);
    }
  }
  return { ids, starts, ends };
};

/** Visits the stretches [start, end) of a text that hold no white space. */
export const eachRun = (text: string, visit: (start: number, end: number) => void): void => {
  for (let at = 0; at < text.length;) {
    if (isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
    visit(at, end);
    at = end;
  }
};

/**
 * Cuts runs of text without white space into a model's tokens, and says which stretch each comes from: the tokenizers of
 * transformers.js give no offsets. `first`: the run begins its text.
 */
export const createRunCutter = (tokenizer: Tokenizer): ((run: string, first: boolean) => Tokens) => {
  const latin: string[] = [];
  const others = new Map<string, string>();
  const spell = (character: string): string => {
    const code = character.charCodeAt(0);
    if (code < LATIN) return (latin[code] ??= tokenizer.normalise(character));
    let spelling = others.get(character);
    if (spelling === undefined) {
      spelling = tokenizer.normalise(character);
      others.set(character, spelling);
    }
    return spelling;
  };
  return (run, first) => {
    if (run.length <= LONGEST_PIECE) return cutPiece(run, first, tokenizer, spell);
    const parts: { tokens: Tokens; offset: number }[] = [];
    for (let at = 0; at < run.length;) {
      let end = Math.min(run.length, at + LONGEST_PIECE);
      // Never between the halves of a surrogate pair.
      if (end < run.length && (run.charCodeAt(end) & 0xfc00) === 0xdc00) end--;
      // A piece inside a run follows no blank, as the first of a text does.
      parts.push({ tokens: cutPiece(run.slice(at, end), first || at > 0, tokenizer, spell), offset: at });
      at = end;
    }
    return join(parts);
  };
};

/**
 * Cuts texts into a model's tokens. The tokenizers are slow, but none of those in use joins across white space: so each
 * run without white space is cut once and remembered.
 */
export const createTextCutter = (tokenizer: Tokenizer): ((text: string) => Tokens) => {
  const cut = createRunCutter(tokenizer);
  const known = new Map<string, Tokens>();
  return (text) => {
    const parts: { tokens: Tokens; offset: number }[] = [];
    eachRun(text, (start, end) => {
      const run = text.slice(start, end);
      const key = tokenizer.blankBelongs && start === 0 ? `\n${run}` : run;
      let tokens = known.get(key);
      if (tokens === undefined) {
        if (known.size >= MOST_RUNS) known.clear();
        tokens = cut(run, start === 0);
        known.set(key, tokens);
      }
      parts.push({ tokens, offset: start });
    });
    return join(parts);
  };
};
