import picocolors from 'picocolors';
import { graphemes } from '../report/graphemes.ts';
import { type Style, themeFor } from '../report/theme.ts';
import { type Piece, wrap } from '../report/wrap.ts';

/** What a stretch of the review's screen means: what it means in a report, and what only a screen with a cursor has. */
export type ReviewStyle = Style | 'cursor' | 'selected' | 'match' | 'key' | 'decided' | 'alert';

export type Look = Readonly<Record<ReviewStyle, (text: string) => string>>;

export interface ReviewPiece extends Omit<Piece, 'style'> {
  readonly style: ReviewStyle;
}

export interface ScreenLine {
  readonly pieces: readonly { readonly text: string; readonly style: ReviewStyle }[];
  /** In columns. */
  readonly width: number;
}

/**
 * With colour, the terminal's own sixteen and no backgrounds, so light and dark ones are alike readable. Without it
 * (NO_COLOR), bold, underlined and reversed remain: they are no colours, and a cursor must be seen.
 */
export function lookFor(color: boolean): Look {
  const { bold, underline, inverse, dim, green, yellow, red, cyan } = picocolors.createColors(true);
  if (color) {
    return {
      ...themeFor(true),
      cursor: (text) => bold(cyan(text)),
      selected: (text) => bold(inverse(text)),
      match: (text) => inverse(yellow(text)),
      key: (text) => bold(cyan(text)),
      decided: green,
      alert: (text) => bold(red(text)),
    };
  }
  return {
    ...themeFor(false),
    quiet: dim,
    strong: bold,
    heading: bold,
    cursor: bold,
    selected: (text) => bold(inverse(text)),
    match: underline,
    key: bold,
    decided: bold,
    alert: bold,
  };
}

export const EMPTY_LINE: ScreenLine = { pieces: [], width: 0 };

/** Breaks pieces into lines; see the report's wrap, which only hands a piece's style on. */
export const layOut = (pieces: Iterable<ReviewPiece>, columns: number): readonly ScreenLine[] =>
  wrap(pieces as Iterable<Piece>, Math.max(12, columns));

/** The line, cut to this many columns. */
export function clip(line: ScreenLine, columns: number): ScreenLine {
  if (line.width <= columns) return line;
  const pieces: { text: string; style: ReviewStyle }[] = [];
  let width = 0;
  for (const { text, style } of line.pieces) {
    let kept = '';
    for (const part of graphemes(text)) {
      if (width + part.width > columns) return { pieces: [...pieces, { text: kept, style }], width };
      kept += part.text;
      width += part.width;
    }
    pieces.push({ text: kept, style });
  }
  return { pieces, width };
}

export const paint = (line: ScreenLine, look: Look): string =>
  line.pieces.map(({ text, style }) => look[style](text)).join('');
