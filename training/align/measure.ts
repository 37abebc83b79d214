import { createScore } from '../../src/align/score.ts';
import { type ChosenBead, search } from '../../src/align/search.ts';
import type { ScoreWeights } from '../../src/align/weights.ts';
import type { Example } from './example.ts';
import { goldKeys, key } from './learn-score.ts';

/** What the real search chooses in an example. */
export function alignExample(example: Example, weights: ScoreWeights): readonly ChosenBead[] {
  const score = createScore(example.features, example.sizes, weights);
  return search(example.features, example.candidates, score, example.sizes, 'free');
}

/** Strict F1 of beads and F1 of unmatched segments over all examples. */
export function measure(examples: readonly Example[], weights: ScoreWeights): { strict: number; unmatched: number } {
  const strict = new Counts();
  const unmatched = new Counts();
  for (const example of examples) {
    const chosen = alignExample(example, weights);
    const gold = goldKeys(example);
    strict.add(chosen.filter((b) => gold.has(key(b.source, b.target))).length, chosen.length, example.gold.length);
    for (const side of ['source', 'target'] as const) {
      const taken = new Set(chosen.flatMap((bead) => bead[side]));
      const linked = new Set(example.gold.flatMap((bead) => bead[side]));
      const segments = Array.from({ length: example.sizes[side] }, (_, index) => index);
      unmatched.add(
        segments.filter((index) => !taken.has(index) && !linked.has(index)).length,
        segments.filter((index) => !taken.has(index)).length,
        segments.filter((index) => !linked.has(index)).length,
      );
    }
  }
  return { strict: strict.f1(), unmatched: unmatched.f1() };
}

class Counts {
  #right = 0;
  #found = 0;
  #wanted = 0;

  add(right: number, found: number, wanted: number): void {
    this.#right += right;
    this.#found += found;
    this.#wanted += wanted;
  }

  f1(): number {
    return (2 * this.#right) / (this.#found + this.#wanted);
  }
}
