import { shorten } from '../../report/graphemes.ts';
import { plural } from '../../report/message.ts';
import { quoted } from '../../report/quotation.ts';
import { visible } from '../../report/visible.ts';
import type { CheckFinding, CheckReport } from '../check-report.ts';
import { countSeverities, unsuppressed } from '../gate.ts';
import { countsText, severityName, sinceText, suppressedText } from '../wording.ts';

/** GitHub takes a summary of a mebibyte at most; this leaves room for those of other steps. */
const MOST_BYTES = 900 * 1024;
const QUOTE_COLUMNS = 200;

/** A text as one cell of a table, without any of Markdown's or HTML's signs at work. */
const cell = (text: string): string =>
  visible(text)
    .replace(/ +/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()#+!|~<>&@]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const quote = (text: string | null): string =>
  text === null ? '' : cell(shorten(visible(text.slice(0, 4 * QUOTE_COLUMNS)), QUOTE_COLUMNS));

const row = ({ severity, code, file, region, message, advice, sourceText, targetText }: CheckFinding): string => {
  const place = region === null ? file : `${file}:${region.startLine}:${region.startColumn}`;
  return `| ${severityName(severity)} | ${cell(place)} | ${cell(code)} | ${cell(message)}; ${cell(advice)} | ${quote(sourceText)} | ${quote(targetText)} |`;
};

/** A summary for `$GITHUB_STEP_SUMMARY`, or a comment: the verdict and a table, the worst first. */
export function writeMarkdown(report: CheckReport): string {
  const shown = unsuppressed(report.findings);
  const checked = report.pairs.filter(({ status }) => status !== 'unchanged').length;
  const counts = countsText(countSeverities(report.findings));
  const known = report.findings.length - shown.length;
  const lines = [
    '## Translations',
    '',
    `${report.gate.reasons.length > 0 ? '❌' : '✅'} ${plural(checked, 'pair')} checked${cell(sinceText(report))}: ${counts === '' ? 'no findings' : counts}.${known === 0 ? '' : ` ${suppressedText(known)}.`}`,
    '',
    ...report.gate.reasons.map((reason) => `- failed: ${cell(reason)}`),
    ...report.notes.map((note) => `- note: ${cell(note)}`),
    ...report.staleBaseline.map(
      ({ code, target, quote: text }) =>
        `- baseline: ${cell(target)}: ${cell(code)} ${cell(quoted(text))} is there no more`,
    ),
  ];
  if (shown.length > 0) {
    lines.push('', '| severity | place | rule | what | source | target |', '|---|---|---|---|---|---|');
    let bytes = Buffer.byteLength(lines.join('\n'));
    for (const [at, finding] of shown.entries()) {
      const next = row(finding);
      bytes += Buffer.byteLength(next) + 1;
      if (bytes > MOST_BYTES) {
        lines.push('', `${plural(shown.length - at, 'more finding')} in the JSON report.`);
        break;
      }
      lines.push(next);
    }
  }
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}
