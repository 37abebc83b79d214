import { randomBytes } from 'node:crypto';
import { access, constants, lstat, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../core/errors.ts';

/** Fails early, before the work is done, if a file could not be written there. */
export async function assertWritable(path: string): Promise<void> {
  if (path === '') throw new UserError('the name of the output file is empty', 'name a file');
  const target = resolve(path);
  const existing = await stat(target).catch(() => undefined);
  if (existing?.isDirectory()) throw new UserError(`cannot write to ${path}: it is a folder`, 'name a file');
  try {
    if (existing) await access(target, constants.W_OK);
    if (existing === undefined || existing.isFile()) await access(dirname(target), constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Writes a file whole or not at all: beside it first, then in its place. A pipe or device is written to as it is. */
export async function writeWhole(path: string, text: string): Promise<void> {
  let target = resolve(path);
  try {
    const existing = await lstat(target).catch(() => undefined);
    if (existing?.isSymbolicLink()) target = await realpath(target);
    const device = (await stat(target).catch(() => undefined))?.isFile() === false;
    const temporary = device ? target : join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
    const file = await open(temporary, device ? 'w' : 'wx');
    try {
      await file.writeFile(text);
      if (!device) await file.sync();
    } catch (error) {
      await file.close();
      if (!device) await unlink(temporary).catch(() => undefined);
      throw error;
    }
    await file.close();
    if (!device) await rename(temporary, target);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'its folder does not exist',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is no folder',
  };
  return new UserError(`cannot write to ${path}: ${reasons[code] ?? code}`, 'choose another place', {
    cause,
  });
}
