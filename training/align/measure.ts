import { decide } from '../../src/align/decide.ts';
import { createScore, lenient } from '../../src/align/score.ts';
import type { ChosenBead } from '../../src/align/search.ts';
import type { AlignWeights } from '../../src/align/weights.ts';
import type { Example } from './example.ts';
import { goldKeys, key } from './learn-score.ts';
import { rateCandidates } from './rate-candidates.ts';

/** What the aligner chooses in an example. */
function alignExample(example: Example, weights: Omit<AlignWeights, 'origin'>): readonly ChosenBead[] {
  const score = createScore(example.features, example.sizes, weights.score);
  const { features, candidates, sizes } = example;
  const rated = rateCandidates(candidates, lenient(score));
  return decide(features, rated, score, sizes, 'free', weights.confidence).kept.map(({ bead }) => bead);
}

interface Measured {
  readonly strict: number;
  readonly unmatched: number;
}

export const measure = (examples: readonly Example[], weights: Omit<AlignWeights, 'origin'>): Measured =>
  measureBeads(examples.map((example) => ({ example, beads: alignExample(example, weights) })));

/** Strict F1 of beads and F1 of unmatched segments over all examples. */
function measureBeads(
  aligned: readonly { readonly example: Example; readonly beads: readonly ChosenBead[] }[],
): Measured {
  const strict = new Counts();
  const unmatched = new Counts();
  for (const { example, beads } of aligned) {
    const gold = goldKeys(example);
    strict.add(beads.filter((b) => gold.has(key(b.source, b.target))).length, beads.length, example.gold.length);
    for (const side of ['source', 'target'] as const) {
      const taken = new Set(beads.flatMap((bead) => bead[side]));
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
