import fc from 'fast-check';
import type { AlignInput } from '../../src/align/input.ts';
import type { Kind } from '../../src/core/document.ts';
import { embedByWords } from './word-embedder.ts';

export interface Line {
  readonly text: string;
  readonly kind?: Kind;
  readonly foreign?: boolean;
}

/** One side for the aligner, of a segment a line; words that are written alike are translations of each other. */
export const inputOf = (lines: readonly (string | Line)[]): AlignInput => {
  const full = lines.map((line) => (typeof line === 'string' ? { text: line } : line));
  return {
    vectors: embedByWords(full.map(({ text }) => text)),
    traits: full.map(({ text, kind = 'sentence', foreign = false }) => ({
      length: text.length,
      kind,
      foreign,
      opens: text.endsWith(':'),
      quantities: [],
      names: [],
    })),
  };
};

export const STORY = [
  'the harbour of the old town was closed on monday morning',
  'fishermen had found a mine from the war in their nets',
  'navy divers carried it out to sea and blew it up',
  'nobody was hurt but many windows broke in the market street',
  'the mayor thanked divers fishermen and neighbours for their calm',
  'ferries will sail again from tomorrow at six',
];

/** Sentences over a small vocabulary, so that some are alike and some are the same. */
const sentence = fc
  .array(
    fc.constantFrom(...'river stone bridge winter letter garden engine paper silver window mother doctor'.split(' ')),
    { minLength: 1, maxLength: 9 },
  )
  .map((words) => words.join(' '));

/** Any few lines of any kinds. */
export const lines: fc.Arbitrary<readonly Line[]> = fc.array(
  fc.record({
    text: sentence,
    kind: fc.constantFrom<Kind>('sentence', 'sentence', 'sentence', 'heading', 'list-item', 'embed', 'byline'),
    foreign: fc.boolean(),
  }),
  { maxLength: 14 },
);
