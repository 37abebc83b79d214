import type { Block, Kind } from '../core/document.ts';
import type { Span } from '../core/span.ts';
import { isAuthorLine } from './author-line.ts';
import { litterLine } from './litter-line.ts';
import { SENTENCE_END } from './sentence-end.ts';

/** A paragraph, or a line that may be anything, before its kind is known. */
export interface Piece extends Span {
  readonly text: string;
  /** True where an empty line, or the beginning of the file, stands before it. */
  readonly apart: boolean;
  /** Known from the format: Markdown says what is a heading. */
  readonly kind?: Kind;
}

/** In code units. */
const LONGEST_ATTRIBUTION = 120;
const LONGEST_HEADING = 150;
const MOST_HEADING_WORDS = 22;

const LINK_TO_POST = /https?:\/\/t\.co\/|pic\.(?:twitter|x)\.com\//;

/** The line below an embedded post: "— Name (@handle) October 23, 2024". */
const POST_SIGNATURE = /^(?:[—–]|--?)\s?\S[^()]{0,80}\(@\w{1,30}\)[^()]{0,40}$/u;
/** The same, at the end of the post's own line. */
const POST_SIGNATURE_AT_END = /\s((?:—|–|--)\s?\S[^()—–]{0,80}\(@\w{1,30}\)[^()]{0,40})$/u;

/** Whether a line is the signature below an embedded post. */
export const isPostSignature = (line: string): boolean => line.length < 200 && POST_SIGNATURE.test(line);

const BULLET = /^[•‣◦▪●○■□◆►▶➤✓✔·*+-]\s+(?=\S)/u;
const DASH = /^[–—]\s+(?=\S)/u;
const NUMBERED = /^\(?(\d{1,3})[.)]\s+(?=\S)/u;
/** So many items in a row may be left out of a numbered list. */
const MOST_MISSING = 2;
const HASHES = /^#{1,6}\s+(?=\S)/u;
const ANGLE = /^>\s*(?=\S)/u;

