import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { Earlier } from './check-ports.ts';

/** More than any list of changed paths, or any file that is read (see cli/input.ts). */
const MAX_OUTPUT = 256 * 1024 * 1024;

class GitError extends Error {
  readonly code: string | number | undefined;
  readonly stderr: string;

  constructor(code: string | number | undefined, stderr: string) {
    super(stderr);
    this.code = code;
    this.stderr = stderr;
  }
}

function git(cwd: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((done, fail) => {
    execFile(
      'git',
      [...args],
      // Only reads: an index that git would like to refresh is left as it is.
      { cwd, encoding: 'buffer', maxBuffer: MAX_OUTPUT, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' } },
      (error, stdout, stderr) => {
        if (error === null) done(stdout);
        else fail(new GitError((error as NodeJS.ErrnoException).code, stderr.toString('utf8').trim()));
      },
    );
  });
}

const textOf = (bytes: Buffer): string => bytes.toString('utf8').replace(/\r?\n$/, '');

async function topOf(cwd: string): Promise<string> {
  try {
    return textOf(await git(cwd, ['rev-parse', '--show-toplevel']));
  } catch (cause) {
    if (cause instanceof GitError && cause.code === 'ENOENT') {
      throw new UserError('--since needs git, and there is no such program', 'install git', { cause });
    }
    const said = cause instanceof GitError ? cause.stderr : '';
    if (/dubious ownership/.test(said)) {
      throw new UserError(
        '--since cannot be used: git does not trust the owner of this folder',
        'run git config --global --add safe.directory with its path',
        { cause },
      );
    }
    throw new UserError('--since works in a git repository only, and this is none', 'leave --since out', { cause });
  }
}

async function commitOf(top: string, ref: string): Promise<string> {
  try {
    return textOf(await git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]));
  } catch (cause) {
    throw new UserError(
      `git knows no commit "${ref}"`,
      'check its name; in CI, fetch the whole history (fetch-depth: 0)',
      { cause },
    );
  }
}

/** Where this branch left the other one, so that what others did meanwhile is no change; else the commit itself. */
const baseOf = (top: string, commit: string): Promise<string> =>
  git(top, ['merge-base', commit, 'HEAD']).then(textOf, () => commit);

const pathsOf = (bytes: Buffer): string[] =>
  bytes
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');

/**
 * What changed in the working tree since a commit: since where this branch left it, files not yet added to git included.
 * A file that was renamed is followed.
 *
 * @param cwd what the paths of the pairs are relative to
 * @throws UserError where there is no git, no repository or no such commit
 */
export async function openGit(cwd: string, ref: string): Promise<Earlier> {
  const top = await topOf(cwd);
  const base = await baseOf(top, await commitOf(top, ref));
  const changed = new Set<string>();
  /** Where a renamed file was. */
  const formerly = new Map<string, string>();
  const fields = pathsOf(
    await git(top, ['diff', '--no-ext-diff', '--no-textconv', '--name-status', '--find-renames', '-z', base, '--']),
  );
  for (let at = 0; at < fields.length;) {
    const status = fields[at]!;
    const path = fields[at + 1]!;
    at += 2;
    changed.add(path);
    if (/^[RC]/.test(status)) {
      const next = fields[at]!;
      at += 1;
      changed.add(next);
      formerly.set(next, path);
    }
  }
  for (const path of pathsOf(await git(top, ['ls-files', '--others', '--exclude-standard', '-z']))) changed.add(path);

  const here = realpathSync(cwd);
  const inRepository = (path: string): string => relative(realpathSync(top), resolve(here, path)).split(sep).join('/');
  return {
    name: base.slice(0, 12),
    isChanged: (path) => changed.has(inRepository(path)),
    read: async (path) => {
      const wanted = inRepository(path);
      try {
        return await git(top, ['cat-file', 'blob', `${base}:${formerly.get(wanted) ?? wanted}`]);
      } catch (error) {
        if (error instanceof GitError) return null;
        throw error;
      }
    },
  };
}
