import type { Block, Document } from '../core/document.ts';
import { nearestNames } from '../core/nearest-names.ts';
import { type Origin, offsetInText } from '../core/origin.ts';
import type { Span } from '../core/span.ts';
import { RULE_CODES } from './config-file.ts';
import { createLocator } from './position.ts';

/** `<!-- hizala-ignore CODE reason -->`: findings of this code about the paragraph around or after it fail nothing. */
export interface IgnoreComment {
  readonly codes: readonly string[];
  readonly reason: string | null;
  readonly line: number;
  /** The paragraph that it is about. */
  readonly scope: Span;
}

export interface WithoutComments {
  /** The document's, with blanks in the place of each such comment: they are no content. Of the same length. */
  readonly text: string;
  readonly comments: readonly IgnoreComment[];
  /** What is wrong with them. */
  readonly notes: readonly string[];
}

/** Bounded, so that a text full of openings takes linear time. */
const COMMENT = /<!--[ \t\r\n]{0,8}hizala-ignore(?![\w-])([^>]{0,500}?)-->/g;

const CODES: ReadonlySet<string> = new Set(RULE_CODES);

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
};

/** From the comment's line to the next empty line; where nothing else is on its line, with the next paragraph. */
function scopeOf(blanked: string, start: number, end: number): Span {
  const from = lineStart(blanked, start);
  let at = lineEnd(blanked, end);
  let seen = blanked.slice(from, at).trim() !== '';
  while (at < blanked.length) {
    const next = lineEnd(blanked, at + 1);
    const isEmpty = blanked.slice(at + 1, next).trim() === '';
    if (isEmpty && seen) break;
    if (!isEmpty) seen = true;
    at = next;
  }
  return { start: from, end: at };
}

/** Files in which such comments are looked for. */
const hasComments = (path: string): boolean => /\.(?:md|markdown|mdx|html?|xhtml)$/i.test(path);

/** The block that a comment of HTML stands in, or the next one. */
function blockAt(blocks: readonly Block[], origin: Origin, comment: number): Span {
  const at = offsetInText(origin, comment);
  return blocks.find(({ end }) => end >= at) ?? { start: at, end: at };
}

/**
 * Finds the comments of a document, and takes them out of its text where they stand in it.
 * O(text + comments × their paragraphs).
 */
export function readIgnoreComments({ path, text, blocks, origin }: Document): WithoutComments {
  const file = origin?.text ?? text;
  if (!hasComments(path) || !file.includes('hizala-ignore')) return { text, comments: [], notes: [] };
  const blanked = file.replace(COMMENT, (comment) => comment.replace(/[^\r\n]/g, ' '));
  const locate = createLocator(file);
  const comments: IgnoreComment[] = [];
  const notes: string[] = [];
  for (const match of file.matchAll(COMMENT)) {
    const end = match.index + match[0].length;
    const { startLine: line } = locate({ start: match.index, end });
    const [, list = '', reason = ''] = /^\s*([^\s]*)\s*([\s\S]*)$/.exec(match[1]!) ?? [];
    const codes = list.split(',').filter((code) => code !== '');
    const unknown = codes.find((code) => !CODES.has(code));
    if (codes.length === 0 || unknown !== undefined) {
      const near = unknown === undefined ? undefined : nearestNames(unknown, [...CODES])[0];
      const what = unknown === undefined ? 'names no code' : `names an unknown code "${unknown}"`;
      notes.push(`${path}:${line}: this hizala-ignore ${what}${near === undefined ? '' : `; did you mean "${near}"?`}`);
      continue;
    }
    const trimmed = reason.replace(/\s+/g, ' ').trim();
    comments.push({
      codes,
      reason: trimmed === '' ? null : trimmed,
      line,
      scope: origin === undefined ? scopeOf(blanked, match.index, end) : blockAt(blocks, origin, match.index),
    });
  }
  return { text: origin === undefined ? blanked : text, comments, notes };
}
