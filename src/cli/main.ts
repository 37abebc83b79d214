import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../core/errors.ts';
import { nearestNames } from '../core/nearest-names.ts';
import { visible } from '../report/visible.ts';
import type { Arguments, Command, ExitStatus, Io } from './command.ts';
import { VERSION } from './version.ts';

/** Each command is loaded when it is called, so that `--help` loads none of them. */
const COMMANDS: Readonly<Record<string, { summary: string; load(): Promise<Command> }>> = {
  align: {
    summary: 'pair the sentences of two versions of a story and show what stands in only one (the default)',
    load: async () => (await import('./commands/align.ts')).alignCommand,
  },
  review: {
    summary: 'go through a story in the terminal and decide about each finding',
    load: async () => (await import('./commands/review.ts')).reviewCommand,
  },
  check: {
    summary: 'say which translations of a repository lost, added or garbled something, for CI',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  merge: {
    summary: 'join the reports of a check that was split over machines',
    load: async () => (await import('./commands/merge.ts')).mergeCommand,
  },
  init: {
    summary: 'write a configuration for hizala check by looking at the folder',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  evaluate: {
    summary: 'measure alignments against gold: precision, recall, F1',
    load: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  },
  models: {
    summary: 'list, fetch or verify the embedding models that models.txt names',
    load: async () => (await import('./commands/models.ts')).modelsCommand,
  },
};

const HELP = `hizala ${VERSION}: aligns two language versions of one story and shows what stands in only one of them

Usage:
  hizala SOURCE TARGET              the two versions: original and translation (.txt, .md, .html; - is standard input)
  hizala COMMAND …

Commands:
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

  hizala COMMAND --help             the options of a command
  hizala --version

Exit status: 0 done and clean, 1 findings that fail a check, 2 could not run.
`;

/** Runs the command line and gives the exit status. Prints known errors as one sentence; bugs keep their stack. */
export async function main(argv: readonly string[], io: Io): Promise<ExitStatus> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = error.hint === undefined ? '' : `; ${error.hint}`;
    // Names of files and options come from outside; one sentence is one line, and drives no terminal.
    io.stderr.write(`hizala: ${visible(`${error.message}${hint}`)}\n`);
    return 2;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const [first] = argv;
  if (first === undefined) throw new UserError('nothing to do', 'name two files, or see hizala --help');
  if (first === '--help' || first === '-h' || first === 'help') {
    io.stdout.write(HELP);
    return 0;
  }
  if (first === '--version' || first === '-V') {
    io.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const named = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (named === undefined && /^[a-z]+$/.test(first) && !existsSync(resolve(io.cwd, first))) {
    const near = nearestNames(first, Object.keys(COMMANDS));
    // With one name after it, it is the first of two versions that is not there.
    if (near.length > 0 || namesAhead(argv) !== 2) {
      const meant = near.length === 0 ? '' : ` (did you mean ${near.join(' or ')}?)`;
      throw new UserError(`there is no command "${first}"${meant}`, 'see hizala --help');
    }
  }
  const command = await (named ?? COMMANDS.align!).load();
  const rest = named === undefined ? argv : argv.slice(1);
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout.write(command.help);
    return 0;
  }
  return command.run(readArguments(command, rest), io);
}

/** How many arguments stand ahead of the first option. */
function namesAhead(argv: readonly string[]): number {
  const option = argv.findIndex((argument) => argument !== '-' && argument.startsWith('-'));
  return option === -1 ? argv.length : option;
}

function readArguments(command: Command, argv: readonly string[]): Arguments {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      options: command.options,
      allowPositionals: true,
      strict: true,
    });
    return { positionals, values };
  } catch (cause) {
    // parseArgs says what is wrong in its first sentence; the rest is about its own rules.
    const [message = 'bad arguments'] = (cause instanceof Error ? cause.message : String(cause)).split(/\. |\n/);
    const sentence = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
    throw new UserError(sentence, `see hizala ${command.name} --help`, { cause });
  }
}
