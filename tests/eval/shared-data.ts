import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with evaluation data, beside the project. It is no part of it; what needs it says so and is skipped. */
export const SHARED: string = join(import.meta.dirname, '../../../shared');

export const hasShared = (): boolean => existsSync(join(SHARED, 'eval'));

/** Gold of a suite: source ids and target ids of each bead, null beads included. */
export type GoldBeads = readonly (readonly [readonly number[], readonly number[]])[];

/** A document of a suite: paths of its two sides, a segment a line. */
export interface SuiteDocument {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly gold: GoldBeads;
}

export function readSuite(suite: 'mono' | 'cross' | 'long'): readonly SuiteDocument[] {
  const folder = join(SHARED, 'eval/suites', suite);
  return namesIn(folder, '.gold.json').map((name) => ({
    name,
    source: join(folder, `${name}.src`),
    target: join(folder, `${name}.tgt`),
    gold: readJson(join(folder, `${name}.gold.json`)) as GoldBeads,
  }));
}

/** An error that was put into a target segment; offsets are UTF-16 in the segment, -1 for omissions. */
export interface InjectedError {
  readonly type: 'number' | 'name' | 'word' | 'addition' | 'omission' | 'untranslated' | 'repeated';
  readonly segment: number;
  readonly start: number;
  readonly end: number;
}

export function readErrors(): readonly (Omit<SuiteDocument, 'gold'> & { readonly errors: readonly InjectedError[] })[] {
  const folder = join(SHARED, 'eval/suites/errors');
  return namesIn(folder, '.errors.json').map((name) => ({
    name,
    source: join(folder, `${name}.src`),
    target: join(folder, `${name}.tgt`),
    errors: readJson(join(folder, `${name}.errors.json`)) as readonly InjectedError[],
  }));
}

/** Line-parallel sentences. */
export function readRetrieval(name: 'news' | 'everyday'): { source: readonly string[]; target: readonly string[] } {
  const lines = (side: string): readonly string[] =>
    readFileSync(join(SHARED, 'eval/retrieval', `${name}.${side}`), 'utf8').trimEnd().split('\n');
  return { source: lines('src'), target: lines('tgt') };
}

/** Encyclopaedia articles as raw text, paths. */
export function readXquad(): readonly { readonly name: string; readonly source: string; readonly target: string }[] {
  const folder = join(SHARED, 'eval/xquad');
  return namesIn(folder, '.en.txt').map((name) => ({
    name,
    source: join(folder, `${name}.en.txt`),
    target: join(folder, `${name}.tr.txt`),
  }));
}

const namesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
