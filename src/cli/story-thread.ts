import { Worker } from 'node:worker_threads';
import type { Order } from '../align/search.ts';
import type { Comparison } from '../core/comparison.ts';
import { UserError } from '../core/errors.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import type { Sides } from '../core/side.ts';
import type { Findings, Story } from '../review/reviewed-story.ts';
import type { StorySettings } from './story-options.ts';

/** What the thread has to know: it goes to it as it is. */
export interface StoryRequest extends StorySettings {
  readonly paths: Sides<string>;
  readonly order: Order;
  readonly model: string | undefined;
  readonly noCache: boolean;
  readonly cwd: string;
}

/** What can be asked of the thread, and what it answers. */
export interface Asked {
  readonly read: Sides<SegmentedDocument>;
  /** The documents are known to whoever asks. */
  readonly compare: Omit<Comparison, 'sides'>;
  readonly recompare: Findings;
}

export interface Question {
  readonly id: number;
  readonly asks: keyof Asked;
  readonly about: unknown;
}

export type Answer =
  | { readonly id: number; readonly value: Asked[keyof Asked] }
  | { readonly id: number; readonly refusal: { readonly message: string; readonly hint: string | undefined } }
  | { readonly id: number; readonly bug: unknown }
  | { readonly progress: readonly [done: number, total: number] };

export interface StoryThread {
  /**
   * Reads the two texts as they are now.
   *
   * @throws UserError where they cannot be read, or the model cannot be used
   */
  open(onProgress: (done: number, total: number) => void): Promise<Story>;
  close(): void;
}

/** Starts a thread that reads two texts, aligns and compares them, while this one draws and reads keys. */
export function startStoryThread(request: StoryRequest): StoryThread {
  const worker = new Worker(new URL('./story-worker.js', import.meta.url), { workerData: request });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: unknown): void }>();
  let last = 0;
  let onProgress: (done: number, total: number) => void = () => {};

  const ask = <Asks extends keyof Asked>(asks: Asks, about: unknown = null): Promise<Asked[Asks]> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, asks, about } satisfies Question);
    });

  worker.on('message', (answer: Answer) => {
    if ('progress' in answer) return onProgress(...answer.progress);
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('value' in answer) asked?.resolve(answer.value as never);
    else if ('refusal' in answer) asked?.reject(new UserError(answer.refusal.message, answer.refusal.hint));
    else asked?.reject(answer.bug);
  });
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });

  return {
    open: async (onEmbedded) => {
      onProgress = onEmbedded;
      const sides = await ask('read');
      return {
        sides,
        compare: async (fixed) => ({ ...(await ask('compare', fixed)), sides }),
        recompare: (beads) => ask('recompare', beads),
      };
    },
    close: () => void worker.terminate(),
  };
}
