import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/command.ts';
import { createModelsCommand } from '../../src/cli/commands/models.ts';
import { UserError } from '../../src/core/errors.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { loadModels } from '../../src/embed/load-models.ts';
import { emptyFolder } from '../support/folders.ts';
import { tinyContextual, tinyStatic, writeModel } from '../support/tiny-models.ts';

const ONNX = 'onnx/model_quantized.onnx';

/** A hub on this machine that serves one model, and can be told to misbehave. */
const startHub = async (files: Readonly<Record<string, Uint8Array>>) => {
  const asked: string[] = [];
  const broken = new Map<string, (send: (status: number, body: Uint8Array, length?: number) => void) => void>();
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(request.url!);
    asked.push(path);
    const file = path.replace(/^(\/cdn)?\/someone\/tiny\/resolve\/abc123\//, '');
    const send = (status: number, body: Uint8Array, length = body.length): void => {
      response.writeHead(status, { 'content-length': length });
      response.write(body);
      if (length === body.length) response.end();
      else setTimeout(() => response.destroy(), 100);
    };
    const misbehave = broken.get(file);
    const content = files[file];
    if (misbehave) misbehave(send);
    else if (content === undefined) send(404, Buffer.from('Entry not found'));
    else if (file === ONNX) {
      // The hub sends weights from elsewhere.
      if (path.includes('/cdn/')) send(200, content);
      else response.writeHead(302, { location: `/cdn${request.url}` }).end();
    } else send(200, content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, broken, close: () => new Promise((resolve) => server.close(resolve)) };
};

describe('hizala models', () => {
  const model = tinyContextual();
  let hub: Awaited<ReturnType<typeof startHub>>;
  let root: string;
  let cache: string;
  let modelsFile: string;
  const models = async (
    args: readonly string[],
    fetchWith: (url: string) => Promise<Response> = (url) => fetch(url),
  ) => {
    const printed = { stdout: '', stderr: '' };
    const io: Io = {
      stdout: {
        write: (text) => {
          printed.stdout += text;
        },
        isTTY: false,
        columns: 80,
      },
      stderr: {
        write: (text) => {
          printed.stderr += text;
        },
        isTTY: false,
      },
      env: { HIZALA_CACHE: cache, HIZALA_HUB: hub.url },
      cwd: root,
      readStdin: async () => new Uint8Array(),
    };
    const status = await createModelsCommand(fetchWith, modelsFile).run({ positionals: args, values: {} }, io);
    return { status, ...printed };
  };
  const failure = async (...args: Parameters<typeof models>): Promise<UserError> => {
    const error = await models(...args).then(
      () => new Error('it did not fail'),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    expect(`${error.message}${error.hint}`).not.toContain('\n');
    return error;
  };
  const folder = () => loadModels({ file: modelsFile, cacheDir: cache }).find(({ name }) => name === 'tiny')!.folder;

  beforeEach(async () => {
    hub = await startHub(model.files);
    root = emptyFolder();
    cache = join(root, 'cache');
    modelsFile = join(root, 'models.txt');
    writeModel(join(root, 'mine'), tinyStatic());
    writeFileSync(
      modelsFile,
      'bundled mine - q8 mean static 16 1MB MIT -\ntiny someone/tiny abc123 q8 cls contextual 12 1MB MIT "query: "\n',
    );
  });
  afterEach(() => hub.close());

  it('lists what models.txt names and which of it is here', async () => {
    const { stdout, stderr } = await models([]);
    expect(stdout).toMatchInlineSnapshot(`
      "NAME     DIMENSIONS  SIZE  LICENCE  HERE     FROM
      bundled  16          1MB   MIT      bundled  this package
      tiny     12          1MB   MIT      no       someone/tiny @ abc123
      "
    `);
    expect(stderr).toBe('');
    expect(hub.asked).toEqual([]);
  });

  it('fetches a model whole, tries it, and it can be used then without the hub', async () => {
    const { status, stdout } = await models(['fetch', 'tiny']);
    expect(status).toBe(0);
    expect(stdout).toBe(`tiny is fetched and works: ${folder()}\n`);
    expect(hub.asked[0]).toBe('/someone/tiny/resolve/abc123/config.json');
    for (const [file, content] of Object.entries(model.files)) {
      expect(readFileSync(join(folder(), file)).equals(content)).toBe(true);
    }
    expect(readdirSync(join(folder(), '..'))).toEqual(['abc123']);
    expect((await models(['list'])).stdout).toMatch(/tiny +12 +1MB +MIT +fetched/);

    const asked = hub.asked.length;
    const entry = loadModels({ file: modelsFile, cacheDir: cache })[1]!;
    const embedder = await createEmbedder(entry, { cacheDir: cache });
    await embedder.embed(['merhaba']);
    expect(embedder.identity).toEqual({ id: 'someone/tiny', revision: 'abc123', dtype: 'q8' });
    expect((await models(['fetch', 'tiny'])).stdout).toMatch(/here already/);
    expect((await models(['verify'])).stdout).toBe(`bundled works: ${join(root, 'mine')}\ntiny works: ${folder()}\n`);
    expect(hub.asked.length).toBe(asked);
  });

  it('finds a changed or missing file when it verifies, and fetches again', async () => {
    await models(['fetch', 'tiny']);
    const config = join(folder(), 'config.json');
    writeFileSync(config, `${readFileSync(config, 'utf8')} `);
    expect((await failure(['verify', 'tiny'])).message).toMatch(/config\.json that is not what was fetched/);
    expect((await models(['fetch', 'tiny'])).stdout).toMatch(/fetched and works/);
    expect((await models(['verify', 'tiny'])).status).toBe(0);
  });

  it('finds a damaged discriminator beside a model when it verifies', async () => {
    await models(['fetch', 'tiny']);
    mkdirSync(`${folder()}-discriminator`);
    writeFileSync(join(`${folder()}-discriminator`, 'model.safetensors'), 'damaged');
    expect((await failure(['verify', 'tiny'])).message).toMatch(/model\.safetensors is no safetensors file/);
  });

  it('says in one sentence that there is no network', async () => {
    const error = await failure(['fetch', 'tiny'], () => Promise.reject(new TypeError('fetch failed')));
    expect(error.message).toMatch(/^cannot reach 127\.0\.0\.1:\d+ to fetch tiny$/);
    expect(error.hint).toMatch(/bundled model needs no network/);
  });

  it('says in one sentence that it cannot write', async () => {
    writeFileSync(cache, 'a file where the folder should be');
    const error = await failure(['fetch', 'tiny']);
    expect(error.message).toMatch(/^cannot write .* \((EEXIST|ENOTDIR)\)$/);
    expect(error.hint).toMatch(/HIZALA_CACHE/);
  });

  it('notices that less came than was announced', async () => {
    const short = async () => new Response('{}', { headers: { 'content-length': '5000' } });
    expect((await failure(['fetch', 'tiny'], short)).message).toMatch(/sent 2 of 5000 bytes of config\.json/);
  });

  it.each<[string, string, (send: (status: number, body: Uint8Array, length?: number) => void) => void, RegExp]>([
    ['the model is not there', 'config.json', (send) => send(404, Buffer.from('no')), /answers 404 for config\.json/],
    ['the hub is broken', 'tokenizer.json', (send) => send(503, Buffer.from('no')), /answers 503 for tokenizer\.json/],
    ['the connection breaks off', ONNX, (send) => send(200, Buffer.alloc(1000), 5000), /broke off|sent \d+ of 5000/],
    ['what comes is not the model', ONNX, (send) => send(200, Buffer.alloc(5000)), /cannot be loaded/],
    ['what comes is a page', 'config.json', (send) => send(200, Buffer.from('<!doctype html>')), /not valid JSON/],
    [
      'the dimensions are others than models.txt says',
      ONNX,
      (send) => send(200, tinyContextual(1, 8).files[ONNX]!),
      /8 dimensions where 12 are expected/,
    ],
  ])('leaves nothing behind where %s', async (_, file, misbehave, message) => {
    hub.broken.set(file, misbehave);
    expect((await failure(['fetch', 'tiny'])).message).toMatch(message);
    expect(existsSync(folder())).toBe(false);
    expect(readdirSync(join(folder(), '..'))).toEqual([]);
    hub.broken.clear();
    expect((await models(['fetch', 'tiny'])).status).toBe(0);
  });

  it.each([
    [['fetch'], /models fetch needs a name/],
    [['fetch', 'tinny'], /there is no model "tinny"/],
    [['fetch', 'tiny', 'more'], /does not take "more"/],
    [['list', 'tiny'], /does not take "tiny"/],
    [['burn'], /there is no models burn/],
    [['verify', 'tiny'], /is not on this machine/],
  ])('refuses %j in one sentence', async (args, message) => {
    expect((await failure(args)).message).toMatch(message);
    expect(hub.asked).toEqual([]);
  });

  it('fetches nothing for a model that is a folder', async () => {
    expect((await models(['fetch', 'bundled'])).stdout).toMatch(/bundled is here already/);
    expect(hub.asked).toEqual([]);
  });
});
