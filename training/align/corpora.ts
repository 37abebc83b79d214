import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A sentence pair: English, Turkish. */
export type Pair = readonly [string, string];

/** Forty lines of a corpus, in the corpus's order, that the encoder was not trained on. */
export interface Block {
  readonly corpus: string;
  readonly pairs: readonly Pair[];
}

const BLOCK = 40;
/** The corpora that are news. */
export const NEWS: ReadonlySet<string> = new Set(['setimes_news', 'xwmt_news']);

/** Corpora that are no texts: dictionaries, messages of programs, single sentences. No story can be made of them. */
const NO_TEXT = /^(?:wiktionary|tatoeba|osm_)|_ui$|_l10n$|_lang$/;

/** The same rule as in training/data.py. */
const isHeldOut = (corpus: string, block: number): boolean => (NEWS.has(corpus) ? block % 7 === 3 : block % 40 === 3);

/** Reads the blocks that were kept from the encoder, less every pair a side of which occurs in the evaluation data. */
export function readHeldOutBlocks(corpora: string, evaluation: string): readonly Block[] {
  const excluded = readFolded(evaluation);
  const blocks: Block[] = [];
  for (const file of readdirSync(corpora)
    .filter((name) => name.endsWith('.tsv.gz'))
    .sort()) {
    const corpus = file.replace('.tsv.gz', '');
    if (NO_TEXT.test(corpus)) continue;
    const lines = gunzipSync(readFileSync(join(corpora, file)))
      .toString('utf8')
      .split('\n');
    for (let block = 0; block * BLOCK < lines.length; block++) {
      if (!isHeldOut(corpus, block)) continue;
      const pairs = lines
        .slice(block * BLOCK, (block + 1) * BLOCK)
        .map((line) => line.split('\t') as unknown as Pair)
        .filter(([en, tr]) => en?.trim() && tr?.trim() && !excluded.has(fold(en)) && !excluded.has(fold(tr)));
      if (pairs.length >= 10) blocks.push({ corpus, pairs });
    }
  }
  return blocks;
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function readFolded(folder: string): ReadonlySet<string> {
  const folded = new Set<string>();
  if (!existsSync(folder)) return folded;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(src|tgt|txt)$/.test(entry.name)) continue;
    for (const line of readFileSync(join(entry.parentPath, entry.name), 'utf8').split(/\n|(?<=[.!?])\s+/)) {
      if (line.trim()) folded.add(fold(line));
    }
  }
  return folded;
}
