import type { Span } from '../core/span.ts';

/** A quotation mark of a text. Single marks are left out: they are apostrophes more often. */
export interface QuoteMark extends Span {
  /** Null where nothing says which: white space on both sides, or none on either. */
  readonly role: 'opens' | 'closes' | null;
  /** Marks of one family open and close each other. */
  readonly family: 'double' | 'angle' | 'corner';
}

const MARK = /["“”„‟«»「」『』]/g;
const FAMILIES: Readonly<Record<string, QuoteMark['family']>> = {
  '«': 'angle',
  '»': 'angle',
  '「': 'corner',
  '」': 'corner',
  '『': 'corner',
  '』': 'corner',
};
/** Before an opening mark stands nothing, white space, or what opens something itself. */
const BEFORE_OPENING = /^[\s([{<—–/'‘-]?$/u;
const AFTER_CLOSING = /^[\s)\]}>,.;:!?…—–/'’-]?$/u;
/** 5" are inches, where no quotation is open. */
const DIGIT = /\p{N}/u;

const roleOf = (text: string, at: number): QuoteMark['role'] => {
  const mark = text[at]!;
  if (mark === '„' || mark === '「' || mark === '『') return 'opens';
  if (mark === '」' || mark === '』') return 'closes';
  // Typographic marks are typed the wrong way round, and « » and “ ” stand for either by language: their place decides.
  const opens = BEFORE_OPENING.test(text[at - 1] ?? '');
  const closes = AFTER_CLOSING.test(text[at + 1] ?? '');
  if (opens !== closes) return opens ? 'opens' : 'closes';
  if (!opens) return 'closes'; // "kukla"dan: a Turkish ending follows.
  return null;
};

/** The quotation marks of a text, ascending. */
const readQuoteMarks = (text: string): readonly QuoteMark[] =>
  [...text.matchAll(MARK)].map(({ 0: mark, index }) => ({
    start: index,
    end: index + 1,
    role: roleOf(text, index),
    family: FAMILIES[mark] ?? 'double',
  }));

/** A place in a list of texts. */
export interface MarkPlace extends Span {
  readonly text: number;
}

/** A quoted passage; it may go over several texts. */
export interface Passage {
  readonly opening: MarkPlace;
  readonly closing: MarkPlace;
}

export interface Quotations {
  readonly passages: readonly Passage[];
  /** Marks that open and are not closed before the next one opens, or at all. */
  readonly unclosed: readonly MarkPlace[];
  /** Marks that close and were not opened. */
  readonly unopened: readonly MarkPlace[];
}

/** Pairs the marks of texts that follow one another, such as the sentences of a document. */
export const readQuotations = (texts: readonly string[]): Quotations => {
  const open = new Map<QuoteMark['family'], MarkPlace>();
  const passages: Passage[] = [];
  const unclosed: MarkPlace[] = [];
  const unopened: MarkPlace[] = [];
  texts.forEach((content, text) => {
    for (const { start, end, role, family } of readQuoteMarks(content)) {
      const place = { text, start, end };
      const opening = open.get(family);
      const isInch = opening === undefined && role !== 'opens' && DIGIT.test(content[start - 1] ?? '');
      if (isInch) continue;
      if (role === 'opens' || (role === null && opening === undefined)) {
        if (opening !== undefined) unclosed.push(opening);
        open.set(family, place);
      } else if (opening === undefined) {
        unopened.push(place);
      } else {
        passages.push({ opening, closing: place });
        open.delete(family);
      }
    }
  });
  unclosed.push(...open.values());
  return { passages, unclosed: unclosed.sort((a, b) => a.text - b.text || a.start - b.start), unopened };
};

/** A passage between single marks that are no apostrophes: 'done with it', ‘done with it’. Bounded, so that it stays linear. */
const SINGLE =
  /(?<![\p{L}\p{N}])['‘](?=\p{Lu}|\p{Ll})(?:[^'’‘\n]|(?<=\p{L})['’](?=\p{L})){3,400}(?<=[\p{L}\p{N}.,!?…])['’](?![\p{L}\p{N}])/gu;

/** Passages in single quotation marks, ascending, marks included. */
export const readSingleQuotations = (text: string): readonly Span[] =>
  [...text.matchAll(SINGLE)].map(({ 0: passage, index }) => ({ start: index, end: index + passage.length }));
