import { UserError } from '../../core/errors.ts';
import type { Glossary } from '../../core/glossary.ts';
import { decode, type DecodeHints } from '../decode.ts';
import { readTbx } from './tbx.ts';
import { readTsv } from './tsv.ts';

const MOST_BYTES = 32 * 1024 * 1024;
const HINTS: DecodeHints = {
  binary: 'give a glossary as TSV or TBX',
  empty: 'give a glossary with terms in it, as TSV or TBX',
};

/**
 * Reads a glossary: TBX where the file begins as XML does, tab-separated values otherwise. docs/glossary.md describes both.
 *
 * @param path what to call the file in a message
 * @throws UserError for what is no glossary, and where an entry lacks a term
 */
export function readGlossary(bytes: Uint8Array, path: string): Glossary {
  if (bytes.length > MOST_BYTES) {
    throw new UserError(`${path} is larger than ${MOST_BYTES / 1024 / 1024} MiB`, 'split the glossary');
  }
  const text = decode(bytes, path, HINTS);
  const glossary = /^\s*</.test(text) ? readTbx(text, path) : readTsv(text, path);
  if (glossary.length === 0)
    throw new UserError(`${path} has no terms`, 'see docs/glossary.md for what a glossary holds');
  return glossary;
}
