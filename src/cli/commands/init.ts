import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CONFIG_NAME } from '../../check/config-name.ts';
import { listFiles } from '../../check/list-files.ts';
import { formatConfig, proposeConfig } from '../../check/propose-config.ts';
import { UserError } from '../../core/errors.ts';
import { plural } from '../../report/message.ts';
import type { Arguments, Command, ExitStatus, Io } from '../command.ts';
import { writeWhole } from '../output.ts';

const HELP = `hizala init

Looks for translations in this folder (content/en/… beside content/tr/…, guide.en.md beside guide.tr.md), writes
${CONFIG_NAME} for hizala check, and says what it found.

Options:
  --force                           write over a configuration that is there
  --dry-run                         write nothing; show the configuration on standard output

Exit status: 0, or 2 if it found nothing or could not write.
`;

async function run({ positionals, values }: Arguments, io: Io): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UserError('init takes no files', 'run it in the folder of the project');
  const path = resolve(io.cwd, CONFIG_NAME);
  const isDry = values['dry-run'] === true;
  if (!isDry && values.force !== true && existsSync(path)) {
    throw new UserError(`${CONFIG_NAME} is there already`, 'edit it, or write over it with --force');
  }
  const { pairs, counts } = proposeConfig(await listFiles(io.cwd, ''));
  if (pairs.length === 0) {
    throw new UserError(
      'no files were found that differ in their language only, such as content/en/a.md and content/tr/a.md',
      `write ${CONFIG_NAME} by hand; docs/ci.md shows how`,
    );
  }
  const text = formatConfig(pairs);
  if (isDry) io.stdout.write(text);
  else await writeWhole(path, text);
  for (const [at, { source, target, targetLang }] of pairs.entries()) {
    const { paired, unpaired } = counts[at]!;
    const langs = Array.isArray(targetLang) ? ` (${targetLang.join(', ')})` : '';
    const alone = unpaired === 0 ? '' : `, ${plural(unpaired, 'file')} without counterpart`;
    io.stderr.write(`hizala: ${source} ↔ ${target}${langs}: ${plural(paired, 'pair')}${alone}\n`);
  }
  if (!isDry) io.stderr.write(`hizala: wrote ${CONFIG_NAME}; now run hizala check\n`);
  return 0;
}

export const initCommand: Command = {
  name: 'init',
  summary: 'write a configuration for hizala check by looking at the folder',
  help: HELP,
  options: { force: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  run,
};
