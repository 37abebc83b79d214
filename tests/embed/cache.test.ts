import { fork } from 'node:child_process';
import { readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SegmentVectors } from '../../src/core/vectors.ts';
import { openCache } from '../../src/embed/cache.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import type { ModelEntry } from '../../src/embed/models.ts';
import { diskStore } from '../../src/embed/store.ts';
import { loadNetwork } from '../../src/embed/transformers.ts';
import { emptyFolder } from '../support/folders.ts';
import { plainVectors } from '../support/gather-words.ts';
import { tinyContextual, tinyStatic, writeModel } from '../support/tiny-models.ts';

const TEXTS = ['Merhaba dünya.', 'The cats sat.', 'kediler, evler', '', 'x \ud83d y', 'x \ude00 y'];

const packsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pack'))
    .map((name) => join(folder, name))
    .sort();

describe.each([
  ['static', tinyStatic()],
  ['contextual', tinyContextual()],
])('a second run of a %s model', (_, model) => {
  let entry: ModelEntry;
  let cacheDir: string;
  const run = async (texts = TEXTS, noCache = false, changed: Partial<ModelEntry> = {}) => {
    const load = vi.fn(loadNetwork);
    const embedder = await createEmbedder({ ...entry, ...changed }, { cacheDir, noCache, load });
    return { results: (await embedder.embed(texts)).map(plainVectors), loads: load.mock.calls.length };
  };
  beforeEach(() => {
    entry = writeModel(emptyFolder(), model);
    cacheDir = emptyFolder();
  });

  it('gives words the same rows, whether none, some or all come from the cache', async () => {
    // Which words of the texts have one row.
    const patternOf = (segments: readonly SegmentVectors[]): string[] =>
      segments.flatMap(({ table, rows }, i) =>
        Array.from(rows, (row) => {
          const first = segments.findIndex((other) => other.table === table && other.rows.includes(row));
          return `${i}: ${first} ${segments[first]!.rows.indexOf(row)}`;
        }),
      );
    const texts = ['kediler evler', 'evler, KEDİLER', 'the cats 猫 犬', 'kediler sat'];
    const embed = async (some: readonly string[], noCache: boolean) =>
      (await createEmbedder(entry, { cacheDir, noCache })).embed(some);
    const alone = patternOf(await embed(texts, true));
    await embed(texts.slice(1, 3), false);
    expect(patternOf(await embed(texts, false))).toEqual(alone);
    expect(patternOf(await embed(texts, false))).toEqual(alone);
  });

  it('does not load the model, and gives the same numbers to the bit', async () => {
    const without = await run(TEXTS, true);
    const first = await run();
    const second = await run();
    expect([without.loads, first.loads, second.loads]).toEqual([1, 1, 0]);
    expect(first.results).toEqual(without.results);
    expect(second.results).toEqual(without.results);
  });

  it('computes only what is new', async () => {
    await run(TEXTS.slice(0, 3));
    expect((await run([TEXTS[2]!, TEXTS[0]!])).loads).toBe(0);
    const more = await run(['yeni bir kedi', ...TEXTS.slice(0, 3)]);
    expect(more.loads).toBe(1);
    expect(more.results).toEqual((await run(['yeni bir kedi', ...TEXTS.slice(0, 3)], true)).results);
  });

  it('leaves no trace when it is told to keep no cache', async () => {
    await run(TEXTS, true);
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  it('takes nothing from another model, other weights, or another recipe', async () => {
    await run();
    expect((await run(TEXTS, false, { pooling: 'last' })).loads).toBe(1);
    expect((await run(TEXTS, false, { prefix: 'passage: ' })).loads).toBe(1);
    writeModel(entry.folder, entry.tokens === 'static' ? tinyStatic(7) : tinyContextual(7));
    const retrained = await run();
    expect(retrained.loads).toBe(1);
    expect(retrained.results).toEqual((await run(TEXTS, true)).results);
  });

  it.each<[string, (pack: string) => void]>([
    ['is empty', (pack) => truncateSync(pack, 0)],
    ['is cut off in its header', (pack) => truncateSync(pack, 9)],
    ['is cut off in its vectors', (pack) => truncateSync(pack, statSync(pack).size - 5)],
    [
      'has a changed bit in its index',
      (pack) => {
        const bytes = readFileSync(pack);
        bytes[20]! ^= 4;
        writeFileSync(pack, bytes);
      },
    ],
    [
      'has a changed bit in its vectors',
      (pack) => {
        const bytes = readFileSync(pack);
        bytes[bytes.length - 3]! ^= 4;
        writeFileSync(pack, bytes);
      },
    ],
    ['is something else', (pack) => writeFileSync(pack, 'not a pack at all, '.repeat(100))],
  ])('computes again, without a word, what is damaged: a pack that %s', async (_, damage) => {
    const expected = (await run()).results;
    for (const pack of packsIn(cacheDir)) damage(pack);
    const again = await run();
    expect(again.loads).toBe(1);
    expect(again.results).toEqual(expected);
    expect((await run()).loads).toBe(0);
  });

  it('works where the cache cannot be written', async () => {
    cacheDir = join(emptyFolder(), 'file');
    writeFileSync(cacheDir, 'a file, not a folder');
    expect((await run()).results).toEqual((await run(TEXTS, true)).results);
  });
});

describe('the cache on disk', () => {
  const d = 4;
  const vectorsOf = (text: string): SegmentVectors => ({
    words: [{ start: 0, end: text.length }],
    pooled: Float32Array.of(text.length, 1, 2, 3),
    table: { vectors: Float32Array.of(text.length, 0, 0, 0), weights: Float32Array.of(1) },
    rows: Int32Array.of(0),
  });
  const texts = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `kedi${from + i}`);
  const keep = (cache: ReturnType<typeof openCache>, some: readonly string[]) => cache.keep(some, some.map(vectorsOf));

  it('joins small packs, and keeps what they hold', () => {
    const folder = emptyFolder();
    const cache = openCache(diskStore, folder, 'k', d, { bytes: 1e9, packs: 5 });
    for (let i = 0; i < 40; i++) keep(cache, texts(i, i + 1));
    expect(packsIn(folder).length).toBeLessThanOrEqual(6);
    expect(cache.find(texts(0, 40))).toEqual(texts(0, 40).map(vectorsOf));
  });

  it('stays within its bounds, over all models, and forgets first what was not used for longest', () => {
    const folder = emptyFolder();
    const first = openCache(diskStore, folder, 'one', d);
    keep(first, texts(0, 50));
    const old = packsIn(folder)[0]!;
    utimesSync(old, new Date(2020, 0, 1), new Date(2020, 0, 1));
    keep(first, texts(50, 100));
    const limit = statSync(old).size * 2.5;
    const second = openCache(diskStore, folder, 'two', d, { bytes: limit, packs: 24 });
    keep(second, texts(100, 150));
    expect(first.find(texts(0, 50)).every((found) => found === undefined)).toBe(true);
    expect(first.find(texts(50, 100)).every((found) => found !== undefined)).toBe(true);
    expect(packsIn(folder).reduce((sum, pack) => sum + statSync(pack).size, 0)).toBeLessThanOrEqual(limit);
  });

  it('counts a pack that is read as used', () => {
    const folder = emptyFolder();
    const cache = openCache(diskStore, folder, 'one', d);
    keep(cache, texts(0, 5));
    const [pack] = packsIn(folder);
    utimesSync(pack!, new Date(2020, 0, 1), new Date(2020, 0, 1));
    cache.find(texts(0, 1));
    expect(Date.now() - statSync(pack!).mtimeMs).toBeLessThan(60_000);
  });

  it('does not give vectors whose words are not the ones that a text is cut into now', () => {
    const cache = openCache(diskStore, emptyFolder(), 'one', d);
    cache.keep(['kedi'], [{ ...vectorsOf('kedi'), words: [{ start: 0, end: 3 }] }]);
    expect(cache.find(['kedi'])).toEqual([undefined]);
    cache.keep(['evler'], [vectorsOf('evler')]);
    expect(cache.find(['evler'])).toEqual([vectorsOf('evler')]);
  });

  it('clears away what a writer left that was killed', () => {
    const folder = emptyFolder();
    const cache = openCache(diskStore, folder, 'one', d);
    keep(cache, texts(0, 5));
    const left = join(packsIn(folder)[0]!, '..', 'x.pack.1-2.tmp');
    writeFileSync(left, 'half');
    utimesSync(left, new Date(2020, 0, 1), new Date(2020, 0, 1));
    keep(cache, texts(5, 10));
    expect(() => statSync(left)).toThrow();
  });

  it('may be used by several processes at once', async () => {
    const cacheDir = emptyFolder();
    const folder = emptyFolder();
    writeModel(folder, tinyStatic());
    const script = join(import.meta.dirname, '..', 'support', 'embed-words.ts');
    const runs = await Promise.all(
      [0, 1, 2].map(
        (i) =>
          new Promise<string>((resolve, reject) => {
            const child = fork(script, [folder, cacheDir, String(i)], {
              execArgv: ['--import', 'tsx'],
              stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
            });
            let output = '';
            child.stdout!.on('data', (data) => {
              output += data;
            });
            child.on('error', reject);
            child.on('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(`exit status ${code}`))));
          }),
      ),
    );
    expect(new Set(runs).size).toBe(1);
    expect(runs[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(packsIn(cacheDir).length).toBeGreaterThan(0);
  }, 120_000);
});
