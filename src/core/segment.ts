import type { Document, Kind } from './document.ts';
import type { Span } from './span.ts';

/** A sentence or sentence-like unit. Invariant: `document.text.slice(start, end) === text`, and text is trimmed. */
export interface Segment extends Span {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly text: string;
  readonly kind: Kind;
  /** BCP 47 code of the language the segment is written in; it may differ from the document's (an embedded tweet). */
  readonly lang: string;
}

/** A document, the language most of it is written in, and its segments in ascending order. */
export interface SegmentedDocument {
  readonly document: Document;
  readonly lang: string;
  readonly segments: readonly Segment[];
}
