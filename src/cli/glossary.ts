import type { Glossary } from '../core/glossary.ts';
import type { Sides } from '../core/side.ts';
import { termPairs } from '../evidence/terms.ts';
import { readGlossary } from '../read/glossary/read-glossary.ts';
import type { Io } from './command.ts';
import { readInput } from './input.ts';

/**
 * The glossary of a file; undefined where none is named.
 *
 * @throws UserError where it cannot be read, or is no glossary
 */
export async function readGlossaryFile(
  path: string | undefined,
  io: Pick<Io, 'cwd' | 'readStdin'>,
): Promise<Glossary | undefined> {
  return path === undefined ? undefined : readGlossary(await readInput(path, io, 'split the glossary'), path);
}

/** What to tell of a glossary that says nothing of the languages of two versions; null where it says something. */
export const uselessGlossary = (glossary: Glossary | undefined, path: string, langs: Sides<string>): string | null =>
  glossary === undefined || termPairs(glossary, langs.source, langs.target).length > 0
    ? null
    : `${path} has no terms for ${langs.source} and ${langs.target}`;
