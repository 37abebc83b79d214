import type { Kind } from '../core/document.ts';
import type { Segment, SegmentedDocument } from '../core/segment.ts';
import { endOfDateline } from './dateline.ts';
import { readLinks } from './links.ts';
import { readNames } from './names.ts';
import { readQuantities } from './quantities.ts';

/** A quantity as its possible readings; a weak one may confirm a pairing but never speaks against it. */
export interface QuantityTrait {
  readonly readings: readonly string[];
  readonly weak: boolean;
}

/** What the aligner is told about a segment beside its vectors. */
export interface SegmentTraits {
  /** Length in UTF-16 code units, a dateline left out. */
  readonly length: number;
  readonly kind: Kind;
  /** True where the segment is written in the other document's language (an English tweet in a Turkish text). */
  readonly foreign: boolean;
  /** True where it ends in a colon: what it announces follows. */
  readonly opens: boolean;
  readonly quantities: readonly QuantityTrait[];
  /** Folded keys of names, links and handles. */
  readonly names: readonly string[];
}

/** The traits of each segment of a document, in order. `otherLang` is what the version beside it is written in. */
export function readTraits({ segments, lang }: SegmentedDocument, otherLang: string): readonly SegmentTraits[] {
  return segments.map((segment) => traitsOf(segment, lang, otherLang));
}

/** The traits of a segment of a document in one language beside one in another. */
export function traitsOf(
  { text, kind, lang: own }: Pick<Segment, 'text' | 'kind' | 'lang'>,
  lang: string,
  otherLang: string,
): SegmentTraits {
  const start = endOfDateline(text);
  return {
    length: text.length - start,
    kind,
    foreign: own !== lang && own === otherLang,
    opens: /:["'”’»)*_]*$/.test(text),
    quantities: orNone(
      readQuantities(text, own).map(({ readings, weak, end }) => ({ readings, weak: weak || end <= start })),
    ),
    names: orNone([...readNames(text, own).map((name) => name.key), ...readLinks(text).map((link) => link.canonical)]),
  };
}

const NONE: readonly never[] = [];

/** Most segments have none: in a book, empty lists of their own would be many megabytes. */
const orNone = <T>(list: readonly T[]): readonly T[] => (list.length > 0 ? list : NONE);
