import { Tokenizer } from 'htmlparser2';
import type { Block, Kind } from '../core/document.ts';
import type { Origin, Run } from '../core/origin.ts';
import { classify, isPostSignature, type Piece } from './classify.ts';
import { frontMatterLines } from './front-matter.ts';
import { BLOCKS, CLASS_KINDS, ENDED_BY, HOLDERS, KINDS, UNREAD, VOID } from './html-elements.ts';
import { splitLines } from './lines.ts';

/*
 * htmlparser2's tokenizer finds the tags, the text between them and its entities, each with its place in the file, in
 * linear time. What of that is a block, and of which kind, is decided here; a tree is not needed for it.
 */

export interface HtmlPage {
  /** What the page says: blocks with empty lines between them, white space folded as browsers fold it. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly origin: Origin;
}

/** Elements inside of one another of which the ends are looked for; those inside of these are not told apart. */
const MOST_OPEN = 200;

/** In code units: where two blocks are told apart. */
const BETWEEN = '\n\n';

/** HTML's white space; a no-break space is none. */
const SPACES = /[ \t\n\f\r]+/g;

/** All of it but a single blank between two words, which stays as it is. */
const FOLDED = /^[ \t\n\f\r]+|[\t\n\f\r][ \t\n\f\r]*| (?:[ \t\n\f\r]+|$)/g;

/** The text of the page as it grows, and where it comes from. */
class PageText {
  readonly runs: Run[] = [];
  readonly pieces: Piece[] = [];
  readonly #done: string[] = [];
  /** Where the open block begins in the text. */
  #start = 0;
  #open = '';
  #kind: Kind | undefined;
  /** White space, or a line break, that counts only if text follows it. */
  #space: { readonly text: ' ' | '\n'; readonly from: number; readonly to: number } | null = null;

  get isEmpty(): boolean {
    return this.#open === '';
  }

  get text(): string {
    return this.#done.join('');
  }

