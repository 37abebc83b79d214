import { createHash } from 'node:crypto';
import { UserError } from '../core/errors.ts';
import type { ModelEntry } from './models.ts';
import type { Store } from './store.ts';
import { onnxFile } from './transformers.ts';
import { MANIFEST, type Manifest, tryModel } from './verify-model.ts';

/** The part of the platform's `fetch` that is used. */
export type Fetch = (url: string) => Promise<Response>;

export interface FetchOptions {
  readonly fetch: Fetch;
  /** Where the hub answers, such as https://huggingface.co. */
  readonly hub: string;
  /** Told of each file as its bytes come; `total` is null where the hub does not say. */
  readonly onProgress?: ((file: string, done: number, total: number | null) => void) | undefined;
}

export const DEFAULT_HUB = 'https://huggingface.co';

const unreachable = (host: string, name: string, cause: unknown): UserError =>
  new UserError(
    `cannot reach ${host} to fetch ${name}`,
    'check the network, or name a mirror in HIZALA_HUB; the bundled model needs no network',
    { cause },
  );

/**
 * Downloads a model from the hub into its folder: first into a folder beside it, where it is checked and tried, and only
 * then under its name. So a model is there whole or not at all, and two that fetch at once do not disturb each other.
 * Throws UserError; leaves nothing behind then.
 */
export const fetchModel = async (entry: ModelEntry, store: Store, options: FetchOptions): Promise<void> => {
  if (entry.hub === null) throw new UserError(`the model ${entry.name} is a folder, there is nothing to fetch`);
  const { hub, revision, name } = { hub: entry.hub, revision: entry.revision ?? 'main', name: entry.name };
  let host: string;
  try {
    host = new URL(options.hub).host;
  } catch {
    throw new UserError(`"${options.hub}" is no address of a model hub`, `write one like ${DEFAULT_HUB}`);
  }

  let work: string | undefined;
  try {
    const folder = store.workFolder(store.join(entry.folder, '..'));
    work = folder;
    const files: Record<string, string> = {};
    const download = async (file: string, needed: boolean): Promise<void> => {
      const url = `${options.hub.replace(/\/+$/, '')}/${hub}/resolve/${encodeURIComponent(revision)}/${file}`;
      let response: Response;
      try {
        response = await options.fetch(url);
      } catch (error) {
        throw unreachable(host, name, error);
      }
      if (response.status === 404 && !needed) {
        await response.body?.cancel();
        return;
      }
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        throw new UserError(
          `${host} answers ${response.status} for ${file} of ${hub} at ${revision}`,
          response.status === 404 ? 'check where and revision in models.txt' : 'try again later',
        );
      }
      // A compressed answer's length is not that of the file.
      const length = response.headers.get('content-encoding') ? null : response.headers.get('content-length');
      const total = length === null ? null : Number(length);
      const hash = createHash('sha256');
      const draft = store.create(store.join(folder, file));
      let done = 0;
      try {
        for await (const bytes of response.body as AsyncIterable<Uint8Array>) {
          draft.write(bytes);
          hash.update(bytes);
          done += bytes.length;
          options.onProgress?.(file, done, total);
        }
      } catch (error) {
        throw error instanceof Error && 'syscall' in error && error.syscall === 'write'
          ? error
          : new UserError(`the connection to ${host} broke off in ${file}`, 'run the command again', { cause: error });
      } finally {
        draft.close();
      }
      if (total !== null && done !== total) {
        throw new UserError(`${host} sent ${done} of ${total} bytes of ${file}`, 'run the command again');
      }
      files[file] = hash.digest('hex');
    };

    await download('config.json', true);
    await download('tokenizer.json', true);
    await download('tokenizer_config.json', false);
    await download(onnxFile(entry.dtype), true);
    await download(`${onnxFile(entry.dtype)}_data`, false);

    const manifest: Manifest = { hub, revision, files };
    store.replace(store.join(folder, MANIFEST), [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
    await tryModel({ ...entry, folder }, store).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      const what = error.message.replaceAll(folder, entry.folder);
      throw new UserError(`what ${host} sent does not work: ${what}`, 'check its line in models.txt', {
        cause: error,
      });
    });
    store.remove(entry.folder);
    store.move(folder, entry.folder);
  } catch (error) {
    if (work !== undefined) store.remove(work);
    if (error instanceof Error && 'syscall' in error && 'code' in error) {
      throw new UserError(`cannot write ${entry.folder} (${String(error.code)})`, 'make room, or set HIZALA_CACHE', {
        cause: error,
      });
    }
    throw error;
  }
};
