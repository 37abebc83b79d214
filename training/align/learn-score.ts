import { heaviestChain, linksOf } from '../../src/align/chain.ts';
import { BEAD_FEATURES, BEAD_INDEX, type BeadFeature, NULL_FEATURES } from '../../src/align/feature-names.ts';
import { createScore, type Score } from '../../src/align/score.ts';
import { createSearch } from '../../src/align/search.ts';
import type { ScoreWeights } from '../../src/align/weights.ts';
import { pairingKey } from '../../src/evaluate/pairing.ts';
import type { Example } from './example.ts';
import type { Random } from './random.ts';
import { rateCandidates } from './rate-candidates.ts';

/** What a wrong bead is worth more to the learner's search than to the real one, for each of its members. */
const LOSS = 0.5;
const RATE = 0.05;
const DECAY = 1e-4;

/** The weights that learning begins with. */
export const START: ScoreWeights = asWeights(
  BEAD_FEATURES.map(
    (name) =>
      ({ cosine: 2, margin: 4, coverage: 2, crossing: -1, following: 0.3, litterClash: -3, kindClash: -1 })[
        name as string
      ] ?? 0,
  ),
  NULL_FEATURES.map((name) => (name === 'bias' ? 0.7 : 0)),
);

/**
 * Structured hinge loss by subgradient steps with averaging (Taskar et al. 2005; Ratliff et al. 2007): the search runs
 * with every wrong bead made more attractive, and the weights move from what it found towards the gold.
 *
 * @param without features that weigh nothing, for ablations
 */
export function learnScore(
  examples: readonly Example[],
  start: ScoreWeights,
  epochs: number,
  random: Random,
  log: (line: string) => void,
  without: ReadonlySet<BeadFeature> = new Set(),
): ScoreWeights {
  const bead = BEAD_FEATURES.map((name) => (without.has(name) ? 0 : start.bead[name]));
  const none = NULL_FEATURES.map((name) => start.null[name]);
  const averageBead = bead.map(() => 0);
  const averageNull = none.map(() => 0);
  let steps = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = RATE / (1 + epoch / 4);
    let right = 0;
    let found = 0;
    let wanted = 0;
    for (const example of random.shuffle(examples)) {
      const weights = asWeights(bead, none);
      const score = lossAugmented(createScore(example.features, example.sizes, weights), example);
      const rated = rateCandidates(example.candidates, score);
      const chosen = createSearch(example.features, rated, score, example.sizes, 'free')();
      right += chosen.filter((bead) => example.isRight(bead)).length;
      found += chosen.length;
      wanted += example.gold.length;

      const crossing = crossingOf(example);
      const gradientBead = bead.map(() => 0);
      const gradientNull = none.map(() => 0);
      const addBead = (values: readonly number[], crosses: boolean, sign: number): void => {
        values.forEach((value, f) => {
          gradientBead[f]! += sign * value;
        });
        if (crosses) gradientBead[BEAD_INDEX.crossing]! += sign;
      };
      const addNulls = (side: 'source' | 'target', list: readonly number[], sign: number): void => {
        for (const index of list) {
          example.features.ofNull(side, index).forEach((value, f) => {
            gradientNull[f]! += sign * value;
          });
        }
      };
      gradientBead[BEAD_INDEX.following]! += countJoints(example.gold, example) - countJoints(chosen, example);
      example.gold.forEach(({ source, target }, b) => {
        addBead(example.features.ofBead(source, target), crossing[b]!, 1);
        addNulls('source', source, -1);
        addNulls('target', target, -1);
      });
      for (const { source, target, values, crossing: crosses } of chosen) {
        addBead(values, crosses, -1);
        addNulls('source', source, 1);
        addNulls('target', target, 1);
      }
      const norm = Math.max(1, Math.sqrt(example.gold.length));
      bead.forEach((w, f) => {
        if (!without.has(BEAD_FEATURES[f]!)) bead[f] = w * (1 - rate * DECAY) + (rate * gradientBead[f]!) / norm;
      });
      none.forEach((w, f) => {
        none[f] = w * (1 - rate * DECAY) + (rate * gradientNull[f]!) / norm;
      });
      if (epoch >= epochs / 3) {
        steps++;
        bead.forEach((w, f) => {
          averageBead[f]! += w;
        });
        none.forEach((w, f) => {
          averageNull[f]! += w;
        });
      }
    }
    const f1 = (2 * right) / (found + wanted);
    log(`epoch ${epoch + 1}: strict F1 with loss ${f1.toFixed(4)}`);
  }
  return asWeights(
    averageBead.map((w) => w / steps),
    averageNull.map((w) => w / steps),
  );
}

/** Which gold beads stand outside the heaviest chain of gold beads. */
function crossingOf(example: Example): readonly boolean[] {
  const links = example.gold.map(({ source, target }) => ({
    source: { start: source[0]!, end: source[0]! + 1 },
    target: { start: target[0]!, end: target[0]! + 1 },
    gain: 1,
  }));
  const main = new Set(heaviestChain(linksOf(links), example.sizes.source, example.sizes.target));
  return links.map((_, at) => !main.has(at));
}

/** How many beads follow another, or an edge of the documents, directly on both sides. */
function countJoints(
  beads: readonly { readonly source: readonly number[]; readonly target: readonly number[] }[],
  { sizes, features: { places } }: Example,
): number {
  const corner = (i: number, j: number): number => places.source[i]! * (sizes.target + 1) + places.target[j]!;
  const ends = new Set([corner(0, 0), ...beads.map((b) => corner(b.source.at(-1)! + 1, b.target.at(-1)! + 1))]);
  const starts = [...beads.map((b) => corner(b.source[0]!, b.target[0]!)), corner(sizes.source, sizes.target)];
  return starts.filter((start) => ends.has(start)).length;
}

function lossAugmented(score: Score, example: Example): Score {
  return {
    ...score,
    gain: (values, source, target) => {
      const loss = LOSS * (source.length + target.length);
      return score.gain(values, source, target) + (example.isRight({ source, target }) ? -loss : loss);
    },
  };
}

/** One set of weights for translations and retellings alike. */
function asWeights(bead: readonly number[], none: readonly number[]): ScoreWeights {
  const weights = Object.fromEntries(BEAD_FEATURES.map((name, f) => [name, bead[f]!])) as ScoreWeights['bead'];
  return {
    bead: weights,
    retold: weights,
    null: Object.fromEntries(NULL_FEATURES.map((name, f) => [name, none[f]!])) as ScoreWeights['null'],
  };
}

/** How many gold beads are among the candidates at all: the search cannot do better. */
export function candidateRecall(examples: readonly Example[]): number {
  let reachable = 0;
  let wanted = 0;
  for (const example of examples) {
    const { candidates } = example;
    const ids = Array.from({ length: candidates.length }, (_, id) => id);
    const keys = new Set(
      ids.map((id) =>
        pairingKey({ source: candidates.membersOf('source', id), target: candidates.membersOf('target', id) }),
      ),
    );
    for (const gold of example.gold) {
      wanted++;
      if (keys.has(pairingKey(gold))) reachable++;
    }
  }
  return reachable / wanted;
}