const QUOTED = /^["“„«‘'][^"“”„«»]+["”“»’']$/u;

const wordsOf = (text: string): string[] => text.split(/\s+/u);

/** Titles keep small words small in both languages. */
const isTitleCase = (words: readonly string[]): boolean => {
  const long = words.filter((word) => /^["“'‘(]?\p{L}{4,}/u.test(word));
  return long.length > 0 && long.filter((word) => /^["“'‘(]?\p{Lu}/u.test(word)).length >= 0.8 * long.length;
};

/** Not a sentence by its looks: short, begun with a capital or digit, and not ended. */
const mayBeHeading = (text: string): boolean => {
  if (text.length > LONGEST_HEADING || !/^["“„«‘'(¿¡]?[\p{Lu}\p{N}]/u.test(text) || /[:;,]$/u.test(text)) return false;
  const words = wordsOf(text);
  if (words.length > MOST_HEADING_WORDS || /https?:\/\//u.test(text)) return false;
  if (!SENTENCE_END.test(text)) return true;
  return text.endsWith('?') && words.length >= 2 && words.length <= 10 && isTitleCase(words);
};

/** Who said the quotation above: names and offices, so most words have a capital. */
const mayBeAttribution = (text: string): boolean => {
  if (text.length > LONGEST_ATTRIBUTION || SENTENCE_END.test(text) || /["“”„«»:?]/u.test(text)) return false;
  if (/^[—–-]\s?\p{Lu}/u.test(text)) return true;
  const words = wordsOf(text);
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return words.length <= 14 && /^\p{Lu}/u.test(text) && capitals >= 0.6 * words.length;
};

interface Working extends Span {
  text: string;
  readonly apart: boolean;
  start: number;
  end: number;
  kind: Kind | undefined;
}

/** A piece of its own for a post's signature that stands on the post's line. */
const splitSignatures = (pieces: readonly Piece[]): Working[] =>
  pieces.flatMap((piece): Working[] => {
    const whole: Working = { ...piece, kind: piece.kind };
    if (piece.kind !== undefined && piece.kind !== 'quote') return [whole];
    const tail = piece.text.slice(-200);
    const match = POST_SIGNATURE_AT_END.exec(tail);
    if (match === null || (tail.length === piece.text.length && match.index === 0)) return [whole];
    const signature = match[1]!;
    const body = piece.text.slice(0, piece.text.length - signature.length).trimEnd();
    return [
      { ...whole, text: body, end: whole.start + body.length },
      { ...whole, text: signature, start: whole.end - signature.length, apart: false },
    ];
  });

/** The block's text begins after its mark. */
const afterMark = (piece: Working, mark: RegExpExecArray | null, kind: Kind): void => {
  if (mark === null) return;
  piece.start += mark[0].length;
  piece.text = piece.text.slice(mark[0].length);
  piece.kind = kind;
};

const classifyAlone = (pieces: readonly Working[]): void => {
  for (const piece of pieces) {
    if (piece.kind !== undefined && piece.kind !== 'quote') continue;
    if (isPostSignature(piece.text)) piece.kind = 'byline';
    else piece.kind = litterLine(piece.text) ?? piece.kind;
  }
};

/** A post stands before its signature; a link that only posts have marks it too. */
const classifyEmbeds = (pieces: readonly Working[]): void => {
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === undefined || piece.kind === 'quote') {
      if (LINK_TO_POST.test(piece.text.slice(-1_000))) piece.kind = 'embed';
    } else if (piece.kind === 'byline' && isPostSignature(piece.text)) {
      const before = pieces[i - 1];
      if (before !== undefined && (before.kind === undefined || before.kind === 'quote')) before.kind = 'embed';
    }
  }
};

const classifyLists = (pieces: readonly Working[]): void => {
  for (const piece of pieces) {
    if (piece.kind !== undefined) continue;
    const head = piece.text.slice(0, 16);
    afterMark(piece, BULLET.exec(head), 'list-item');
    if (piece.kind === undefined) afterMark(piece, HASHES.exec(head), 'heading');
    if (piece.kind === undefined) afterMark(piece, ANGLE.exec(head), 'quote');
  }
  // A dash opens a line of dialogue too: items are two or more in a row, and most of them are no sentences.
  for (let i = 0; i < pieces.length;) {
    const run: [Working, RegExpExecArray][] = [];
    for (let j = i; j < pieces.length; j++) {
      const piece = pieces[j]!;
      const mark = piece.kind === undefined ? DASH.exec(piece.text.slice(0, 16)) : null;
      if (mark === null) break;
      run.push([piece, mark]);
    }
    const ended = run.filter(([piece]) => SENTENCE_END.test(piece.text)).length;
    if (run.length >= 2 && ended * 2 < run.length) for (const [piece, mark] of run) afterMark(piece, mark, 'list-item');
    i += Math.max(1, run.length);
  }
  // "5. Cadde'de" begins a sentence: a number marks an item where its neighbour in the count is marked too.
  const numbered = pieces.flatMap((piece) => {
    const mark = piece.kind === undefined ? NUMBERED.exec(piece.text.slice(0, 16)) : null;
    return mark === null ? [] : [{ piece, mark, number: Number(mark[1]) }];
  });
  for (const [i, { piece, mark, number }] of numbered.entries()) {
    if (numbered[i - 1]?.number === number - 1 || numbered[i + 1]?.number === number + 1) {
      afterMark(piece, mark, 'list-item');
    }
  }
  // A version may lack an item: 3., 5.
  for (const [i, { piece, mark, number }] of numbered.entries()) {
    const before = numbered[i - 1];
    const missing = before?.piece.kind === 'list-item' ? number - before.number - 1 : 0;
    if (piece.kind === undefined && missing > 0 && missing <= MOST_MISSING) afterMark(piece, mark, 'list-item');
  }
};

const isProse = (piece: Working): boolean => piece.kind === undefined && SENTENCE_END.test(piece.text.slice(-40));

const classifyQuotations = (pieces: readonly Working[]): void => {
  for (const [i, piece] of pieces.entries()) {
    const before = pieces[i - 1];
    if (before === undefined || piece.kind !== undefined) continue;
    if (before.kind !== undefined && before.kind !== 'quote') continue;
    if (before.text.length > 2_000 || (before.kind === undefined && !QUOTED.test(before.text))) continue;
    if (mayBeAttribution(piece.text)) {
      before.kind = 'quote';
      piece.kind = 'byline';
    }
  }
};

const classifyHeadings = (pieces: readonly Working[]): void => {
  const prose = pieces.filter(isProse).length;
  const candidates = pieces.filter((piece) => piece.kind === undefined && mayBeHeading(piece.text)).length;
  // In a text that ends no line with a full stop, its absence says nothing.
  if (prose === 0 || candidates > 2 * prose + 3) return;
  const flags = pieces.map((piece) => piece.kind === undefined && mayBeHeading(piece.text));
  let proseAhead = false;
  const hasProseAhead = pieces.map(() => false);
  for (let i = pieces.length - 1; i >= 0; i--) {
    hasProseAhead[i] = proseAhead;
    const { kind } = pieces[i]!;
    proseAhead ||= isProse(pieces[i]!) || kind === 'list-item' || kind === 'quote';
  }
  for (let i = 0; i < pieces.length;) {
    if (!flags[i]) {
      i++;
      continue;
    }
    let end = i + 1;
    while (end < pieces.length && flags[end] && !pieces[end]!.apart) end++;
    // Many short lines under one another are a list without marks; two or three are a title and what belongs to it.
    const afterColon = i > 0 && pieces[i - 1]!.text.endsWith(':');
    const isList = end - i >= 4 || (afterColon && end - i >= 2);
    for (let j = i; j < end; j++) {
      if (isList) pieces[j]!.kind = 'list-item';
      else if (hasProseAhead[j]) pieces[j]!.kind = 'heading';
    }
    i = end;
  }
};

/** Who the author is stands at the end, under it at most page furniture. */
const classifyAuthors = (pieces: readonly Working[]): void => {
  let seen = 0;
  for (let i = pieces.length - 1; i >= 1 && seen < 2; i--) {
    const piece = pieces[i]!;
    if (piece.kind !== undefined) continue;
    seen++;
    if (isAuthorLine(piece.text)) piece.kind = 'byline';
  }
};

/** Gives every piece its kind, by itself and by what stands around it. */
export const classify = (pieces: readonly Piece[], headings: 'guess' | 'marked'): Block[] => {
  const working = splitSignatures(pieces);
  classifyAlone(working);
  classifyEmbeds(working);
  classifyLists(working);
  classifyQuotations(working);
  if (headings === 'guess') classifyHeadings(working);
  classifyAuthors(working);
  return working.map(({ start, end, kind }) => ({ start, end, kind: kind ?? 'sentence' }));
};
