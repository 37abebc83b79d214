import { mapSides, opposite, SIDES, type Side, type Sides } from '../core/side.ts';
import type { SegmentTraits } from '../evidence/traits.ts';

type Members = Sides<readonly number[]>;
type Traits = Sides<readonly SegmentTraits[]>;

/**
 * Gives a list that stands opposite fewer segments the sentence that opens it ("It has two parts:"), where that has no
 * counterpart of its own: what it says is said opposite by naming the items. A heading is no such counterpart, and is left alone.
 */
export function joinOpeners<Bead extends Members>(beads: readonly Bead[], traits: Traits): readonly Bead[] {
  const holders = mapSides(traits, (_, side) => {
    const holding = new Map<number, Bead>();
    for (const bead of beads) for (const index of bead[side]) holding.set(index, bead);
    return holding;
  });
  const openerOf = new Map<Bead, Members>();
  const without = new Set<Bead>();
  for (const bead of beads) {
    for (const side of SIDES) {
      const opener = openerOn(side, bead, traits);
      if (opener === null) continue;
      const holder = holders[side].get(opener);
      if (holder !== undefined && !isUnderHeading(holder, side, traits)) continue;
      if (holder !== undefined) without.add(holder);
      openerOf.set(bead, { source: [], target: [], [side]: [opener] });
      break;
    }
  }
  return beads.flatMap((bead) => {
    if (without.has(bead)) return [];
    const opener = openerOf.get(bead);
    return opener === undefined ? [bead] : [{ ...bead, ...withMembers(bead, opener) }];
  });
}

/** The sentence that opens the list on a side of a bead; null where there is none, or as much stands opposite. */
function openerOn(side: Side, bead: Members, traits: Traits): number | null {
  const items = bead[side].filter((index) => traits[side][index]!.kind === 'list-item');
  if (items.length < 2 || items.length <= bead[opposite(side)].length) return null;
  const opener = items[0]! - 1;
  return opener >= 0 && !bead[side].includes(opener) && traits[side][opener]!.opens ? opener : null;
}

/** Whether all that a bead pairs a sentence with is headings. */
function isUnderHeading(bead: Members, side: Side, traits: Traits): boolean {
  const isHeading = (of: Side) => (index: number) => traits[of][index]!.kind === 'heading';
  return (
    bead[side].length === 1 &&
    !bead[side].some(isHeading(side)) &&
    bead[opposite(side)].every(isHeading(opposite(side)))
  );
}

const withMembers = (bead: Members, more: Members): Members => ({
  source: [...more.source, ...bead.source].sort((a, b) => a - b),
  target: [...more.target, ...bead.target].sort((a, b) => a - b),
});
