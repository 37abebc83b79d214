import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultCacheFolder, diskStore, type Store } from '../embed/store.ts';
import type { PairResult } from './pair-findings.ts';
import type { CacheKey, ResultCache } from './check-ports.ts';

/** All results together, in bytes; what was not used for longest goes first. */
const MOST_BYTES = 128 * 1024 * 1024;
/** A result that is used is marked so at most this often; milliseconds. */
const TOUCH_AFTER = 3_600_000;

/** The rooms whose code says what is found; another version of any of them finds something else. */
const ROOMS = ['core', 'read', 'segment', 'evidence', 'embed', 'align', 'compare', 'report', 'review', 'check'];

/** Names the program by its code, so that no result of an earlier version is taken for one of this. */
function programKey(): string {
  const hash = createHash('sha256');
  const root = join(import.meta.dirname, '..');
  for (const room of ROOMS) {
    const names = readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[jt]sx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const name of names) hash.update(readFileSync(name));
  }
  return hash.digest('hex');
}

const isResult = (value: unknown): value is PairResult =>
  typeof value === 'object' && value !== null && 'findings' in value && Array.isArray(value.findings);

/**
 * Results of pairs on disk, a file each, named by the hash of all that they depend on. A file appears whole and carries
 * its own checksum, so processes that share the folder never see half of one; one that is damaged counts as missing and
 * is written anew.
 *
 * @param modelKey names the weights and how they are used
 */
export function openResultCache(
  modelKey: string,
  options: { readonly folder?: string; readonly store?: Store; readonly mostBytes?: number } = {},
): ResultCache & { /** Throws out what does not fit. */ readonly tidy: () => void } {
  const { store = diskStore, mostBytes = MOST_BYTES } = options;
  const root = store.join(options.folder ?? defaultCacheFolder(), 'checks', 'v1');
  const program = programKey();
  let kept = 0;
  const pathOf = (key: CacheKey): string => {
    const hash = createHash('sha256').update(program).update('\0').update(modelKey);
    // Each part with its length: no two lists of parts give the same bytes.
    for (const part of key) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : part;
      hash.update(`\0${bytes.length}\0`).update(bytes);
    }
    const name = hash.digest('hex');
    return store.join(root, name.slice(0, 2), `${name.slice(2)}.json`);
  };
  const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');
  const used: string[] = [];
  return {
    find: (key) => {
      const path = pathOf(key);
      const text = store.readText(path);
      if (text === null) return null;
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      if (end !== 64 || checksum(body) !== text.slice(0, end)) return null;
      try {
        const value: unknown = JSON.parse(body);
        if (!isResult(value)) return null;
        used.push(path);
        return value;
      } catch {
        return null;
      }
    },
    keep: (key, result) => {
      const body = JSON.stringify(result);
      try {
        store.replace(pathOf(key), [Buffer.from(`${checksum(body)}\n${body}`)]);
        kept += 1;
      } catch {
        // A disk that is full or read-only means no cache.
      }
    },
    tidy: () => {
      if (kept === 0) return;
      try {
        const files = store.folders(root).flatMap((folder) => store.list(folder));
        const byPath = new Map(files.map((file) => [file.path, file]));
        for (const path of used) {
          const file = byPath.get(path);
          if (file !== undefined && Date.now() - file.usedAt > TOUCH_AFTER) store.touch(path);
        }
        for (const file of files) {
          if (!file.path.endsWith('.json') && Date.now() - file.usedAt > TOUCH_AFTER) store.remove(file.path);
        }
        let total = files.reduce((sum, { size }) => sum + size, 0);
        if (total <= mostBytes) return;
        const recent = new Set(used);
        for (const { path, size } of files.sort((a, b) => a.usedAt - b.usedAt)) {
          if (total <= mostBytes) break;
          if (recent.has(path)) continue;
          store.remove(path);
          total -= size;
        }
      } catch {
        // The same.
      }
    },
  };
}
