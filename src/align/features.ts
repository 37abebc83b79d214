import { mapSides, opposite, type Side, type Sides } from '../core/side.ts';
import type { SegmentTraits } from '../evidence/traits.ts';
import { createTraitComparison, isLitter } from './compare-traits.ts';
import { createCoverage } from './coverage.ts';
import { BEAD_FEATURES, BEAD_INDEX } from './feature-names.ts';
import type { AlignInput } from './input.ts';
import type { NearestList } from './nearest-list.ts';
import { findNeighbours, type Neighbours } from './neighbours.ts';
import { readOrder } from './order.ts';
import { findRivals } from './rivals.ts';
import { centre } from './rows.ts';
import { massOf, measureRuns, type RunCosines } from './run-cosines.ts';
import type { Score } from './score.ts';
import { findStanding, type Standing } from './standing.ts';
import { findStrangers, placesWithout, type Strangers } from './strangers.ts';
import { measureUse, type Use } from './use.ts';

/** How many neighbours of each segment are kept as candidates. */
export const NEIGHBOURS = 8;

/** Measures beads and null beads of one pair of documents. Values stand in the order of BEAD_FEATURES, NULL_FEATURES. */
export interface Features {
  readonly neighbours: Neighbours;
  /** How much of the two documents pairs off in order, in [0, 1]. */
  readonly faithfulness: number;
  /** How alike they are, in any order, in [0, 1]. */
  readonly likeness: number;
  readonly strangers: Strangers;
  /** How many segments stand before each place that are no strangers. */
  readonly places: Sides<Int32Array>;
  /** The cosines of a bead and of its parts. */
  runOf(sources: readonly number[], targets: readonly number[]): RunCosines;
  /**
   * Sets the values of a bead, cheap ones first, as long as it could gain more than `least`; `crossing` and `following` are
   * left for the search.
   *
   * @returns what it gains; if that is no more than `least`, the most it could gain by those values that are set
   */
  measureAbove(
    least: number,
    sources: readonly number[],
    targets: readonly number[],
    values: number[],
    score: Pick<Score, 'gain' | 'mostGain'>,
    run?: RunCosines,
  ): number;
  /** How much of a bead's words the other side supports. */
  use(sources: readonly number[], targets: readonly number[]): Use;
  /** All values of a bead. */
  ofBead(sources: readonly number[], targets: readonly number[]): readonly number[];
  ofNull(side: Side, index: number): readonly number[];
}

