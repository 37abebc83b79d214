import MarkdownIt, { type Token } from 'markdown-it';
import type { Block, Kind } from '../core/document.ts';
import { classify, isPostSignature, type Piece } from './classify.ts';
import { frontMatterLines } from './front-matter.ts';
import { type Line, splitLines } from './lines.ts';
import { litterLine } from './litter-line.ts';

/*
 * markdown-it finds the blocks, and only those: what stands inside a line stays as it is in the file, since a segment's
 * text is a slice of it. Its block rules take linear time; a nesting deeper than `maxNesting` stays unread.
 */
const parser = new MarkdownIt({ html: true });
parser.core.ruler.enableOnly(['normalize', 'block']);

const IMAGE = /^!\[([^\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)$/u;
const BADGES = /^(?:\[!\[[^\]]*\]\([^()]*\)\]\([^()]*\)\s*)+$/u;
const BOLD = /^(\*\*|__)[^*_]{2,120}[^*_.!?:]\1$/u;
const BULLET = /^[•‣◦▪]\s/u;

/** A code fence around prose: a chat model's answer copied with its fence. */
const PROSE_FENCE = /^(?:html|markdown|md|te?xt|)$/i;
const isProse = (lines: readonly Line[]): boolean => {
  const sentences = lines.filter(
    ({ text }) => /[.!?…]["”’»)]*$/u.test(text.slice(-8)) && text.split(' ', 9).length > 8,
  );
  const code = lines.filter(({ text }) => /[{};=<>]/u.test(text)).length;
  return sentences.length >= 2 && code * 5 <= lines.length;
};

interface Found extends Piece {
  readonly firstLine: number;
}

class Reading {
  readonly pieces: Found[] = [];
  readonly #text: string;
  /** By line number; undefined for an empty line. */
  readonly #lines: (Line | undefined)[] = [];
  readonly #covered = new Set<number>();

  constructor(text: string, lines: readonly Line[]) {
    this.#text = text;
    for (const line of lines) this.#lines[line.number] = line;
  }

  between(from: number, to: number): Line[] {
    return this.#lines.slice(from, to).filter((line) => line !== undefined);
  }

  cover(from: number, to: number): void {
    for (let i = from; i < to; i++) this.#covered.add(i);
  }

  add(start: number, end: number, firstLine: number, kind: Kind | undefined): void {
    if (end <= start) return;
    const piece = { start, end, text: this.#text.slice(start, end), apart: true, firstLine };
    this.pieces.push(kind === undefined ? piece : { ...piece, kind });
  }

  /** Lines as they stand, as one piece. */
  addLines(from: number, to: number, kind: Kind | undefined): void {
    const lines = this.between(from, to);
    this.cover(from, to);
    if (lines.length > 0) this.add(lines[0]!.start, lines.at(-1)!.end, from, kind);
  }

  /** The content of a paragraph or heading, without the marks before it on its first line and after it on its last. */
  addContent(content: string, [from, to]: readonly [number, number], kind: Kind | undefined): void {
    this.cover(from, to);
    const parts = content.split('\n');
    const spans: Line[] = [];
    for (const [i, part] of parts.entries()) {
      const line = this.#lines[from + i];
      const inner = part.trim();
      if (line === undefined || inner.length === 0) continue;
      const at = line.text.lastIndexOf(inner);
      spans.push(
        at === -1 ? line : { ...line, text: inner, start: line.start + at, end: line.start + at + inner.length },
      );
    }
    let first = 0;
    const flush = (end: number): void => {
      if (end > first) this.#addParagraph(spans[first]!.start, spans[end - 1]!.end, spans[first]!.number, kind);
      first = end;
    };
    if (kind === undefined || kind === 'quote') {
      for (const [i, line] of spans.entries()) {
        const litter = line.text.length <= 300 ? litterLine(line.text) : undefined;
        const own =
          litter === 'markup' ||
          (litter !== undefined && (i === 0 || i === spans.length - 1)) ||
          BULLET.test(line.text) ||
          isPostSignature(line.text);
        if (!own) continue;
        flush(i);
        flush(i + 1);
      }
    }
    flush(spans.length);
  }

  #addParagraph(start: number, end: number, firstLine: number, kind: Kind | undefined): void {
    const text = end - start <= 2_000 ? this.#text.slice(start, end) : '';
    const image = IMAGE.exec(text);
    if (image !== null && image[1]!.trim().length > 0) {
      const alt = image[1]!;
      const from = start + 2 + (alt.length - alt.trimStart().length);
      this.add(from, from + alt.trim().length, firstLine, 'caption');
    } else if (image !== null || BADGES.test(text)) {
      this.add(start, end, firstLine, 'markup');
    } else {
      this.add(start, end, firstLine, kind ?? (BOLD.test(text) ? 'heading' : undefined));
    }
  }

  addCells(contents: readonly string[], row: number): void {
    const line = this.#lines[row];
    this.cover(row, row + 1);
    if (line === undefined) return;
    let from = 0;
    for (const content of contents) {
      if (content.length === 0) continue;
      const raw = [content, content.replaceAll('|', '\\|')].find((form) => line.text.indexOf(form, from) !== -1);
      if (raw === undefined) continue;
      const at = line.text.indexOf(raw, from);
      this.add(line.start + at, line.start + at + raw.length, row, 'list-item');
      from = at + raw.length;
    }
    // Cells that the table's head has no column for.
    for (const match of line.text.slice(from).matchAll(/[^|\s](?:[^|]*[^|\s])?/gu)) {
      const start = line.start + from + match.index;
      if (/[\p{L}\p{N}]/u.test(match[0])) this.add(start, start + match[0].length, row, 'list-item');
    }
  }

  /** What the parser left unread, so that nothing of the text is lost. */
  addUncovered(): void {
    for (const line of this.between(0, this.#lines.length)) {
      if (this.#covered.has(line.number)) continue;
      const at = line.text.search(/[^\s>*+-]/u);
      if (at !== -1) this.add(line.start + at, line.end, line.number, undefined);
    }
  }
}

const kindWithin = (open: readonly string[]): Kind | undefined => {
  for (let i = open.length - 1; i >= 0; i--) {
    if (open[i] === 'heading_open') return 'heading';
    if (open[i] === 'list_item_open') return 'list-item';
    if (open[i] === 'blockquote_open') return 'quote';
  }
  return undefined;
};

const walk = (tokens: readonly Token[], offset: number, reading: Reading): void => {
  const open: string[] = [];
  let row = -1;
  let cells: string[] | undefined;
  for (const token of tokens) {
    const from = (token.map?.[0] ?? 0) + offset;
    const to = (token.map?.[1] ?? 0) + offset;
    switch (token.type) {
      case 'fence': {
        const inner = reading.between(from + 1, to);
        if (PROSE_FENCE.test(token.info.trim()) && isProse(inner)) {
          reading.addLines(from, from + 1, 'markup');
          for (const line of inner) reading.addLines(line.number, line.number + 1, undefined);
          reading.cover(from, to);
          break;
        }
        reading.addLines(from, to, 'markup');
        break;
      }
      case 'code_block':
      case 'html_block':
      case 'reference_definition':
        reading.addLines(from, to, 'markup');
        break;
      case 'hr':
        reading.cover(from, to);
        break;
      case 'table_open':
      case 'heading_open':
        reading.cover(from, to);
        break;
      case 'tr_open':
        row = from;
        cells = [];
        break;
      case 'tr_close':
        reading.addCells(cells ?? [], row);
        cells = undefined;
        break;
      case 'inline':
        if (cells !== undefined) cells.push(token.content);
        else reading.addContent(token.content, [from, to], kindWithin(open));
        break;
      default:
    }
    if (token.nesting === 1) open.push(token.type);
    else if (token.nesting === -1) open.pop();
  }
};

/** The blocks of a Markdown text. Front matter, code and HTML are markup; a table's cells are list items. */
export const readMarkdown = (text: string): Block[] => {
  const lines = splitLines(text);
  const reading = new Reading(text, lines);
  const offset = frontMatterLines(lines);
  if (offset > 0) reading.addLines(0, offset, 'markup');
  const bodyStart = lines.find((line) => line.number >= offset);
  if (bodyStart !== undefined) {
    const body = text.slice(bodyStart.start - bodyStart.indent);
    walk(parser.parse(body, {}), bodyStart.number, reading);
  }
  reading.addUncovered();
  const pieces = reading.pieces.sort((a, b) => a.start - b.start);
  return classify(pieces, 'marked');
};
