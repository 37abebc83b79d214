/**
 * Learns the aligner's weights from made stories and writes src/align/learned-weights.ts:
 *
 *     npx tsx training/align/learn.ts [CORPORA] [EVALUATION] [MODEL] [--keep-score]
 *
 * The stories are made of sentence pairs that the encoder was not trained on; twelve retellings are written. Nothing of the evaluation data is used;
 * it is read only to leave out every pair that occurs in it.
 */
import { join } from 'node:path';
import { learnedWeights } from '../../src/align/learned-weights.ts';
import type { Confidences } from '../../src/align/confidence.ts';
import type { ScoreWeights } from '../../src/align/weights.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import type { Example } from './example.ts';
import { learnConfidence } from './learn-confidence.ts';
import { candidateRecall, learnScore, START } from './learn-score.ts';
import { learnRetold } from './learn-retold.ts';
import { divide, makeExamples, readBlocks } from './make-examples.ts';
import { measure, measureLinks } from './measure.ts';
import { createRandom } from './random.ts';
import { LEARNED_FROM, MISLEADING, readRetold, UNSEEN } from './retold.ts';
import { writeWeights } from './write-weights.ts';

const EPOCHS = 10;
const SEED = 20261;

const [corpora = '../shared/corpora', evaluation = '../shared/eval', model = 'tr-en-base'] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('--'));
/** Only the weights for retellings and the confidences are learned anew. */
const keepScore = process.argv.includes('--keep-score');
const log = (line: string): void => console.error(line);

const blocks = readBlocks(corpora, evaluation);
const embedder = await openEmbedder(model, { noCache: true });
const random = createRandom(SEED);
const parts = divide(random.shuffle(blocks));
const forScore = await makeExamples(parts.score, embedder, random);
const forConfidence = await makeExamples(parts.confidence, embedder, random);
const forCheck = await makeExamples(parts.check, embedder, random);
log(`${blocks.length} blocks; ${forScore.length} + ${forConfidence.length} + ${forCheck.length} stories`);
log(`gold beads among the candidates: ${candidateRecall(forCheck).toFixed(4)}`);

const learned = keepScore ? learnedWeights.score : learnScore(forScore, START, EPOCHS, random, log);
const retold = await readRetold(LEARNED_FROM, embedder);
const origin =
  `${forScore.length} made stories for the score, ${forConfidence.length} for the confidence, from sentence pairs ` +
  `of ${new Set(blocks.map((b) => b.corpus)).size} corpora that ${model} was not trained on, ${retold.length} written retellings; seed ${SEED}`;
const confidenceFor = (score: ScoreWeights): Confidences =>
  learnConfidence([...forConfidence, ...retold], score, origin, createRandom(SEED + 1));
// What a retelling makes of the score is chosen with the confidences that go with the score as it is.
const score = learnRetold(retold, learned, confidenceFor({ ...learned, retold: learned.bead }), log);
const confidence = confidenceFor(score);
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
const reportRetold = (name: string, stories: readonly Example[]): void => {
  const { links, unmatched } = measureLinks(stories, weights);
  log(`${name}: links F1 ${links.toFixed(4)}, unmatched F1 ${unmatched.toFixed(4)}`);
};
reportRetold('retellings, learned', retold);
reportRetold('retellings, unseen', await readRetold(UNSEEN, embedder));
reportRetold('retellings, misleading', await readRetold(MISLEADING, embedder));
log(`beads below ${confidence.threshold.toFixed(2)} are dropped`);
writeWeights(join(import.meta.dirname, '../../src/align/learned-weights.ts'), { origin, score, confidence });
log(JSON.stringify(score, (_, v) => (typeof v === 'number' ? Number(v.toFixed(3)) : v), 1));
