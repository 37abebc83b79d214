import type { Span } from '../../core/span.ts';
import { shorten } from '../../report/graphemes.ts';
import { plural } from '../../report/message.ts';
import { quoted } from '../../report/quotation.ts';
import { type Theme, themeFor } from '../../report/theme.ts';
import { visible } from '../../report/visible.ts';
import type { CheckFinding, CheckReport } from '../check-report.ts';
import { countSeverities, unsuppressed } from '../gate.ts';
import { countsText, severityName, sinceText, suppressedText } from '../wording.ts';

/** Columns of a quoted sentence; the rest is in the file. */
const QUOTE_COLUMNS = 160;

const line = (text: string): string => visible(text).replace(/ +/g, ' ').trim();
const quotedLine = (text: string): string => quoted(shorten(line(text.slice(0, 4 * QUOTE_COLUMNS)), QUOTE_COLUMNS));

/** What was taken out and what was put in, marked with signs and colour. */
function marked(
  text: string,
  spans: readonly Span[],
  [before, after]: readonly [string, string],
  paint: Theme['plain'],
) {
  let result = '';
  let at = 0;
  for (const { start, end } of spans) {
    result += visible(text.slice(at, start)) + paint(`${before}${visible(text.slice(start, end))}${after}`);
    at = end;
  }
  return result + visible(text.slice(at));
}

const STYLES = { error: 'errorName', warning: 'warningName', info: 'infoName' } as const;

function findingLines(finding: CheckFinding, theme: Theme): string[] {
  const { region, severity, code, message, advice, sourceText, targetText, change } = finding;
  const place = region === null ? '' : ` ${region.startLine}:${region.startColumn}`;
  const head = `  ${theme[STYLES[severity]](severityName(severity).padEnd(7))}${place}  ${theme.strong(code)}  ${line(message)}`;
  const lines = [head];
  if (change !== null) {
    if (change.before !== '') {
      lines.push(`      was     ${marked(change.before, change.removed, ['[-', '-]'], theme.removed)}`);
    }
    if (change.after !== '') {
      lines.push(`      is now  ${marked(change.after, change.added, ['{+', '+}'], theme.added)}`);
    }
  } else if (sourceText !== null) lines.push(`      source  ${theme.quiet(quotedLine(sourceText))}`);
  if (targetText !== null) lines.push(`      target  ${theme.quiet(quotedLine(targetText))}`);
  lines.push(`      ${theme.quiet(`→ ${advice}`)}`);
  return lines;
}

/** For people: grouped by file, the file with the worst finding first, the worst finding of each first. */
export function writeText(report: CheckReport, options: { readonly color: boolean }): string {
  const theme = themeFor(options.color);
  const shown = unsuppressed(report.findings);
  const groups = new Map<string, CheckFinding[]>();
  // Findings come worst first, so groups do too.
  for (const finding of shown) {
    const group = groups.get(finding.file);
    if (group === undefined) groups.set(finding.file, [finding]);
    else group.push(finding);
  }
  const lines: string[] = [];
  for (const [file, findings] of groups) {
    // A source may have several translations.
    const others = new Set(findings.map(({ pair }) => (pair.target === file ? pair.source : pair.target)));
    lines.push(`${theme.heading(visible(file))}${theme.quiet(`  (${[...others].map(visible).join(', ')})`)}`);
    for (const finding of findings) lines.push(...findingLines(finding, theme));
    lines.push('');
  }
  for (const { code, target, quote } of report.staleBaseline) {
    lines.push(`${theme.quiet('baseline:')} ${visible(target)}: ${code} ${quotedLine(quote)} is there no more`);
  }
  for (const note of report.notes) lines.push(`${theme.quiet('note:')} ${line(note)}`);
  if (report.staleBaseline.length + report.notes.length > 0) lines.push('');

  const checked = report.pairs.filter(({ status }) => status !== 'unchanged').length;
  const counts = countsText(countSeverities(report.findings));
  const known = report.findings.length - shown.length;
  const summary = [
    `${plural(checked, 'pair')} checked${sinceText(report)}`,
    counts === '' ? 'no findings' : counts,
    ...(known === 0 ? [] : [suppressedText(known)]),
  ];
  lines.push(`${summary.join(', ')}.`);
  for (const reason of report.gate.reasons) lines.push(theme.errorName(`Failed: ${reason}.`));
  return `${lines.join('\n')}\n`;
}