  /** Text of the file as it is, or what stands for it; the first of a block says what kind of block it is. */
  add(text: string, from: number, to: number, kind: Kind | undefined): void {
    if (this.#open === '') this.#kind = kind;
    else if (this.#space !== null) this.#append(this.#space.text, this.#space.from, this.#space.to);
    this.#space = null;
    this.#append(text, from, to);
  }

  addSpace(from: number, to: number): void {
    if (this.#open !== '') this.#space ??= { text: ' ', from, to };
  }

  /** Two line breaks in a row end a paragraph. */
  addBreak(from: number, to: number): void {
    if (this.#space?.text === '\n') this.end();
    else if (this.#open !== '') this.#space = { text: '\n', from, to };
  }

  addComment(from: number, to: number): void {
    const at = this.#start + this.#open.length;
    this.runs.push({ start: at, end: at, from, to });
    if (this.#space !== null) this.#space = { ...this.#space, from: to, to };
  }

  end(): void {
    const text = this.#open;
    this.#space = null;
    if (text === '') return;
    const start = this.#start + (text.length - text.trimStart().length);
    const inner = text.trim();
    if (inner !== '') {
      const kind = this.#kind === 'embed' && isPostSignature(inner) ? undefined : this.#kind;
      const piece = { start, end: start + inner.length, text: inner, apart: true };
      this.pieces.push(kind === undefined ? piece : { ...piece, kind });
    }
    this.#done.push(text, BETWEEN);
    this.#start += text.length + BETWEEN.length;
    this.#open = '';
  }

  #append(text: string, from: number, to: number): void {
    const start = this.#start + this.#open.length;
    this.#open += text;
    const end = start + text.length;
    const last = this.runs.at(-1);
    const isVerbatim = to - from === text.length;
    const isNext = last !== undefined && last.end === start && last.to === from && last.end > last.start;
    if (isVerbatim && isNext && last.to - last.from === last.end - last.start)
      this.runs[this.runs.length - 1] = { ...last, end, to };
    else this.runs.push({ start, end, from, to });
  }
}

interface Open {
  readonly name: string;
  readonly kind: Kind | undefined;
}

/** An attribute's value, decoded, and the stretch of the file that it is made of. */
interface Value {
  text: string;
  from: number;
  to: number;
}

/** Attributes that say something here. */
const READ_ATTRIBUTES: ReadonlySet<string> = new Set(['class', 'hidden', 'alt']);

/** Follows the tags of a page. All offsets are in the file. */
class Reading {
  readonly page = new PageText();
  readonly #file: string;
  readonly #open: Open[] = [];
  /** Elements that were opened while too many were open already. */
  #beyond = 0;
  /** An element that is not read, and how many of its name are open inside of each other. */
  #unread: { readonly name: string; depth: number } | null = null;
  #tag = { name: '', start: 0 };
  #attributes = new Map<string, Value>();
  #attribute: Value | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  read(at: number, isXml: boolean): void {
    const slice = (start: number, end: number): string => this.#file.slice(at + start, at + end);
    const none = (): void => {};
    const tokenizer = new Tokenizer(
      { recognizeSelfClosing: isXml },
      {
        ontext: (start, end) => this.#text(at + start, at + end),
        ontextentity: (codePoint, end) => {
          const from = this.#file.lastIndexOf('&', at + end - 1);
          this.#add(String.fromCodePoint(codePoint), from, at + end);
        },
        onopentagname: (start, end) => {
          this.#tag = { name: slice(start, end).toLowerCase(), start: at + start - 1 };
          this.#attributes.clear();
        },
        onattribname: (start, end) => {
          const name = slice(start, end).toLowerCase();
          this.#attribute = READ_ATTRIBUTES.has(name) ? { text: '', from: -1, to: -1 } : null;
          if (this.#attribute !== null) this.#attributes.set(name, this.#attribute);
        },
        onattribdata: (start, end) => this.#addValue(slice(start, end), at + start),
        onattribentity: (codePoint) => this.#addValue(String.fromCodePoint(codePoint), -1),
        onattribend: (_, end) => {
          if (this.#attribute !== null) this.#attribute.to = Math.max(this.#attribute.from, at + end - 1);
        },
        onopentagend: (end) => this.#begin(at + end + 1, false),
        onselfclosingtag: (end) => this.#begin(at + end + 1, true),
        onclosetag: (start, end) => this.#end(slice(start, end).toLowerCase()),
        oncomment: (start, end) => {
          if (this.#unread === null) this.page.addComment(at + start - COMMENT_START, at + end + 1);
        },
        oncdata: none,
        ondeclaration: none,
        onprocessinginstruction: none,
        onend: none,
      },
    );
    tokenizer.write(this.#file.slice(at));
    tokenizer.end();
    this.page.end();
  }

  #addValue(text: string, from: number): void {
    if (this.#attribute === null) return;
    if (this.#attribute.from < 0) this.#attribute.from = from;
    this.#attribute.text += text;
  }

  #text(from: number, to: number): void {
    const text = this.#file.slice(from, to);
    if (this.#unread !== null) return;
    if (this.#kindHere() === 'markup') return this.#add(text, from, to);
    let at = 0;
    for (const match of text.matchAll(FOLDED)) {
      this.#add(text.slice(at, match.index), from + at, from + match.index);
      at = match.index + match[0].length;
      this.page.addSpace(from + match.index, from + at);
    }
    this.#add(text.slice(at), from + at, to);
  }

  #add(text: string, from: number, to: number): void {
    if (this.#unread === null && text !== '') this.page.add(text, from, to, this.#kindHere());
  }

  #begin(end: number, isWhole: boolean): void {
    const { name, start } = this.#tag;
    if (this.#unread !== null) {
      if (name === this.#unread.name && !isWhole) this.#unread.depth += 1;
      return;
    }
    if (name === 'br') return this.page.addBreak(start, end);
    if (name === 'img') return this.#image();
    const isBlock = BLOCKS.has(name);
    if (isBlock || name === 'hr') this.page.end();
    if (VOID.has(name) || isWhole) return;
    if (UNREAD.has(name) || (isBlock && this.#attributes.has('hidden'))) {
      this.#unread = { name, depth: 1 };
    } else if (isBlock) {
      this.#endOthers(name);
      if (this.#open.length < MOST_OPEN) this.#open.push({ name, kind: this.#kindOf(name) });
      else this.#beyond += 1;
    }
  }

  #end(name: string): void {
    if (this.#unread !== null) {
      if (name === this.#unread.name && --this.#unread.depth === 0) this.#unread = null;
      return;
    }
    if (!BLOCKS.has(name)) return;
    this.page.end();
    if (this.#beyond > 0) this.#beyond -= 1;
    else this.#cut(this.#open.findLastIndex((open) => open.name === name));
  }

  /** Ends what a tag ends that begins another: a paragraph always, an item where the next one begins. */
  #endOthers(name: string): void {
    if (this.#open.at(-1)?.name === 'p') this.#open.pop();
    const ended = ENDED_BY.get(name);
    if (ended === undefined) return;
    const held = this.#open.findLastIndex((open) => HOLDERS.has(open.name));
    const at = this.#open.findLastIndex((open) => ended.includes(open.name));
    if (at > held) this.#cut(at);
  }

  #cut(at: number): void {
    if (at >= 0) this.#open.length = at;
  }

  /** A picture between paragraphs stands for its text; one within a line is a sign, such as an emoji. */
  #image(): void {
    const alt = this.#attributes.get('alt');
    const text = alt?.text.replace(SPACES, ' ').trim() ?? '';
    if (alt === undefined || text === '' || !this.page.isEmpty) return;
    const from = alt.from + (alt.text.length - alt.text.trimStart().length);
    this.page.add(text, from, from + (alt.to - alt.from === alt.text.length ? text.length : alt.to - from), 'caption');
    this.page.end();
  }

  #kindOf(name: string): Kind | undefined {
    for (const className of this.#attributes.get('class')?.text.split(SPACES) ?? []) {
      const kind = CLASS_KINDS.get(className);
      if (kind !== undefined) return kind;
    }
    // The footer of an article or a quotation belongs to it, as that of a page does not.
    const story = name === 'footer' ? this.#open.findLast((open) => STORIES.has(open.name)) : undefined;
    if (story !== undefined) return story.name === 'blockquote' ? 'byline' : undefined;
    return KINDS.get(name);
  }

  #kindHere(): Kind | undefined {
    const kinds = this.#open.map(({ kind }) => kind);
    const innermost = kinds.findLast((kind) => kind !== undefined);
    if (innermost === 'markup') return innermost;
    return OUTERMOST.find((kind) => kinds.includes(kind)) ?? innermost;
  }
}

/** `<!--` */
const COMMENT_START = 4;

const STORIES: ReadonlySet<string> = new Set(['article', 'blockquote']);

/** All that stands within is part of it. */
const OUTERMOST: readonly Kind[] = ['boilerplate', 'embed'];

/** The text of a page and its blocks. A Jekyll page's front matter is markup, as in Markdown. */
export function readHtml(file: string, isXml: boolean): HtmlPage {
  const reading = new Reading(file);
  const lines = splitLines(file);
  const front = frontMatterLines(lines);
  const last = lines.findLast(({ number }) => number < front);
  if (last !== undefined) {
    reading.page.add(file.slice(0, last.end), 0, last.end, 'markup');
    reading.page.end();
  }
  reading.read(last?.end ?? 0, isXml);
  const { text, pieces, runs } = reading.page;
  return { text, blocks: classify(pieces, 'marked'), origin: { text: file, runs } };
}
