import type { Block } from '../core/document.ts';
import { classify, type Piece } from './classify.ts';
import { type Line, splitLines } from './lines.ts';
import { litterLine } from './litter-line.ts';
import { SENTENCE_END } from './sentence-end.ts';

/** Longer lines than these are not made by a program that wraps text for a terminal or a mail. */
const MAX_WIDTH = 120;
const MIN_WIDTH = 40;

const MARK = /^(?:[•‣◦▪●○■□◆►▶➤✓✔·*+–—>-]|#{1,6}|\(?\d{1,3}[.)])\s/u;

const firstWordLength = (line: Line): number => {
  const at = line.text.search(/\s/u);
  return at === -1 ? line.text.length : at;
};

/** Whether the next line's first word would not have fitted on this line: it was broken there, not ended. */
const isFull = (line: Line, next: Line, width: number): boolean =>
  line.indent + line.text.length + 1 + firstWordLength(next) > width;

/**
 * The width a text was wrapped to, in code units; undefined where each line is a paragraph. It was wrapped if hardly a
 * line is longer, nearly all lines that go on are full, and many go on with a small letter.
 */
const wrapWidth = (lines: readonly Line[]): number | undefined => {
  const lengths = lines.map((line) => line.indent + line.text.length).sort((a, b) => a - b);
  // One line in fifty may be longer (a link cannot be wrapped).
  const width = lengths[Math.floor((lengths.length - 1) * 0.98)] ?? 0;
  if (width > MAX_WIDTH || width < MIN_WIDTH) return undefined;
  let broken = 0;
  let full = 0;
  let small = 0;
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    if (
      next === undefined ||
      next.number !== line.number + 1 ||
      SENTENCE_END.test(line.text) ||
      line.text.endsWith(':') ||
      MARK.test(next.text)
    )
      continue;
    broken++;
    if (isFull(line, next, width)) full++;
    if (/^\p{Ll}/u.test(next.text)) small++;
  }
  return broken >= 2 && full >= 0.7 * broken && small >= 0.3 * broken ? width : undefined;
};

/** The blocks of a plain text: a line each, or, where lines were wrapped, the lines of a paragraph joined. */
export const readText = (text: string): Block[] => {
  const lines = splitLines(text);
  const width = wrapWidth(lines);
  const pieces: Piece[] = [];
  for (let i = 0; i < lines.length;) {
    const first = lines[i]!;
    const apart = i === 0 || first.number !== lines[i - 1]!.number + 1;
    let last = first;
    i++;
    while (width !== undefined && i < lines.length) {
      const next = lines[i]!;
      if (next.number !== last.number + 1 || !isFull(last, next, width) || MARK.test(next.text)) break;
      if (litterLine(last.text) !== undefined || litterLine(next.text) !== undefined) break;
      last = next;
      i++;
    }
    pieces.push({ start: first.start, end: last.end, text: text.slice(first.start, last.end), apart });
  }
  return classify(pieces, 'guess');
};
