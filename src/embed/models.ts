import { UserError } from '../core/errors.ts';

const POOLINGS = ['mean', 'cls', 'last'] as const;
const TOKENS = ['static', 'contextual'] as const;
const DTYPES = ['q8', 'fp32', 'fp16', 'int8', 'uint8', 'q4', 'q4f16'] as const;

/** How the token vectors of a text become one: the mean of all, the first (`cls`) or the last. */
export type Pooling = (typeof POOLINGS)[number];

/**
 * What a token's vector rests on. `static`: on the token alone, and its length says how much the token counts.
 * `contextual`: on its neighbours too; its length says nothing, so every word counts 1.
 */
export type Tokens = (typeof TOKENS)[number];

/** Which of the hub's ONNX files is read, in transformers.js's words. */
export type Dtype = (typeof DTYPES)[number];

/** A line of models.txt: everything the program needs to know of a model before it has seen its files. */
export interface ModelEntry {
  readonly name: string;
  /** An id on the hub, or null for a model that is a folder only. */
  readonly hub: string | null;
  /** Where its files lie, or will lie once fetched; absolute. */
  readonly folder: string;
  /** The hub's commit or branch; null for a folder, which goes by a hash of its files. */
  readonly revision: string | null;
  readonly dtype: Dtype;
  readonly pooling: Pooling;
  readonly tokens: Tokens;
  readonly dimensions: number;
  /** As people read it, such as `118MB`. */
  readonly size: string;
  readonly licence: string;
  /** Stands before each text when it is embedded, such as `query: `. Often empty. */
  readonly prefix: string;
}

/** Where the two kinds of model live. Both get what models.txt says and give an absolute folder. */
export interface ModelPlaces {
  readonly ofFolder: (path: string) => string;
  readonly ofHub: (id: string, revision: string) => string;
}

const COLUMNS = [
  'name',
  'where',
  'revision',
  'dtype',
  'pooling',
  'tokens',
  'dimensions',
  'size',
  'licence',
  'prefix',
] as const;

const FIELD = /"([^"]*)"|[^\s"]+/g;

const oneOf = <T extends string>(allowed: readonly T[], value: string, column: string, where: string): T => {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined)
    throw new UserError(`${where}: ${column} is "${value}"`, `use one of: ${allowed.join(', ')}`);
  return found;
};

/** Reads models.txt; `file` is its name as errors should give it. Throws UserError with the line number. */
export const parseModels = (text: string, file: string, places: ModelPlaces): ModelEntry[] => {
  const entries: ModelEntry[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const at = `${file}, line ${index + 1}`;
    const fields = Array.from(line.matchAll(FIELD), (match) => match[1] ?? match[0]);
    if (fields.length !== COLUMNS.length) {
      throw new UserError(`${at} has ${fields.length} columns`, `write ${COLUMNS.length}: ${COLUMNS.join(', ')}`);
    }
    const [name, where, revision, dtype, pooling, tokens, dimensions, size, licence, prefix] = fields as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (entries.some((entry) => entry.name === name)) throw new UserError(`${at} names "${name}" a second time`);
    if (!/^[1-9]\d{0,4}$/.test(dimensions)) {
      throw new UserError(`${at}: dimensions is "${dimensions}"`, 'write a whole number of at least 1');
    }
    const onHub = revision !== '-';
    entries.push({
      name,
      hub: onHub ? where : null,
      folder: onHub ? places.ofHub(where, revision) : places.ofFolder(where),
      revision: onHub ? revision : null,
      dtype: oneOf(DTYPES, dtype, 'dtype', at),
      pooling: oneOf(POOLINGS, pooling, 'pooling', at),
      tokens: oneOf(TOKENS, tokens, 'tokens', at),
      dimensions: Number(dimensions),
      size,
      licence,
      prefix: prefix === '-' ? '' : prefix,
    });
  }
  return entries;
};
