import type { Finding, FindingClass, Severity } from '../core/finding.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** What surrounds a story on its page: a reviewer looks at it last. */
const FURNITURE: ReadonlySet<FindingClass> = new Set(['embed', 'byline', 'caption', 'boilerplate', 'markup']);

export const isFurniture = (about: FindingClass | null): boolean => about !== null && FURNITURE.has(about);

/** Orders findings: what a reviewer should look at first comes first; a total order, so output is stable. */
export const byImportance = (a: Finding, b: Finding): number =>
  // What is about the whole story stands before what is about a place in it.
  Number(a.segment !== null) - Number(b.segment !== null) ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  Number(isFurniture(a.class)) - Number(isFurniture(b.class)) ||
  b.confidence - a.confidence ||
  (a.bead ?? -1) - (b.bead ?? -1) ||
  (a.side < b.side ? -1 : a.side > b.side ? 1 : 0) ||
  a.start - b.start ||
  a.end - b.end ||
  (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
