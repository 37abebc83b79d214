import type { Kind } from '../core/document.ts';
import { mapSides, type Sides } from '../core/side.ts';
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
  /** 1 for a heading opposite running text, less for an item of a list opposite a sentence. */
  readonly kindClash: number;
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

const NONE: readonly never[] = [];

/** Readings as numbers. */
interface QuantityFacts {
  readonly readings: readonly number[];
  readonly weak: boolean;
}

/** What can be counted in a side's segments as numbers, so that comparing it makes no strings. Most segments have none. */
interface Facts {
  readonly traits: readonly SegmentTraits[];
  readonly quantities: ReadonlyMap<number, readonly QuantityFacts[]>;
  /** Names as numbers. */
  readonly names: ReadonlyMap<number, readonly number[]>;
}

/** Compares the members of a bead with one another. */
export function createTraitComparison(
  traits: Sides<readonly SegmentTraits[]>,
): (sources: readonly number[], targets: readonly number[]) => TraitComparison {
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = numbers.size));
    return number;
  };
  const facts = mapSides(traits, (list): Facts => {
    const quantities = new Map<number, readonly QuantityFacts[]>();
    const names = new Map<number, readonly number[]>();
    list.forEach((own, at) => {
      const numbered = own.quantities.map(({ readings, weak }) => ({ readings: readings.map(numberOf), weak }));
      if (numbered.length > 0) quantities.set(at, numbered);
      if (own.names.length > 0) names.set(at, own.names.map(numberOf));
    });
    return { traits: list, quantities, names };
  });
  return (sources, targets) => {
    const a = summarise(facts.source, sources);
    const b = summarise(facts.target, targets);
    const quantities = compareQuantities(a.quantities, b.quantities);
    return {
      lengthRatio: Math.log((b.length + LENGTH_PRIOR) / (a.length + LENGTH_PRIOR)),
      ...quantities,
      sharedNames: countShared(a.names, b.names),
      litterClash: a.family === undefined || a.family !== b.family,
      kindClash: clashOf(a, b),
      headingMixed: (a.headings > 0 && a.headings < 1) || (b.headings > 0 && b.headings < 1),
      list: a.isList || b.isList,
    };
  };
}

/** How much an item of a list opposite a sentence counts of a heading: plain text may have lost the marks of a list. */
const ITEM_CLASH = 0.75;

function clashOf(a: Summary, b: Summary): number {
  if ((a.headings === 1 && b.headings === 0) || (a.headings === 0 && b.headings === 1)) return 1;
  if (a.isList || b.isList) return 0;
  return (a.items === 1 && b.items === 0) || (a.items === 0 && b.items === 1) ? ITEM_CLASH : 0;
}

interface Summary {
  readonly length: number;
  readonly quantities: readonly QuantityFacts[];
  readonly names: readonly number[];
  /** Undefined where the members are of several families. */
  readonly family: Kind | 'text' | undefined;
  /** Share of members. */
  readonly headings: number;
  /** Share of members. */
  readonly items: number;
  readonly isList: boolean;
}

function summarise(facts: Facts, members: readonly number[]): Summary {
  const first = facts.traits[members[0]!]!;
  let { length } = first;
  let quantities = facts.quantities.get(members[0]!) ?? NONE;
  let names = facts.names.get(members[0]!) ?? NONE;
  let headings = first.kind === 'heading' ? 1 : 0;
  let items = first.kind === 'list-item' ? 1 : 0;
  let family: Kind | 'text' | undefined = familyOf(first.kind);
  for (let at = 1; at < members.length; at++) {
    const own = facts.traits[members[at]!]!;
    const more = facts.quantities.get(members[at]!);
    const others = facts.names.get(members[at]!);
    length += own.length;
    if (more !== undefined) quantities = [...quantities, ...more];
    if (others !== undefined) names = [...names, ...others];
    if (own.kind === 'heading') headings++;
    if (own.kind === 'list-item') items++;
    if (familyOf(own.kind) !== family) family = undefined;
  }
  const count = members.length;
  return {
    length,
    quantities,
    names,
    family,
    headings: headings / count,
    items: items / count,
    isList: count > 1 && items >= count - 1,
  };
}

const NO_QUANTITIES = { sharedQuantities: 0, lostQuantities: 0 };

function compareQuantities(
  a: readonly QuantityFacts[],
  b: readonly QuantityFacts[],
): Pick<TraitComparison, 'sharedQuantities' | 'lostQuantities'> {
  if (a.length === 0 && b.length === 0) return NO_QUANTITIES;
  const open = b.slice();
  let sharedQuantities = 0;
  let lostQuantities = 0;
  for (const { readings, weak } of a) {
    const at = open.findIndex((other) => other.readings.some((reading) => readings.includes(reading)));
    if (at < 0) lostQuantities += weak ? 0 : 1;
    else {
      if (!weak && !open[at]!.weak) sharedQuantities++;
      open.splice(at, 1);
    }
  }
  for (const { weak } of open) if (!weak) lostQuantities++;
  return { sharedQuantities, lostQuantities };
}

function countShared(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const known = new Set(a);
  return new Set(b.filter((name) => known.has(name))).size;
}
