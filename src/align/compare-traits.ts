import type { Kind } from '../core/document.ts';
import type { Sides } from '../core/side.ts';
import type { SegmentTraits } from '../evidence/traits.ts';

/** What the two sides of a bead have in common beside their vectors. */
export interface TraitComparison {
  /** Log of the target's length over the source's. */
  readonly lengthRatio: number;
  readonly sharedQuantities: number;
  readonly lostQuantities: number;
  readonly sharedNames: number;
  /** Page furniture of one kind together with, or opposite, anything else. */
  readonly litterClash: boolean;
  /** A heading opposite running text. */
  readonly headingClash: boolean;
  /** A heading beside running text in one side of the bead. */
  readonly headingMixed: boolean;
  /** A side with several members that are list items, but for one at most. */
  readonly list: boolean;
}

/** Kinds that are page furniture: they pair with their like only. */
const LITTER: ReadonlySet<Kind> = new Set(['embed', 'byline', 'caption', 'boilerplate', 'markup']);

export const isLitter = (kind: Kind): boolean => LITTER.has(kind);

/** What a segment may be paired with: each kind of page furniture with its like, all text with text. */
export const familyOf = (kind: Kind): Kind | 'text' => (LITTER.has(kind) ? kind : 'text');

/** So many characters are added to either length, so that very short segments may differ more. */
const LENGTH_PRIOR = 5;

/** Compares the members of a bead with one another. */
export function compareTraits(
  traits: Sides<readonly SegmentTraits[]>,
  sources: readonly number[],
  targets: readonly number[],
): TraitComparison {
  const a = summarise(traits.source, sources);
  const b = summarise(traits.target, targets);
  const quantities =
    a.hasQuantities || b.hasQuantities
      ? countQuantities(traits, sources, targets)
      : { sharedQuantities: 0, lostQuantities: 0 };
  return {
    lengthRatio: Math.log((b.length + LENGTH_PRIOR) / (a.length + LENGTH_PRIOR)),
    ...quantities,
    sharedNames: a.hasNames && b.hasNames ? countSharedNames(traits, sources, targets) : 0,
    litterClash: a.family === undefined || a.family !== b.family,
    headingClash: (a.headings === 1 && b.headings === 0) || (a.headings === 0 && b.headings === 1),
    headingMixed: (a.headings > 0 && a.headings < 1) || (b.headings > 0 && b.headings < 1),
    list: a.isList || b.isList,
  };
}

interface Summary {
  readonly length: number;
  readonly hasQuantities: boolean;
  readonly hasNames: boolean;
  /** Undefined where the members are of several families. */
  readonly family: Kind | 'text' | undefined;
  /** Share of members. */
  readonly headings: number;
  readonly isList: boolean;
}

function summarise(traits: readonly SegmentTraits[], members: readonly number[]): Summary {
  let length = 0;
  let hasQuantities = false;
  let hasNames = false;
  let headings = 0;
  let items = 0;
  let family: Kind | 'text' | undefined = familyOf(traits[members[0]!]!.kind);
  for (const member of members) {
    const { length: own, quantities, names, kind } = traits[member]!;
    length += own;
    hasQuantities ||= quantities.length > 0;
    hasNames ||= names.length > 0;
    if (kind === 'heading') headings++;
    if (kind === 'list-item') items++;
    if (familyOf(kind) !== family) family = undefined;
  }
  const count = members.length;
  const isList = count > 1 && items >= count - 1;
  return { length, hasQuantities, hasNames, family, headings: headings / count, isList };
}

function countQuantities(
  traits: Sides<readonly SegmentTraits[]>,
  sources: readonly number[],
  targets: readonly number[],
): Pick<TraitComparison, 'sharedQuantities' | 'lostQuantities'> {
  const open = targets.flatMap((j) => traits.target[j]!.quantities);
  let sharedQuantities = 0;
  let lostQuantities = 0;
  for (const i of sources) {
    for (const quantity of traits.source[i]!.quantities) {
      const at = open.findIndex((other) => other.readings.some((reading) => quantity.readings.includes(reading)));
      if (at < 0) lostQuantities += quantity.weak ? 0 : 1;
      else {
        if (!quantity.weak && !open[at]!.weak) sharedQuantities++;
        open.splice(at, 1);
      }
    }
  }
  for (const { weak } of open) if (!weak) lostQuantities++;
  return { sharedQuantities, lostQuantities };
}

function countSharedNames(
  traits: Sides<readonly SegmentTraits[]>,
  sources: readonly number[],
  targets: readonly number[],
): number {
  const names = new Set(sources.flatMap((i) => traits.source[i]!.names));
  return new Set(targets.flatMap((j) => traits.target[j]!.names.filter((name) => names.has(name)))).size;
}
