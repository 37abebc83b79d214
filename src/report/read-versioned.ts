import * as v from 'valibot';
import { UserError } from '../core/errors.ts';
import { describeIssue, received } from './json-issue.ts';

/** The version of a file of ours: programs read any 1.x, and keep the fields that they do not know. */
export const versionOne = v.pipe(
  v.union([v.pipe(v.number(), v.minValue(1), v.ltValue(2)), v.pipe(v.string(), v.regex(/^1(\.[0-9]+)*$/))]),
  v.description('1, or a later 1.x that adds fields'),
);

/** Deeper than anything a 1.x file needs; bounds recursion over what a stranger wrote. */
const MAX_DEPTH = 32;

/** What a file should be, and how to come by one. */
export interface FileKind {
  /** Such as `hizala alignment`. */
  readonly what: string;
  readonly hint: string;
  /** See describeIssue. */
  readonly nouns?: Readonly<Record<string, string>>;
}

export const notOfKind = (name: string, { what, hint }: FileKind, why: string, cause?: unknown): UserError =>
  new UserError(`${name} is not a ${what}: ${why}`, hint, cause === undefined ? {} : { cause });

function isDeep(root: unknown): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) next.push(inner);
    }
    if (next.length === 0) return false;
    level = next;
  }
  return true;
}

/**
 * Reads a JSON file with a version.
 *
 * @param name what to call the file in a message
 * @throws UserError where the text is no such file: says where, and what was expected
 */
export function readVersioned<Schema extends v.GenericSchema<{ version: number | string }>>(
  text: string,
  name: string,
  schema: Schema,
  kind: FileKind,
): v.InferOutput<Schema> {
  const fail = (why: string, cause?: unknown): UserError => notOfKind(name, kind, why, cause);
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (cause) {
    throw fail('it is not valid JSON', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fail(`it should be an object, and is ${received(value)}`);
  }
  const { version } = value as { version?: unknown };
  if (version === undefined) throw fail('version is missing');
  if (!v.is(versionOne, version)) throw fail(`its version is ${received(version)}, and this program reads 1.x`);
  if (isDeep(value)) throw fail(`it is nested more than ${MAX_DEPTH} levels deep`);
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (!result.success) throw fail(describeIssue(result.issues[0], kind.nouns));
  // What was parsed rather than what valibot made of it: the same values, with the fields in the order of the file.
  return value as v.InferOutput<Schema>;
}
