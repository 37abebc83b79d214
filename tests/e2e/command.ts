import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { AlignmentFile } from '../../src/report/alignment-file.ts';
import { readAlignment } from '../../src/report/read-alignment.ts';
import { emptyFolder } from '../support/folders.ts';

export const ROOT: string = join(import.meta.dirname, '../..');
export const COMMAND: string = join(ROOT, 'bin/hizala.js');
export const FIXTURES: string = join(ROOT, 'fixtures');
export const MODEL: string = join(ROOT, 'models/tr-en-base');

if (!existsSync(join(ROOT, 'dist/cli/run.js'))) {
  throw new Error('these tests drive the built command: npm run build first (npm test does)');
}

/** Vectors are kept here, away from the user's own cache; each test file has its own. */
const cache = emptyFolder();

/** What the shell of whoever runs the tests may say about colour, width and caches must not reach the command. */
export const cleanEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => {
  const env: NodeJS.ProcessEnv = { ...process.env, HIZALA_CACHE: cache };
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'HIZALA_HUB', 'HF_ENDPOINT', 'NODE_OPTIONS'])
    delete env[name];
  return { ...env, ...more };
};

export interface Settings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on standard input; nothing where it is left out. */
  readonly input?: string | Uint8Array;
}

/** Runs the built command to its end. */
export const hizala = (args: readonly string[], settings: Settings = {}): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: settings.cwd ?? ROOT,
    env: cleanEnvironment(settings.env),
    input: settings.input ?? '',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });

/** Runs it and gives its standard output; it must have gone well, and without a word on standard error. */
export function output(args: readonly string[], settings: Settings = {}): string {
  const { status, stdout, stderr } = hizala(args, settings);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** Aligns two files and reads the JSON export back. */
export const alignment = (args: readonly string[], settings: Settings = {}): AlignmentFile =>
  readAlignment(output([...args, '--format', 'json'], settings));

/** The paths of a fixture's files. */
export function fixture(name: string): { folder: string; source: string; target: string; gold: string } {
  const folder = join(FIXTURES, name);
  const find = (start: string): string =>
    join(
      folder,
      readdirSync(folder).find((file) => file.startsWith(start))!,
    );
  return { folder, source: find('source.'), target: find('target.'), gold: join(folder, 'gold.json') };
}

/** An empty folder with copies of a fixture's two files, under names of ours. */
export function folderWith(name: string, source = 'source.txt', target = 'target.txt'): string {
  const folder = emptyFolder();
  const files = fixture(name);
  copyFileSync(files.source, join(folder, source));
  copyFileSync(files.target, join(folder, target));
  return folder;
}

/** Every path in a folder with the bytes of its files, to tell that nothing was left behind or spoiled. */
export const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path, readable(path)]),
  );

const readable = (path: string): string => {
  try {
    const bytes = readFileSync(path);
    return bytes.length > 1 << 20 ? `${bytes.length} bytes` : bytes.toString('latin1');
  } catch {
    return 'folder';
  }
};

/** The two members of each bead, without what may be rounded. */
export const pairs = ({ beads }: AlignmentFile): readonly (readonly [readonly number[], readonly number[]])[] =>
  beads.map(({ source, target }) => [source, target]);
