import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A file that is open for reading. */
export interface OpenFile {
  readonly size: number;
  /** The bytes at [start, start + length); fewer at the file's end. */
  read(start: number, length: number): Uint8Array;
  close(): void;
}

/** A file that is being written, piece by piece. */
export interface Draft {
  write(bytes: Uint8Array): void;
  close(): void;
}

export interface FileFacts {
  readonly path: string;
  readonly size: number;
  /** When it was last changed or used; milliseconds since 1970. */
  readonly usedAt: number;
}

/** All that this room asks of the disk. What may fail for reasons outside the program gives null or false. */
export interface Store {
  join(...parts: readonly string[]): string;
  /** As the working folder and the parts before it have it. */
  absolute(...parts: readonly string[]): string;
  exists(path: string): boolean;
  isFolder(path: string): boolean;
  readText(path: string): string | null;
  open(path: string): OpenFile | null;
  /** The files right inside a folder; none where there is no such folder. */
  list(folder: string): FileFacts[];
  folders(folder: string): string[];
  /** Writes a file whole or not at all: under another name in the same folder, then renamed. Throws where it cannot. */
  replace(path: string, pieces: readonly Uint8Array[]): void;
  create(path: string): Draft;
  /** A new, empty, uniquely named folder inside `parent`. */
  workFolder(parent: string): string;
  move(from: string, to: string): void;
  remove(path: string): void;
  /** Marks a file as used now, for what is thrown out first. Never throws. */
  touch(path: string): void;
}

/** Runs what may fail because somebody else changed the disk meanwhile. */
const attempt = <T>(action: () => T, otherwise: T): T => {
  try {
    return action();
  } catch {
    return otherwise;
  }
};

const openFile = (path: string): OpenFile => {
  const handle = openSync(path, 'r');
  return {
    size: fstatSync(handle).size,
    read: (start, length) => {
      const buffer = Buffer.allocUnsafeSlow(length);
      let done = 0;
      while (done < length) {
        const count = readSync(handle, buffer, done, length - done, start + done);
        if (count === 0) break;
        done += count;
      }
      return buffer.subarray(0, done);
    },
    close: () => closeSync(handle),
  };
};

const writeAll = (handle: number, bytes: Uint8Array): void => {
  for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
};

/** Makes a folder and those above it. Node's own way never ends where the system refuses a folder as absent (/proc/x). */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
};

/** The disk. The only place of this room that touches it. */
export const diskStore: Store = {
  join: (...parts) => join(...parts),
  absolute: (...parts) => resolve(...parts),
  exists: (path) => existsSync(path),
  isFolder: (path) => attempt(() => statSync(path).isDirectory(), false),
  readText: (path) => attempt(() => readFileSync(path, 'utf8'), null),
  open: (path) => attempt(() => openFile(path), null),
  list: (folder) =>
    attempt(() => readdirSync(folder, { withFileTypes: true }), [])
      .filter((entry) => entry.isFile())
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        const facts = attempt(() => statSync(path), null);
        return facts === null ? [] : [{ path, size: facts.size, usedAt: facts.mtimeMs }];
      }),
  folders: (folder) =>
    attempt(() => readdirSync(folder, { withFileTypes: true }), [])
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name)),
  replace: (path, pieces) => {
    makeFolder(dirname(path));
    const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
    try {
      const handle = openSync(draft, 'wx');
      try {
        for (const piece of pieces) writeAll(handle, piece);
      } finally {
        closeSync(handle);
      }
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  },
  create: (path) => {
    makeFolder(dirname(path));
    const handle = openSync(path, 'w');
    return { write: (bytes) => writeAll(handle, bytes), close: () => closeSync(handle) };
  },
  workFolder: (parent) => {
    const folder = join(parent, `.partial-${process.pid}-${randomBytes(4).toString('hex')}`);
    makeFolder(folder);
    return folder;
  },
  move: (from, to) => {
    makeFolder(dirname(to));
    renameSync(from, to);
  },
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  touch: (path) => {
    const now = new Date();
    attempt(() => utimesSync(path, now, now), undefined);
  },
};

/**
 * Where models and vectors are kept: `HIZALA_CACHE`, or `hizala` in the platform's folder for caches (the XDG base
 * directory specification; %LOCALAPPDATA% on Windows).
 */
export const defaultCacheFolder = (environment: Readonly<Record<string, string | undefined>> = process.env): string => {
  const { HIZALA_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  if (HIZALA_CACHE) return resolve(HIZALA_CACHE);
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'hizala');
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'hizala', 'Cache');
  return attempt(() => join(homedir(), '.cache', 'hizala'), join(tmpdir(), 'hizala-cache'));
};

/** The package's own folder, where models.txt lies; the same from src/ and from dist/. */
export const packageFolder = (): string => resolve(import.meta.dirname, '..', '..');

/** SHA-256 of a whole file in hexadecimal, read a mebibyte at a time; null where it cannot be read. */
export const hashFile = (store: Store, path: string): string | null => {
  const file = store.open(path);
  if (file === null) return null;
  try {
    const hash = createHash('sha256');
    const step = 1 << 20;
    for (let at = 0; at < file.size; at += step) hash.update(file.read(at, Math.min(step, file.size - at)));
    return hash.digest('hex');
  } finally {
    file.close();
  }
};
