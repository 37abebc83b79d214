import type { ModelIdentity } from '../core/comparison.ts';
import { UserError } from '../core/errors.ts';
import type { Tensors } from '../core/tensor.ts';
import type { Embedder, SegmentVectors } from '../core/vectors.ts';
import { openCache } from './cache.ts';
import { createCompute } from './compute-vectors.ts';
import { identify } from './identify.ts';
import type { ModelEntry } from './models.ts';
import type { Network } from './network.ts';
import { discriminatorRevision, readDiscriminator } from './read-discriminator.ts';
import { shareTable } from './share-table.ts';
import { defaultCacheFolder, diskStore, type Store } from './store.ts';
import { checkModelFiles, loadNetwork } from './transformers.ts';

/** An embedder that can say which weights it computes with. */
export interface IdentifiedEmbedder extends Embedder {
  readonly identity: ModelIdentity;
  /** Weights of the network that judges words by this model's vectors, which compare uses; null where it brings none. */
  readonly discriminator: () => Tensors | null;
  /** Which weights those are: findings depend on them, vectors and beads do not. */
  readonly discriminatorRevision: () => string | null;
  /** Begins to load the model, for texts that will come: many, or such as no cache knows. */
  readonly prepare: () => void;
}

export interface EmbedderOptions {
  /** Where vectors of earlier runs are kept; the platform's folder for caches where it is left out. */
  readonly cacheDir?: string | undefined;
  readonly noCache?: boolean | undefined;
  /** Told of distinct texts. Called often; the caller decides what is worth showing. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly store?: Store | undefined;
  /** How a model is loaded. transformers.js, unless a test brings another. */
  readonly load?: ((entry: ModelEntry, store: Store) => Promise<Network>) | undefined;
}

/** Texts of a contextual model after which what was computed is kept: a run that is stopped loses no more. */
const KEEP_EVERY = 512;

/** Code units. Of a segment that is longer, and so no sentence, the word vectors alone would fill the memory. */
const LONGEST_TEXT = 1 << 17;

/**
 * A static model computes a sentence in 50 µs, far faster than the disk gives its vectors back: the cache saves it the
 * loading (a quarter of a second) and nothing else. So larger jobs go past the cache.
 */
const STATIC_AND_CACHED = 2000;

/**
 * The embedder of a model. The model itself is loaded when the first text comes that the cache does not know.
 * Throws UserError where the model's files are missing; `embed` throws UserError where they cannot be used, and for a
 * text that is too long to be a sentence.
 */
export const createEmbedder = async (entry: ModelEntry, options: EmbedderOptions = {}): Promise<IdentifiedEmbedder> => {
  const { store = diskStore, load = loadNetwork, onProgress = () => {} } = options;
  checkModelFiles(entry, store);
  const { identity, key } = identify(entry, store);
  const cache =
    options.noCache === true ? null : openCache(store, options.cacheDir ?? defaultCacheFolder(), key, entry.dimensions);

  let loading: Promise<ReturnType<typeof createCompute>> | undefined;
  const compute = () => {
    loading ??= load(entry, store).then((network) => createCompute(network, entry));
    return loading;
  };

  const prepare = (): void => {
    // What is wrong with the model is told to whoever embeds.
    compute().catch(() => undefined);
  };

  const embedDistinct = async (texts: readonly string[]): Promise<readonly SegmentVectors[]> => {
    const cached = entry.tokens === 'static' && texts.length > STATIC_AND_CACHED ? null : cache;
    if (texts.length === 0) return [];
    if (cached === null) return (await compute())(texts, (done) => onProgress(done, texts.length));
    const results = cached.find(texts);
    const missing = texts.flatMap((_, i) => (results[i] === undefined ? [i] : []));
    let done = texts.length - missing.length;
    onProgress(done, texts.length);
    for (let at = 0; at < missing.length; at += KEEP_EVERY) {
      const part = missing.slice(at, at + KEEP_EVERY);
      const partTexts = part.map((i) => texts[i]!);
      const base = done;
      const vectors = await (await compute())(partTexts, (n) => onProgress(base + n, texts.length));
      for (const [j, i] of part.entries()) results[i] = vectors[j]!;
      cached.keep(partTexts, vectors);
      done += part.length;
    }
    const all = results.map((vectors, i) => {
      if (vectors === undefined) throw new Error(`no vector for text ${i}`);
      return vectors;
    });
    return entry.tokens === 'static' ? shareTable(all, entry.dimensions) : all;
  };

  let discriminator: Tensors | null | undefined;
  return {
    identity,
    discriminator: () =>
      discriminator === undefined ? (discriminator = readDiscriminator(entry.folder, store)) : discriminator,
    discriminatorRevision: () => discriminatorRevision(entry.folder, store),
    prepare,
    dimensions: entry.dimensions,
    embed: async (texts) => {
      const long = texts.find((text) => text.length > LONGEST_TEXT);
      if (long !== undefined) {
        throw new UserError(
          `the segment that begins "${long.slice(0, 24).trim()}…" has ${long.length} characters, and none over ${LONGEST_TEXT} can be compared`,
          'check that the file holds sentences',
        );
      }
      const places = new Map<string, number>();
      for (const text of texts) if (!places.has(text)) places.set(text, places.size);
      const distinct = await embedDistinct([...places.keys()]);
      return texts.map((text) => distinct[places.get(text)!]!);
    },
  };
};
