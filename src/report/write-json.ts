import type { Comparison } from '../core/comparison.ts';
import type { Place } from '../core/finding.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import type { AlignmentDocument, AlignmentFile } from './alignment-file.ts';
import { importanceOf } from './importance.ts';
import { findingMessage } from './message.ts';

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/**
 * Four decimals: what is beyond comes from the order of floating-point additions, and the bytes shall be the same on
 * every machine.
 */
const rounded = (value: number): number => {
  if (!Number.isFinite(value)) throw new RangeError(`not a share: ${value}`);
  return Math.round(value * 10_000) / 10_000;
};

const documentFields = ({ document, lang, segments }: SegmentedDocument): AlignmentDocument => ({
  path: document.path,
  lang,
  sha256: document.sha256,
  segments: segments.map(({ index, start, end, text, kind, lang: own }) => ({
    index,
    start,
    end,
    text,
    kind,
    lang: own,
  })),
});

/** What is about the document as a whole has no place in it; it is written one way. */
const placeFields = ({ side, segment, start, end }: Place) =>
  segment === null ? { side: 'target' as const, segment, start: 0, end: 0 } : { side, segment, start, end };

/** The comparison as the JSON export says it. Keys stand in the order of the contract. */
export const alignmentFileOf = (comparison: Comparison, tool: Tool): AlignmentFile => ({
  version: 1,
  tool: { name: tool.name, version: tool.version },
  model: {
    id: comparison.model.id,
    revision: comparison.model.revision,
    dtype: comparison.model.dtype,
  },
  source: documentFields(comparison.sides.source),
  target: documentFields(comparison.sides.target),
  beads: comparison.beads.map(({ source, target, confidence, moved }) => ({
    source: [...source],
    target: [...target],
    confidence: rounded(confidence),
    moved,
  })),
  findings: comparison.findings.map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    ...placeFields(finding),
    bead: finding.segment === null ? null : finding.bead,
    counterpart: finding.counterpart === null ? null : placeFields(finding.counterpart),
    class: finding.class,
    ...(finding.term === undefined ? {} : { term: { allowed: [...finding.term.allowed], note: finding.term.note } }),
    confidence: rounded(finding.confidence),
    importance: rounded(importanceOf(finding, comparison)),
    message: findingMessage(finding, comparison),
  })),
  summary: {
    sameStory: comparison.summary.sameStory,
    retelling: comparison.summary.retelling,
    sourceCovered: rounded(comparison.summary.sourceCovered),
    targetCovered: rounded(comparison.summary.targetCovered),
    findings: Object.fromEntries(
      Object.entries(comparison.summary.findings).sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
    ),
  },
});

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** True for a value that reads well on one line: a segment, a bead, a finding with its counterpart. */
const isFlat = (value: unknown, depth = 2): boolean => {
  if (isScalar(value)) return true;
  if (Array.isArray(value)) return value.every(isScalar);
  return depth > 0 && Object.values(value as object).every((inner) => isFlat(inner, depth - 1));
};

const oneLine = (value: unknown): string => {
  if (isScalar(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  const fields = Object.entries(value as object).map(([key, inner]) => `${JSON.stringify(key)}: ${oneLine(inner)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
};

/** Recursion is bounded by the depth that the reader lets pass (see read-alignment.ts). */
function pretty(value: unknown, indent: string): string {
  if (isFlat(value)) return oneLine(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + pretty(item, inner)).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value as object).map(
    ([key, field]) => `${inner}${JSON.stringify(key)}: ${pretty(field, inner)}`,
  );
  return `{\n${fields.join(',\n')}\n${indent}}`;
}

/**
 * An alignment file's text: one segment, bead and finding a line, so that two files compare well. Unknown fields of a
 * file that was read are written again, at their place.
 */
export const formatAlignment = (file: AlignmentFile): string => `${pretty(file, '')}\n`;

/** The JSON export, version 1 (docs and schema: `schema/alignment.schema.json`). Ends with a line feed. */
export const writeJson = (comparison: Comparison, tool: Tool): string =>
  formatAlignment(alignmentFileOf(comparison, tool));