export function createFeatures(sides: Sides<AlignInput>): Features {
  const traits = mapSides(sides, (side) => side.traits);
  const standing = findStanding(mapSides(sides, ({ vectors }) => vectors));
  const rows = mapSides(sides, ({ vectors }, side) => centre(vectors, standing[side]));
  // A sentence left in the other document's language is nearer to its source than any translation can be. It would
  // push the translation aside, so it is paired last, with what nothing translates (see untranslated.ts).
  const neighbours = findNeighbours(
    rows,
    NEIGHBOURS,
    mapSides(traits, (list) => list.map((t) => t.foreign)),
  );
  const coverage = createCoverage(
    mapSides(sides, ({ vectors }) => vectors),
    standing,
  );
  const mass = mapSides(sides, ({ vectors }, side) => massOf(vectors, neighbours.within[side]));
  const usualRatio = documentLengthRatio(traits, standing);
  const strangers = findStrangers(
    neighbours,
    mapSides(traits, ({ length }) => length),
  );
  const places = placesWithout(strangers);
  const { faithfulness, likeness, displacement } = readOrder(neighbours, strangers, places);

  const compareTraits = createTraitComparison(traits);
  const runOf = (sources: readonly number[], targets: readonly number[]): RunCosines =>
    measureRuns(neighbours, mass, sources, targets);

  /** What the bead is by itself. Margin and lead are set as if its rivals were no nearer than chance has them. */
  const measureAlone = (
    sources: readonly number[],
    targets: readonly number[],
    { cosine, weakestMember, bestPart }: RunCosines,
    values: number[],
  ): void => {
    const several = sources.length + targets.length > 2;
    values[BEAD_INDEX.bias] = 1;
    values[BEAD_INDEX.cosine] = cosine;
    values[BEAD_INDEX.margin] = cosine;
    values[BEAD_INDEX.runnerUp] = cosine;
    values[BEAD_INDEX.weakestCosine] = several ? weakestMember : 0;
    values[BEAD_INDEX.mergeGain] = several ? cosine - bestPart : 0;

    const common = compareTraits(sources, targets);
    const ratio = common.lengthRatio - usualRatio;
    values[BEAD_INDEX.lengthRatio] = Math.abs(ratio);
    values[BEAD_INDEX.lengthRatioSquared] = Math.min(ratio * ratio, 4);
    values[BEAD_INDEX.sharedQuantities] = Math.min(common.sharedQuantities, 3);
    values[BEAD_INDEX.lostQuantities] = Math.min(common.lostQuantities, 3);
    values[BEAD_INDEX.sharedNames] = Math.min(common.sharedNames, 3);
    values[BEAD_INDEX.litterClash] = common.litterClash ? 1 : 0;
    values[BEAD_INDEX.kindClash] = common.kindClash;
    values[BEAD_INDEX.headingMixed] = common.headingMixed ? 1 : 0;
    values[BEAD_INDEX.gaps] = countGaps(sources) + countGaps(targets);
    values[BEAD_INDEX.displacement] = displacement(sources[0]!, targets[0]!);
    const few = Math.min(sources.length, targets.length);
    const many = Math.max(sources.length, targets.length);
    values[BEAD_INDEX.oneToTwo] = few === 1 && many === 2 ? 1 : 0;
    values[BEAD_INDEX.oneToMany] = few === 1 && many > 2 && !common.list ? many - 2 : 0;
    values[BEAD_INDEX.manyToMany] = few > 1 && !common.list ? 1 : 0;
    values[BEAD_INDEX.list] = common.list ? 1 : 0;
  };

  const measureRivals = (
    sources: readonly number[],
    targets: readonly number[],
    { cosine, norms }: RunCosines,
    values: number[],
  ): void => {
    const ofSources = (others: readonly number[]): ArrayLike<number> => {
      const { values: products, stride } = neighbours.between(sources, others);
      return others.map((_, y) => {
        let sum = 0;
        for (let x = 0; x < sources.length; x++) sum += mass.source.weight[sources[x]!]! * products[x * stride + y]!;
        return sum / norms.source;
      });
    };
    const ofTargets = (others: readonly number[]): ArrayLike<number> => {
      const { values: products, stride } = neighbours.between(others, targets);
      return others.map((_, x) => {
        let sum = 0;
        for (let y = 0; y < targets.length; y++) sum += mass.target.weight[targets[y]!]! * products[x * stride + y]!;
        return sum / norms.target;
      });
    };
    const forward = findRivals(sources, targets, neighbours.forward, strangers.target, ofSources);
    const backward = findRivals(targets, sources, neighbours.backward, strangers.source, ofTargets);
    values[BEAD_INDEX.margin] = cosine - (forward.mean + backward.mean) / 2;
    values[BEAD_INDEX.runnerUp] = cosine - Math.max(forward.best, backward.best, 0);
  };

  const use = (sources: readonly number[], targets: readonly number[]): Use =>
    measureUse(coverage, mass, sources, targets);

  const measureWords = (sources: readonly number[], targets: readonly number[], values: number[]): void => {
    const several = sources.length + targets.length > 2;
    const support = use(sources, targets);
    values[BEAD_INDEX.coverage] = (support.source + support.target) / 2;
    values[BEAD_INDEX.weakerCoverage] = Math.min(support.source, support.target);
    values[BEAD_INDEX.weakestCoverage] = several ? support.weakestMember : 0;
    values[BEAD_INDEX.weakestUse] = several ? support.weakestUse : 0;
    values[BEAD_INDEX.idleMember] = several ? idleness(support, values) : 0;
  };

  const measureAbove: Features['measureAbove'] = (
    least,
    sources,
    targets,
    values,
    score,
    run = runOf(sources, targets),
  ) => {
    measureAlone(sources, targets, run, values);
    let most = score.mostGain(values, sources, targets);
    if (most <= least) return most;
    measureRivals(sources, targets, run, values);
    most = score.mostGain(values, sources, targets);
    if (most <= least) return most;
    measureWords(sources, targets, values);
    return score.gain(values, sources, targets);
  };

  const ofBead = (sources: readonly number[], targets: readonly number[]): readonly number[] => {
    const values: number[] = BEAD_FEATURES.map(() => 0);
    const run = runOf(sources, targets);
    measureAlone(sources, targets, run, values);
    measureRivals(sources, targets, run, values);
    measureWords(sources, targets, values);
    return values;
  };

  /** For each segment how much of its words the nearest opposite supports; -1 until it is asked for. */
  const supported = mapSides(traits, ({ length }) => new Float64Array(length).fill(-1));
  const supportOf = (side: Side, index: number, nearest: number): number => {
    if (nearest < 0) return 0;
    const known = supported[side][index]!;
    if (known >= 0) return known;
    const support = side === 'source' ? coverage.ofSource(index, [nearest]) : coverage.ofTarget(index, [nearest]);
    supported[side][index] = support;
    return support;
  };

  const ofNull = (side: Side, index: number): readonly number[] => {
    const list = side === 'source' ? neighbours.forward : neighbours.backward;
    const at = nearestAmong(list, index, strangers[opposite(side)]);
    const nearest = at < 0 ? -1 : list.ids[at]!;
    const { length, kind } = traits[side][index]!;
    const best = at < 0 ? 0 : list.cosines[at]!;
    const covered = supportOf(side, index, nearest);
    return [1, best, covered, Math.log((length + 5) / 100), isLitter(kind) ? 1 : 0, faithfulness];
  };
  return {
    neighbours,
    faithfulness,
    likeness,
    strangers,
    places,
    runOf,
    measureAbove,
    use,
    ofBead,
    ofNull,
  };
}

