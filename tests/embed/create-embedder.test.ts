import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { SegmentVectors } from '../../src/core/vectors.ts';
import { createEmbedder, type IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import type { ModelEntry, Pooling } from '../../src/embed/models.ts';
import type { Network } from '../../src/embed/network.ts';
import { diskStore } from '../../src/embed/store.ts';
import { loadNetwork } from '../../src/embed/transformers.ts';
import { splitWords } from '../../src/segment/words.ts';
import { emptyFolder } from '../support/folders.ts';
import { gatherWords, plainVectors } from '../support/gather-words.ts';
import { anyText } from '../support/texts.ts';
import { tinyContextual, tinyStatic, writeModel } from '../support/tiny-models.ts';

const TEXTS = ['Merhaba dünya, kediler (evden) çıktı!', 'The cats sat.', "can't İstanbul’da", '%50 — 1.250,5', 'x'];

const lengthOf = (vector: Float32Array): number => Math.hypot(...vector);

/** All that is promised of a result, but for which numbers. */
const expectSound = (vectors: SegmentVectors, text: string, d: number): void => {
  expect(vectors.words).toEqual(splitWords(text));
  expect(vectors.pooled.length).toBe(d);
  expect(vectors.rows.length).toBe(vectors.words.length);
  const ofWords = gatherWords(vectors);
  const wordAt = (i: number): Float32Array => ofWords.vectors.subarray(i * d, (i + 1) * d);
  const rows = [vectors.pooled, ...vectors.words.map((_, i) => wordAt(i))];
  for (const row of rows) {
    const length = lengthOf(row);
    expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
  }
  if (vectors.words.length === 0) expect(lengthOf(vectors.pooled)).toBe(0);
  for (const [i, weight] of ofWords.weights.entries()) {
    expect(weight).toBeGreaterThanOrEqual(0);
    expect(weight > 0).toBe(lengthOf(wordAt(i)) > 0);
    expect(Number.isFinite(weight)).toBe(true);
  }
};

describe.each([
  ['static', tinyStatic()],
  ['contextual', tinyContextual()],
])('an embedder of a %s model', (_, model) => {
  let entry: ModelEntry;
  let network: Network;
  let embedder: IdentifiedEmbedder;
  const open = (changes: Partial<ModelEntry> = {}) =>
    createEmbedder({ ...entry, ...changes }, { noCache: true, load: async () => network });
  beforeAll(async () => {
    entry = writeModel(emptyFolder(), model);
    network = await loadNetwork(entry, diskStore);
    embedder = await open();
  });

  it('gives words as the segments have them, unit vectors, finite numbers, for any text', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(), async (text) => {
        const [vectors] = await embedder.embed([text]);
        expectSound(vectors!, text, embedder.dimensions);
      }),
      { numRuns: 100 },
    );
  });

  it('gives a text the same numbers whatever stands beside it, in any order, from any embedder', async () => {
    const alone = [];
    for (const text of TEXTS) alone.push(plainVectors((await (await open()).embed([text]))[0]!));
    const together = (await embedder.embed([...TEXTS, 'merhaba '.repeat(60)])).slice(0, TEXTS.length);
    const backwards = (await (await open()).embed([...TEXTS].reverse())).toReversed();
    expect(together.map(plainVectors)).toEqual(alone);
    expect(backwards.map(plainVectors)).toEqual(alone);
  });

  it('gives zeros to texts without words', async () => {
    for (const vectors of await embedder.embed(['', ' \n', '***', '…!?'])) {
      expect(vectors.words).toEqual([]);
      expect(lengthOf(vectors.pooled)).toBe(0);
    }
  });

  it('computes a text that comes twice once, and no text at all without the model', async () => {
    const run = vi.spyOn(network, 'run');
    await embedder.embed([]);
    expect(run).not.toHaveBeenCalled();
    const [first, second, third] = await (await open()).embed(['The cats sat.', 'merhaba', 'The cats sat.']);
    expect(third).toBe(first);
    expect(second).not.toBe(first);
    expect(run.mock.calls.length).toBeLessThanOrEqual(2);
    run.mockRestore();
  });

  it('tells how far it is, up to the number of distinct texts', async () => {
    const reports: [number, number][] = [];
    const reporting = await createEmbedder(entry, {
      noCache: true,
      load: async () => network,
      onProgress: (done, total) => reports.push([done, total]),
    });
    await reporting.embed([...TEXTS, ...TEXTS]);
    expect(reports.at(-1)).toEqual([TEXTS.length, TEXTS.length]);
    expect(reports.map(([done]) => done)).toEqual(reports.map(([done]) => done).toSorted((a, b) => a - b));
  });

  it.each<Pooling>(['mean', 'cls', 'last'])('pools as models.txt says: %s', async (pooling) => {
    const d = network.dimensions;
    for (const prefix of ['', 'query: ']) {
      for (const text of TEXTS) {
        const cut = (part: string) =>
          part.split(/\s+/).flatMap((word) => network.tokenizer.cut(network.tokenizer.normalise(word)).ids);
        const ids = [...network.opening, ...cut(prefix), ...cut(text), ...network.closing];
        const output = await network.run(Int32Array.from(ids));
        const expected = Array.from({ length: d }, (_, k) => {
          if (pooling === 'cls') return output[k]!;
          if (pooling === 'last') return output[output.length - d + k]!;
          let sum = 0;
          for (let at = k; at < output.length; at += d) sum += output[at]!;
          return sum / ids.length;
        });
        const [vectors] = await (await open({ pooling, prefix })).embed([text]);
        const length = Math.hypot(...expected);
        for (const [k, value] of expected.entries()) expect(vectors!.pooled[k]).toBeCloseTo(value / length, 5);
      }
    }
  });

  it('says which weights it computes with: another file, another revision', async () => {
    expect(embedder.identity).toEqual({
      id: entry.name,
      revision: expect.stringMatching(/^sha256:[0-9a-f]{16}$/),
      dtype: 'q8',
    });
    const retrained = writeModel(emptyFolder(), entry.tokens === 'static' ? tinyStatic(2) : tinyContextual(2));
    const other = await createEmbedder(retrained, { noCache: true });
    expect(other.identity.revision).not.toBe(embedder.identity.revision);
    const fetched = await createEmbedder({ ...entry, hub: 'someone/tiny', revision: 'abc' }, { noCache: true });
    expect(fetched.identity).toEqual({ id: 'someone/tiny', revision: 'abc', dtype: 'q8' });
  });
});

