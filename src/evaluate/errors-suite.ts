import * as v from 'valibot';
import { UserError } from '../core/errors.ts';
import { sharedLength } from '../core/span.ts';
import type { AlignmentFile, AlignmentFinding } from '../report/alignment-file.ts';

/** An error known to stand in a target segment. */
export interface KnownError {
  readonly type: string;
  /** Index of the target segment. */
  readonly segment: number;
  /** In UTF-16 code units of the segment's text; both -1 for an omission, which leaves nothing to point at. */
  readonly start: number;
  readonly end: number;
}

const knownErrors = v.array(
  v.looseObject({
    type: v.string(),
    segment: v.pipe(v.number(), v.integer(), v.minValue(0)),
    start: v.pipe(v.number(), v.integer(), v.minValue(-1)),
    end: v.pipe(v.number(), v.integer(), v.minValue(-1)),
  }),
);

/** @throws UserError where the text is no list of errors */
export function readKnownErrors(text: string, name: string): readonly KnownError[] {
  try {
    return v.parse(knownErrors, JSON.parse(text));
  } catch (cause) {
    throw new UserError(`${name} is no list of known errors`, 'each has a type, a segment, a start and an end', {
      cause,
    });
  }
}

/** What a document's findings are worth, given its known errors. */
export interface JudgedDocument {
  /** Target segments without an error. */
  readonly clean: number;
  /** Each error, and the most sure of the findings that find it; null where none does. */
  readonly errors: readonly { readonly type: string; readonly confidence: number | null }[];
  /** Confidences of the findings that stand on clean segments. */
  readonly falseAlarms: readonly number[];
}

/** A finding about a whole segment finds an error only if the error takes up this much of the segment. */
const WHOLE_SEGMENT_SHARE = 0.4;

/** Half of the error's span lies in the finding's. */
function finds(finding: AlignmentFinding, error: KnownError, file: AlignmentFile): boolean {
  if (finding.side !== 'target' || finding.segment !== error.segment) return false;
  const segment = file.target.segments[error.segment]!;
  const length = error.end - error.start;
  const isWhole = finding.start === segment.start && finding.end === segment.end;
  if (isWhole && length < WHOLE_SEGMENT_SHARE * segment.text.length) return false;
  const place = { start: finding.start - segment.start, end: finding.end - segment.start };
  return 2 * sharedLength(place, error) >= length;
}

/** A phrase of the source in the bead that holds the segment from which a clause was dropped. */
function findsOmission(finding: AlignmentFinding, bead: number | undefined, file: AlignmentFile): boolean {
  if (finding.side !== 'source' || finding.segment === null || finding.bead !== bead) return false;
  const segment = file.source.segments[finding.segment]!;
  return finding.start > segment.start || finding.end < segment.end;
}

/**
 * Judges the findings of an alignment of one segment a line. A finding in a segment (or, from the source's side, in
 * the bead of a segment) with an error that does not find it is neither right nor a false alarm: the error may have
 * caused it. Findings about the document as a whole are left out.
 *
 * @throws UserError where an error names a segment or span that is not there
 */
export function judgeFindings(errors: readonly KnownError[], file: AlignmentFile, name: string): JudgedDocument {
  const beadOf = new Map<number, number>();
  for (const [at, bead] of file.beads.entries()) for (const index of bead.target) beadOf.set(index, at);
  for (const { segment, end } of errors) {
    const text = file.target.segments[segment]?.text;
    if (text !== undefined && end <= text.length) continue;
    throw new UserError(
      text === undefined
        ? `${name} names segment ${segment}, and the target has ${file.target.segments.length}`
        : `${name} names code unit ${end} of segment ${segment}, which has ${text.length}`,
      'known errors count the non-empty lines of the files, so align with --segmentation lines',
    );
  }
  const withError = new Set(errors.map(({ segment }) => segment));
  const isClean = (finding: AlignmentFinding): boolean => {
    if (finding.side === 'target') return !withError.has(finding.segment!);
    const bead = finding.bead === null ? undefined : file.beads[finding.bead];
    return bead === undefined || bead.target.every((index) => !withError.has(index));
  };
  const placed = file.findings.filter(({ segment }) => segment !== null);
  const found = errors.map((error) => {
    const isOmission = error.start < 0;
    let confidence: number | null = null;
    for (const finding of placed) {
      const isFound = isOmission
        ? findsOmission(finding, beadOf.get(error.segment), file)
        : finds(finding, error, file);
      if (isFound) confidence = Math.max(confidence ?? 0, finding.confidence);
    }
    return { type: error.type, confidence };
  });
  return {
    clean: file.target.segments.length - withError.size,
    errors: found,
    falseAlarms: placed.filter(isClean).map(({ confidence }) => confidence),
  };
}

/** Recall at one point of the trade between what is found and what is cried wolf over. */
export interface FindingRecall {
  /** Findings below this confidence are left out; 0 leaves out none. */
  readonly threshold: number;
  /** False alarms for each 1,000 clean segments that come with it. */
  readonly falseAlarms: number;
  /** Share of the errors found, by type; types in alphabetical order. */
  readonly recall: Readonly<Record<string, number>>;
}

const perThousand = (count: number, clean: number): number => (clean === 0 ? 0 : (1000 * count) / clean);

function recallAt(documents: readonly JudgedDocument[], threshold: number): FindingRecall {
  const byType = new Map<string, { all: number; found: number }>();
  let clean = 0;
  let alarms = 0;
  for (const document of documents) {
    clean += document.clean;
    for (const confidence of document.falseAlarms) if (confidence >= threshold) alarms += 1;
    for (const { type, confidence } of document.errors) {
      const counts = byType.get(type) ?? { all: 0, found: 0 };
      counts.all += 1;
      if (confidence !== null && confidence >= threshold) counts.found += 1;
      byType.set(type, counts);
    }
  }
  const types = [...byType].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    threshold,
    falseAlarms: perThousand(alarms, clean),
    recall: Object.fromEntries(types.map(([type, { all, found }]) => [type, found / all])),
  };
}

/** Recall of everything that is reported: the default a user sees. */
export const recallByDefault = (documents: readonly JudgedDocument[]): FindingRecall => recallAt(documents, 0);

/**
 * Recall with the lowest threshold that brings at most `rate` false alarms for each 1,000 clean segments. Findings of
 * one confidence stand or fall together.
 */
export function recallAtRate(documents: readonly JudgedDocument[], rate: number): FindingRecall {
  const clean = documents.reduce((sum, document) => sum + document.clean, 0);
  const alarms = documents.flatMap(({ falseAlarms }) => falseAlarms).sort((a, b) => b - a);
  const allowed = Math.floor((rate * clean) / 1000);
  // The first alarm too many, and all that are as sure as it is, must fall below the threshold.
  const tooMany = alarms[allowed];
  if (tooMany === undefined) return recallAt(documents, 0);
  const sure = [...alarms, ...documents.flatMap(({ errors }) => errors.map(({ confidence }) => confidence ?? 0))];
  const threshold = sure.reduce((lowest, value) => (value > tooMany ? Math.min(lowest, value) : lowest), Infinity);
  return recallAt(documents, threshold);
}
