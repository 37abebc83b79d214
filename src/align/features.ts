import type { Kind } from '../core/document.ts';
import { mapSides, type Side, type Sides } from '../core/side.ts';
import type { SegmentTraits } from '../evidence/traits.ts';
import { type ChainLink, heaviestChain } from './chain.ts';
import { type Coverage, createCoverage } from './coverage.ts';
import type { AlignInput } from './input.ts';
import { lazily } from '../core/lazily.ts';
import { type NearestList, nearestCosineOf, nearestOf } from './nearest-list.ts';
import { findNeighbours, type Neighbours } from './neighbours.ts';
import { centre, stackPooled } from './rows.ts';
import { createRunCosines, type Mass, massOf } from './run-cosines.ts';

/** The features of a bead with both sides, in the order of their weights. All are the same if the sides are swapped. */
export const BEAD_FEATURES = [
  'bias',
  'cosine',
  'margin',
  'runnerUp',
  'coverage',
  'weakerCoverage',
  'weakestCosine',
  'weakestCoverage',
  'mergeGain',
  'weakestUse',
  'lengthRatio',
  'lengthRatioSquared',
  'sharedQuantities',
  'lostQuantities',
  'sharedNames',
  'litterClash',
  'headingClash',
  'headingMixed',
  'oneToTwo',
  'oneToMany',
  'manyToMany',
  'list',
  'crossing',
  'following',
] as const;

/** The features of a segment left without counterpart. */
export const NULL_FEATURES = ['bias', 'bestCosine', 'bestCoverage', 'logLength', 'litter', 'faithfulness'] as const;

export type BeadFeature = (typeof BEAD_FEATURES)[number];
export type NullFeature = (typeof NULL_FEATURES)[number];

/** How many neighbours of each segment are kept as candidates, and over how many the margin is taken (ratio margin's k). */
export const NEIGHBOURS = 8;
const MARGIN_NEIGHBOURS = 4;

/** What a pair of documents without true pairs has in common, and how many pairs this guess is worth. */
const PRIOR_BACKGROUND = 0;
const PRIOR_PAIRS = 50;

/** Measures beads and null beads of one pair of documents. */
export interface Features {
  readonly neighbours: Neighbours;
  /** How much of the two documents pairs off in order, in [0, 1]. */
  readonly faithfulness: number;
  /** How much nearer the two sides of a bead are than those of the best bead that leaves a member out. Cheap. */
  mergeGain(sources: readonly number[], targets: readonly number[]): number;
  /** Values in the order of BEAD_FEATURES; `crossing` and `following` are left 0 for the search to set. */
  ofBead(sources: readonly number[], targets: readonly number[]): Float64Array;
  /** Values in the order of NULL_FEATURES. */
  ofNull(side: Side, index: number): Float64Array;
}

/** Kinds that are page furniture: they pair with their like only. */
const LITTER: ReadonlySet<Kind> = new Set(['embed', 'byline', 'caption', 'boilerplate', 'markup']);

/** What a segment may be paired with: each kind of page furniture with its like, all text with text. */
export const familyOf = (kind: Kind): Kind | 'text' => (LITTER.has(kind) ? kind : 'text');

