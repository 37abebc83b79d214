import type { ParseArgsConfig } from 'node:util';

/** What a command may touch of the process. Tests hand in their own. */
export interface Io {
  readonly stdout: { write(text: string): void; readonly isTTY: boolean; readonly columns: number };
  readonly stderr: { write(text: string): void; readonly isTTY: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Everything on standard input; where it is longer than `most` bytes, somewhat more than these. */
  readStdin(most: number): Promise<Uint8Array>;
}

export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** The arguments of a command, split by its own table of options. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: OptionValues;
}

/** 0: done and clean; 1: done, findings at or above what fails; 2: could not run. */
export type ExitStatus = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help text of the command. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(args: Arguments, io: Io): Promise<ExitStatus>;
}
