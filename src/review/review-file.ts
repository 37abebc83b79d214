import * as v from 'valibot';
import { type FileKind, readVersioned, versionOne } from '../report/read-versioned.ts';

/**
 * The review file, version 1: what a reviewer decided, by content and not by position. The types below, the check of
 * the reader and the published `schema/review.schema.json` all come from here (a test holds the published file to it).
 * Every object allows fields that are not known here, so that a later 1.x may add some.
 */

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const hashes = v.array(hash);
const neighbours = v.pipe(v.array(v.nullable(hash)), v.length(2));

const context = v.pipe(
  v.looseObject({ source: neighbours, target: neighbours }),
  v.description('Hashes of the segments right before and right after, on each side; they tell equal texts apart'),
);

const decision = {
  note: v.optional(v.pipe(v.string(), v.description('Why, in the words of the reviewer'))),
  by: v.optional(v.pipe(v.string(), v.description('Who decided, where the reviewer signs'))),
  at: v.optional(v.pipe(v.string(), v.description('When, in ISO 8601, where the reviewer signs'))),
};

const findingRecord = v.looseObject({
  code: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/), v.description('The code of the finding')),
  side: v.picklist(['source', 'target']),
  verdict: v.pipe(
    v.picklist(['accepted', 'dismissed']),
    v.description('accepted: a true problem, still to be mended; dismissed: no problem'),
  ),
  ...decision,
  quote: v.pipe(v.string(), v.description('How the marked text begins, for people; a program goes by the hashes')),
  mark: v.pipe(hash, v.description('Hash of the marked text')),
  source: v.pipe(hashes, v.description('Hashes of the source segments that the finding is about')),
  target: v.pipe(hashes, v.description('Hashes of the target segments that the finding is about')),
  context,
});

const beadRecord = v.looseObject({
  verdict: v.pipe(
    v.picklist(['confirmed', 'joined', 'split', 'unmatched']),
    v.description('All four say that exactly these segments belong together, or that this one has no counterpart'),
  ),
  ...decision,
  quote: v.pipe(v.string(), v.description('How the text begins, for people; a program goes by the hashes')),
  source: v.pipe(hashes, v.description('Hashes of the source segments, in order')),
  target: v.pipe(hashes, v.description('Hashes of the target segments, in order')),
  context,
});

export const reviewFile = v.pipe(
  v.looseObject({
    version: versionOne,
    findings: v.array(findingRecord),
    beads: v.array(beadRecord),
  }),
  v.title('hizala review, version 1'),
  v.description('Decisions of a reviewer about two versions of a story, by hash of the texts on both sides'),
);

export type Review = v.InferOutput<typeof reviewFile>;
export type FindingRecord = Review['findings'][number];
export type BeadRecord = Review['beads'][number];
export type FindingVerdict = FindingRecord['verdict'];
export type BeadVerdict = BeadRecord['verdict'];

export const EMPTY_REVIEW: Review = { version: 1, findings: [], beads: [] };

const KIND: FileKind = {
  what: 'hizala review',
  hint: 'nothing was changed; mend the file, move it away, or name another with --review FILE',
  nouns: { regex: 'a lower-case word such as "only-in-source", or a hash of 16 digits' },
};

/**
 * Reads a review of any version 1.x and keeps the fields that it does not know.
 *
 * @param name what to call the file in a message
 * @throws UserError where the text is no such file: says where, and what stands there
 */
export const parseReview = (text: string, name = 'the file'): Review => readVersioned(text, name, reviewFile, KIND);

const list = (records: readonly unknown[]): string =>
  records.length === 0 ? '[]' : `[\n${records.map((record) => `    ${JSON.stringify(record)}`).join(',\n')}\n  ]`;

/** One decision a line, so that version control shows and merges decisions one by one. */
export function serialiseReview({ version, findings, beads, ...others }: Review): string {
  const rest = Object.entries(others).map(([key, value]) => `,\n  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n  "version": ${JSON.stringify(version)},\n  "findings": ${list(findings)},\n  "beads": ${list(beads)}${rest.join('')}\n}\n`;
}
