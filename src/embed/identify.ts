import { createHash } from 'node:crypto';
import type { ModelIdentity } from '../core/comparison.ts';
import type { ModelEntry } from './models.ts';
import type { Store } from './store.ts';
import { onnxFile } from './transformers.ts';

/** Files up to this size are read whole; of larger ones the beginning, the middle and the end, a mebibyte each. */
const READ_WHOLE = 64 << 20;
const SAMPLE = 1 << 20;

export interface Identity {
  readonly identity: ModelIdentity;
  /** Differs wherever the numbers may: another file, another recipe. Fit for a folder's name. */
  readonly key: string;
}

/**
 * Which weights these are. A model that was trained anew, or whose line in models.txt changed, has another key. A model
 * from the hub goes by its commit there, a folder by a hash of its files.
 */
export const identify = (entry: ModelEntry, store: Store): Identity => {
  const files = createHash('sha256');
  const weights = onnxFile(entry.dtype);
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json', weights, `${weights}_data`]) {
    const file = store.open(store.join(entry.folder, name));
    files.update(`${name} ${file?.size ?? -1}\n`);
    if (file === null) continue;
    try {
      if (file.size <= READ_WHOLE) files.update(file.read(0, file.size));
      else
        for (const at of [0, (file.size - SAMPLE) / 2, file.size - SAMPLE])
          files.update(file.read(Math.floor(at), SAMPLE));
    } finally {
      file.close();
    }
  }
  const hash = files.digest('hex');
  const { dtype, pooling, tokens, dimensions, prefix } = entry;
  return {
    identity: { id: entry.hub ?? entry.name, revision: entry.revision ?? `sha256:${hash.slice(0, 16)}`, dtype },
    key: createHash('sha256')
      .update(JSON.stringify([hash, dtype, pooling, tokens, dimensions, prefix]))
      .digest('hex')
      .slice(0, 32),
  };
};
