import { UserError } from '../core/errors.ts';
import { createEmbedder, type IdentifiedEmbedder } from '../embed/create-embedder.ts';
import { loadModels } from '../embed/load-models.ts';
import { resolveModel } from '../embed/resolve-model.ts';
import { diskStore } from '../embed/store.ts';

/** The model that is used where none is named. */
export const DEFAULT_MODEL = 'tr-en-base';

/**
 * Opens a model by its name in models.txt or its folder. It is loaded when the first text comes that its cache lacks.
 *
 * @throws UserError for an unknown model, and for one whose files are missing
 */
export const openEmbedder = (
  nameOrFolder: string = DEFAULT_MODEL,
  options: {
    /** `static`: only of a model that computes vectors faster than the disk gives them back. */
    readonly noCache?: boolean | 'static';
    readonly onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<IdentifiedEmbedder> => {
  if (nameOrFolder === '') throw new UserError('the name of the model is empty', 'see hizala models list');
  const entry = resolveModel(nameOrFolder, loadModels(), diskStore);
  const noCache = options.noCache === 'static' ? entry.tokens === 'static' : options.noCache;
  return createEmbedder(entry, { ...options, noCache });
};
