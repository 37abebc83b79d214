import type { FindingClass } from '../core/finding.ts';
import { isFurniture } from '../report/importance.ts';
import type { CheckFinding } from './check-report.ts';

const SEVERITIES: readonly CheckFinding['severity'][] = ['error', 'warning', 'info'];

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Orders the findings of several files: open ones before suppressed ones, the worst first; a total order. */
export const byWorst = (a: CheckFinding, b: CheckFinding): number =>
  Number(a.suppressed !== null) - Number(b.suppressed !== null) ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  Number(a.region !== null) - Number(b.region !== null) ||
  Number(isFurniture(a.class as FindingClass | null)) - Number(isFurniture(b.class as FindingClass | null)) ||
  b.confidence - a.confidence ||
  compareText(a.file, b.file) ||
  (a.region?.startLine ?? 0) - (b.region?.startLine ?? 0) ||
  (a.region?.startColumn ?? 0) - (b.region?.startColumn ?? 0) ||
  compareText(a.code, b.code) ||
  compareText(a.fingerprint, b.fingerprint);
