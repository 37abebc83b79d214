import type { SegmentedDocument } from '../core/segment.ts';
import type { Sides } from '../core/side.ts';
import type { IdentifiedEmbedder } from '../embed/create-embedder.ts';
import type { Story } from '../review/reviewed-story.ts';
import type { PairResult } from './pair-findings.ts';

/** The state of the files at an earlier commit. Paths as the pairs have them. */
export interface Earlier {
  /** The commit's name, for people. */
  readonly name: string;
  /** Was the file changed, added or removed since? */
  isChanged(path: string): boolean;
  /** The file as it was; null where it was not there. */
  read(path: string): Promise<Uint8Array | null>;
}

/** All that the result of a pair depends on, beside the program and the model. */
export type CacheKey = readonly (string | Uint8Array)[];

/** Results of earlier runs, by content. */
export interface ResultCache {
  find(key: CacheKey): PairResult | null;
  keep(key: CacheKey, result: PairResult): void;
}

/** All that a check asks of the world. */
export interface CheckPorts {
  /** @throws UserError where the file cannot be read */
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly exists: (path: string) => boolean;
  readonly embedder: IdentifiedEmbedder;
  readonly openStory: (
    sides: Sides<SegmentedDocument>,
    embedder: IdentifiedEmbedder,
    order: 'free' | 'monotone',
  ) => Promise<Story>;
  readonly cache: ResultCache | null;
  readonly earlier: Earlier | null;
  readonly onProgress: (done: number, total: number) => void;
  /** Called between batches of pairs. */
  readonly onBatch: () => void;
}
