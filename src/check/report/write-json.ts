import type { CheckReport } from '../check-report.ts';

/** The report as it is; `schema/check.schema.json` says what it looks like. Ends with a line feed. */
export const writeJson = (report: CheckReport): string => `${JSON.stringify(report, null, 2)}\n`;
