import type { Embedder } from '../../src/core/vectors.ts';
import { type Block, NEWS, readHeldOutBlocks } from './corpora.ts';
import { joinStories, makeStory } from './documents.ts';
import { type Example, makeExample } from './example.ts';
import type { Random } from './random.ts';

/** At most this many blocks of a corpus, so that the large manuals do not speak for all text. */
const BLOCKS_PER_CORPUS = 40;
const STORIES_PER_BLOCK = 3;
/** News is what the aligner is for first, and there is little of it. */
const STORIES_PER_NEWS_BLOCK = 12;
/** So many blocks also make one long story together, and every third time six times as many. */
const JOINED = 6;

/** The blocks that stories are made of. */
export function readBlocks(corpora: string, evaluation: string): readonly Block[] {
  const counts = new Map<string, number>();
  return readHeldOutBlocks(corpora, evaluation).filter(({ corpus }) => {
    counts.set(corpus, (counts.get(corpus) ?? 0) + 1);
    return counts.get(corpus)! <= BLOCKS_PER_CORPUS;
  });
}

/** By block, so that no sentence stands on both sides of the fence: score, confidence, and a part that only measures. */
export function divide(blocks: readonly Block[]): Readonly<Record<'score' | 'confidence' | 'check', readonly Block[]>> {
  const first = (share: number): number => Math.floor(blocks.length * share);
  return {
    score: blocks.slice(0, first(0.6)),
    confidence: blocks.slice(first(0.6), first(0.85)),
    check: blocks.slice(first(0.85)),
  };
}

/** Stories made of the blocks, measured. Strangers come from the same blocks. */
export async function makeExamples(some: readonly Block[], embed: Embedder, dice: Random): Promise<readonly Example[]> {
  const examples: Example[] = [];
  for (const [b, block] of some.entries()) {
    const strangers = some.filter((other) => other !== block && other.corpus === block.corpus).flatMap((o) => o.pairs);
    const foreign = strangers.length > 0 ? strangers : some.filter((other) => other !== block).flatMap((o) => o.pairs);
    const count = NEWS.has(block.corpus) ? STORIES_PER_NEWS_BLOCK : STORIES_PER_BLOCK;
    for (let n = 0; n < count; n++) {
      examples.push(await makeExample(makeStory(block, foreign, b + n, dice), embed));
    }
    if (b % JOINED === JOINED - 1) {
      const length = b % (3 * JOINED) === 3 * JOINED - 1 ? 6 * JOINED : JOINED;
      const joined = some.slice(Math.max(0, b + 1 - length), b + 1);
      // Not from the blocks that are joined: a stranger's own translation would stand further on.
      const apart = some.filter((other) => !joined.includes(other)).flatMap((other) => other.pairs);
      const parts = joined.map((part) => makeStory(part, apart, dice.between(0, 3), dice, false));
      examples.push(await makeExample(joinStories(parts), embed));
    }
  }
  return examples;
}
