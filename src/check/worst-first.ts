import { byRank, type Ranked } from '../report/importance.ts';
import type { CheckFinding } from './check-report.ts';

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const rankOf = (finding: CheckFinding): Ranked => ({
  severity: finding.severity,
  isWhole: finding.region === null,
  class: finding.class,
  importance: finding.importance ?? finding.confidence,
});

/** Orders the findings of several files: open ones before suppressed ones, the worst first; a total order. */
export const byWorst = (a: CheckFinding, b: CheckFinding): number =>
  Number(a.suppressed !== null) - Number(b.suppressed !== null) ||
  byRank(rankOf(a), rankOf(b)) ||
  compareText(a.file, b.file) ||
  (a.region?.startLine ?? 0) - (b.region?.startLine ?? 0) ||
  (a.region?.startColumn ?? 0) - (b.region?.startColumn ?? 0) ||
  compareText(a.code, b.code) ||
  compareText(a.fingerprint, b.fingerprint);
