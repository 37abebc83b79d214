import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** An empty folder that is removed when the test file is done. */
export const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hizala-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
