/**
 * Learns the aligner's weights from made stories and writes src/align/learned-weights.ts:
 *
 *     npx tsx training/align/learn.ts [CORPORA] [EVALUATION] [MODEL] [--keep-score]
 *
 * The stories are made of sentence pairs that the encoder was not trained on. Nothing of the evaluation data is used;
 * it is read only to leave out every pair that occurs in it.
 */
import { join } from 'node:path';
import { BEAD_FEATURES, NULL_FEATURES } from '../../src/align/feature-names.ts';
import { learnedWeights } from '../../src/align/learned-weights.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import type { Embedder } from '../../src/core/vectors.ts';
import { type Block, NEWS, readHeldOutBlocks } from './corpora.ts';
import { joinStories, makeStory } from './documents.ts';
import { type Example, makeExample } from './example.ts';
import { learnConfidence } from './learn-confidence.ts';
import { asWeights, candidateRecall, learnScore } from './learn-score.ts';
import { measure } from './measure.ts';
import { createRandom, type Random } from './random.ts';
import { writeWeights } from './write-weights.ts';

/** At most this many blocks of a corpus, so that the large manuals do not speak for all text. */
const BLOCKS_PER_CORPUS = 40;
const STORIES_PER_BLOCK = 3;
/** News is what the aligner is for first, and there is little of it. */
const STORIES_PER_NEWS_BLOCK = 12;
/** So many blocks also make one long story together, and every third time six times as many. */
const JOINED = 6;
const EPOCHS = 10;
const SEED = 20261;

const [corpora = '../shared/corpora', evaluation = '../shared/eval', model = 'tr-en-base'] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('--'));
/** Only the confidences are learned anew. */
const keepScore = process.argv.includes('--keep-score');
const log = (line: string): void => console.error(line);

const blocks = limitPerCorpus(readHeldOutBlocks(corpora, evaluation));
const embedder = await openEmbedder(model, { noCache: true });
const random = createRandom(SEED);
// By block, so that no sentence stands on both sides of the fence: score, confidence, and a part that only measures.
const shuffled = random.shuffle(blocks);
const third = (share: number): number => Math.floor(shuffled.length * share);
const forScore = await makeExamples(shuffled.slice(0, third(0.6)), embedder, random);
const forConfidence = await makeExamples(shuffled.slice(third(0.6), third(0.85)), embedder, random);
const forCheck = await makeExamples(shuffled.slice(third(0.85)), embedder, random);
log(`${blocks.length} blocks; ${forScore.length} + ${forConfidence.length} + ${forCheck.length} stories`);
log(`gold beads among the candidates: ${candidateRecall(forCheck).toFixed(4)}`);

const start = asWeights(
  BEAD_FEATURES.map(
    (name) =>
      ({ cosine: 2, margin: 4, coverage: 2, crossing: -1, following: 0.3, litterClash: -3, headingClash: -1 })[
        name as string
      ] ?? 0,
  ),
  NULL_FEATURES.map((name) => (name === 'bias' ? 0.7 : 0)),
);
const score = keepScore ? learnedWeights.score : learnScore(forScore, start, EPOCHS, random, log);
const origin =
  `${forScore.length} made stories for the score, ${forConfidence.length} for the confidence, from sentence pairs ` +
  `of ${new Set(blocks.map((b) => b.corpus)).size} corpora that ${model} was not trained on; seed ${SEED}`;
const confidence = learnConfidence(forConfidence, score, origin, createRandom(SEED + 1));
const weights = { score, confidence };
const report = (name: string, examples: readonly Example[]): void => {
  const { strict, unmatched } = measure(examples, weights);
  log(`${name}: strict F1 ${strict.toFixed(4)}, unmatched F1 ${unmatched.toFixed(4)}`);
};
report('learned', forScore);
report('unseen', forCheck);
for (let level = 0; level < 6; level++) {
  report(
    `  unseen, noise ${level}`,
    forCheck.filter((example) => example.name.endsWith(`/${level}`)),
  );
}
report(
  '  unseen, joined',
  forCheck.filter((example) => example.name === 'joined'),
);
log(`beads below ${confidence.threshold.toFixed(2)} are dropped`);
writeWeights(join(import.meta.dirname, '../../src/align/learned-weights.ts'), { origin, score, confidence });
log(JSON.stringify(score, (_, v) => (typeof v === 'number' ? Number(v.toFixed(3)) : v), 1));

function limitPerCorpus(all: readonly Block[]): readonly Block[] {
  const counts = new Map<string, number>();
  return all.filter(({ corpus }) => {
    counts.set(corpus, (counts.get(corpus) ?? 0) + 1);
    return counts.get(corpus)! <= BLOCKS_PER_CORPUS;
  });
}

async function makeExamples(some: readonly Block[], embed: Embedder, dice: Random): Promise<readonly Example[]> {
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
