import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with evaluation data, beside the project. It is no part of it; what needs it says so and is skipped. */
export const SHARED: string = join(import.meta.dirname, '../../../shared');

export const hasShared = (): boolean => existsSync(join(SHARED, 'eval'));

export const suitePath = (name: string): string => join(SHARED, 'eval/suites', name);

/** The paths of a document's two sides. */
export interface EvalDocument {
  readonly name: string;
  readonly source: string;
  readonly target: string;
}

/** A suite with gold beads, a segment a line; `gold` is a path. */
export const readSuite = (suite: 'mono' | 'cross' | 'long'): readonly (EvalDocument & { readonly gold: string })[] =>
  namesIn(suitePath(suite), '.gold.json').map((name) => ({
    ...lineDocument(suitePath(suite), name),
    gold: join(suitePath(suite), `${name}.gold.json`),
  }));

/** Documents with injected errors, a segment a line; `errors` is a path. */
export const readErrors = (): readonly (EvalDocument & { readonly errors: string })[] =>
  namesIn(suitePath('errors'), '.errors.json').map((name) => ({
    ...lineDocument(suitePath('errors'), name),
    errors: join(suitePath('errors'), `${name}.errors.json`),
  }));

/** Line-parallel sentences. */
export function readRetrieval(name: 'news' | 'everyday'): { source: readonly string[]; target: readonly string[] } {
  const lines = (side: string): readonly string[] =>
    readFileSync(join(SHARED, 'eval/retrieval', `${name}.${side}`), 'utf8')
      .trimEnd()
      .split('\n');
  return { source: lines('src'), target: lines('tgt') };
}

/** Encyclopaedia articles as raw text. */
export function readXquad(): readonly EvalDocument[] {
  const folder = join(SHARED, 'eval/xquad');
  return namesIn(folder, '.en.txt').map((name) => ({
    name,
    source: join(folder, `${name}.en.txt`),
    target: join(folder, `${name}.tr.txt`),
  }));
}

const lineDocument = (folder: string, name: string): EvalDocument => ({
  name,
  source: join(folder, `${name}.src`),
  target: join(folder, `${name}.tgt`),
});

const namesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
