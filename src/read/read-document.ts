import { createHash } from 'node:crypto';
import type { Document } from '../core/document.ts';
import { UserError } from '../core/errors.ts';
import { decode } from './decode.ts';
import { readText } from './text.ts';

const MARKDOWN = /\.(?:md|markdown|mdx)$/i;
const HTML = /\.(?:html?|xhtml)$/i;

/**
 * One version of a story from the bytes of its file. The name says how to read it: `.md`, `.markdown` and `.mdx` as
 * Markdown, `.html`, `.htm` and `.xhtml` as HTML, everything else as plain text. A parser is loaded when it is needed.
 *
 * @throws UserError for bytes that are no text, or an empty one
 */
export const readDocument = async (bytes: Uint8Array, path: string): Promise<Document> => {
  const text = decode(bytes, path === '-' ? 'standard input' : path);
  const named = { path, sha256: createHash('sha256').update(bytes).digest('hex') };
  if (HTML.test(path)) {
    const { readHtml } = await import('./html.ts');
    const page = readHtml(text, /\.xhtml$/i.test(path));
    if (page.blocks.length > 0) return { ...named, ...page };
    throw new UserError(`${path} is a page without a text`, 'give a page that holds its text; no script of it is run');
  }
  if (MARKDOWN.test(path)) {
    const { readMarkdown } = await import('./markdown.ts');
    return { ...named, text, blocks: readMarkdown(text) };
  }
  return { ...named, text, blocks: readText(text) };
};
