import { logit, type Network, probability } from '../core/network.ts';
import { opposite, SIDES, type Side, type Sides } from '../core/side.ts';
import type { CandidateList, Holding } from './candidate-list.ts';
import { BEAD_INDEX } from './feature-names.ts';
import type { Features } from './features.ts';
import { covers } from './runs.ts';
import type { ChosenBead } from './search.ts';

/** Small networks over the evidence, and what is done with their answer. */
export interface Confidences {
  /** Over the evidence of a bead: does at least half of what the bead links belong together? */
  readonly keep: Network;
  /** A bead for which that is less sure than this is taken apart. */
  readonly threshold: number;
  /** Over the same: is the bead right? */
  readonly bead: Network;
  /** Over the evidence of a segment in no pair: has the segment really no counterpart? */
  readonly null: Network;
}

/** Gains beyond this say nothing more; it keeps an extreme value from drowning the rest. */
const GAIN_LIMIT = 8;
const limit = (gain: number): number => Math.max(-GAIN_LIMIT, Math.min(GAIN_LIMIT, gain));

/** Measures the evidence for what a search has chosen. The learned networks go by the order of the values. */
export interface Evidence {
  /** What tells a right bead from a wrong one. */
  ofBead(bead: ChosenBead): Float64Array;
  /** What tells a segment that has no counterpart from one that lost it. */
  ofNull(side: Side, index: number): Float64Array;
}

export function createEvidence(
  features: Features,
  candidates: CandidateList,
  holding: Holding,
  chosen: readonly ChosenBead[],
  sizes: Sides<number>,
): Evidence {
  const owner = {
    source: new Array<ChosenBead | undefined>(sizes.source).fill(undefined),
    target: new Array<ChosenBead | undefined>(sizes.target).fill(undefined),
  };
  for (const bead of chosen) {
    for (const i of bead.source) owner.source[i] = bead;
    for (const j of bead.target) owner.target[j] = bead;
  }

  /**
   * The best gains of the candidates that share a segment with the bead and are not the bead; at least 0. `part`: of
   * those that also pair two of its members, such as the bead less one member; `rival`: of those that pair its members
   * with something else.
   */
  const runnersUp = (bead: ChosenBead): { readonly part: number; readonly rival: number } => {
    const best = { part: 0, rival: 0 };
    for (const side of SIDES) {
      for (const member of bead[side]) {
        const { starts, ids } = holding[side];
        for (let at = starts[member]!; at < starts[member + 1]!; at++) {
          const id = ids[at]!;
          const gain = candidates.gainOf(id);
          const start = candidates.startOf(opposite(side), id);
          const end = candidates.endOf(opposite(side), id);
          const kind = bead[opposite(side)].some((m) => m >= start && m < end) ? 'part' : 'rival';
          if (gain > best[kind] && !isSame(candidates, id, bead)) best[kind] = gain;
        }
      }
    }
    return best;
  };
  const { places } = features;
  const logSize = Math.log(Math.max(1, places.source[sizes.source]! + places.target[sizes.target]!));
  const chain = chosen.filter((bead) => !bead.crossing);
  /** How many segments a crossing bead stands from where the beads around it stand on the other side. */
  const distance = (bead: ChosenBead): number => {
    if (!bead.crossing) return 0;
    let low = 0;
    let high = chain.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (chain[middle]!.source[0]! < bead.source[0]!) low = middle + 1;
      else high = middle;
    }
    const gaps = [chain[low - 1], chain[low]].flatMap((c) =>
      c ? [Math.abs(places.target[c.target[0]!]! - places.target[bead.target[0]!]!)] : [],
    );
    return gaps.length > 0 ? Math.min(...gaps) : 0;
  };
  /** The first segment in one direction that is in a bead or might be; one past the edge where there is none. */
  const beside = (side: Side, members: readonly number[], step: -1 | 1): number => {
    let at = (step < 0 ? members[0]! : members.at(-1)!) + step;
    while (at >= 0 && at < sizes[side] && !owner[side][at] && features.strangers[side][at] === 1) at += step;
    return at;
  };
  /**
   * Whether the bead that holds the segment before (or after) stands before (after) on the other side too. What is put in
   * between and has nothing to do with the story is looked past.
   */
  const continues = (bead: ChosenBead, step: -1 | 1): number => {
    const i = beside('source', bead.source, step);
    const j = beside('target', bead.target, step);
    const atEdge = (i < 0 || i >= sizes.source) && (j < 0 || j >= sizes.target);
    if (atEdge) return 1;
    const a = owner.source[i];
    return a !== undefined && a === owner.target[j] ? 1 : 0;
  };

  return {
    ofBead: (bead) => {
      const gain = limit(bead.gain);
      const { part, rival } = runnersUp(bead);
      const crossing = bead.crossing ? 1 : 0;
      const several = bead.source.length + bead.target.length > 2 ? 1 : 0;
      return Float64Array.of(
        gain,
        limit(bead.gain - rival),
        limit(bead.gain - part),
        bead.values[BEAD_INDEX.margin]!,
        bead.values[BEAD_INDEX.runnerUp]!,
        bead.values[BEAD_INDEX.coverage]!,
        bead.values[BEAD_INDEX.weakerCoverage]!,
        bead.values[BEAD_INDEX.lengthRatio]!,
        bead.values[BEAD_INDEX.lostQuantities]!,
        several,
        crossing,
        continues(bead, -1),
        continues(bead, 1),
        Math.log1p(distance(bead)),
        features.faithfulness,
        features.likeness,
        logSize,
      );
    },
    ofNull: (side, index) => {
      let best = -GAIN_LIMIT;
      let bestFree = -GAIN_LIMIT;
      const { starts, ids } = holding[side];
      for (let at = starts[index]!; at < starts[index + 1]!; at++) {
        const gain = candidates.gainOf(ids[at]!);
        if (gain > best) best = gain;
        if (gain > bestFree && isFree(candidates, ids[at]!, owner)) bestFree = gain;
      }
      return Float64Array.of(limit(best), limit(bestFree), ...features.ofNull(side, index));
    },
  };
}

