import { UserError } from '../core/errors.ts';
import { type ModelEntry, parseModels } from './models.ts';
import { defaultCacheFolder, diskStore, packageFolder, type Store } from './store.ts';

export interface ModelsLocation {
  /** models.txt; the package's own where it is left out. Folders in it are relative to it. */
  readonly file?: string | undefined;
  readonly cacheDir?: string | undefined;
  readonly store?: Store | undefined;
}

/** Where a model of the hub lies once it was fetched. */
const hubFolder = (store: Store, cacheFolder: string, id: string, revision: string): string =>
  store.join(
    cacheFolder,
    'models',
    ...`${id}/${revision}`.split('/').map((part) => part.replace(/[^\w.-]|^\.+$/g, '_')),
  );

/** What models.txt names. Throws UserError where it is missing or badly written. */
export const loadModels = (location: ModelsLocation = {}): ModelEntry[] => {
  const { store = diskStore, cacheDir = defaultCacheFolder() } = location;
  const file = location.file ?? store.join(packageFolder(), 'models.txt');
  const text = store.readText(file);
  if (text === null) throw new UserError(`there is no ${file}`, 'install hizala again');
  return parseModels(text, file, {
    ofFolder: (path) => store.absolute(store.join(file, '..', path)),
    ofHub: (id, revision) => hubFolder(store, cacheDir, id, revision),
  });
};
