import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { emptyFolder } from './folders.ts';

/** A change to one page of fixtures/site that a check must find. */
export interface Problem {
  readonly code: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

const SITE = resolve(import.meta.dirname, '../../fixtures/site');

/** The seven problems that are put into the ten pages. */
export const PROBLEMS: readonly Problem[] = JSON.parse(readFileSync(join(SITE, 'problems.json'), 'utf8'));

/** Replaces what stands in a file once. */
export function replaceIn(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} should have once: ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** A copy of the ten pages and their configuration, with nothing wrong in them. */
export function siteFolder(): string {
  const folder = emptyFolder();
  cpSync(SITE, folder, { recursive: true });
  return folder;
}

export function plant(folder: string, problems: readonly Problem[] = PROBLEMS): void {
  for (const { file, right, wrong } of problems) replaceIn(folder, file, right, wrong);
}

export function repair(folder: string, problems: readonly Problem[] = PROBLEMS): void {
  for (const { file, right, wrong } of problems) if (wrong !== '') replaceIn(folder, file, wrong, right);
}
