import { align } from '../align/align.ts';
import type { AlignInput } from '../align/input.ts';
import type { Order } from '../align/search.ts';
import { mapSides, SIDES, type Sides } from '../core/side.ts';
import { undecided } from './apply-review.ts';
import { inSourceOrder, orderOf } from './bead-order.ts';
import type { FixedBead, ReviewBead } from './fix-beads.ts';

/**
 * Aligns around what a reviewer fixed: the members of fixed beads are taken out of the search, the rest is aligned, and
 * the fixed beads are put in with confidence 1.
 *
 * Invariant: every fixed bead stands in the result as it is, and every segment in exactly one bead. The fixed beads
 * must not share members.
 */
export function realign(sides: Sides<AlignInput>, fixed: readonly FixedBead[], order: Order): readonly ReviewBead[] {
  const taken = { source: new Set<number>(), target: new Set<number>() };
  for (const bead of fixed) for (const side of SIDES) for (const index of bead[side]) taken[side].add(index);
  const kept = mapSides(sides, ({ traits }, side) => [...traits.keys()].filter((index) => !taken[side].has(index)));
  const rest = mapSides(sides, ({ vectors, traits }, side): AlignInput => ({
    vectors: kept[side].map((index) => vectors[index]!),
    traits: kept[side].map((index) => traits[index]!),
  }));
  const found = undecided(align(rest, { order })).map((bead) => ({
    ...bead,
    source: bead.source.map((at) => kept.source[at]!),
    target: bead.target.map((at) => kept.target[at]!),
  }));
  const isMoved = orderOf(found);
  const beads = fixed
    .filter(({ source, target }) => source.length + target.length > 0)
    .map(({ source, target, decision }) => ({
      source,
      target,
      decision,
      confidence: 1,
      moved: isMoved({ source, target }),
    }));
  return inSourceOrder([...found, ...beads], sides.target.traits.length);
}
