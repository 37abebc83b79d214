import * as v from 'valibot';
import { UserError } from '../core/errors.ts';
import { SIDES, type Side, type Sides } from '../core/side.ts';
import { readAlignment } from '../report/read-alignment.ts';
import { type BareBead, type Link, type Pairing, pairingOf } from './pairing.ts';

/** What is true of two documents: either their beads, null beads included, or links that are sure and links that may be. */
export type Gold =
  | { readonly kind: 'beads'; readonly beads: readonly Pairing[] }
  | { readonly kind: 'links'; readonly sure: readonly Link[]; readonly possible: readonly Link[] };

/** A bead to be scored; the confidence is null where the file gives none. */
export interface TestBead extends Pairing {
  readonly confidence: number | null;
}

export interface TestAlignment {
  readonly beads: readonly TestBead[];
  /** How many segments the documents have; null where the file does not say. */
  readonly sizes: Sides<number> | null;
}

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const members = v.array(index);
const bareBeads = v.array(v.strictTuple([members, members]));
const link = v.strictTuple([index, index]);
/** Gold of the fixtures: beads among other things that must come out. */
const heldBeads = v.looseObject({ beads: bareBeads });
const links = v.looseObject({ sure: v.array(link), possible: v.optional(v.array(link), []) });

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (cause) {
    throw new UserError(`${name} is not valid JSON`, undefined, { cause });
  }
}

/** @throws UserError where a segment stands in two beads, or twice in one: no score would mean anything */
function pairingsOf(beads: readonly BareBead[], name: string): readonly Pairing[] {
  const pairings = beads.map(pairingOf);
  for (const side of SIDES) {
    const seen = new Set<number>();
    for (const id of pairings.flatMap((pairing) => pairing[side])) {
      if (seen.has(id)) {
        throw new UserError(`${name} names segment ${id} of the ${side} twice`, 'a segment stands in one bead only');
      }
      seen.add(id);
    }
  }
  return pairings;
}

/**
 * Reads gold: `[[[source ids], [target ids]], …]`, the same as `beads` of an object (the fixtures' gold), or
 * `{"sure": [[source id, target id], …], "possible": […]}`.
 * Ids are the indices of segments, in the gold suites those of non-empty lines.
 *
 * @throws UserError for anything else, and where a segment stands in two beads
 */
export function readGold(text: string, name: string): Gold {
  const value = parse(text, name);
  const beads = v.safeParse(bareBeads, value);
  if (beads.success) return { kind: 'beads', beads: pairingsOf(beads.output, name) };
  const held = v.safeParse(heldBeads, value);
  if (held.success) return { kind: 'beads', beads: pairingsOf(held.output.beads, name) };
  const linked = v.safeParse(links, value);
  if (linked.success) return { kind: 'links', sure: linked.output.sure, possible: linked.output.possible };
  throw new UserError(
    `${name} is no gold: it should be a list of beads, [[source ids], [target ids]], or an object with lists of links, sure and possible`,
    'name the gold before its alignment',
  );
}

/**
 * Reads an alignment to be scored: the JSON export, or a bare list of beads as gold has it.
 *
 * @throws UserError for anything else, and where a segment stands in two beads
 */
export function readTestAlignment(text: string, name: string): TestAlignment {
  const value = parse(text, name);
  const bare = v.safeParse(bareBeads, value);
  if (bare.success) {
    const beads = pairingsOf(bare.output, name).map((pairing) => ({ ...pairing, confidence: null }));
    return { beads, sizes: null };
  }
  const file = readAlignment(text, name);
  return {
    beads: file.beads.map(({ source, target, confidence }) => ({ source, target, confidence })),
    sizes: { source: file.source.segments.length, target: file.target.segments.length },
  };
}

/** How many segments a side has at least, from the ids that are named. */
const reach = (ids: Iterable<number>): number => {
  let size = 0;
  for (const id of ids) size = Math.max(size, id + 1);
  return size;
};

const goldReach = (gold: Gold, side: Side): number =>
  gold.kind === 'beads'
    ? reach(gold.beads.flatMap((bead) => bead[side]))
    : reach([...gold.sure, ...gold.possible].map(([source, target]) => (side === 'source' ? source : target)));

/**
 * Checks that gold and alignment speak of the same segments. Gold beads cover every segment, so the numbers must be
 * equal; gold links leave out what is unmatched, so they may only not reach beyond.
 *
 * @returns the number of segments of each side
 * @throws UserError where they do not fit
 */
export function fitting(gold: Gold, test: TestAlignment, goldName: string, testName: string): Sides<number> {
  const sizes = { source: 0, target: 0 };
  for (const side of SIDES) {
    const wanted = goldReach(gold, side);
    const mentioned = reach(test.beads.flatMap((bead) => bead[side]));
    const count = test.sizes?.[side] ?? Math.max(mentioned, gold.kind === 'links' ? wanted : mentioned);
    const fits =
      gold.kind === 'beads' && test.sizes !== null ? count === wanted : count >= wanted || test.sizes === null;
    if (!fits || (gold.kind === 'beads' && count > wanted)) {
      throw new UserError(
        `${testName} has ${count} ${side} segments, and ${goldName} ${gold.kind === 'beads' ? 'has' : 'names at least'} ${wanted}`,
        'gold counts the non-empty lines of the files, so align with --segmentation lines',
      );
    }
    sizes[side] = Math.max(count, wanted);
  }
  return sizes;
}
