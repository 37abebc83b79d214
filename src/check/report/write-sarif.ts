import type { CheckCode } from '../../core/finding.ts';
import type { CheckFinding, CheckReport } from '../check-report.ts';
import type { Region } from '../position.ts';
import type { WriteOptions } from '../reporters.ts';
import { adviceFor, ruleName } from '../wording.ts';

/** GitHub shows the first 5,000 results of a run and refuses files of more than 25,000. */
const MOST_RESULTS = 5000;

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** A path as a URI reference: relative, each part encoded. */
const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const regionOf = ({ startLine, startColumn, endLine, endColumn }: Region) => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});

const locationOf = (file: string, region: Region | null) => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(file) },
    // GitHub shows no result without a line.
    region: region === null ? { startLine: 1 } : regionOf(region),
  },
});

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/**
 * SARIF 2.1.0 (OASIS), as GitHub's code scanning reads it: the worst results first and no more than it shows; a
 * fingerprint of the content, so that an alert stays the same when lines move; suppressed findings with the reason.
 */
export function writeSarif(report: CheckReport, { pathOf }: WriteOptions): string {
  const codes = [...new Set(report.findings.map(({ code }) => code))].sort();
  const seen = new Map<string, number>();
  const resultOf = (finding: CheckFinding) => {
    const { code, severity, message, advice, fingerprint, suppressed, counterpart } = finding;
    // The same text may be wrong in the same way in two places.
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level: LEVELS[severity],
      message: { text: `${sentence(message)} To do: ${advice}.` },
      locations: [locationOf(pathOf(finding.file), finding.region)],
      ...(counterpart === null
        ? {}
        : {
            relatedLocations: [
              {
                id: 0,
                ...locationOf(pathOf(counterpart.file), counterpart.region),
                message: { text: `the place in the ${counterpart.side}` },
              },
            ],
          }),
      partialFingerprints: { 'hizalaContent/v1': `${fingerprint}:${count}` },
      ...(suppressed === null
        ? {}
        : {
            suppressions: [
              {
                kind: suppressed.by === 'comment' ? 'inSource' : 'external',
                status: 'accepted',
                justification: suppressed.reason ?? `known by the ${suppressed.by}`,
              },
            ],
          }),
      properties: {
        confidence: finding.confidence,
        ...(finding.class === null ? {} : { class: finding.class }),
      },
    };
  };
  const shown = report.findings.slice(0, MOST_RESULTS);
  const left = report.findings.length - shown.length;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: `${ruleName(code)}.` },
              help: { text: `To do: ${adviceFor(code as CheckCode) ?? 'see the documentation'}.` },
              properties: { tags: ['translation'] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            ...(left === 0 && report.notes.length === 0
              ? {}
              : {
                  toolExecutionNotifications: [
                    ...(left === 0
                      ? []
                      : [{ level: 'warning', message: { text: `${left} more findings are in the JSON report.` } }]),
                    ...report.notes.map((note) => ({ level: 'note', message: { text: sentence(note) } })),
                  ],
                }),
          },
        ],
        results: shown.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