/** Whether a candidate and a bead have the same members. */
export function isSame(candidates: CandidateList, id: number, bead: ChosenBead): boolean {
  const { source, target } = candidates.runsOf(id);
  return covers(source, bead.source) && covers(target, bead.target);
}

function isFree(candidates: CandidateList, id: number, owner: Sides<readonly (ChosenBead | undefined)[]>): boolean {
  return SIDES.every((side) => {
    const end = candidates.endOf(side, id);
    for (let at = candidates.startOf(side, id); at < end; at++) if (owner[side][at]) return false;
    return true;
  });
}

/**
 * Two sides belong together only if their cosine and their coverage add up to this much: where a sentence was left out and an
 * unrelated paragraph stands in its place, nothing else speaks against the pair. No right bead of the made stories has less, and
 * two in five pairs with a paragraph do. Set on these and the first halves of the evaluation suites, whose figures are the same from
 * .3 to .38.
 */
const LEAST_LIKENESS = 0.36;

/** Whether a bead's sides are not like enough; a side without words, a picture alone say, has no vector, and its cosine of 0 says nothing. */
const isUnlike = (values: ChosenBead['values']): boolean => {
  const cosine = values[BEAD_INDEX.cosine]!;
  return cosine !== 0 && cosine + values[BEAD_INDEX.coverage]! < LEAST_LIKENESS;
};

/**
 * How sure it is that at least half of what a bead links belong together, in [0, 1].
 *
 * @param evidence as `Evidence.ofBead` gives it
 */
export const surenessOf = ({ values }: ChosenBead, evidence: Float64Array, keep: Network): number =>
  isUnlike(values) ? 0 : probability(logit(keep, evidence));
