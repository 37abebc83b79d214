import { createHash } from 'node:crypto';
import type { Document } from '../core/document.ts';
import { decode } from './decode.ts';
import { readMarkdown } from './markdown.ts';
import { readText } from './text.ts';

/**
 * One version of a story from the bytes of its file. The name says how to read it: `.md` and `.markdown` as Markdown,
 * everything else as plain text.
 *
 * @throws UserError for bytes that are no text, or an empty one
 */
export const readDocument = (bytes: Uint8Array, path: string): Document => {
  const text = decode(bytes, path === '-' ? 'standard input' : path);
  return {
    path,
    text,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    blocks: /\.(?:md|markdown)$/i.test(path) ? readMarkdown(text) : readText(text),
  };
};