describe('words under a static model', () => {
  it('are the sum of their tokens, and count as much as that sum is long', async () => {
    const entry = writeModel(emptyFolder(), tinyStatic());
    const network = await loadNetwork(entry, diskStore);
    const embedder = await createEmbedder(entry, { noCache: true, load: async () => network });
    const sumOf = async (word: string) => {
      const { ids } = network.tokenizer.cut(network.tokenizer.normalise(word));
      const rows = await network.run(Int32Array.from(ids));
      return Array.from({ length: entry.dimensions }, (_, k) =>
        ids.reduce((sum, _, i) => sum + rows[i * entry.dimensions + k]!, 0),
      );
    };
    const [vectors] = await embedder.embed(['(Kedilerden), "evler"!']);
    expect(vectors!.words.length).toBe(2);
    const ofWords = gatherWords(vectors!);
    for (const [i, word] of ['kedilerden', 'evler'].entries()) {
      const sum = await sumOf(word);
      const length = Math.hypot(...sum);
      expect(ofWords.weights[i]).toBeCloseTo(length, 4);
      for (const [k, value] of sum.entries()) {
        expect(ofWords.vectors[i * entry.dimensions + k]).toBeCloseTo(value / length, 4);
      }
    }
  });

  it('share a row where they are written alike, and only there', async () => {
    const embedder = await createEmbedder(writeModel(emptyFolder(), tinyStatic()), { noCache: true });
    const [first, second] = await embedder.embed(['(Kediler) evler', 'evler, KEDİLER']);
    expect(first!.table).toBe(second!.table);
    expect([...second!.rows]).toEqual([...first!.rows].reverse());
    expect(first!.rows[0]).not.toBe(first!.rows[1]);
  });

  it('are the same where two calls are under way at once', async () => {
    const entry = writeModel(emptyFolder(), tinyStatic());
    const network = await loadNetwork(entry, diskStore);
    let wait = 0;
    const run = async (ids: Int32Array): Promise<Float32Array> => {
      await new Promise((resolve) => setTimeout(resolve, 20 * (wait++ % 3)));
      return network.run(ids);
    };
    const embedder = await createEmbedder(entry, { noCache: true, load: async () => ({ ...network, run }) });
    const sides = [
      ['kediler evde', 'the cats sat'],
      ['evler', 'the houses (sat)', 'kediler'],
    ];
    const together = await Promise.all(sides.map((texts) => embedder.embed(texts)));
    const alone = await createEmbedder(entry, { noCache: true });
    for (const [i, texts] of sides.entries()) {
      expect(together[i]!.map(plainVectors)).toEqual((await alone.embed(texts)).map(plainVectors));
    }
  });

  it('are of one table, that holds each once, for thousands of texts', async () => {
    const entry = writeModel(emptyFolder(), tinyStatic());
    const embedder = await createEmbedder(entry, { noCache: true });
    const many = await embedder.embed(Array.from({ length: 9000 }, (_, i) => `kedi ${(i % 90).toString(36)} ${i}`));
    const { table } = many[0]!;
    for (const vectors of many) expect(vectors.table).toBe(table);
    expect(table.weights.length).toBeLessThan(9000 + 100);
    expect(plainVectors(many[8999]!)).toEqual(plainVectors((await embedder.embed(['kedi 2h 8999']))[0]!));
  });
});

