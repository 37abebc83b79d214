import type { Bead } from '../core/bead.ts';
import { logit, probability } from '../core/network.ts';
import { mapSides, SIDES, type Sides } from '../core/side.ts';
import { findCandidates } from './candidates.ts';
import { decide } from './decide.ts';
import { createFeatures } from './features.ts';
import type { AlignInput } from './input.ts';
import { learnedWeights } from './learned-weights.ts';
import { joinOpeners } from './openers.ts';
import { createScore, lenient } from './score.ts';
import type { Order } from './search.ts';
import { pairUntranslated } from './untranslated.ts';
import type { AlignWeights } from './weights.ts';

export interface AlignOptions {
  readonly order: Order;
  /** Default: the weights learned with the bundled model. */
  readonly weights?: AlignWeights;
}

/**
 * Pairs the segments of two documents. Every segment of both sides stands in exactly one bead of the result; beads
 * stand in source order, a null target bead after the bead of the segment before it. Swapping the sides swaps the beads.
 */
export function align(sides: Sides<AlignInput>, { order, weights = learnedWeights }: AlignOptions): readonly Bead[] {
  const swap = isSwapped(sides);
  const oriented = swap ? { source: sides.target, target: sides.source } : sides;
  const sizes = { source: sides.source.traits.length, target: sides.target.traits.length };
  const found = alignOriented(oriented, order, weights);
  return inSourceOrder(swap ? found.map(swapped) : found, sizes);
}

const swapped = (bead: Bead): Bead => ({ ...bead, source: bead.target, target: bead.source });

/**
 * The search goes through one side first and so breaks ties by it. To give the same beads whichever side is called
 * the source, it always starts from the side whose sizes, read in order, come first.
 */
function isSwapped({ source, target }: Sides<AlignInput>): boolean {
  if (source.traits.length !== target.traits.length) return source.traits.length > target.traits.length;
  for (let i = 0; i < source.traits.length; i++) {
    const difference = source.traits[i]!.length - target.traits[i]!.length;
    if (difference !== 0) return difference > 0;
  }
  for (let i = 0; i < source.vectors.length; i++) {
    const { pooled } = source.vectors[i]!;
    const other = target.vectors[i]!.pooled;
    for (let d = 0; d < pooled.length; d++) {
      const difference = pooled[d]! - other[d]!;
      if (difference !== 0) return difference > 0;
    }
  }
  return false;
}

function alignOriented(sides: Sides<AlignInput>, order: Order, weights: AlignWeights): readonly Bead[] {
  const sizes = { source: sides.source.traits.length, target: sides.target.traits.length };
  const features = createFeatures(sides);
  const score = createScore(features, sizes, weights.score);
  const eager = lenient(score);
  const candidates = findCandidates(features, sides, eager);
  const { kept, evidence } = decide(features, candidates, score, sizes, order, weights.confidence);

  const pairs = kept.map(({ bead, confidence }): Bead => {
    const { source, target, crossing } = bead;
    return { source, target, confidence, moved: crossing };
  });
  const beads = [
    ...joinOpeners(
      pairs,
      mapSides(sides, ({ traits }) => traits),
    ),
  ];
  const taken = {
    source: new Set(beads.flatMap((bead) => bead.source)),
    target: new Set(beads.flatMap((bead) => bead.target)),
  };
  const free = mapSides(sides, ({ traits }, side) => traits.map((_, index) => !taken[side].has(index)));
  for (const { source, target, cosine } of pairUntranslated(sides, free)) {
    beads.push({ source: [source], target: [target], confidence: cosine, moved: false });
    taken.source.add(source);
    taken.target.add(target);
  }
  for (const side of SIDES) {
    for (let index = 0; index < sizes[side]; index++) {
      if (taken[side].has(index)) continue;
      const confidence = probability(logit(weights.confidence.null, evidence.ofNull(side, index)));
      beads.push({ source: [], target: [], confidence, moved: false, [side]: [index] });
    }
  }
  return beads;
}

/** Puts beads in source order; a null target bead follows the bead that holds the target segment before it. */
function inSourceOrder(beads: readonly Bead[], sizes: Sides<number>): readonly Bead[] {
  const ofTarget = new Array<Bead | undefined>(sizes.target).fill(undefined);
  for (const bead of beads) for (const j of bead.target) ofTarget[j] = bead;
  const following = new Map<Bead | undefined, Bead[]>();
  let before: Bead | undefined;
  for (const bead of ofTarget) {
    if (bead === undefined || bead.source.length > 0) before = bead;
    else following.set(before, [...(following.get(before) ?? []), bead]);
  }
  const withSource = beads.filter((bead) => bead.source.length > 0).sort((a, b) => a.source[0]! - b.source[0]!);
  return [...(following.get(undefined) ?? []), ...withSource.flatMap((bead) => [bead, ...(following.get(bead) ?? [])])];
}
