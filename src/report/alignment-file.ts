import * as v from 'valibot';
import { versionOne } from './read-versioned.ts';

/**
 * The JSON export, version 1: the one place that says what it looks like. The types below, the check of the reader
 * and the published `schema/alignment.schema.json` all come from here (a test holds the published file to it).
 *
 * Version 1 may grow, so every object allows fields that are not known here, and vocabularies that can grow (kinds,
 * finding codes, classes) are open.
 */

/** V8 holds no longer string than this, so no document has an offset beyond it. */
const MAX_OFFSET = 2 ** 29;

const offset = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_OFFSET));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const vocabulary = v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/));

const side = v.picklist(['source', 'target']);

const segment = v.looseObject({
  index: v.pipe(index, v.description('Its place in the document, from 0')),
  start: v.pipe(
    offset,
    v.description("In UTF-16 code units of the document's decoded text; of HTML, of the text of its page"),
  ),
  end: v.pipe(offset, v.description('Half-open: the first code unit after the segment')),
  text: v.string(),
  kind: v.pipe(
    vocabulary,
    v.description('sentence, heading, list-item, quote, embed, byline, caption, boilerplate or markup'),
  ),
  lang: v.pipe(v.string(), v.description('BCP 47')),
});

const document = v.looseObject({
  path: v.pipe(v.string(), v.description('As the user gave it; - for standard input')),
  lang: v.pipe(v.string(), v.description('BCP 47: the language most of it is written in')),
  sha256: v.pipe(v.string(), v.description('Of the bytes as read, in hexadecimal')),
  segments: v.array(segment),
});

const bead = v.looseObject({
  source: v.pipe(v.array(index), v.description('Indices of source segments, ascending; empty in a null bead')),
  target: v.pipe(v.array(index), v.description('Indices of target segments, ascending; empty in a null bead')),
  confidence: v.pipe(share, v.description('Calibrated: of the beads with 0.9, about nine in ten are right')),
  moved: v.pipe(v.boolean(), v.description('True where the bead breaks the order of its neighbours')),
});

const place = {
  side,
  segment: v.pipe(v.nullable(index), v.description('null where the finding is about the document as a whole')),
  start: v.pipe(
    offset,
    v.description("In UTF-16 code units of the document's decoded text; of HTML, of the text of its page"),
  ),
  end: offset,
};

const finding = v.looseObject({
  code: v.pipe(vocabulary, v.description('Such as unsupported-span; each has a page in docs/findings')),
  severity: v.picklist(['error', 'warning', 'info']),
  ...place,
  bead: v.pipe(v.nullable(index), v.description('Index of the bead it belongs to')),
  counterpart: v.pipe(v.nullable(v.looseObject(place)), v.description('The place to compare it with')),
  class: v.pipe(v.nullable(vocabulary), v.description('What kind of content it is about')),
  term: v.optional(
    v.pipe(
      v.looseObject({ allowed: v.array(v.string()), note: v.nullable(v.string()) }),
      v.description('What the glossary asks for, where the finding is about a term'),
    ),
  ),
  confidence: share,
  importance: v.pipe(
    v.optional(share),
    v.description(
      'What findings of one severity are ranked by: the confidence, less for what only one version has or what stands in an unsure pair',
    ),
  ),
  message: v.pipe(v.string(), v.description('One sentence for a reviewer')),
});

export const alignmentFile = v.pipe(
  v.looseObject({
    version: versionOne,
    tool: v.looseObject({ name: v.string(), version: v.string() }),
    model: v.looseObject({ id: v.string(), revision: v.string(), dtype: v.string() }),
    source: document,
    target: document,
    beads: v.pipe(
      v.array(bead),
      v.description('Every segment of both sides exactly once, null beads included, in source order'),
    ),
    findings: v.array(finding),
    summary: v.looseObject({
      sameStory: v.boolean(),
      retelling: v.pipe(
        v.optional(v.boolean()),
        v.description("True where one version tells the other's story in its own words, leaving out and adding"),
      ),
      sourceCovered: share,
      targetCovered: share,
      findings: v.pipe(v.record(v.string(), index), v.description('How many findings of each code')),
    }),
  }),
  v.title('hizala alignment, version 1'),
  v.description('Two language versions of one story, paired sentence by sentence, and what a reviewer should see'),
);

export type AlignmentFile = v.InferOutput<typeof alignmentFile>;
export type AlignmentDocument = AlignmentFile['source'];
export type AlignmentFinding = AlignmentFile['findings'][number];
