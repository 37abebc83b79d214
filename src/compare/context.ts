import { Products } from '../align/products.ts';
import { type Vocabulary, vocabularyOf } from '../align/vocabulary.ts';
import type { Bead } from '../core/bead.ts';
import type { Place } from '../core/finding.ts';
import type { Glossary } from '../core/glossary.ts';
import type { Segment, SegmentedDocument } from '../core/segment.ts';
import type { Side, Sides } from '../core/side.ts';
import { mapSides } from '../core/side.ts';
import { lazily } from '../core/lazily.ts';
import type { Span } from '../core/span.ts';
import type { Tensors } from '../core/tensor.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import { type CapitalWord, readCapitals } from '../evidence/capitals.ts';
import { fold } from '../evidence/fold.ts';
import { type Link, readLinks } from '../evidence/links.ts';
import { nameKey } from '../evidence/names.ts';
import { type Quantity, readQuantities } from '../evidence/quantities.ts';
import { splitWords } from '../segment/words.ts';
import { type Agreement, agreementOf } from './agreement.ts';
import { brokenOff } from './broken-off.ts';
import { type Chance, chanceOf } from './chance.ts';
import { Discriminator } from './discriminator.ts';
import { coveredShare } from './summary.ts';
import { togetherIn } from './together.ts';
import { type BeadSupport, wordSupport } from './word-support.ts';

/** What compare is given: both versions, their vectors (one for each segment), and the aligner's beads. */
export interface CompareInput {
  readonly sides: Sides<SegmentedDocument>;
  readonly vectors: Sides<readonly SegmentVectors[]>;
  readonly beads: readonly Bead[];
  /** Terms and their translations; left out where there is no glossary. */
  readonly glossary?: Glossary | undefined;
  /** Weights of a network that judges words by these vectors; left out, or null, where the model brings none. */
  readonly discriminator?: Tensors | null | undefined;
  /** Phrases are told from this confidence on, in place of the default: to see what there is below it. */
  readonly leastConfidence?: number;
}

/** A word of a segment: where it stands in the segment's text, and the form under which words are compared. */
export interface Word extends Span {
  readonly folded: string;
}

/** The input, and what several rules want to know of it. Everything about a segment is read once, when first asked for. */
export interface Context extends Omit<CompareInput, 'discriminator'> {
  segment(side: Side, index: number): Segment;
  quantities(side: Side, index: number): readonly Quantity[];
  links(side: Side, index: number): readonly Link[];
  words(side: Side, index: number): readonly Word[];
  /** The words that begin with a capital. */
  capitals(side: Side, index: number): readonly CapitalWord[];
  /** True where a name of this skeleton stands in the version inside a sentence, where a capital says that it is one. */
  isNamed(side: Side, skeleton: string): boolean;
  /** True where the version has a word of this beginning in small letters. */
  isWrittenSmall(side: Side, folded: string): boolean;
  /** The segment's text folded, of the same length. */
  folded(side: Side, index: number): string;
  /** True where the version has a word of this name key, or one that begins with it. */
  isSpelled(side: Side, key: string): boolean;
  /** The words of a bead with how well the other side supports them; null where there is nothing to compare. */
  support(bead: number): BeadSupport | null;
  /** The distinct words of a side. */
  vocabulary(side: Side): Vocabulary;
  /** For each word of a segment its row in the vocabulary. */
  rows(side: Side, index: number): Int32Array;
  /** Cosines of words of the source and of the target, by their rows in the vocabularies. */
  products(): Products;
  /** The network that judges words; null where the model brings none. */
  discriminator(): Discriminator | null;
  /** What a word of a side, by its row in the vocabulary, finds in the other version as a whole. */
  chance(side: Side, row: number): Chance;
  /** Of the other beads that have a word of a side, the share that has another word on the other side; null where none has. */
  together(side: Side, form: string): ((other: string) => number) | null;
  /** The share of a side's prose that is paired at all. */
  covered(side: Side): number;
  /** True where a bead's translation stops in the middle of its sentence. */
  isBrokenOff(bead: number): boolean;
  /** How far the paired segments agree in the mean. */
  agreement(): Agreement;
  /** For each segment of a side, the index of its bead. */
  readonly beadOf: Sides<readonly number[]>;
}

/** Names are found by this many letters, so that an ending without an apostrophe does not hide them. */
const KEY_LENGTH = 6;

const SMALL = /^\p{Ll}/u;

const foldedWords = (text: string): readonly Word[] => {
  const folded = fold(text);
  return splitWords(text).map(({ start, end }) => ({ start, end, folded: folded.slice(start, end) }));
};

/** A network is set up once and then serves every comparison. */
const discriminators = new WeakMap<Tensors, Discriminator>();

