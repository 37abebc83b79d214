import { decide } from '../../src/align/decide.ts';
import { createScore, lenient } from '../../src/align/score.ts';
import type { ChosenBead } from '../../src/align/search.ts';
import type { AlignWeights } from '../../src/align/weights.ts';
import type { Side } from '../../src/core/side.ts';
import { addCounts, countLinks, NO_COUNTS } from '../../src/evaluate/counts.ts';
import { scoresOf } from '../../src/evaluate/score.ts';
import type { Pairing } from '../../src/evaluate/pairing.ts';
import type { Example } from './example.ts';
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
    strict.add(beads.filter((bead) => example.isRight(bead)).length, beads.length, example.gold.length);
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

/** F1 of links and of unmatched segments over stories whose links are known. */
export function measureLinks(examples: readonly Example[], weights: Omit<AlignWeights, 'origin'>): LinksMeasured {
  const counts = examples
    .map((example) => countLinks(example.links, withNulls(alignExample(example, weights), example), example.sizes))
    .reduce(addCounts, NO_COUNTS);
  const { links, unmatched } = scoresOf(counts);
  return { links: links.f1, unmatched: unmatched.f1 };
}

export interface LinksMeasured {
  readonly links: number;
  readonly unmatched: number;
}

/** Every segment in a bead, as an alignment has it. */
function withNulls(beads: readonly Pairing[], { sizes }: Example): readonly Pairing[] {
  const free = (side: Side): readonly number[] => {
    const taken = new Set(beads.flatMap((bead) => bead[side]));
    return Array.from({ length: sizes[side] }, (_, index) => index).filter((index) => !taken.has(index));
  };
  return [...beads, { source: free('source'), target: [] }, { source: [], target: free('target') }];
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
