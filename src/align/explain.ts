import { type Bead, isNull } from '../core/bead.ts';
import { mapSides, type Side, SIDES, type Sides } from '../core/side.ts';
import type { SegmentTraits } from '../evidence/traits.ts';
import { type CandidateList, findHolding, type Holding } from './candidate-list.ts';
import { findCandidates } from './candidates.ts';
import { createTraitComparison } from './compare-traits.ts';
import { createEvidence, isSame, surenessOf } from './confidence.ts';
import { BEAD_FEATURES, BEAD_INDEX, type BeadFeature } from './feature-names.ts';
import { createFeatures, type Features } from './features.ts';
import type { AlignInput } from './input.ts';
import { learnedWeights } from './learned-weights.ts';
import { createScore, lenient, type Score } from './score.ts';
import type { ChosenBead } from './search.ts';
import type { AlignWeights } from './weights.ts';

/** The members of a bead or of one that might have been. */
type Members = Pick<Bead, 'source' | 'target'>;

/** What a feature says of a bead, and what it adds to the bead's score: `value * weight`. */
export interface Contribution {
  readonly feature: BeadFeature;
  readonly value: number;
  readonly weight: number;
  readonly adds: number;
}

/** A bead that might have been chosen. */
export interface Alternative extends Members {
  /** To be compared with `PairExplanation.score`. */
  readonly score: number;
  /** The beads (numbers from 0) that hold its members instead; those without counterpart do not count. */
  readonly heldBy: readonly number[];
}

/** Why a bead with both sides is as it is. */
export interface PairExplanation {
  readonly type: 'pair';
  readonly confidence: number;
  /** Less what is common by chance: 0 for two sentences that have nothing to do with one another, 1 for the same. */
  readonly cosine: number;
  /** How far the cosine is ahead of the mean of the next nearest segments. */
  readonly margin: number;
  /** How far it is ahead of the nearest of them. */
  readonly lead: number;
  /** For each side the share of its words, by weight, that the other side supports. */
  readonly coverage: Sides<number>;
  readonly quantities: Shared;
  readonly names: Shared;
  /** By what they add, most first, whichever way; those that add nothing are left out. */
  readonly contributions: readonly Contribution[];
  /** What the members would be worth without counterpart. */
  readonly leftOut: number;
  /** What the search adds to every bead, so that it rather pairs; confidence decides afterwards. */
  readonly leniency: number;
  /** The sum of what the features add, less `leftOut`, plus `leniency`. */
  readonly score: number;
  /** What the order adds to that. */
  readonly order: {
    /** The bead, or the documents' beginning, that it directly follows on both sides. */
    readonly follows: Joint;
    /** The bead, or the documents' end, that directly follows it. */
    readonly followedBy: Joint;
    /** For each of the two. */
    readonly addsEach: number;
    /** Whether it stands outside the main chain, and what that costs; 0 if it does not. */
    readonly crossing: boolean;
    readonly crossingAdds: number;
  };
  /** The best other candidate that shares a segment with the bead; null where none was near enough to be tried. */
  readonly runnerUp: Alternative | null;
}

/** The number of a bead, from 0; `edge`: where both documents begin or end; null: neither. */
export type Joint = number | 'edge' | null;

/** What is counted on both sides. */
export interface Shared extends Sides<readonly string[]> {
  readonly shared: number;
  /** Stand on one side only; of names, which may be translated, null. */
  readonly lost: number | null;
}

/** A segment left in the other document's language, and what it repeats: paired last, by cosine alone. */
export interface UntranslatedExplanation {
  readonly type: 'untranslated';
  readonly confidence: number;
}

/**
 * Why a candidate was not chosen. `worthless`: it is worth less than leaving its members without counterpart. `held`:
 * other beads hold members of it. `unsure`: it was taken apart, or would have been, because it was not sure enough.
 * `overlooked`: none of these; the search improves a few beads at a time and did not come to it.
 */
export type Refusal = 'worthless' | 'held' | 'unsure' | 'overlooked';

/** Why a segment has no counterpart. */
export interface NullExplanation {
  readonly type: 'null';
  /** That the segment really has none. */
  readonly confidence: number;
  /** True for a segment in the other document's language: it pairs only with a free segment that it repeats. */
  readonly foreign: boolean;
  /**
   * Of the beads that could have taken the segment the one that gains most over those that hold its other members; null
   * where nothing on the other side can be compared with it.
   */
  readonly best:
    | (Alternative & {
        readonly cosine: number;
        readonly refusal: Refusal;
        /** What the beads that hold its members are worth together; 0 where there are none. */
        readonly heldScore: number;
        /** How sure it is that it belongs together, and how sure a bead must be; null unless `unsure`. */
        readonly sureness: number | null;
        readonly threshold: number;
      })
    | null;
}

export type Explanation = PairExplanation | UntranslatedExplanation | NullExplanation;

/**
 * Says why a bead is as it is, by measuring it again as `align` did. Linear, as aligning is.
 *
 * @param beads what `align` gave for these sides, with these weights
 * @param at the number of the bead, from 0
 * @throws RangeError if there is no such bead
 */
