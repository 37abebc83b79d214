import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Span } from '../core/span.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import { splitWords } from '../segment/words.ts';
import type { OpenFile, Store } from './store.ts';

/*
 * A pack is a file that is written once and never changed: a header, an index, and the vectors of some texts.
 *   header  magic, number of entries, CRC-32 of the index, dimensions d        4 × uint32
 *   index   for each entry: first half of SHA-256 of the text (UTF-16)         16 bytes
 *           offset, length, CRC-32 of its payload, 0                           4 × uint32
 *   payload number of words n, uint32; spans, 2n × uint32; pooled vector, d × float32; word weights, n × float32;
 *           word vectors, n·d × float32
 * In the machine's byte order; on the other kind the magic does not match, and the pack counts as broken. Numbers are
 * kept as they were computed, so results with and without the cache are the same bytes.
 */
const MAGIC = 0x315a4c48; // "HLZ1"
const HEADER = 16;
const INDEX_ENTRY = 32;

/** Whether this machine writes the low byte first; numbers are kept as it has them. */
const LITTLE = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The format, in the folder's name. Raised when the format or the arithmetic changes. */
const VERSION = 'v2';

/** All packs together, of all models. What was not used for longest goes first. */
const MOST_BYTES = 1 << 30;

/** Packs of one model from which on the small ones are joined. */
const MOST_PACKS = 24;
const SMALL_PACK = 8 << 20;

/** A reader marks a pack as used at most this often; milliseconds. */
const TOUCH_AFTER = 3_600_000;

export interface VectorCache {
  /** One for each text; undefined where the vectors are not known, or what is there is damaged. */
  find(texts: readonly string[]): (SegmentVectors | undefined)[];
  /** Keeps the vectors of each text. Never throws: a disk that is full or read-only means no cache. */
  keep(texts: readonly string[], vectors: readonly SegmentVectors[]): void;
}

export interface CacheLimits {
  readonly bytes: number;
  readonly packs: number;
}

interface Entry {
  readonly key: Uint8Array;
  readonly payload: Uint8Array;
}

interface Indexed {
  readonly file: OpenFile;
  readonly offset: number;
  readonly length: number;
  readonly crc: number;
}

