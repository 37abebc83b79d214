import { plural } from '../../report/message.ts';
import { visible } from '../../report/visible.ts';
import type { CheckFinding, CheckReport } from '../check-report.ts';
import { unsuppressed } from '../gate.ts';
import type { WriteOptions } from '../reporters.ts';

/** GitHub shows this many annotations of a step. */
const MOST_ANNOTATIONS = 10;

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** The escapes of GitHub's workflow commands. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

function annotation(finding: CheckFinding, { pathOf }: WriteOptions): string {
  const { severity, region, code, message, advice } = finding;
  const places: string[] = [`file=${property(pathOf(finding.file))}`];
  places.push(`line=${region?.startLine ?? 1}`);
  if (region !== null) {
    places.push(`endLine=${region.endLine}`);
    // GitHub takes columns within one line only.
    if (region.startLine === region.endLine) places.push(`col=${region.startColumn}`, `endColumn=${region.endColumn}`);
  }
  places.push(`title=${property(`hizala: ${code}`)}`);
  return `::${COMMANDS[severity]} ${places.join(',')}::${data(`${visible(message)}; ${advice}`)}`;
}

/** Annotations for GitHub Actions, the worst ten; what is beyond them is counted in one plain line. */
export function writeGithub(report: CheckReport, options: WriteOptions): string {
  const shown = unsuppressed(report.findings);
  const lines = shown.slice(0, MOST_ANNOTATIONS).map((finding) => annotation(finding, options));
  const left = shown.length - lines.length;
  if (left > 0) lines.push(`hizala: ${plural(left, 'more finding')}; --format markdown and json list all of them`);
  for (const reason of report.gate.reasons) lines.push(`hizala: failed, ${data(reason)}`);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
