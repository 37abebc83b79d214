import { createReadStream, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { Io } from './command.ts';

/** A story of this many bytes has some 250,000 sentences; what is larger is no story, and would fill the memory. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Reads a file, or standard input for `-`.
 *
 * @param whenLarge what to do about a file that is too large
 */
export async function readInput(
  path: string,
  io: Pick<Io, 'cwd' | 'readStdin'>,
  whenLarge = 'split it into chapters',
): Promise<Uint8Array> {
  if (path === '') throw new UserError('a file name is empty', 'name a file, or - for standard input');
  const checked = (bytes: Uint8Array, name: string): Uint8Array => {
    if (bytes.length > MAX_BYTES) throw tooLarge(name, bytes.length, whenLarge);
    return bytes;
  };
  if (path === '-') return checked(await io.readStdin(MAX_BYTES), 'standard input');
  try {
    const name = resolve(io.cwd, path);
    const status = statSync(name);
    if (status.isDirectory()) throw new UserError(`${path} is a folder`, 'name a file');
    if (status.size > MAX_BYTES) throw tooLarge(path, status.size, whenLarge);
    // A check reads many small files: waiting for each is six times cheaper than a promise of it.
    return checked(status.isFile() ? readFileSync(name) : await readStream(name), path);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    if (code === 'ENOENT') throw new UserError(`${path} does not exist`, 'check the path', { cause });
    if (code === 'ENOTDIR') throw new UserError(`${path} does not exist`, 'a part of the path is no folder', { cause });
    if (code === 'EISDIR') throw new UserError(`${path} is a folder`, 'name a file', { cause });
    if (code === 'ELOOP')
      throw new UserError(`${path} is a link that leads back to itself`, 'check the path', { cause });
    if (code === 'EACCES') throw new UserError(`${path} cannot be read`, 'check its permissions', { cause });
    throw new UserError(`${path} cannot be read (${code})`, undefined, { cause });
  }
}

/** Of a pipe or a device nobody knows the size, and /dev/zero has no end: stops where it is too large. */
async function readStream(name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of createReadStream(name)) {
    chunks.push(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    if (bytes > MAX_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** A file of ours that people may edit: a configuration, a baseline, a report. */
export async function readTextFile(path: string, io: Pick<Io, 'cwd' | 'readStdin'>): Promise<string> {
  const bytes = await readInput(path, io, 'check that it is the file you mean');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`${path} is not UTF-8 text`, 'save it as UTF-8', { cause });
  }
}

const tooLarge = (path: string, bytes: number, hint: string): UserError =>
  new UserError(
    `${path} is too large: ${Math.ceil(bytes / 1024 / 1024)} MB, and at most ${MAX_BYTES / 1024 / 1024} MB are read`,
    hint,
  );
