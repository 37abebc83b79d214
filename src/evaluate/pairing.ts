import type { Sides } from '../core/side.ts';

/** What scoring needs of a bead: who is paired with whom. Indices of segments; an empty side is a null bead. */
export type Pairing = Sides<readonly number[]>;

/** A sentence-to-sentence pair: `[source index, target index]`. */
export type Link = readonly [number, number];

/** `[[source indices], [target indices]]`, as the gold files and score.py write a bead. */
export type BareBead = readonly [readonly number[], readonly number[]];

export const pairingOf = ([source, target]: BareBead): Pairing => ({ source, target });

export const isPaired = ({ source, target }: Pairing): boolean => source.length > 0 && target.length > 0;

/** The same for the same members, whatever their order in the list of beads. */
export const pairingKey = ({ source, target }: Pairing): string => `${source.join(' ')}|${target.join(' ')}`;

export const linkKey = (source: number, target: number): string => `${source}|${target}`;

/** Every link of the beads that pair, once. */
export function linksOf(beads: readonly Pairing[]): ReadonlySet<string> {
  const links = new Set<string>();
  for (const bead of beads) for (const s of bead.source) for (const t of bead.target) links.add(linkKey(s, t));
  return links;
}
