import { basename } from 'node:path';
import { UserError } from '../core/errors.ts';
import { nearestNames } from '../core/nearest-names.ts';
import type { ModelEntry } from './models.ts';
import { diskStore, type Store } from './store.ts';

/** Names of the number of layers in the config.json of the families that transformers.js knows. */
const LAYERS = ['num_hidden_layers', 'n_layers', 'n_layer', 'num_layers'];

const looksLikeAPath = (name: string): boolean => /[\\/]/.test(name) || name.startsWith('.') || name.startsWith('~');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON file of a model that must hold an object. */
export const readJsonFile = (store: Store, path: string): Record<string, unknown> => {
  const text = store.readText(path);
  if (text === null) throw new UserError(`the model lacks ${path}`, 'fetch or export the model again');
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Told below, with the file's name.
  }
  throw new UserError(`the model's ${path} is not valid JSON`, 'fetch or export the model again');
};

/** What a folder that models.txt does not name says of itself. */
const describeFolder = (folder: string, store: Store): ModelEntry => {
  const config = readJsonFile(store, store.join(folder, 'config.json'));
  const dimensions = [config.hidden_size, config.d_model, config.dim].find((value) => typeof value === 'number');
  if (dimensions === undefined || !Number.isInteger(dimensions) || dimensions < 1) {
    throw new UserError(
      `${store.join(folder, 'config.json')} does not give hidden_size`,
      'add the number of dimensions',
    );
  }
  const hasLayers = LAYERS.some((key) => typeof config[key] === 'number' && config[key] > 0);
  const poolingFile = store.join(folder, '1_Pooling', 'config.json');
  const pooling = store.exists(poolingFile) ? readJsonFile(store, poolingFile) : {};
  const quantized = store.exists(store.join(folder, 'onnx', 'model_quantized.onnx'));
  return {
    name: basename(folder),
    hub: null,
    folder,
    revision: null,
    dtype: quantized || !store.exists(store.join(folder, 'onnx', 'model.onnx')) ? 'q8' : 'fp32',
    pooling:
      pooling.pooling_mode_cls_token === true ? 'cls' : pooling.pooling_mode_lasttoken === true ? 'last' : 'mean',
    tokens: hasLayers ? 'contextual' : 'static',
    dimensions,
    size: '-',
    licence: '-',
    prefix: '',
  };
};

/**
 * The model that the user means: a name of models.txt, or a folder. A folder that models.txt knows keeps what stands
 * there; of any other, config.json (and sentence-transformers' 1_Pooling/config.json) tells: a model without layers is
 * static. Throws UserError where there is neither.
 * @param workingFolder what a relative folder is relative to
 */
export const resolveModel = (
  nameOrFolder: string,
  entries: readonly ModelEntry[],
  store: Store = diskStore,
  workingFolder = '.',
): ModelEntry => {
  const named = entries.find((entry) => entry.name === nameOrFolder);
  if (named !== undefined) return named;
  const folder = store.absolute(workingFolder, nameOrFolder);
  if (store.isFolder(folder)) return entries.find((entry) => entry.folder === folder) ?? describeFolder(folder, store);
  if (looksLikeAPath(nameOrFolder)) {
    const hub = entries.find((entry) => entry.hub === nameOrFolder);
    if (hub !== undefined) return hub;
    throw new UserError(
      `there is no model folder ${nameOrFolder}`,
      'give a name from `hizala models list` or a folder',
    );
  }
  const near = nearestNames(
    nameOrFolder,
    entries.map((entry) => entry.name),
  );
  throw new UserError(
    `there is no model "${nameOrFolder}"`,
    near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known: ${entries.map((entry) => entry.name).join(', ')}`,
  );
};
