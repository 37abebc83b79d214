import type { Origin } from './origin.ts';
import type { Span } from './span.ts';

/**
 * What a stretch of a document is. `sentence` stands for running text; a block of running text is a paragraph and
 * its segments are sentences.
 */
export type Kind =
  'sentence' | 'heading' | 'list-item' | 'quote' | 'embed' | 'byline' | 'caption' | 'boilerplate' | 'markup';

/** A paragraph, heading, list item, block quote, …: a stretch of text no sentence of which reaches outside it. */
export interface Block extends Span {
  readonly kind: Kind;
}

/** One version of a story as it was read. Blocks ascend, do not overlap, and leave out only white space and marks. */
export interface Document {
  /** The path as the user gave it; `-` for standard input. */
  readonly path: string;
  /** The decoded text, without a byte order mark; of HTML, the page's text. Every offset in the program points into it. */
  readonly text: string;
  /** Where the text stands in the file; left out where it is the file's own. */
  readonly origin?: Origin;
  /** Of the bytes as read, in hexadecimal. */
  readonly sha256: string;
  readonly blocks: readonly Block[];
}
