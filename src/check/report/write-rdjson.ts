import type { CheckReport } from '../check-report.ts';
import { unsuppressed } from '../gate.ts';
import type { Region } from '../position.ts';
import type { WriteOptions } from '../reporters.ts';

const SEVERITIES = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

/** Reviewdog counts columns in bytes of UTF-8, from 1. */
const rangeOf = (region: Region) => ({
  start: { line: region.startLine, column: region.startByte },
  end: { line: region.endLine, column: region.endByte },
});

/**
 * The Reviewdog Diagnostic Format (reviewdog's proto/rdf). It has no word for what is suppressed, and would post it: so
 * suppressed findings are left out.
 */
export function writeRdjson(report: CheckReport, { pathOf }: WriteOptions): string {
  const diagnostics = unsuppressed(report.findings).map((finding) => ({
    message: `${finding.message}; ${finding.advice}`,
    location: {
      path: pathOf(finding.file),
      range: finding.region === null ? { start: { line: 1, column: 1 } } : rangeOf(finding.region),
    },
    severity: SEVERITIES[finding.severity],
    code: { value: finding.code },
  }));
  return `${JSON.stringify({ source: { name: report.tool.name }, severity: 'WARNING', diagnostics }, null, 2)}\n`;
}
