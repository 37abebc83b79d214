import type { Span } from '../core/span.ts';

/** A line without its indentation, trailing white space and line ending; never empty. */
export interface Line extends Span {
  readonly text: string;
  /** Number of the line in the file, from 0. */
  readonly number: number;
  /** White space before the text, in code units. */
  readonly indent: number;
}

/** The non-empty lines of a text. A line ends with LF, CR LF or CR. */
export const splitLines = (text: string): Line[] => {
  const lines: Line[] = [];
  const ending = /\r\n|\n|\r/g;
  let from = 0;
  let number = 0;
  while (from <= text.length) {
    const match = ending.exec(text);
    const to = match?.index ?? text.length;
    const raw = text.slice(from, to);
    const trimmed = raw.trimStart();
    const indent = raw.length - trimmed.length;
    const inner = trimmed.trimEnd();
    if (inner.length > 0) {
      lines.push({ start: from + indent, end: from + indent + inner.length, text: inner, number, indent });
    }
    if (match === null) break;
    from = ending.lastIndex;
    number++;
  }
  return lines;
};
