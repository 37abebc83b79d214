import { parentPort, workerData } from 'node:worker_threads';
import type { Comparison } from '../core/comparison.ts';
import { UserError } from '../core/errors.ts';
import type { FixedBead, ReviewBead } from '../review/fix-beads.ts';
import type { Story } from '../review/reviewed-story.ts';
import { readSides } from './compare-files.ts';
import { readGlossaryFile } from './glossary.ts';
import { openEmbedder } from './open-embedder.ts';
import { openStory } from './open-story.ts';
import type { Answer, Asked, Question, StoryRequest } from './story-thread.ts';

/*
 * The thread of a review in which texts are read, embedded, aligned and compared, so that keys are answered meanwhile.
 * story-thread.ts starts it and asks.
 */

const request = workerData as StoryRequest;
const port = parentPort!;
const say = (answer: Answer): void => port.postMessage(answer);

const embedder = openEmbedder(request.model, {
  noCache: request.noCache,
  onProgress: (done, total) => say({ progress: [done, total] }),
});
// What is wrong with it is told to whoever asks.
embedder.catch(() => undefined);

let story: Story | undefined;

async function answer({ asks, about }: Question): Promise<Asked[keyof Asked]> {
  if (asks === 'read') {
    const noStandardInput = { cwd: request.cwd, readStdin: () => Promise.reject(new Error('no standard input here')) };
    const sides = await readSides(request.paths, request, noStandardInput);
    const glossary = await readGlossaryFile(request.glossary, noStandardInput);
    story = openStory(sides, await embedder, request.order, glossary);
    return sides;
  }
  if (story === undefined) throw new Error(`asked to ${asks} before the texts were read`);
  if (asks === 'recompare') return await story.recompare!(about as readonly ReviewBead[]);
  const { sides, ...found }: Comparison = await story.compare(about as readonly FixedBead[]);
  return found;
}

port.on('message', (question: Question) => {
  answer(question).then(
    (value) => say({ id: question.id, value }),
    (error: unknown) =>
      say(
        error instanceof UserError
          ? { id: question.id, refusal: { message: error.message, hint: error.hint } }
          : { id: question.id, bug: error },
      ),
  );
});