export function createFeatures(sides: Sides<AlignInput>): Features {
  const { source, target } = sides;
  const rows = mapSides(sides, ({ vectors }) => centre(stackPooled(vectors)));
  // A sentence left in the other document's language is nearer to its source than any translation can be. It would
  // push the translation aside, so it is paired last, with what nothing translates (see untranslated.ts).
  const neighbours = findNeighbours(rows, NEIGHBOURS, {
    source: source.traits.map((t) => t.foreign),
    target: target.traits.map((t) => t.foreign),
  });
  const coverage = createCoverage(source.vectors, target.vectors);
  const mass = mapSides(sides, ({ vectors }, side) => massOf(vectors, rows[side]));
  const pairs = source.vectors.length * target.vectors.length;
  const background = (neighbours.background * pairs + PRIOR_BACKGROUND * PRIOR_PAIRS) / (pairs + PRIOR_PAIRS);
  const normalise = (cosine: number): number => (cosine - background) / (1 - background);
  const lengthRatio = documentLengthRatio(source.traits, target.traits);
  const faithfulness = measureFaithfulness(neighbours, source.traits.length, target.traits.length);

  const runs = createRunCosines(neighbours, mass);
  /** The cosines of a run to its nearest segments outside the bead, best first, at most MARGIN_NEIGHBOURS. */
  const rivals = (
    members: readonly number[],
    list: NearestList,
    opposite: readonly number[],
    rawCosineTo: (other: number) => number,
  ): readonly number[] => {
    const others = new Set<number>();
    for (const member of members) {
      for (let r = 0; r < list.k; r++) {
        const id = list.ids[member * list.k + r]!;
        if (id >= 0 && !opposite.includes(id)) others.add(id);
      }
    }
    return [...others]
      .map((other) => normalise(rawCosineTo(other)))
      .sort((a, b) => b - a)
      .slice(0, MARGIN_NEIGHBOURS);
  };

  const ofBead = (sources: readonly number[], targets: readonly number[]): Float64Array => {
    const values = new Float64Array(BEAD_FEATURES.length);
    const set = (name: BeadFeature, value: number): void => {
      values[BEAD_INDEX[name]] = value;
    };
    const run = runs.of(sources, targets);
    const similarity = normalise(run.cosine);
    const forward = rivals(sources, neighbours.forward, targets, run.ofSourcesTo);
    const backward = rivals(targets, neighbours.backward, sources, run.ofTargetsTo);
    // Where there are too few others, the missing ones count as chance (0): a lonely pair is not punished for it.
    const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / MARGIN_NEIGHBOURS;
    set('bias', 1);
    set('cosine', similarity);
    set('margin', similarity - (mean(forward) + mean(backward)) / 2);
    set('runnerUp', similarity - Math.max(forward[0] ?? 0, backward[0] ?? 0, 0));

    const use = measureUse(coverage, mass, sources, targets);
    set('coverage', (use.source + use.target) / 2);
    set('weakerCoverage', Math.min(use.source, use.target));
    if (sources.length + targets.length > 2) {
      set('weakestCosine', normalise(run.weakestMember));
      set('weakestCoverage', use.weakestMember);
      set('weakestUse', use.weakestUse);
      set('mergeGain', similarity - normalise(run.bestPart));
    }

    const ratio =
      Math.log((lengthOf(target.traits, targets) + 5) / (lengthOf(source.traits, sources) + 5)) - lengthRatio;
    set('lengthRatio', Math.abs(ratio));
    set('lengthRatioSquared', Math.min(ratio * ratio, 4));

    const quantities = countQuantities(sources, source.traits, targets, target.traits);
    set('sharedQuantities', Math.min(quantities.shared, 3));
    set('lostQuantities', Math.min(quantities.lost, 3));
    set('sharedNames', Math.min(countSharedNames(sources, source.traits, targets, target.traits), 3));
    const kinds = compareKinds(sources, source.traits, targets, target.traits);
    set('litterClash', kinds.litterClash ? 1 : 0);
    set('headingClash', kinds.headingClash ? 1 : 0);
    set('headingMixed', kinds.headingMixed ? 1 : 0);

    const list = isList(sources, source.traits) || isList(targets, target.traits);
    const few = Math.min(sources.length, targets.length);
    const many = Math.max(sources.length, targets.length);
    set('oneToTwo', few === 1 && many === 2 ? 1 : 0);
    set('oneToMany', few === 1 && many > 2 && !list ? many - 2 : 0);
    set('manyToMany', few > 1 && !list ? 1 : 0);
    set('list', list && many > 1 ? 1 : 0);
    return values;
  };

  const ofNull = (side: Side, index: number): Float64Array => {
    const list = side === 'source' ? neighbours.forward : neighbours.backward;
    const nearest = nearestOf(list, index);
    const traits = sides[side].traits[index]!;
    const best = nearest < 0 ? 0 : normalise(nearestCosineOf(list, index));
    const covered =
      nearest < 0 ? 0 : side === 'source' ? coverage.ofSource(index, [nearest]) : coverage.ofTarget(index, [nearest]);
    return Float64Array.of(
      1,
      best,
      covered,
      Math.log((traits.length + 5) / 100),
      LITTER.has(traits.kind) ? 1 : 0,
      faithfulness,
    );
  };

  const nulls = {
    source: lazily(source.traits.length, (i) => ofNull('source', i)),
    target: lazily(target.traits.length, (j) => ofNull('target', j)),
  };
  const mergeGain = (sources: readonly number[], targets: readonly number[]): number => {
    const run = runs.of(sources, targets);
    return normalise(run.cosine) - normalise(run.bestPart);
  };
  return { neighbours, faithfulness, mergeGain, ofBead, ofNull: (side, index) => nulls[side](index) };
}

export const BEAD_INDEX = Object.fromEntries(BEAD_FEATURES.map((name, i) => [name, i])) as Record<BeadFeature, number>;

const lengthOf = (traits: readonly SegmentTraits[], members: readonly number[]): number =>
  members.reduce((sum, member) => sum + traits[member]!.length, 0);

/** Log of the target's length over the source's, drawn towards 0 for short documents, where drops would distort it. */
function documentLengthRatio(source: readonly SegmentTraits[], target: readonly SegmentTraits[]): number {
  const perSegment = (traits: readonly SegmentTraits[]): number =>
    (traits.reduce((sum, t) => sum + t.length, 0) + 2000) / (traits.length + 20);
  return Math.log(perSegment(target) / perSegment(source)) / 2;
}

interface Use {
  readonly source: number;
  readonly target: number;
  /** Of all members, the lowest share of words that the other side supports. */
  readonly weakestMember: number;
  /** Of all members, the least that the coverage of the other side would lose without it. */
  readonly weakestUse: number;
}

