import type { Severity } from '../core/finding.ts';
import type { CheckFinding, CheckReport } from './check-report.ts';
import type { FailOn } from './config-file.ts';
import { countsText, gateReasons } from './wording.ts';

export interface GateOptions {
  readonly failOn: FailOn;
  readonly maxWarnings: number | null;
  /** How many findings of a code are tolerated. */
  readonly thresholds: Readonly<Record<string, number>>;
}

export type Counts = Readonly<Record<Severity, number>>;

export const unsuppressed = (findings: readonly CheckFinding[]): readonly CheckFinding[] =>
  findings.filter(({ suppressed }) => suppressed === null);

export function countSeverities(findings: readonly CheckFinding[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of unsuppressed(findings)) counts[severity] += 1;
  return counts;
}

/**
 * Whether findings fail the check, and why. What is suppressed never does. A code with a threshold is tolerated up to
 * it, whatever the severity, and fails beyond it.
 */
export function judge(findings: readonly CheckFinding[], options: GateOptions): CheckReport['gate'] {
  const { failOn, maxWarnings, thresholds } = options;
  const reasons: string[] = [];
  const byCode = new Map<string, number>();
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { code, severity } of unsuppressed(findings)) {
    byCode.set(code, (byCode.get(code) ?? 0) + 1);
    if (thresholds[code] === undefined) counts[severity] += 1;
  }
  const failing = { ...counts, info: 0, warning: failOn === 'warning' ? counts.warning : 0 };
  if (failOn !== 'never') {
    const text = countsText(failing);
    if (text !== '') reasons.push(gateReasons.severity(text, failing.error + failing.warning));
  }
  const warnings = unsuppressed(findings).filter(({ severity }) => severity === 'warning').length;
  if (maxWarnings !== null && warnings > maxWarnings) reasons.push(gateReasons.maxWarnings(warnings, maxWarnings));
  for (const [code, most] of Object.entries(thresholds).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const count = byCode.get(code) ?? 0;
    if (count > most) reasons.push(gateReasons.threshold(code, count, most));
  }
  return { failOn, maxWarnings, thresholds: { ...thresholds }, reasons };
}
