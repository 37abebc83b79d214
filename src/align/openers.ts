import { opposite, SIDES, type Sides } from '../core/side.ts';
import type { SegmentTraits } from '../evidence/traits.ts';

type Members = Sides<readonly number[]>;

/**
 * Gives a list that stands opposite fewer segments the sentence that opens it ("It has two parts:"), where that has no
 * counterpart of its own: what it says is said opposite by naming the items.
 */
export function joinOpeners<Bead extends Members>(
  beads: readonly Bead[],
  traits: Sides<readonly SegmentTraits[]>,
): readonly Bead[] {
  const taken = { source: new Set<number>(), target: new Set<number>() };
  for (const bead of beads) for (const side of SIDES) for (const index of bead[side]) taken[side].add(index);
  return beads.map((bead) => {
    for (const side of SIDES) {
      const own = traits[side];
      const items = bead[side].filter((index) => own[index]!.kind === 'list-item');
      const opener = items[0]! - 1;
      if (items.length < 2 || items.length <= bead[opposite(side)].length) continue;
      if (opener < 0 || taken[side].has(opener) || !own[opener]!.opens) continue;
      return { ...bead, [side]: [...bead[side], opener].sort((a, b) => a - b) };
    }
    return bead;
  });
}
