import * as v from 'valibot';
import { UserError } from '../core/errors.ts';
import { SIDES, type Side } from '../core/side.ts';
import { type AlignmentDocument, type AlignmentFile, alignmentFile } from './alignment-file.ts';

/** Deeper than anything a 1.x file needs; bounds recursion over what a stranger wrote. */
const MAX_DEPTH = 32;

const HINT = 'hizala align SOURCE TARGET --format json writes one';

const fail = (name: string, what: string, cause?: unknown): never => {
  throw new UserError(`${name} is not a hizala alignment: ${what}`, HINT, cause === undefined ? {} : { cause });
};

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

/** `beads[3].confidence` */
const pathOf = (issue: v.BaseIssue<unknown>): string =>
  (issue.path ?? []).reduce((path, { key }) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, '');

/** What stands there, short enough for a sentence. */
const received = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
};

const NOUNS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  loose_object: 'an object',
  record: 'an object',
  integer: 'a whole number',
  picklist: 'one of',
  regex: 'a lower-case word such as "list-item"',
  nullable: 'a value or null',
};

function expected(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'min_value') return `at least ${String(issue.requirement)}`;
  if (issue.type === 'max_value') return `at most ${String(issue.requirement)}`;
  if (issue.type === 'picklist')
    return `one of ${(issue.expected ?? '').replace(/[()"]/g, '').replaceAll(' | ', ', ')}`;
  return NOUNS[issue.type] ?? issue.expected ?? 'something else';
}

const describe = (issue: v.BaseIssue<unknown>): string => {
  const path = pathOf(issue) || 'the file';
  const isKeyMissing = issue.expected?.startsWith('"') === true && issue.received === 'undefined';
  if (isKeyMissing || issue.input === undefined) return `${path} is missing`;
  return `${path} should be ${expected(issue)}, and is ${received(issue.input)}`;
};

/** The first thing wrong with a document's segments, or null. */
function segmentsFault(side: Side, { segments }: AlignmentDocument): string | null {
  let reached = 0;
  for (const [at, { index, start, end, text }] of segments.entries()) {
    const path = `${side}.segments[${at}]`;
    if (index !== at) return `${path}.index should be ${at}, and is ${index}`;
    if (start < reached) return `${path} begins at ${start}, before the end of the segment ahead of it (${reached})`;
    if (end - start !== text.length) {
      return `${path} spans ${end - start} code units, and its text has ${text.length}`;
    }
    reached = end;
  }
  return null;
}

/** The first thing wrong with the beads, or null: each covers something, in range, ascending, nothing twice. */
function beadsFault(file: AlignmentFile): string | null {
  for (const side of SIDES) {
    const count = file[side].segments.length;
    const seen = new Set<number>();
    for (const [at, bead] of file.beads.entries()) {
      if (bead.source.length + bead.target.length === 0) return `beads[${at}] is empty on both sides`;
      let last = -1;
      for (const index of bead[side]) {
        const path = `beads[${at}].${side}`;
        if (index >= count) return `${path} names segment ${index}, and the ${side} has ${count}`;
        if (index <= last) return `${path} should ascend, and has ${index} after ${last}`;
        if (seen.has(index)) return `${path} names segment ${index}, which an earlier bead has`;
        seen.add(index);
        last = index;
      }
    }
    if (seen.size < count) {
      const left = Array.from({ length: count }, (_, index) => index).find((index) => !seen.has(index));
      return `segment ${left} of the ${side} stands in no bead`;
    }
  }
  return null;
}

/** The first finding that points outside of the file, or null. */
function findingsFault(file: AlignmentFile): string | null {
  for (const [at, finding] of file.findings.entries()) {
    const path = `findings[${at}]`;
    if (finding.bead !== null && finding.bead >= file.beads.length) {
      return `${path}.bead is ${finding.bead}, and there are ${file.beads.length} beads`;
    }
    const places = [
      [path, finding],
      [`${path}.counterpart`, finding.counterpart],
    ] as const;
    for (const [name, place] of places) {
      if (place === null || place.segment === null) continue;
      const segment = file[place.side].segments[place.segment];
      if (segment === undefined) {
        return `${name} names segment ${place.segment}, and the ${place.side} has ${file[place.side].segments.length}`;
      }
      if (place.start > place.end || place.start < segment.start || place.end > segment.end) {
        return `${name} spans ${place.start} to ${place.end}, outside of its segment (${segment.start} to ${segment.end})`;
      }
    }
  }
  return null;
}

/**
 * Reads an alignment file of any version 1.x and keeps the fields that it does not know.
 *
 * Holds for what it returns: segments are numbered in order and apart; each stands in exactly one bead; what beads and
 * findings name exists.
 *
 * @param name what to call the file in a message
 * @throws UserError where the text is no such file: says where, and what was expected
 */
export function readAlignment(text: string, name = 'the file'): AlignmentFile {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    return fail(name, 'it is not valid JSON', error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail(name, `it should be an object, and is ${received(value)}`);
  }
  const version = (value as { version?: unknown }).version;
  if (version === undefined) return fail(name, 'version is missing');
  if (!v.is(alignmentFile.pipe[0].entries.version, version)) {
    return fail(name, `its version is ${received(version)}, and this program reads 1.x`);
  }
  if (isDeep(value)) return fail(name, `it is nested more than ${MAX_DEPTH} levels deep`);
  const result = v.safeParse(alignmentFile, value, { abortEarly: true, abortPipeEarly: true });
  if (!result.success) return fail(name, describe(result.issues[0]));
  // What was parsed rather than what valibot made of it: the same values, with the fields in the order of the file.
  const file = value as AlignmentFile;
  const fault =
    segmentsFault('source', file.source) ??
    segmentsFault('target', file.target) ??
    beadsFault(file) ??
    findingsFault(file);
  return fault === null ? file : fail(name, fault);
}