export function explain(
  sides: Sides<AlignInput>,
  beads: readonly Bead[],
  at: number,
  weights: AlignWeights = learnedWeights,
): Explanation {
  const bead = beads[at];
  if (bead === undefined) throw new RangeError(`there is no bead ${at} among ${beads.length}`);
  const isForeign = SIDES.some((side) => bead[side].some((index) => sides[side].traits[index]!.foreign));
  if (isForeign && !isNull(bead)) return { type: 'untranslated', confidence: bead.confidence };
  const context = createContext(sides, beads, weights);
  return isNull(bead) ? explainNull(context, bead, isForeign) : explainPair(context, bead, at);
}

interface Context {
  readonly sides: Sides<AlignInput>;
  readonly beads: readonly Bead[];
  readonly weights: AlignWeights;
  readonly sizes: Sides<number>;
  readonly features: Features;
  /** As learned, and as the search counts it. */
  readonly strict: Score;
  readonly score: Score;
  readonly candidates: CandidateList;
  readonly holding: Holding;
  /** For each segment the number of its bead. */
  readonly beadOf: Sides<ReadonlyMap<number, number>>;
}

function createContext(sides: Sides<AlignInput>, beads: readonly Bead[], weights: AlignWeights): Context {
  const sizes = mapSides(sides, ({ traits }) => traits.length);
  const features = createFeatures(sides);
  const strict = createScore(features, sizes, weights.score);
  const score = lenient(strict);
  const candidates = findCandidates(features, sides, score);
  const beadOf = mapSides(
    sizes,
    (_, side) => new Map(beads.flatMap((bead, number) => bead[side].map((index) => [index, number] as const))),
  );
  const holding = findHolding(candidates, sizes);
  return { sides, beads, weights, sizes, features, strict, score, candidates, holding, beadOf };
}

function explainPair(context: Context, bead: Bead, at: number): PairExplanation {
  const { sides, features, strict, score } = context;
  const { source, target } = bead;
  const values = features.ofBead(source, target);
  const traits = mapSides(sides, (side) => side.traits);
  const common = createTraitComparison(traits)(source, target);
  const use = features.use(source, target);
  const contributions = BEAD_FEATURES.map((feature): Contribution => {
    const value = values[BEAD_INDEX[feature]]!;
    return { feature, value, weight: score.weights[feature], adds: value * score.weights[feature] };
  });
  const gain = score.gain(values, source, target);
  const leniency = gain - strict.gain(values, source, target);
  return {
    type: 'pair',
    confidence: bead.confidence,
    cosine: values[BEAD_INDEX.cosine]!,
    margin: values[BEAD_INDEX.margin]!,
    lead: values[BEAD_INDEX.runnerUp]!,
    coverage: { source: use.source, target: use.target },
    quantities: {
      ...listOf(traits, bead, ({ quantities }) =>
        quantities.flatMap(({ readings, weak }) => (weak ? [] : [readings[0]!])),
      ),
      shared: common.sharedQuantities,
      lost: common.lostQuantities,
    },
    names: { ...listOf(traits, bead, ({ names }) => names), shared: common.sharedNames, lost: null },
    contributions: contributions.filter(({ adds }) => adds !== 0).sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds)),
    leftOut: contributions.reduce((sum, { adds }) => sum + adds, 0) + leniency - gain,
    leniency,
    score: gain,
    order: {
      follows: jointOf(context, source[0]! - 1, target[0]! - 1, -1),
      followedBy: jointOf(context, source.at(-1)! + 1, target.at(-1)! + 1, 0),
      addsEach: score.following,
      crossing: bead.moved,
      crossingAdds: bead.moved ? score.crossing : 0,
    },
    runnerUp: runnerUpOf(context, bead, at),
  };
}

const listOf = (
  traits: Sides<readonly SegmentTraits[]>,
  bead: Members,
  list: (traits: SegmentTraits) => readonly string[],
): Sides<readonly string[]> =>
  mapSides(traits, (all, side) => [...new Set(bead[side].flatMap((index) => list(all[index]!)))]);

/** From a segment on, in one direction, the first that is no stranger without counterpart. */
function passStrangers({ beads, beadOf, features }: Context, side: Side, from: number, step: -1 | 1): number {
  let at = from;
  const isPassed = (): boolean => features.strangers[side][at] === 1 && isNull(beads[beadOf[side].get(at)!]!);
  while (isPassed()) at += step;
  return at;
}

/**
 * What stands before segments (i, j), or after them, if it is one bead whose last members (`end` -1) or first ones (0) come
 * there.
 */
function jointOf(context: Context, source: number, target: number, end: 0 | -1): Joint {
  const { beads, beadOf, sizes } = context;
  const step = end === 0 ? 1 : -1;
  const i = passStrangers(context, 'source', source, step);
  const j = passStrangers(context, 'target', target, step);
  const isBeyond = { source: i < 0 || i >= sizes.source, target: j < 0 || j >= sizes.target };
  if (isBeyond.source || isBeyond.target) return isBeyond.source && isBeyond.target ? 'edge' : null;
  const number = beadOf.source.get(i)!;
  const found = beads[number]!;
  return found.source.at(end) === i && found.target.at(end) === j ? number : null;
}