/** A member whose loss the other side would notice so much, or that is so near to it, is not idle. */
const BUSY_USE = 0.04;
const BUSY_COSINE = 0.3;

/**
 * A member whose words find less than this opposite is idle whatever else speaks for it: it was put in beside a good pair, as in
 * seven of eight beads that took in a sentence of another text. Of the 186 right beads of several of `mono` and `cross` none has less.
 */
const LEAST_SHARE = 0.13;

/** How far a member of a bead of several seems to have nothing to do with it, in [0, 1]: neither words of its own nor any likeness. */
function idleness({ weakestUse, weakestMember }: Use, values: readonly number[]): number {
  // Items of a list may be names that are spelled otherwise.
  if (weakestMember < LEAST_SHARE && values[BEAD_INDEX.list] === 0) return 1;
  const unlike = 1 - values[BEAD_INDEX.weakestCosine]! / BUSY_COSINE;
  return Math.max(0, 1 - Math.max(0, weakestUse) / BUSY_USE) * Math.min(1, Math.max(0, unlike));
}

/** Where in the list of a row its nearest stands that is no stranger; -1 where there is none. */
function nearestAmong({ ids, k }: NearestList, row: number, strangers: Uint8Array): number {
  for (let at = row * k; at < (row + 1) * k; at++) if (ids[at]! >= 0 && strangers[ids[at]!] === 0) return at;
  return -1;
}

/** So many segments of the same length on both sides stand for what is usual before anything is known. */
const PRIOR_SEGMENTS = 20;
const PRIOR_LENGTH = 100;

/** Log of the target's length over the source's, drawn towards 0 for short documents, where drops would distort it. */
function documentLengthRatio(traits: Sides<readonly SegmentTraits[]>, standing: Standing): number {
  const { source, target } = mapSides(traits, (list, side) => {
    let length = PRIOR_SEGMENTS * PRIOR_LENGTH;
    let count = PRIOR_SEGMENTS;
    list.forEach((segment, at) => {
      length += standing[side][at]! * segment.length;
      count += standing[side][at]!;
    });
    return length / count;
  });
  return Math.log(target / source) / 2;
}

/** How often a member does not directly follow the one before. */
function countGaps(members: readonly number[]): number {
  let gaps = 0;
  for (let at = 1; at < members.length; at++) if (members[at] !== members[at - 1]! + 1) gaps++;
  return gaps;
}
