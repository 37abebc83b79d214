import { mergeReports, readReport } from '../../check/merge-reports.ts';
import { UserError } from '../../core/errors.ts';
import { assertApart, readOutputs, writeOutputs } from '../check-outputs.ts';
import { checkStatus } from '../check-status.ts';
import type { Arguments, Command, ExitStatus, Io } from '../command.ts';
import { gateOptions } from '../gate-options.ts';
import { readTextFile } from '../input.ts';

const HELP = `hizala merge REPORT.json …

Joins the JSON reports of hizala check --shard I/N, of all parts, and judges them as a whole.

Options:
  --format FORMAT[=FILE]            text, json, sarif, github, junit, rdjson or markdown; several times for several
                                    reports, all but one with a file (default: text)
  --fail-on error|warning|never     the severity that fails the check (default: as the parts were run)
  --max-warnings N                  fail where there are more warnings
  --threshold CODE=N                tolerate N findings of a code; may come several times

Exit status: 0 clean, 1 findings that fail the check, 2 could not run or nothing was checked.
`;

async function run({ positionals, values }: Arguments, io: Io): Promise<ExitStatus> {
  if (positionals.length === 0) {
    throw new UserError('merge takes the JSON reports of all parts, and was given none', 'see hizala merge --help');
  }
  const outputs = await readOutputs(values, io);
  assertApart(outputs, positionals, io);
  const reports = [];
  for (const name of positionals) reports.push({ name, report: readReport(await readTextFile(name, io), name) });
  const merged = mergeReports(reports, (gate) => gateOptions(values, gate));
  await writeOutputs(merged, outputs, io);
  return checkStatus(merged);
}

export const mergeCommand: Command = {
  name: 'merge',
  summary: 'join the reports of a check that was split over machines',
  help: HELP,
  options: {
    format: { type: 'string', multiple: true },
    'fail-on': { type: 'string' },
    'max-warnings': { type: 'string' },
    threshold: { type: 'string', multiple: true },
  },
  run,
};
