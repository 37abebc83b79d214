import type { Confidences } from '../../src/align/confidence.ts';
import type { BeadFeature } from '../../src/align/feature-names.ts';
import type { ScoreWeights } from '../../src/align/weights.ts';
import type { Example } from './example.ts';
import { measureLinks } from './measure.ts';

/** What is added to the bias, and what the weights of lengths and of the distance from the expected place are multiplied by. */
const BIASES = [0, 1, 2, 3, 4];
const FACTORS = [0.5, 1];
const LENGTHS: readonly BeadFeature[] = ['lengthRatio', 'lengthRatioSquared'];

/**
 * What a retelling makes of the score's weights: of a small grid those by which the written retellings come out best, by the
 * sum of the F1 of links and of unmatched segments. There are too few of them to learn each weight from.
 *
 * @param confidence what drops beads meanwhile
 */
export function learnRetold(
  stories: readonly Example[],
  score: ScoreWeights,
  confidence: Confidences,
  log: (line: string) => void,
): ScoreWeights {
  let best = { weights: score, reached: 0 };
  for (const bias of BIASES) {
    for (const lengths of FACTORS) {
      for (const displacement of FACTORS) {
        const retold = {
          ...score.bead,
          bias: score.bead.bias + bias,
          displacement: score.bead.displacement * displacement,
          ...Object.fromEntries(LENGTHS.map((name) => [name, score.bead[name] * lengths])),
        };
        const weights = { ...score, retold };
        const { links, unmatched } = measureLinks(stories, { score: weights, confidence });
        if (links + unmatched <= best.reached) continue;
        best = { weights, reached: links + unmatched };
        log(
          `retellings: bias + ${bias}, lengths × ${lengths}, displacement × ${displacement}: ${links.toFixed(4)} ${unmatched.toFixed(4)}`,
        );
      }
    }
  }
  return best.weights;
}