const bytesOf = (numbers: Float32Array | Uint32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

const keyOf = (text: string): Uint8Array =>
  createHash('sha256').update(Buffer.from(text, 'utf16le')).digest().subarray(0, 16);

const encode = ({ pooled, words, table, rows }: SegmentVectors, d: number): Uint8Array => {
  const n = words.length;
  const payload = new Uint8Array(4 * (1 + 2 * n + d + n + n * d));
  let at = 0;
  const put = (numbers: Float32Array | Uint32Array): void => {
    payload.set(bytesOf(numbers), at);
    at += numbers.byteLength;
  };
  put(Uint32Array.from([n, ...words.flatMap((word) => [word.start, word.end])]));
  put(pooled);
  put(Float32Array.from(rows, (row) => table.weights[row]!));
  for (const row of rows) put(table.vectors.subarray(row * d, (row + 1) * d));
  return payload;
};

/** Undefined where the payload does not fit the text's words: they are cut otherwise now, or it is another text's. */
const decode = (payload: Uint8Array, words: readonly Span[], d: number): SegmentVectors | undefined => {
  const n = words.length;
  if (payload.length !== 4 * (1 + 2 * n + d + n + n * d)) return undefined;
  // A copy of its own: aligned, and free of the buffer that it was read into.
  const buffer = new Uint8Array(payload).buffer;
  const counts = new Uint32Array(buffer, 0, 1 + 2 * n);
  if (counts[0] !== n) return undefined;
  if (words.some((word, i) => word.start !== counts[1 + 2 * i] || word.end !== counts[2 + 2 * i])) return undefined;
  let at = counts.byteLength;
  const take = (length: number): Float32Array => {
    const numbers = new Float32Array(buffer, at, length);
    at += numbers.byteLength;
    return numbers;
  };
  const pooled = take(d);
  const weights = take(n);
  return { pooled, words, table: { vectors: take(n * d), weights }, rows: Int32Array.from(words.keys()) };
};

/** The entries of a pack by key (as Latin-1 text); null where header or index are damaged or cut off. */
const readIndex = (file: OpenFile, d: number): Map<string, Indexed> | null => {
  const header = file.read(0, HEADER);
  if (header.length < HEADER) return null;
  const view = new DataView(header.buffer, header.byteOffset);
  const [magic, count, crc, dimensions] = [0, 4, 8, 12].map((at) => view.getUint32(at, LITTLE)) as [
    number,
    number,
    number,
    number,
  ];
  if (magic !== MAGIC || dimensions !== d || HEADER + count * INDEX_ENTRY > file.size) return null;
  const bytes = file.read(HEADER, count * INDEX_ENTRY);
  if (bytes.length !== count * INDEX_ENTRY || crc32(bytes) !== crc) return null;
  const index = new Map<string, Indexed>();
  const numbers = new DataView(bytes.buffer, bytes.byteOffset);
  for (let i = 0; i < count; i++) {
    const at = i * INDEX_ENTRY;
    index.set(Buffer.from(bytes.buffer, bytes.byteOffset + at, 16).toString('latin1'), {
      file,
      offset: numbers.getUint32(at + 16, LITTLE),
      length: numbers.getUint32(at + 20, LITTLE),
      crc: numbers.getUint32(at + 24, LITTLE),
    });
  }
  return index;
};

const readPayload = ({ file, offset, length, crc }: Indexed): Uint8Array | undefined => {
  if (offset + length > file.size) return undefined;
  const payload = file.read(offset, length);
  return payload.length === length && crc32(payload) === crc ? payload : undefined;
};

/** The pieces of a pack's file, and a name that follows from what is in it. */
const pack = (entries: readonly Entry[], d: number): { name: string; pieces: Uint8Array[] } => {
  const index = new Uint8Array(entries.length * INDEX_ENTRY);
  const numbers = new DataView(index.buffer);
  let offset = HEADER + index.length;
  for (const [i, { key, payload }] of entries.entries()) {
    const at = i * INDEX_ENTRY;
    index.set(key, at);
    numbers.setUint32(at + 16, offset, LITTLE);
    numbers.setUint32(at + 20, payload.length, LITTLE);
    numbers.setUint32(at + 24, crc32(payload), LITTLE);
    offset += payload.length;
  }
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  for (const [i, value] of [MAGIC, entries.length, crc32(index), d].entries()) view.setUint32(4 * i, value, LITTLE);
  const name = `${createHash('sha256').update(index).digest('hex').slice(0, 24)}.pack`;
  return { name, pieces: [header, index, ...entries.map((entry) => entry.payload)] };
};

/**
 * The vectors that earlier runs computed, on disk, by content. Several processes may use it at once: packs appear whole
 * (written aside, then renamed) and are never changed, so the worst that can happen is that something is computed twice.
 * @param key of the model: Identity.key
 */
export const openCache = (
  store: Store,
  cacheFolder: string,
  key: string,
  d: number,
  limits: CacheLimits = { bytes: MOST_BYTES, packs: MOST_PACKS },
): VectorCache => {
  const root = store.join(cacheFolder, 'vectors', VERSION);
  const folder = store.join(root, key);
  const isPack = (path: string): boolean => path.endsWith('.pack');

  /** Calls `use` with every sound pack, open. */
  const withPacks = (paths: readonly string[], use: (index: Map<string, Indexed>, path: string) => void): void => {
    for (const path of paths) {
      const file = store.open(path);
      if (file === null) continue;
      try {
        const index = readIndex(file, d);
        if (index === null) store.remove(path);
        else use(index, path);
      } finally {
        file.close();
      }
    }
  };

  /** Removes what was not used for longest until all fits, and what writers that were killed left behind. */
  const tidy = (): void => {
    const files = store.folders(root).flatMap((model) => store.list(model));
    for (const file of files) {
      if (!isPack(file.path) && Date.now() - file.usedAt > TOUCH_AFTER) store.remove(file.path);
    }
    const packs = files.filter((file) => isPack(file.path)).sort((a, b) => a.usedAt - b.usedAt);
    let total = packs.reduce((sum, file) => sum + file.size, 0);
    for (const file of packs.slice(0, -1)) {
      if (total <= limits.bytes) break;
      store.remove(file.path);
      total -= file.size;
    }
  };

  return {
    find: (texts) => {
      const found: (SegmentVectors | undefined)[] = new Array(texts.length).fill(undefined);
      try {
        const files = store.list(folder).filter((file) => isPack(file.path));
        if (files.length === 0) return found;
        const wanted = new Map(texts.map((text, i) => [Buffer.from(keyOf(text)).toString('latin1'), i]));
        for (const { path, usedAt } of files) {
          withPacks([path], (index) => {
            let used = false;
            // Look from the smaller side.
            const keys = index.size < wanted.size ? index.keys() : wanted.keys();
            for (const key of keys) {
              const at = wanted.get(key);
              const entry = index.get(key);
              if (at === undefined || entry === undefined || found[at] !== undefined) continue;
              const payload = readPayload(entry);
              found[at] = payload && decode(payload, splitWords(texts[at]!), d);
              used = true;
            }
            if (used && Date.now() - usedAt > TOUCH_AFTER) store.touch(path);
          });
        }
      } catch {
        // A disk that fails means no cache.
      }
      return found;
    },

    keep: (texts, vectors) => {
      try {
        const entries = texts.map((text, i) => ({ key: keyOf(text), payload: encode(vectors[i]!, d) }));
        const old = store.list(folder).filter((file) => isPack(file.path));
        const small = old.length >= limits.packs ? old.filter((file) => file.size < SMALL_PACK) : [];
        const known = new Set(entries.map((entry) => Buffer.from(entry.key).toString('latin1')));
        withPacks(
          small.map((file) => file.path),
          (index) => {
            for (const [key, indexed] of index) {
              const payload = known.has(key) ? undefined : readPayload(indexed);
              if (payload === undefined) continue;
              known.add(key);
              entries.push({ key: Buffer.from(key, 'latin1'), payload });
            }
          },
        );
        const { name, pieces } = pack(entries, d);
        const path = store.join(folder, name);
        store.replace(path, pieces);
        for (const file of small) if (file.path !== path) store.remove(file.path);
        tidy();
      } catch {
        // The same.
      }
    },
  };
};
