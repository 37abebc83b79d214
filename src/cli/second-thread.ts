import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { UserError } from '../core/errors.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import type { Sides } from '../core/side.ts';
import type { SegmentTraits } from '../evidence/traits.ts';
import type { SegmentOptions } from '../segment/segment-document.ts';
import type { DocumentColumns } from './document-columns.ts';

/** What another thread may do meanwhile: what it is told, and what it gives. */
export interface Tasks {
  readonly segment: {
    readonly about: { readonly bytes: Uint8Array; readonly path: string; readonly options: SegmentOptions };
    readonly gives: DocumentColumns;
  };
  readonly traits: { readonly about: Sides<TraitColumns>; readonly gives: Sides<readonly SegmentTraits[]> };
}

/** What the traits of a document are read from. Lists go to another thread in a tenth of the time that objects take. */
export interface TraitColumns {
  readonly lang: string;
  readonly texts: readonly string[];
  readonly kinds: readonly SegmentedDocument['segments'][number]['kind'][];
  readonly langs: readonly string[];
}

export type TaskAnswer =
  | { readonly value: Tasks[keyof Tasks]['gives'] }
  | { readonly refusal: { readonly message: string; readonly hint: string | undefined } };

const PROGRAM = new URL('./second-thread-worker.js', import.meta.url);

/** Whether there is a second processor; and the program to run there, which is missing where this is run from its source. */
export const hasSecondThread = (): boolean => availableParallelism() > 1 && existsSync(fileURLToPath(PROGRAM));

/**
 * Does one task in a thread of its own, which ends with it. Starting it takes some 50 ms of the other processor.
 *
 * @throws UserError as the task does
 */
export function runInSecondThread<Name extends keyof Tasks>(
  name: Name,
  about: Tasks[Name]['about'],
): Promise<Tasks[Name]['gives']> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, { workerData: { name, about } });
    worker.on('message', (answer: TaskAnswer) => {
      if ('value' in answer) resolve(answer.value);
      else reject(new UserError(answer.refusal.message, answer.refusal.hint));
    });
    worker.on('error', reject);
    // After an answer this says nothing more.
    worker.on('exit', () => reject(new UserError('a thread ended without an answer', 'try again, with more memory')));
  });
}
