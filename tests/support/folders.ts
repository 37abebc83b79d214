import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Holds the folders of one test file; a blank in its name shows who forgets that there may be one. */
let room: string | undefined;

// Here and not in `emptyFolder`: within a test it would come too late to be heard.
afterAll(() => {
  if (room !== undefined) rmSync(room, { recursive: true, force: true });
});

/** An empty folder that is removed when the test file is done. */
export const emptyFolder = (): string => {
  room ??= mkdtempSync(join(tmpdir(), 'hizala test '));
  return mkdtempSync(join(room, 'folder-'));
};
