import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../core/errors.ts';
import { mapSides, opposite } from '../core/side.ts';
import type { TaskAnswer, Tasks } from './second-thread.ts';

/*
 * Does one task beside the main thread; second-thread.ts starts it. What a task needs is loaded for that task alone.
 */

const TASKS: { readonly [Name in keyof Tasks]: (about: Tasks[Name]['about']) => Promise<Tasks[Name]['gives']> } = {
  segment: async ({ bytes, path, options }) => {
    const [{ readDocument }, { segmentDocument }, { toColumns }] = await Promise.all([
      import('../read/read-document.ts'),
      import('../segment/segment-document.ts'),
      import('./document-columns.ts'),
    ]);
    return toColumns(segmentDocument(await readDocument(bytes, path), options));
  },
  traits: async (sides) => {
    const { traitsOf } = await import('../evidence/traits.ts');
    return mapSides(sides, ({ lang, texts, kinds, langs }, side) =>
      texts.map((text, at) => traitsOf({ text, kind: kinds[at]!, lang: langs[at]! }, lang, sides[opposite(side)].lang)),
    );
  },
};

const { name, about } = workerData as { readonly name: keyof Tasks; readonly about: never };
const answer = await TASKS[name](about).then(
  (value): TaskAnswer => ({ value }),
  (error: unknown): TaskAnswer => {
    if (error instanceof UserError) return { refusal: { message: error.message, hint: error.hint } };
    throw error;
  },
);
parentPort!.postMessage(answer);