describe('a text longer than a model takes', () => {
  it('is read in windows, between words, each of its words with a vector of its own', async () => {
    const entry = writeModel(emptyFolder(), tinyContextual(3, 12, 24));
    const network = await loadNetwork(entry, diskStore);
    expect(network.longest).toBe(24);
    const run = vi.spyOn(network, 'run');
    const text = Array.from({ length: 60 }, (_, i) => (i % 2 ? 'kediler' : 'the cats')).join(' ');
    for (const pooling of ['mean', 'cls', 'last'] as const) {
      run.mockClear();
      const embedder = await createEmbedder({ ...entry, pooling }, { noCache: true, load: async () => network });
      const [vectors] = await embedder.embed([text]);
      expectSound(vectors!, text, entry.dimensions);
      expect(gatherWords(vectors!).weights.every((weight) => weight === 1)).toBe(true);
      expect(run.mock.calls.length).toBeGreaterThan(3);
      expect(Math.max(...run.mock.calls.map(([ids]) => ids.length))).toBeLessThanOrEqual(24);
    }
  });

  it('may be one run of letters that no window holds', async () => {
    const entry = writeModel(emptyFolder(), tinyContextual(3, 12, 24));
    const embedder = await createEmbedder(entry, { noCache: true });
    const text = 'ş'.repeat(500);
    const [vectors] = await embedder.embed([text]);
    expectSound(vectors!, text, entry.dimensions);
  });
});

describe('a text that no sentence is', () => {
  it('is refused in one sentence, before the model is loaded', async () => {
    const load = vi.fn(loadNetwork);
    const embedder = await createEmbedder(writeModel(emptyFolder(), tinyStatic()), { noCache: true, load });
    const error: unknown = await embedder.embed(['kedi', 'ab '.repeat(100_000)]).catch((reason) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(/"ab ab .*…" has 300000 characters/);
    expect(load).not.toHaveBeenCalled();
  });

  it('is embedded in linear time while it is allowed', async () => {
    const embedder = await createEmbedder(writeModel(emptyFolder(), tinyStatic()), { noCache: true });
    const text = `${'x'.repeat(60_000)} ${'ab '.repeat(20_000)}`;
    const [vectors] = await embedder.embed([text]);
    expect(vectors!.rows.length).toBe(vectors!.words.length);
  }, 10_000);
});

describe('loading a model', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('asks nothing of the network and prints nothing', async () => {
    const fetch = vi.fn(() => Promise.reject(new Error('the network was asked')));
    vi.stubGlobal('fetch', fetch);
    const prints = [
      vi.spyOn(process.stdout, 'write'),
      vi.spyOn(process.stderr, 'write'),
      ...(['log', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level)),
    ];
    // transformers.js warns of families that it does not know.
    const config = Buffer.from('{"model_type": "unheard-of", "hidden_size": 16}');
    const strange = { ...tinyStatic(), files: { ...tinyStatic().files, 'config.json': config } };
    for (const model of [tinyStatic(), tinyContextual(), strange]) {
      const embedder = await createEmbedder(writeModel(emptyFolder(), model), { noCache: true });
      await embedder.embed(TEXTS);
    }
    expect(fetch).not.toHaveBeenCalled();
    for (const print of prints) expect(print).not.toHaveBeenCalled();
  });

  it('waits until the first text', async () => {
    const load = vi.fn(loadNetwork);
    const embedder = await createEmbedder(writeModel(emptyFolder(), tinyStatic()), { noCache: true, load });
    expect(load).not.toHaveBeenCalled();
    await Promise.all([embedder.embed(['kedi']), embedder.embed(['ev'])]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('begins before that where it is told to, once, and tells what is wrong to whoever embeds', async () => {
    const load = vi.fn(loadNetwork);
    const embedder = await createEmbedder(writeModel(emptyFolder(), tinyStatic()), { noCache: true, load });
    embedder.prepare();
    expect(load).toHaveBeenCalledTimes(1);
    await embedder.embed(['kedi']);
    expect(load).toHaveBeenCalledTimes(1);

    const refuse = () => Promise.reject(new UserError('the model is broken'));
    const broken = await createEmbedder(writeModel(emptyFolder(), tinyStatic()), { noCache: true, load: refuse });
    broken.prepare();
    await new Promise((resolve) => setImmediate(resolve));
    await expect(broken.embed(['kedi'])).rejects.toThrow('the model is broken');
  });
});
