import { createEmbedder, type IdentifiedEmbedder } from '../embed/createEmbedder.ts';
import { loadModels } from '../embed/loadModels.ts';
import { resolveModel } from '../embed/resolveModel.ts';
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
  options: { readonly noCache?: boolean; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<IdentifiedEmbedder> => createEmbedder(resolveModel(nameOrFolder, loadModels(), diskStore), options);
