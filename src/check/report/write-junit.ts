import type { CheckFinding, CheckPair, CheckReport } from '../check-report.ts';
import { suppressedBy } from '../wording.ts';

/** Characters that XML 1.0 does not allow at all. */
const FORBIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

const xml = (text: string): string =>
  text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"\r]/g, (character) => ESCAPES[character]!);

const keyOf = (pair: Pick<CheckPair, 'source' | 'target'>): string => JSON.stringify([pair.source, pair.target]);

function testCase(finding: CheckFinding, name: string): string {
  const { severity, code, message, advice, region, file, sourceText, targetText, suppressed } = finding;
  const place = region === null ? file : `${file}:${region.startLine}:${region.startColumn}`;
  const open = `    <testcase name="${xml(`${code} ${place}`)}" classname="${xml(name)}" file="${xml(file)}" line="${region?.startLine ?? 1}">`;
  if (suppressed !== null) {
    return `${open}\n      <skipped message="${xml(suppressedBy(suppressed.by, suppressed.reason))}"/>\n    </testcase>`;
  }
  const body = [
    `${place}: ${code}: ${message}`,
    ...(sourceText === null ? [] : [`source: ${sourceText}`]),
    ...(targetText === null ? [] : [`target: ${targetText}`]),
    `to do: ${advice}`,
  ].join('\n');
  return `${open}\n      <failure type="${severity}" message="${xml(message)}">${xml(body)}</failure>\n    </testcase>`;
}

/** JUnit's XML as GitLab and Jenkins read it: a suite for each pair, a failed case for each finding. */
export function writeJunit(report: CheckReport): string {
  const groups = new Map<string, { name: string; findings: CheckFinding[] }>(
    report.pairs.map((pair) => [keyOf(pair), { name: pair.target, findings: [] }]),
  );
  for (const finding of report.findings) groups.get(keyOf(finding.pair))?.findings.push(finding);
  const total = { tests: 0, failures: 0, skipped: 0 };
  const suites = [...groups.values()].map(({ name, findings }) => {
    const failures = findings.filter(({ suppressed }) => suppressed === null).length;
    const skipped = findings.length - failures;
    const tests = Math.max(1, findings.length);
    total.tests += tests;
    total.failures += failures;
    total.skipped += skipped;
    const cases =
      findings.length === 0
        ? [`    <testcase name="no findings" classname="${xml(name)}"/>`]
        : findings.map((finding) => testCase(finding, name));
    return `  <testsuite name="${xml(name)}" tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}">\n${cases.join('\n')}\n  </testsuite>`;
  });
  const head = `<testsuites name="hizala" tests="${total.tests}" failures="${total.failures}" errors="0" skipped="${total.skipped}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('\n')}\n</testsuites>\n`;
}