/** The candidates that hold one of a bead's members and are not the bead. */
function rivalsOf(context: Context, bead: Bead): readonly Alternative[] {
  const { candidates, holding } = context;
  const numbers = SIDES.flatMap((side) => {
    const { starts, ids } = holding[side];
    return bead[side].flatMap((member) => [...ids.subarray(starts[member], starts[member + 1])]);
  });
  return numbers
    .filter((id) => !isSame(candidates, id, asChosen(context, bead)))
    .map((id) => {
      const members = mapSides(bead, (_, side) => candidates.membersOf(side, id));
      return { ...members, score: candidates.gainOf(id), heldBy: holdersOf(context, members) };
    });
}

function runnerUpOf(context: Context, bead: Bead, at: number): Alternative | null {
  const [best] = rivalsOf(context, bead).toSorted((a, b) => b.score - a.score);
  return best ? withoutHolder(best, at) : null;
}

const withoutHolder = (alternative: Alternative, at: number): Alternative => ({
  ...alternative,
  heldBy: alternative.heldBy.filter((number) => number !== at),
});

const holdersOf = ({ beads, beadOf }: Context, members: Members): readonly number[] => {
  const numbers = SIDES.flatMap((side) => members[side].map((index) => beadOf[side].get(index)!));
  return [...new Set(numbers)].filter((number) => !isNull(beads[number]!)).sort((a, b) => a - b);
};

function explainNull(context: Context, bead: Bead, foreign: boolean): NullExplanation {
  const { features, score, weights } = context;
  const worth = (alternative: Alternative): number => alternative.score - heldScoreOf(context, alternative);
  const [best] = rivalsOf(context, bead).toSorted((a, b) => worth(b) - worth(a));
  const side: Side = bead.source.length > 0 ? 'source' : 'target';
  const found = best ?? nearestPair(context, side, bead[side][0]!);
  if (found === null) return { type: 'null', confidence: bead.confidence, foreign, best: null };
  const chosen = asChosen(context, { ...found, moved: false });
  const sureness = surenessBeside(context, chosen);
  const { threshold } = weights.confidence;
  const refusal = ((): Refusal => {
    if (found.score + jointsOf(context, found) * score.following <= 0) return 'worthless';
    if (found.heldBy.length > 0) return 'held';
    return sureness < threshold ? 'unsure' : 'overlooked';
  })();
  return {
    type: 'null',
    confidence: bead.confidence,
    foreign,
    best: {
      ...found,
      cosine: features.ofBead(found.source, found.target)[BEAD_INDEX.cosine]!,
      refusal,
      heldScore: heldScoreOf(context, found),
      sureness: refusal === 'unsure' ? sureness : null,
      threshold,
    },
  };
}

/** Of a segment and one of its nearest, none of which was worth trying, the pair that is worth most. */
function nearestPair(context: Context, side: Side, index: number): Alternative | null {
  const { features, score } = context;
  const { ids, k } = side === 'source' ? features.neighbours.forward : features.neighbours.backward;
  const pairs = [...ids.subarray(index * k, (index + 1) * k)].flatMap((id) => {
    if (id < 0) return [];
    const [source, target] = side === 'source' ? [[index], [id]] : [[id], [index]];
    return [{ source, target, score: score.gain(features.ofBead(source, target), source, target) }];
  });
  const [best] = pairs.sort((a, b) => b.score - a.score);
  return best ? { ...best, heldBy: holdersOf(context, best) } : null;
}

const heldScoreOf = (context: Context, { heldBy }: Alternative): number =>
  heldBy.reduce((sum, number) => sum + asChosen(context, context.beads[number]!).gain, 0);

const jointsOf = (context: Context, { source, target }: Members): number =>
  [
    jointOf(context, source[0]! - 1, target[0]! - 1, -1),
    jointOf(context, source.at(-1)! + 1, target.at(-1)! + 1, 0),
  ].filter((joint) => joint !== null).length;

/** How sure a bead would be to belong together beside the beads that stand. */
function surenessBeside(context: Context, bead: ChosenBead): number {
  const { beads, features, candidates, holding, sizes, weights } = context;
  const standing = beads.filter((other) => !isNull(other)).map((other) => asChosen(context, other));
  const chosen = [...standing, bead].sort((a, b) => a.source[0]! - b.source[0]!);
  const evidence = createEvidence(features, candidates, holding, chosen, sizes).ofBead(bead);
  return surenessOf(bead, evidence, weights.confidence.keep);
}

/** A bead as the search knew it. What it measures is found out when it is asked for. */
function asChosen({ features, score }: Context, bead: Members & { readonly moved: boolean }): ChosenBead {
  const { source, target, moved } = bead;
  return {
    source,
    target,
    crossing: moved,
    get values() {
      return features.ofBead(source, target);
    },
    get gain() {
      return score.gain(features.ofBead(source, target), source, target);
    },
  };
}