const discriminatorOf = (tensors: Tensors | null, dimensions: number): Discriminator | null => {
  if (tensors === null || dimensions === 0) return null;
  const known = discriminators.get(tensors) ?? new Discriminator(tensors, dimensions);
  discriminators.set(tensors, known);
  return known;
};

export const createContext = (input: CompareInput): Context => {
  const perSegment = <T>(read: (segment: Segment) => T): ((side: Side, index: number) => T) => {
    const readers = mapSides(input.sides, ({ segments }) => lazily(segments.length, (index) => read(segments[index]!)));
    return (side, index) => readers[side](index);
  };
  const beadOf = mapSides(input.sides, ({ segments }, side) => {
    const owner = new Array<number>(segments.length).fill(-1);
    input.beads.forEach((bead, index) => {
      for (const member of bead[side]) owner[member] = index;
    });
    return owner;
  });
  const perSide = <T>(read: (side: Side) => T): ((side: Side) => T) => {
    const readers = mapSides(input.sides, (_, side) => lazily(1, () => read(side)));
    return (side) => readers[side](0);
  };
  const words = perSegment((segment) => foldedWords(segment.text));
  const keys = perSide(
    (side) =>
      new Set(
        input.sides[side].segments.flatMap(({ index }) =>
          words(side, index).map((word) => nameKey(word.folded).slice(0, KEY_LENGTH)),
        ),
      ),
  );
  const small = perSide(
    (side) =>
      new Set(
        input.sides[side].segments.flatMap(({ index, text }) =>
          words(side, index)
            .filter((word) => SMALL.test(text.charAt(word.start)))
            .map((word) => word.folded.slice(0, KEY_LENGTH)),
        ),
      ),
  );
  const readers = mapSides(input.sides, ({ segments }, side) =>
    lazily(segments.length, (index) => readCapitals(segments[index]!.text, words(side, index))),
  );
  const capitals = (side: Side, index: number): readonly CapitalWord[] => readers[side](index);
  const named = perSide(
    (side) =>
      new Set(
        input.sides[side].segments.flatMap(({ index }) =>
          capitals(side, index)
            .filter(({ isUnsure, hasApostrophe }) => !isUnsure || hasApostrophe)
            .map(({ skeleton }) => skeleton),
        ),
      ),
  );
  const context: Context = {
    ...input,
    segment: (side, index) => input.sides[side].segments[index]!,
    quantities: perSegment((segment) => readQuantities(segment.text, segment.lang)),
    links: perSegment((segment) => readLinks(segment.text)),
    folded: perSegment((segment) => fold(segment.text)),
    words,
    capitals,
    isNamed: (side, skeleton) => named(side).has(skeleton),
    isWrittenSmall: (side, folded) => small(side).has(folded.slice(0, KEY_LENGTH)),
    isSpelled: (side, key) => keys(side).has(key.slice(0, KEY_LENGTH)),
    support: (bead) => support(bead).value,
    vocabulary: (side) => vocabularies(0)[side],
    rows: (side, index) => {
      const { words: all, starts } = vocabularies(0)[side];
      return all.subarray(starts[index]!, starts[index + 1]!);
    },
    products: () => products(0),
    discriminator: () => discriminator(0).value,
    chance: (side, row) => chances(0)[side](row),
    together: (side, form) => together(0)(side, form),
    covered: (side) => covered(0)[side],
    isBrokenOff: (bead) => broken(0).has(bead),
    agreement: () => agreement(0),
    beadOf,
  };
  // Boxed, because a bead may have nothing to compare.
  const support = lazily(input.beads.length, (bead) => ({ value: wordSupport(context, input.beads[bead]!) }));
  const vocabularies = lazily(1, () => mapSides(input.vectors, vocabularyOf));
  const products = lazily(
    1,
    () => new Products(context.vocabulary('source').vectors, context.vocabulary('target').vectors),
  );
  const discriminator = lazily(1, () => ({
    value: discriminatorOf(input.discriminator ?? null, context.vocabulary('source').vectors.dimensions),
  }));
  const chances = lazily(1, () => mapSides(input.sides, (_, side) => chanceOf(context, side, context.products())));
  const covered = lazily(1, () => mapSides(input.sides, (_, side) => coveredShare(input, side)));
  const together = lazily(1, () => togetherIn(context));
  const broken = lazily(1, () => brokenOff(input));
  const agreement = lazily(1, () => agreementOf(input));
  return context;
};

/** A span of a segment's text as a place in its document. */
export const placeIn = (context: Context, side: Side, index: number, span: Span): Place => {
  const { start } = context.segment(side, index);
  return { side, segment: index, start: start + span.start, end: start + span.end };
};

/** A whole segment as a place. */
export const placeOf = (context: Context, side: Side, index: number): Place => {
  const { start, end } = context.segment(side, index);
  return { side, segment: index, start, end };
};