function measureUse(
  coverage: Coverage,
  mass: Sides<Mass>,
  sources: readonly number[],
  targets: readonly number[],
): Use {
  const ofSources = (members: readonly number[], opposite: readonly number[]): number =>
    weightedMean(members, mass.source.weight, (i) => coverage.ofSource(i, opposite));
  const ofTargets = (members: readonly number[], opposite: readonly number[]): number =>
    weightedMean(members, mass.target.weight, (j) => coverage.ofTarget(j, opposite));
  const source = ofSources(sources, targets);
  const target = ofTargets(targets, sources);
  let weakestMember = 1;
  let weakestUse = 1;
  if (sources.length > 1) {
    for (const i of sources) {
      weakestMember = Math.min(weakestMember, coverage.ofSource(i, targets));
      weakestUse = Math.min(weakestUse, target - ofTargets(targets, without(sources, i)));
    }
  }
  if (targets.length > 1) {
    for (const j of targets) {
      weakestMember = Math.min(weakestMember, coverage.ofTarget(j, sources));
      weakestUse = Math.min(weakestUse, source - ofSources(sources, without(targets, j)));
    }
  }
  return { source, target, weakestMember, weakestUse };
}

const without = (members: readonly number[], member: number): readonly number[] => members.filter((m) => m !== member);

function weightedMean(
  members: readonly number[],
  weights: readonly number[],
  value: (member: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (const member of members) {
    sum += weights[member]! * value(member);
    total += weights[member]!;
  }
  return total > 0 ? sum / total : 0;
}

function countQuantities(
  sources: readonly number[],
  sourceTraits: readonly SegmentTraits[],
  targets: readonly number[],
  targetTraits: readonly SegmentTraits[],
): { shared: number; lost: number } {
  const open = targets.flatMap((j) => targetTraits[j]!.quantities);
  let shared = 0;
  let lost = 0;
  for (const i of sources) {
    for (const quantity of sourceTraits[i]!.quantities) {
      const at = open.findIndex((other) => other.readings.some((reading) => quantity.readings.includes(reading)));
      if (at < 0) lost += quantity.weak ? 0 : 1;
      else {
        if (!quantity.weak && !open[at]!.weak) shared++;
        open.splice(at, 1);
      }
    }
  }
  return { shared, lost: lost + open.filter((quantity) => !quantity.weak).length };
}

function countSharedNames(
  sources: readonly number[],
  sourceTraits: readonly SegmentTraits[],
  targets: readonly number[],
  targetTraits: readonly SegmentTraits[],
): number {
  const names = new Set(sources.flatMap((i) => sourceTraits[i]!.names));
  if (names.size === 0) return 0;
  const shared = new Set(targets.flatMap((j) => targetTraits[j]!.names.filter((name) => names.has(name))));
  return shared.size;
}

interface KindComparison {
  /** Page furniture of one kind together with, or opposite, anything else. */
  readonly litterClash: boolean;
  /** A heading opposite running text. */
  readonly headingClash: boolean;
  /** A heading beside running text in one side of the bead. */
  readonly headingMixed: boolean;
}

function compareKinds(
  sources: readonly number[],
  sourceTraits: readonly SegmentTraits[],
  targets: readonly number[],
  targetTraits: readonly SegmentTraits[],
): KindComparison {
  const all = [...sources.map((i) => sourceTraits[i]!), ...targets.map((j) => targetTraits[j]!)];
  const litter = new Set(all.map(({ kind }) => familyOf(kind)));
  const headings = (members: readonly number[], traits: readonly SegmentTraits[]): number =>
    members.filter((m) => traits[m]!.kind === 'heading').length / members.length;
  const a = headings(sources, sourceTraits);
  const b = headings(targets, targetTraits);
  return {
    litterClash: litter.size > 1,
    headingClash: (a === 1 && b === 0) || (a === 0 && b === 1),
    headingMixed: (a > 0 && a < 1) || (b > 0 && b < 1),
  };
}

/**
 * How much of the two documents pairs off in order, in [0, 1]: twice the mutual nearest neighbours on the longest
 * common increasing run over all segments. Near 1 for a faithful translation, near 0 for two different texts.
 */
function measureFaithfulness({ forward, backward }: Neighbours, sources: number, targets: number): number {
  const links: ChainLink[] = [];
  for (let i = 0; i < sources; i++) {
    const j = nearestOf(forward, i);
    if (j < 0 || nearestOf(backward, j) !== i) continue;
    links.push({ source: { start: i, end: i + 1 }, target: { start: j, end: j + 1 }, gain: 1 });
  }
  return sources + targets === 0 ? 0 : (2 * heaviestChain(links, sources, targets).length) / (sources + targets);
}

const isList = (members: readonly number[], traits: readonly SegmentTraits[]): boolean =>
  members.length > 1 && members.filter((m) => traits[m]!.kind === 'list-item').length >= members.length - 1;
