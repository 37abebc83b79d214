import { UserError } from '../core/errors.ts';
import type { ModelEntry } from './models.ts';
import { hashFile, type Store } from './store.ts';
import { loadNetwork } from './transformers.ts';

/** Lies beside the files of a fetched model, and says what was fetched. */
export const MANIFEST = 'hizala-manifest.json';

export interface Manifest {
  readonly hub: string | null;
  readonly revision: string | null;
  /** Path inside the folder → SHA-256 in hexadecimal. */
  readonly files: Readonly<Record<string, string>>;
}

const readManifest = (entry: ModelEntry, store: Store): Manifest | null => {
  const text = store.readText(store.join(entry.folder, MANIFEST));
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<Manifest> | null;
    const files = value?.files;
    if (typeof files === 'object' && files !== null && Object.values(files).every((hash) => typeof hash === 'string')) {
      return { hub: value?.hub ?? null, revision: value?.revision ?? null, files };
    }
  } catch {
    // Told below.
  }
  throw new UserError(`the manifest in ${entry.folder} is damaged`, `run \`hizala models fetch ${entry.name}\` again`);
};

/** Any sentence does. */
const SENTENCE = 'The sun rises: güneş doğuyor.';

/** Fewer than any model takes in one run. */
const ENOUGH_TOKENS = 12;

const fail = (entry: ModelEntry, what: string, hint: string): never => {
  throw new UserError(`the model ${entry.name} ${what}`, hint);
};

/**
 * Runs one sentence through a model and checks what comes out: dimensions, finite numbers, and for a static model that
 * a token's vector is the same in a sentence as alone. Throws UserError.
 */
export const tryModel = async (entry: ModelEntry, store: Store): Promise<void> => {
  const network = await loadNetwork(entry, store);
  const { ids } = network.tokenizer.cut(network.tokenizer.normalise(SENTENCE));
  const all = Int32Array.from([...network.opening, ...ids.slice(0, ENOUGH_TOKENS), ...network.closing]);
  const together = await network.run(all);
  if (!together.some((value) => value !== 0)) fail(entry, 'gives nothing but zeros', 'fetch or export it again');
  if (entry.tokens === 'static') {
    const d = network.dimensions;
    const alone = await network.run(all.subarray(all.length - 1));
    const last = together.subarray((all.length - 1) * d);
    if (!alone.every((value, k) => Math.abs(value - last[k]!) <= 1e-5 * (1 + Math.abs(value)))) {
      fail(
        entry,
        'gives a token other vectors beside other tokens, so it is not static',
        'write contextual in models.txt',
      );
    }
  }
};

/** Checks every file of a fetched model against its manifest, then runs a sentence. Throws UserError. */
export const verifyModel = async (entry: ModelEntry, store: Store): Promise<void> => {
  const manifest = store.isFolder(entry.folder) ? readManifest(entry, store) : null;
  for (const [file, expected] of Object.entries(manifest?.files ?? {})) {
    const hash = hashFile(store, store.join(entry.folder, file));
    if (hash === expected) continue;
    const what = hash === null ? `lacks ${file}` : `has a ${file} that is not what was fetched`;
    fail(entry, `in ${entry.folder} ${what}`, `run \`hizala models fetch ${entry.name}\` again`);
  }
  await tryModel(entry, store);
};
