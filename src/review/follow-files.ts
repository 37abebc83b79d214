import { unwatchFile, watchFile } from 'node:fs';
import { basename } from 'node:path';

/** In milliseconds. */
const LOOK_EVERY = 300;

/**
 * Calls back when a file changes: one call at a time; what changes during a call is told after it.
 *
 * @returns what ends it
 */
export function followFiles(paths: readonly string[], onChange: (name: string) => Promise<void>): () => void {
  let isBusy = false;
  let changed: string | null = null;
  const tell = async (name: string): Promise<void> => {
    changed = name;
    if (isBusy) return;
    isBusy = true;
    while (changed !== null) {
      const now: string = changed;
      changed = null;
      await onChange(now);
    }
    isBusy = false;
  };
  for (const path of paths) watchFile(path, { interval: LOOK_EVERY }, () => void tell(basename(path)));
  return () => {
    for (const path of paths) unwatchFile(path);
  };
}
