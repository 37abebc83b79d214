import { type Grapheme, graphemes, type Stretch, stretches } from './graphemes.ts';
import type { Style } from './theme.ts';

/** A stretch of text of one look. */
export interface Piece {
  readonly text: string;
  readonly style: Style;
  /** Signs at its ends; no line breaks between them and the text. */
  readonly before?: string;
  readonly after?: string;
  /** Signs to end a line with that breaks inside the piece, and to begin the next one with. */
  readonly close?: string;
  readonly reopen?: string;
}

export interface Line {
  readonly pieces: readonly { readonly text: string; readonly style: Style }[];
  /** In columns. */
  readonly width: number;
}

/** Brackets to put around a line break; widths in columns. */
interface Fence {
  readonly close: readonly Grapheme[];
  readonly reopen: readonly Grapheme[];
  readonly closeWidth: number;
  readonly style: Style;
}

interface Atom extends Stretch {
  readonly style: Style;
  /** What a break right after this atom must close. */
  readonly fence: Fence | null;
  /** May a line end before this atom, though there is no space? */
  readonly breakable: boolean;
}

/** Opening punctuation keeps to what follows, closing punctuation and small kana to what stands before. */
const NO_BREAK_AFTER = /[\p{Ps}\p{Pi}]$/u;
const NO_BREAK_BEFORE = /^[\p{Pe}\p{Pf}\p{Po}\p{Lm}\u3005\u30FBぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;

const totalWidth = (parts: readonly Grapheme[]): number => parts.reduce((sum, part) => sum + part.width, 0);

/** No cluster is wider than this; a wider one (a flood of spacing marks) is broken up. */
const WIDEST = 4;

function* clusters(text: string): Generator<Stretch> {
  for (const stretch of stretches(text)) {
    if (stretch.divisible || stretch.width <= WIDEST) yield stretch;
    else for (const character of stretch.text) yield* stretches(character);
  }
}

function fenceOf({ close = '', reopen = '', style }: Piece): Fence | null {
  if (close === '' && reopen === '') return null;
  const closing = [...graphemes(close)];
  return { close: closing, reopen: [...graphemes(reopen)], closeWidth: totalWidth(closing), style };
}

function* atoms(pieces: Iterable<Piece>): Generator<Atom> {
  let previous: Stretch | null = null;
  for (const piece of pieces) {
    const { style, before = '', after = '' } = piece;
    const fence = fenceOf(piece);
    for (const { text, width, divisible } of stretches(before)) {
      yield { text, width, divisible, style, fence: null, breakable: previous !== null && isWide(previous) };
      previous = null;
    }
    for (const part of clusters(piece.text)) {
      const { text, width, divisible } = part;
      const besideWide: boolean = previous !== null && (isWide(previous) || isWide(part));
      const breakable = besideWide && !NO_BREAK_AFTER.test(previous!.text) && !NO_BREAK_BEFORE.test(text);
      yield { text, width, divisible, style, fence, breakable };
      previous = part;
    }
    for (const { text, width, divisible } of stretches(after)) {
      yield { text, width, divisible, style, fence: null, breakable: false };
    }
  }
}

const isWide = ({ width, divisible }: Stretch): boolean => !divisible && width > 1;

/** The line that is being filled. */
class Row {
  readonly pieces: { text: string; style: Style }[] = [];
  width = 0;

  add(part: Grapheme, style: Style): void {
    const last = this.pieces.at(-1);
    if (last !== undefined && last.style === style) last.text += part.text;
    else this.pieces.push({ text: part.text, style });
    this.width += part.width;
  }
}

/**
 * Breaks pieces into lines of at most `columns` columns: at spaces, beside wide characters, and inside words that are
 * longer than a line. A space at a break is dropped, and several spaces count as one. Greedy, linear.
 *
 * wrap-ansi would do for plain Latin text, but it normalises the text, parts characters from their combining marks,
 * is quadratic in the length of a word, and knows nothing of signs that must be repeated on every line.
 *
 * @param columns at least 12, so that brackets and a wide character always fit
 */
export function wrap(pieces: Iterable<Piece>, columns: number): readonly Line[] {
  const lines: Line[] = [];
  let row = new Row();
  let word: Atom[] = [];
  let wordWidth = 0;
  let space: Atom | null = null;
  /** The fence at the end of what the row holds. */
  let fence: Fence | null = null;
  let empty = true;

  const newLine = (): void => {
    if (fence !== null) for (const sign of fence.close) row.add(sign, fence.style);
    lines.push(row);
    row = new Row();
    if (fence !== null) for (const sign of fence.reopen) row.add(sign, fence.style);
    empty = true;
    space = null;
  };
  const put = (atom: Atom): void => {
    row.add(atom, atom.style);
    fence = atom.fence;
    empty = false;
  };
  /** For a word that is longer than a line: fills the row with what has room, and goes on in the next. */
  const putInParts = (atom: Atom): void => {
    let rest = atom.text;
    const limit = columns - (atom.fence?.closeWidth ?? 0);
    if (!atom.divisible) {
      if (!empty && row.width + atom.width > limit) newLine();
      put(atom);
      return;
    }
    while (rest !== '') {
      if (!empty && row.width >= limit) newLine();
      const room = Math.max(1, limit - row.width);
      put({ ...atom, text: rest.slice(0, room), width: Math.min(room, rest.length) });
      rest = rest.slice(room);
    }
  };
  /** Moves the word into the row, or a new one, or, where it is longer than a line, into several. */
  const flush = (): void => {
    const last = word.at(-1);
    if (last === undefined) return;
    const needed = wordWidth + (last.fence?.closeWidth ?? 0);
    if (!empty && row.width + (space?.width ?? 0) + needed > columns) newLine();
    if (space !== null && !empty) row.add(space, space.style);
    space = null;
    if (row.width + needed <= columns) for (const atom of word) put(atom);
    else {
      for (const atom of word) putInParts(atom);
    }
    word = [];
    wordWidth = 0;
  };

  for (const atom of atoms(pieces)) {
    if (atom.text === ' ') {
      flush();
      if (!empty) space = atom;
      continue;
    }
    // Characters of no width could pile up for ever.
    if (atom.breakable || wordWidth > columns || word.length > 8 * columns) flush();
    word.push(atom);
    wordWidth += atom.width;
  }
  flush();
  if (!empty || lines.length === 0) lines.push(row);
  return lines;
}
