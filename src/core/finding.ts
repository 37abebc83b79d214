import type { Side } from './side.ts';
import type { Span } from './span.ts';

export const FINDING_CODES = [
  'only-in-source',
  'only-in-target',
  'missing-span',
  'unsupported-span',
  'number-mismatch',
  'name-mismatch',
  'untranslated',
  'repeated',
  'link-mismatch',
  'quote-mismatch',
  'list-mismatch',
  'term-mismatch',
  'moved',
  'not-same-story',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** What only a check of many files can find; these are about files, not about what two texts say. */
export const CHECK_CODES = ['missing-translation', 'stale-translation', 'unreadable-file', 'low-coverage'] as const;

export type CheckCode = FindingCode | (typeof CHECK_CODES)[number];

export type Severity = 'error' | 'warning' | 'info';

/** What kind of content a finding is about; which ones a code uses stands in CONTRACT and docs/findings. */
export type FindingClass =
  | 'embed'
  | 'byline'
  | 'caption'
  | 'heading'
  | 'boilerplate'
  | 'markup'
  | 'list-item'
  | 'prose'
  | 'addition'
  | 'mistranslation'
  | 'number'
  | 'percent'
  | 'date'
  | 'time'
  | 'currency'
  | 'lost'
  | 'unclosed'
  | 'unopened'
  | 'unused'
  | 'forbidden';

/** What a glossary says of a term. */
export interface GlossaryAdvice {
  /** The translations that it allows; empty where it only forbids some. */
  readonly allowed: readonly string[];
  readonly note: string | null;
}

/** A stretch of one segment, in offsets of its document's text. */
export interface Place extends Span {
  readonly side: Side;
  /** Index of the segment; null where the finding is about the document as a whole. */
  readonly segment: number | null;
}

/** Something a reviewer should see. It is data only; the sentence that a person reads is made in report/message.ts. */
export interface Finding extends Place {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Index of the bead it belongs to; null where the finding is about the document as a whole. */
  readonly bead: number | null;
  /** The place on the other side that it should be compared with. */
  readonly counterpart: Place | null;
  readonly class: FindingClass | null;
  /** What the glossary asks for; left out where no glossary does. */
  readonly term?: GlossaryAdvice | undefined;
  /** How sure it is that a reviewer would call it a true finding, in [0, 1]. */
  readonly confidence: number;
}
