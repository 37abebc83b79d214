import { Discriminator } from '../../compare/discriminator.ts';
import { UserError } from '../../core/errors.ts';
import { DEFAULT_HUB, type Fetch, fetchModel } from '../../embed/fetch-model.ts';
import { loadModels } from '../../embed/load-models.ts';
import type { ModelEntry } from '../../embed/models.ts';
import { readDiscriminator } from '../../embed/read-discriminator.ts';
import { resolveModel } from '../../embed/resolve-model.ts';
import { defaultCacheFolder, diskStore, type Store } from '../../embed/store.ts';
import { checkModelFiles } from '../../embed/transformers.ts';
import { verifyModel } from '../../embed/verify-model.ts';
import type { Command, Io } from '../command.ts';
import { createProgress } from '../progress.ts';

const isThere = (entry: ModelEntry, store: Store): boolean => {
  try {
    checkModelFiles(entry, store);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
};

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
};

const list = (entries: readonly ModelEntry[], store: Store): string =>
  table([
    ['NAME', 'DIMENSIONS', 'SIZE', 'LICENCE', 'HERE', 'FROM'],
    ...entries.map((entry) => [
      entry.name,
      String(entry.dimensions),
      entry.size,
      entry.licence,
      isThere(entry, store) ? (entry.hub === null ? 'bundled' : 'fetched') : 'no',
      entry.hub === null ? 'this package' : `${entry.hub} @ ${entry.revision}`,
    ]),
  ]);

/** Tries a model that is here, and the discriminator beside it if there is one; says what works. Throws UserError. */
const verify = async (entry: ModelEntry, store: Store): Promise<string> => {
  await verifyModel(entry, store);
  const tensors = readDiscriminator(entry.folder, store);
  if (tensors === null) return `${entry.name} works: ${entry.folder}\n`;
  new Discriminator(tensors, entry.dimensions);
  return `${entry.name} works, and its discriminator: ${entry.folder}\n`;
};

const HELP = `hizala models: the embedding models that models.txt names

Usage:
  hizala models [list]              their names, sizes and licences, and which are on this machine
  hizala models fetch NAME          download one from the hub, check it and try it
  hizala models verify [NAME]       check the files of one (or of all that are here) and try it

Environment:
  HIZALA_HUB, HF_ENDPOINT           another hub than ${DEFAULT_HUB}
  HIZALA_CACHE                      where models and vectors are kept
`;

const fetchOne = async (entry: ModelEntry, store: Store, fetch: Fetch, io: Io): Promise<string> => {
  const here = isThere(entry, store);
  if (entry.hub === null) {
    await verifyModel(entry, store);
    return `${entry.name} is here already: ${entry.folder}\n`;
  }
  if (here) {
    const sound = await verifyModel(entry, store).then(
      () => true,
      () => false,
    );
    if (sound) return `${entry.name} is here already: ${entry.folder}\n`;
  }
  const progress = createProgress(io, `Fetching ${entry.name}, kilobyte`);
  try {
    await fetchModel(entry, store, {
      fetch,
      hub: io.env.HIZALA_HUB || io.env.HF_ENDPOINT || DEFAULT_HUB,
      onProgress: (_, done, total) => progress.report(Math.ceil(done / 1000), Math.ceil((total ?? done) / 1000)),
    });
  } finally {
    progress.end();
  }
  return `${entry.name} is fetched and works: ${entry.folder}\n`;
};

/**
 * `hizala models`. Every failure is a UserError, so the exit status is 0 or 2.
 * @param modelsFile another models.txt than the package's
 */
export const createModelsCommand = (fetch: Fetch, modelsFile?: string, store: Store = diskStore): Command => ({
  name: 'models',
  summary: 'list, fetch or verify the embedding models that models.txt names',
  help: HELP,
  options: {},
  run: async ({ positionals }, io) => {
    const [action = 'list', name, ...rest] = positionals;
    const surplus = action === 'list' ? name : rest[0];
    if (surplus !== undefined) {
      throw new UserError(`models ${action} does not take "${surplus}"`, 'see hizala models --help');
    }
    const entries = loadModels({ file: modelsFile, cacheDir: defaultCacheFolder(io.env), store });
    const chosen = name === undefined ? undefined : resolveModel(name, entries, store, io.cwd);
    if (action === 'list') {
      io.stdout.write(list(entries, store));
    } else if (action === 'fetch') {
      if (chosen === undefined) {
        const names = entries.filter((entry) => entry.hub !== null).map((entry) => entry.name);
        throw new UserError('models fetch needs a name', `one of: ${names.join(', ')}`);
      }
      io.stdout.write(await fetchOne(chosen, store, fetch, io));
    } else if (action === 'verify') {
      const here = entries.filter((entry) => entry.hub === null || isThere(entry, store));
      for (const entry of chosen === undefined ? here : [chosen]) {
        io.stdout.write(await verify(entry, store));
      }
    } else {
      throw new UserError(`there is no models ${action}`, 'use list, fetch NAME or verify [NAME]');
    }
    return 0;
  },
});

export const modelsCommand: Command = createModelsCommand((url) => fetch(url));
