import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { loadModels } from '../../src/embed/load-models.ts';
import { nearestNames } from '../../src/core/nearest-names.ts';
import { type ModelEntry, parseModels } from '../../src/embed/models.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { defaultCacheFolder, diskStore } from '../../src/embed/store.ts';
import { tryModel, verifyModel } from '../../src/embed/verify-model.ts';
import { emptyFolder } from '../support/folders.ts';
import { type TinyModel, tinyContextual, tinyStatic, writeModel } from '../support/tiny-models.ts';

const places = {
  ofFolder: (path: string) => `/here/${path}`,
  ofHub: (id: string, revision: string) => `/hub/${id}@${revision}`,
};
const parse = (text: string) => parseModels(text, 'models.txt', places);

/** The error of an action that must fail for the user's sake. */
const errorOf = async (action: () => unknown): Promise<UserError> => {
  try {
    await action();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it did not fail');
};

describe('models.txt', () => {
  it('is one model a line, with comments, blank lines and quoted values', () => {
    const text =
      '# a comment\r\n\r\n  a  models/a  -  q8 mean static 256 9MB MIT -\nb org/b main fp32 cls contextual 1024 2GB CC-BY-4.0 "query: "';
    expect(parse(text)).toEqual([
      {
        name: 'a',
        hub: null,
        folder: '/here/models/a',
        revision: null,
        dtype: 'q8',
        pooling: 'mean',
        tokens: 'static',
        dimensions: 256,
        size: '9MB',
        licence: 'MIT',
        prefix: '',
      },
      {
        name: 'b',
        hub: 'org/b',
        folder: '/hub/org/b@main',
        revision: 'main',
        dtype: 'fp32',
        pooling: 'cls',
        tokens: 'contextual',
        dimensions: 1024,
        size: '2GB',
        licence: 'CC-BY-4.0',
        prefix: 'query: ',
      },
    ]);
  });

  it.each([
    ['a models/a - q8 mean static 256 9MB MIT', /line 1 has 9 columns/],
    ['\na models/a - q9 mean static 256 9MB MIT -', /line 2: dtype is "q9"/],
    ['a models/a - q8 median static 256 9MB MIT -', /pooling is "median"/],
    ['a models/a - q8 mean dynamic 256 9MB MIT -', /tokens is "dynamic"/],
    ['a models/a - q8 mean static 0 9MB MIT -', /dimensions is "0"/],
    ['a x - q8 mean static 2 1MB MIT -\na y - q8 mean static 2 1MB MIT -', /line 2 names "a" a second time/],
  ])('says where it is wrong: %s', async (text, message) => {
    expect((await errorOf(() => parse(text))).message).toMatch(message);
  });

  it('that comes with the package names the bundled model and hub models at fixed commits', () => {
    const entries = loadModels({ cacheDir: '/cache' });
    const bundled = entries.find((entry) => entry.name === 'tr-en-base');
    expect(bundled).toMatchObject({ hub: null, tokens: 'static', dtype: 'q8' });
    expect(bundled!.folder).toBe(join(import.meta.dirname, '..', '..', 'models', 'tr-en-base'));
    const hub = entries.filter((entry) => entry.hub !== null);
    expect(hub.map((entry) => entry.name)).toEqual(
      expect.arrayContaining(['LaBSE', 'paraphrase-multilingual-MiniLM-L12-v2', 'multilingual-e5-small', 'bge-m3']),
    );
    for (const entry of hub) {
      expect(entry.revision).toMatch(/^[0-9a-f]{40}$/);
      expect(entry.folder.startsWith(join('/cache', 'models'))).toBe(true);
    }
    expect(hub.find((entry) => entry.name === 'multilingual-e5-small')!.prefix).toBe('query: ');
  });
});

describe('naming a model', () => {
  const entries = parse(
    'tr-en-base models/tr-en-base - q8 mean static 256 9MB MIT -\nLaBSE Xenova/LaBSE main q8 cls contextual 768 1MB MIT -\nmultilingual-e5-small X/m main q8 mean contextual 384 1MB MIT "query: "',
  );

  it('takes a name of models.txt, or the id on the hub', () => {
    expect(resolveModel('LaBSE', entries)).toBe(entries[1]);
    expect(resolveModel('Xenova/LaBSE', entries)).toBe(entries[1]);
  });

  it('takes a folder, relative to the working folder, and reads what it is from its files', () => {
    const folder = emptyFolder();
    writeModel(join(folder, 'mine'), tinyStatic());
    expect(resolveModel('mine', entries, diskStore, folder)).toMatchObject({
      name: 'mine',
      hub: null,
      folder: join(folder, 'mine'),
      tokens: 'static',
      pooling: 'mean',
      dtype: 'q8',
      dimensions: 16,
    });
    const other = join(folder, 'other');
    writeModel(other, tinyContextual());
    mkdirSync(join(other, '1_Pooling'));
    writeFileSync(join(other, '1_Pooling', 'config.json'), '{"pooling_mode_cls_token": true}');
    expect(resolveModel('./other', entries, diskStore, folder)).toMatchObject({ tokens: 'contextual', pooling: 'cls' });
  });

  it('keeps what models.txt says of a folder that it names', () => {
    const folder = emptyFolder();
    const entry = { ...entries[0]!, folder };
    expect(resolveModel(folder, [entry])).toBe(entry);
  });

  it.each([
    ['labse', /did you mean LaBSE/],
    ['e5', /known: tr-en-base, LaBSE/],
    ['e5-small', /did you mean multilingual-e5-small/],
    ['tr-en-bse', /did you mean tr-en-base/],
    ['nothing-like-it', /known: tr-en-base, LaBSE, multilingual-e5-small/],
    ['./nowhere', /give a name from `hizala models list` or a folder/],
    ['a'.repeat(100_000), /known/],
  ])('names the nearest where there is none: %.20s', async (name, hint) => {
    expect((await errorOf(() => resolveModel(name, entries))).hint).toMatch(hint);
  });

  it('finds near names by letters left out, added or changed, and by parts', () => {
    expect(nearestNames('bge-m4', ['bge-m3', 'LaBSE'])).toEqual(['bge-m3']);
    expect(nearestNames('MiniLM', ['paraphrase-multilingual-MiniLM-L12-v2'])).toHaveLength(1);
    expect(nearestNames('', ['LaBSE'])).toEqual([]);
  });
});

describe('the folder for caches', () => {
  it.each([
    [{ HIZALA_CACHE: '/x/y' }, '/x/y'],
    [{ XDG_CACHE_HOME: '/xdg' }, join('/xdg', 'hizala')],
    [{ HIZALA_CACHE: '', XDG_CACHE_HOME: '/xdg' }, join('/xdg', 'hizala')],
  ])('follows %o', (environment, expected) => {
    expect(defaultCacheFolder(environment)).toBe(expected);
  });
});

describe('a model that cannot be used', () => {
  const good = tinyStatic();
  const without = (file: string): TinyModel => ({
    ...good,
    files: Object.fromEntries(Object.entries(good.files).filter(([name]) => name !== file)),
  });
  const withFile = (file: string, content: string | Uint8Array): TinyModel => ({
    ...good,
    files: { ...good.files, [file]: typeof content === 'string' ? Buffer.from(content) : content },
  });
  const onnx = 'onnx/model_quantized.onnx';
  const other = tinyContextual();
  const small = { ...tinyStatic(1, 8), entry: good.entry };
  const fewer = JSON.parse(Buffer.from(good.files['tokenizer.json']!).toString());
  fewer.model.vocab.push(...Array.from({ length: 500 }, (_, i) => [`▁kedi${i}`, -1]));

  it.each<[string, TinyModel, RegExp]>([
    ['without config.json', without('config.json'), /lacks config\.json/],
    ['without tokenizer.json', without('tokenizer.json'), /lacks tokenizer\.json/],
    ['without weights', without(onnx), /lacks onnx\/model_quantized\.onnx/],
    ['whose config.json is cut off', withFile('config.json', '{"hidden_size": 1'), /config\.json is not valid JSON/],
    ['whose config.json is a list', withFile('config.json', '[]'), /config\.json is not valid JSON/],
    ['whose tokenizer.json is cut off', withFile('tokenizer.json', '{"model":'), /tokenizer\.json is not valid JSON/],
    [
      'whose tokenizer.json holds no tokenizer',
      withFile('tokenizer.json', '{}'),
      /tokenizer\.json that cannot be used/,
    ],
    [
      'whose tokenizer is of an unknown kind',
      withFile('tokenizer.json', '{"model":{"type":"Abacus"},"added_tokens":[]}'),
      /cannot be used/,
    ],
    ['whose weights are cut off', withFile(onnx, good.files[onnx]!.subarray(0, 900)), /cannot be loaded/],
    ['whose weights are empty', withFile(onnx, new Uint8Array()), /cannot be loaded/],
    [
      'whose weights are something else',
      withFile(onnx, 'version https://git-lfs.github.com/spec/v1\n'),
      /cannot be loaded/,
    ],
    ['of other dimensions than models.txt says', small, /gives vectors of 8 dimensions where 16 are expected/],
    [
      'whose tokenizer is another model’s',
      withFile('tokenizer.json', JSON.stringify(fewer)),
      /cannot be run on the tokens of its tokenizer/,
    ],
  ])('%s: one sentence that says so, and what to do', async (_, model, message) => {
    const entry = writeModel(emptyFolder(), model);
    const error = await errorOf(async () => {
      const embedder = await createEmbedder(entry, { noCache: true });
      await embedder.embed(['kedi499 merhaba']);
    });
    expect(error.message).toMatch(message);
    expect(`${error.message}; ${error.hint}`).not.toContain('\n');
    expect(error.hint).toMatch(/export it again|export the model again/);
  });

  it('is a folder that is not there, or a hub model that was not fetched', async () => {
    const folder = join(emptyFolder(), 'nowhere');
    const missing: ModelEntry = { ...good.entry, folder };
    expect((await errorOf(() => createEmbedder(missing))).message).toBe(`there is no model folder ${folder}`);
    const error = await errorOf(() =>
      createEmbedder({ ...missing, name: 'LaBSE', hub: 'Xenova/LaBSE', revision: 'x' }),
    );
    expect(error.message).toBe('the model LaBSE is not on this machine');
    expect(error.hint).toMatch(/hizala models fetch LaBSE/);
  });

  it('is called static and is not', async () => {
    const entry = writeModel(emptyFolder(), other);
    await tryModel(entry, diskStore);
    expect((await errorOf(() => tryModel({ ...entry, tokens: 'static' }, diskStore))).message).toMatch(/not static/);
  });
});

describe('the bundled model', () => {
  const entry = loadModels().find(({ name }) => name === 'tr-en-base')!;

  it.skipIf(!diskStore.isFolder(entry.folder))(
    'works, is static, and holds a translation nearer than another sentence',
    async () => {
      await verifyModel(entry, diskStore);
      const embedder = await createEmbedder(entry, { noCache: true });
      const [english, turkish, other] = await embedder.embed([
        'The president spoke.',
        'Başkan konuştu.',
        'Two ships sank.',
      ]);
      const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);
      expect(cosine(english!.pooled, turkish!.pooled)).toBeGreaterThan(cosine(other!.pooled, turkish!.pooled));
    },
  );
});
