import { createHash } from 'node:crypto';
import type { SegmentedDocument } from '../core/segment.ts';

/**
 * Names a text by its content: 16 hexadecimal digits of SHA-256. Breaking a paragraph into other lines changes nothing.
 */
export const textHash = (text: string): string =>
  createHash('sha256').update(text.normalize('NFC').replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 16);

const known = new WeakMap<SegmentedDocument, readonly string[]>();

/** The hash of each segment of a document, in order; computed once. */
export function segmentHashes(document: SegmentedDocument): readonly string[] {
  const found = known.get(document) ?? document.segments.map(({ text }) => textHash(text));
  known.set(document, found);
  return found;
}
