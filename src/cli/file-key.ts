import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** More links than this lead nowhere, as for the system itself. */
const MOST_LINKS = 40;

/**
 * The same for all names of one file, be they spelled otherwise or links, and other for other files. Of a file that is
 * not there yet the place where it would be written counts. A device is not written over and goes by its name.
 */
export function fileKey(path: string, cwd: string): string {
  let name = resolve(cwd, path);
  for (let links = 0; links < MOST_LINKS; links += 1) {
    const status = attempt(() => statSync(name, { bigint: true }));
    if (status !== null && !status.isFile()) return name;
    // Some network drives of Windows number no files.
    if (status !== null) return status.ino === 0n ? realpathSync(name) : `${status.dev}:${status.ino}`;
    const missing = name;
    const led = attempt(() => readlinkSync(missing));
    if (led === null) break;
    name = resolve(dirname(name), led);
  }
  return join(attempt(() => realpathSync(dirname(name))) ?? dirname(name), basename(name));
}

/** The same of what is read: `-` may be a file too, as in `hizala - story.tr.txt < story.txt`. */
export const inputKey = (path: string, cwd: string): string => fileKey(path === '-' ? '/dev/stdin' : path, cwd);

/** What the file system answers, or null where it has nothing of that name. */
function attempt<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
