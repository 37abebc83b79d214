import { describe, expect, test } from 'vitest';
import type { CheckFinding, CheckReport } from '../../src/check/check-report.ts';
import { CHECK_REPORTERS } from '../../src/check/reporters.ts';

const finding = (more: Partial<CheckFinding> = {}): CheckFinding => ({
  code: 'number-mismatch',
  severity: 'error',
  pair: { source: 'en/a.md', target: 'tr/a.md' },
  side: 'target',
  file: 'tr/a.md',
  region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 7, startByte: 6, endByte: 8 },
  counterpart: null,
  class: 'number',
  confidence: 0.9,
  message: 'the source says 3, the target 13',
  advice: 'correct the figure',
  sourceText: 'It is 3.',
  targetText: 'O 13.',
  change: null,
  fingerprint: '0123456789abcdef',
  suppressed: null,
  ...more,
});

const report = (findings: readonly CheckFinding[], more: Partial<CheckReport> = {}): CheckReport => ({
  version: 1,
  tool: { name: 'hizala', version: '0.1.0' },
  model: null,
  since: null,
  shard: null,
  pairs: [
    {
      source: 'en/a.md',
      target: 'tr/a.md',
      status: 'checked',
      sourceLang: 'en',
      targetLang: 'tr',
      sourceCovered: 1,
      targetCovered: 1,
    },
  ],
  findings: [...findings],
  staleBaseline: [],
  notes: [],
  gate: { failOn: 'error', maxWarnings: null, thresholds: {}, reasons: [] },
  ...more,
});

const OPTIONS = { color: false, pathOf: (file: string) => file };
const write = (format: keyof typeof CHECK_REPORTERS, value: CheckReport): string =>
  CHECK_REPORTERS[format](value, OPTIONS);
const suppressed = finding({ suppressed: { by: 'review', reason: 'it was corrected' } });

describe('GitHub annotations', () => {
  test('are ten, and the rest is counted', () => {
    const lines = write('github', report(Array.from({ length: 25 }, () => finding())))
      .trimEnd()
      .split('\n');
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines[10]).toBe('hizala: 15 more findings; --format markdown and json list all of them');
  });

  test('hold nothing that GitHub would take for a command of its own', () => {
    const text = write(
      'github',
      report([finding({ file: 'a,b:c.md', message: '100%\n::set-output name=x::y', severity: 'info' })]),
    );
    expect(text).toBe(
      '::notice file=a%2Cb%3Ac.md,line=3,endLine=3,col=5,endColumn=7,title=hizala%3A number-mismatch::100%25 ::set-output name=x::y; correct the figure\n',
    );
  });

  test('have columns within one line only, and the first line for a whole file', () => {
    const region = { startLine: 3, startColumn: 5, endLine: 4, endColumn: 1, startByte: 5, endByte: 1 };
    expect(write('github', report([finding({ region })]))).toContain('line=3,endLine=4,title');
    expect(write('github', report([finding({ region: null })]))).toContain('file=tr/a.md,line=1,title');
  });
});

describe('SARIF', () => {
  const sarif = (value: CheckReport) => JSON.parse(write('sarif', value)).runs[0];

  test('has at most 5,000 results and says how many more there are', () => {
    const run = sarif(report(Array.from({ length: 5003 }, () => finding())));
    expect(run.results).toHaveLength(5000);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe(
      '3 more findings are in the JSON report.',
    );
  });

  test('tells apart findings of the same content by their number', () => {
    const prints = sarif(report([finding(), finding()])).results.map(
      (result: { partialFingerprints: object }) => result.partialFingerprints,
    );
    expect(prints).toEqual([
      { 'hizalaContent/v1': '0123456789abcdef:1' },
      { 'hizalaContent/v1': '0123456789abcdef:2' },
    ]);
  });

  test('lists what is suppressed, with the reason', () => {
    expect(sarif(report([suppressed])).results[0].suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'it was corrected' },
    ]);
  });

  test('encodes paths, and counts columns as editors do', () => {
    const run = sarif(report([finding({ file: 'tr/bir dosya#1 ş.md' })]));
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'tr/bir%20dosya%231%20%C5%9F.md' },
      region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 7 },
    });
  });
});

test('rdjson counts columns in bytes, and leaves out what is suppressed', () => {
  const { diagnostics } = JSON.parse(write('rdjson', report([finding(), suppressed])));
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0].location.range).toEqual({ start: { line: 3, column: 6 }, end: { line: 3, column: 8 } });
});

test('JUnit escapes what XML has for itself, drops what it does not allow, and skips what is suppressed', () => {
  const text = write('junit', report([finding({ message: 'a < b & "c" \u0001\uD800' }), suppressed]));
  expect(text).toContain('message="a &lt; b &amp; &quot;c&quot; \uFFFD\uFFFD"');
  expect(text).toContain('<skipped message="known by the review: it was corrected"/>');
  expect(text).toContain('tests="2" failures="1" errors="0" skipped="1"');
});

test("the summary in Markdown has none of Markdown's or HTML's signs at work", () => {
  const text = write('markdown', report([finding({ sourceText: '<img src=x> | **b** `c` @team #1' })]));
  const row = text.split('\n').find((line) => line.startsWith('| error'))!;
  expect(row.split(' | ')).toHaveLength(6);
  expect(row).not.toMatch(/[<>`*@]/);
});

test('the summary in Markdown stays below what GitHub takes', () => {
  const text = write('markdown', report(Array.from({ length: 20_000 }, () => finding())));
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toMatch(/\d+ more findings in the JSON report\.\n$/);
});

test('the text marks how the source changed, word by word', () => {
  const change = {
    before: 'The boat has four oars.',
    after: 'The boat has five oars.',
    removed: [{ start: 13, end: 17 }],
    added: [{ start: 13, end: 17 }],
  };
  const text = write('text', report([finding({ code: 'stale-translation', change })]));
  expect(text).toContain('was     The boat has [-four-] oars.');
  expect(text).toContain('is now  The boat has {+five+} oars.');
});

test('the text lets no control character reach the terminal', () => {
  const text = write('text', report([finding({ file: 'a\u001b[31m.md', message: 'x\u001b]0;y' })]));
  expect(text).not.toContain('\u001b');
});
