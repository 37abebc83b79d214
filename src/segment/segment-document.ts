import type { Block, Document, Kind } from '../core/document.ts';
import type { Segment, SegmentedDocument } from '../core/segment.ts';
import type { Span } from '../core/span.ts';
import { createSegmentLanguages, detectLanguage } from './language.ts';
import { splitSentences } from './sentences.ts';

export interface SegmentOptions {
  /** BCP 47 code of the document's language; detected where it is not given. */
  readonly lang?: string | undefined;
  /** `lines`: the i-th non-empty line is segment i. */
  readonly segmentation: 'sentences' | 'lines';
}

/** Kinds whose blocks hold running text. */
const RUNNING: ReadonlySet<Kind> = new Set(['sentence', 'quote', 'list-item']);

interface Unit extends Span {
  readonly kind: Kind;
}

const sentencesOf = (document: Document, lang: string): Unit[] =>
  document.blocks.flatMap((block) => {
    const text = document.text.slice(block.start, block.end);
    if (!RUNNING.has(block.kind)) return [{ ...block }];
    return splitSentences(text, lang).map(({ start, end }) => ({
      start: block.start + start,
      end: block.start + end,
      kind: block.kind,
    }));
  });

/** The kind of the first block that reaches into the line. */
const linesOf = ({ text, blocks }: Document): Unit[] => {
  const units: Unit[] = [];
  let at = 0;
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0].trim();
    if (line.length === 0) continue;
    const start = match.index + (match[0].length - match[0].trimStart().length);
    const end = start + line.length;
    while (at < blocks.length && blocks[at]!.end <= start) at++;
    const block: Block | undefined = blocks[at];
    units.push({ start, end, kind: block !== undefined && block.start < end ? block.kind : 'sentence' });
  }
  return units;
};

/**
 * The segments of a document: sentences of running text, and headings, bylines, captions, embeds, furniture and markup
 * whole. Segments ascend and do not overlap; between them stand only white space and the marks of lists and quotes.
 */
export const segmentDocument = (document: Document, options: SegmentOptions): SegmentedDocument => {
  const lang = options.lang ?? detectLanguage(document.text);
  const units = options.segmentation === 'lines' ? linesOf(document) : sentencesOf(document, lang);
  const languageOf = createSegmentLanguages(lang);
  const segments = units.map(({ start, end, kind }, index): Segment => {
    const text = document.text.slice(start, end);
    return { index, start, end, text, kind, lang: kind === 'markup' ? lang : languageOf(text) };
  });
  return { document, lang, segments };
};
