import type { Block, Document, Kind } from '../core/document.ts';
import type { Segment, SegmentedDocument } from '../core/segment.ts';
import type { Span } from '../core/span.ts';

/** Words of which few are distinct: each one's place among them. */
interface Words<Word extends string> {
  readonly distinct: readonly Word[];
  readonly places: Uint8Array;
}

/** Stretches of a text and what they are. */
interface Stretches {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly kinds: Words<Kind>;
}

/**
 * A segmented document in a few lists of numbers: between threads they go in a tenth of the time that an object for each
 * segment takes, and no segment brings a copy of its text.
 */
export interface DocumentColumns {
  readonly document: Omit<Document, 'blocks'>;
  readonly lang: string;
  readonly blocks: Stretches;
  readonly segments: Stretches;
  readonly langs: Words<string>;
}

export const toColumns = ({
  document: { blocks, ...document },
  lang,
  segments,
}: SegmentedDocument): DocumentColumns => ({
  document,
  lang,
  blocks: stretchesOf(blocks),
  segments: stretchesOf(segments),
  langs: wordsOf(segments.map((segment) => segment.lang)),
});

export function fromColumns({ document, lang, blocks, segments, langs }: DocumentColumns): SegmentedDocument {
  return {
    document: { ...document, blocks: blocksOf(blocks) },
    lang,
    segments: blocksOf(segments).map(({ start, end, kind }, index): Segment => {
      const text = document.text.slice(start, end);
      return { index, start, end, text, kind, lang: wordAt(langs, index) };
    }),
  };
}

const stretchesOf = (list: readonly (Span & { readonly kind: Kind })[]): Stretches => ({
  starts: Uint32Array.from(list, ({ start }) => start),
  ends: Uint32Array.from(list, ({ end }) => end),
  kinds: wordsOf(list.map(({ kind }) => kind)),
});

const blocksOf = ({ starts, ends, kinds }: Stretches): readonly Block[] =>
  Array.from(starts, (start, at) => ({ start, end: ends[at]!, kind: wordAt(kinds, at) }));

function wordsOf<Word extends string>(words: readonly Word[]): Words<Word> {
  const distinct = [...new Set(words)];
  const places = new Map(distinct.map((word, place) => [word, place]));
  return { distinct, places: Uint8Array.from(words, (word) => places.get(word)!) };
}

const wordAt = <Word extends string>({ distinct, places }: Words<Word>, at: number): Word => distinct[places[at]!]!;
