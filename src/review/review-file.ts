import * as v from 'valibot';
import { UserError } from '../core/errors.ts';

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
    version: v.pipe(
      v.union([v.pipe(v.number(), v.minValue(1), v.ltValue(2)), v.pipe(v.string(), v.regex(/^1(\.[0-9]+)*$/))]),
      v.description('1, or a later 1.x that adds fields'),
    ),
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

const HINT = 'nothing was changed; mend the file, move it away, or name another with --review FILE';

const fail = (name: string, what: string, cause?: unknown): never => {
  throw new UserError(`${name} is not a hizala review: ${what}`, HINT, cause === undefined ? {} : { cause });
};

/** What stands there, short enough for a sentence, and harmless. */
const received = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
};

const pathOf = (issue: v.BaseIssue<unknown>): string =>
  (issue.path ?? []).reduce(
    (path, { key }) =>
      typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
    '',
  );

/**
 * Reads a review of any version 1.x and keeps the fields that it does not know.
 *
 * @param name what to call the file in a message
 * @throws UserError where the text is no such file: says where, and what stands there
 */
export function parseReview(text: string, name = 'the file'): Review {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    return fail(name, 'it is not valid JSON', error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail(name, `it should be an object, and is ${received(value)}`);
  }
  const { version } = value as { version?: unknown };
  if (version === undefined) return fail(name, 'version is missing');
  if (!v.is(reviewFile.pipe[0].entries.version, version)) {
    return fail(name, `its version is ${received(version)}, and this program reads 1.x`);
  }
  const result = v.safeParse(reviewFile, value, { abortEarly: true, abortPipeEarly: true });
  if (!result.success) {
    const issue = result.issues[0];
    return fail(name, `${pathOf(issue)} is ${received(issue.input)}`);
  }
  try {
    // What nests too deep to be written again could not be kept.
    JSON.stringify(value);
  } catch (error) {
    return fail(name, 'it is nested too deep', error);
  }
  // What was parsed rather than what valibot made of it: the same values, with fields in the order of the file.
  return value as Review;
}

const list = (records: readonly unknown[]): string =>
  records.length === 0 ? '[]' : `[\n${records.map((record) => `    ${JSON.stringify(record)}`).join(',\n')}\n  ]`;

/** One decision a line, so that version control shows and merges decisions one by one. */
export function serialiseReview({ version, findings, beads, ...others }: Review): string {
  const rest = Object.entries(others).map(([key, value]) => `,\n  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n  "version": ${JSON.stringify(version)},\n  "findings": ${list(findings)},\n  "beads": ${list(beads)}${rest.join('')}\n}\n`;
}
