import { relative, sep } from 'node:path';
import type { CheckReport } from '../check/check-report.ts';
import { CHECK_FORMATS, CHECK_REPORTERS, type CheckFormat, type WriteOptions } from '../check/reporters.ts';
import { UserError } from '../core/errors.ts';
import type { Io, OptionValues } from './command.ts';
import { fileKey, inputKey } from './file-key.ts';
import { assertWritable, writeWhole } from './output.ts';

/** One of several reports of a run; to standard output where no file is named. */
export interface Output {
  readonly format: CheckFormat;
  readonly file: string | null;
}

/** The values of an option that may come several times. */
export function listOption(values: OptionValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** `--format sarif=out.sarif --format github`. @throws UserError for an unknown format, and for two on standard output */
export async function readOutputs(values: OptionValues, { cwd }: Io): Promise<readonly Output[]> {
  const wanted = listOption(values, 'format');
  const outputs = (wanted.length === 0 ? ['text'] : wanted).map((item): Output => {
    const at = item.indexOf('=');
    const name = at === -1 ? item : item.slice(0, at);
    const format = CHECK_FORMATS.find((known) => known === name);
    if (format === undefined) {
      throw new UserError(`--format cannot be "${name}"`, `use one of: ${CHECK_FORMATS.join(', ')}`);
    }
    if (at !== -1 && at + 1 === item.length) {
      throw new UserError(`--format ${item} names no file`, `write --format ${name}=FILE, or --format ${name}`);
    }
    return { format, file: at === -1 ? null : item.slice(at + 1) };
  });
  if (outputs.filter(({ file }) => file === null).length > 1) {
    throw new UserError('two formats cannot share standard output', 'give all but one a file: --format sarif=FILE');
  }
  const files = outputs.flatMap(({ file }) => file ?? []);
  const keys = files.map((file) => fileKey(file, cwd));
  const twice = files.find((_, at) => keys.indexOf(keys[at]!) !== at);
  if (twice !== undefined) throw new UserError(`two formats cannot be written to ${twice}`, 'name two files');
  for (const file of files) await assertWritable(file);
  return outputs;
}

/** @throws UserError for a report that would be written over a file that the run reads */
export function assertApart(outputs: readonly Output[], inputs: readonly string[], { cwd }: Io): void {
  if (outputs.every(({ file }) => file === null)) return;
  const read = new Set(inputs.map((path) => inputKey(path, cwd)));
  const over = outputs.find(({ file }) => file !== null && read.has(fileKey(file, cwd)));
  if (over === undefined) return;
  throw new UserError(`--format ${over.format}=${over.file} would write over a file that is read`, 'name another file');
}

/** In a step of GitHub Actions paths count from the root of the checkout; elsewhere they are as they were given. */
function pathFromRoot({ env, cwd }: Io): WriteOptions['pathOf'] {
  const root = env.GITHUB_WORKSPACE;
  if (root === undefined || root === '') return (file) => file;
  const prefix = relative(root, cwd).split(sep).join('/');
  if (prefix === '' || prefix.startsWith('..')) return (file) => file;
  return (file) => `${prefix}/${file}`;
}

export async function writeOutputs(report: CheckReport, outputs: readonly Output[], io: Io): Promise<void> {
  const pathOf = pathFromRoot(io);
  for (const { format, file } of outputs) {
    const color = file === null && io.stdout.isTTY && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
    const text = CHECK_REPORTERS[format](report, { color, pathOf });
    if (file === null) io.stdout.write(text);
    else await writeWhole(file, text);
  }
}
