import type { Side, Sides } from '../core/side.ts';
import { type Candidate, members } from './candidates.ts';
import { BEAD_INDEX, type Features, NULL_FEATURES } from './features.ts';
import type { Score } from './score.ts';
import type { ChosenBead } from './search.ts';

/** What tells a right bead from a wrong one once the search has chosen. */
export const BEAD_EVIDENCE = [
  'bias',
  'gain',
  'lead',
  'margin',
  'runnerUp',
  'coverage',
  'weakerCoverage',
  'lengthRatio',
  'lostQuantities',
  'several',
  'crossing',
  'neighbourBefore',
  'neighbourAfter',
  'faithfulness',
  'faithfulGain',
  'crossingGain',
  'crossingFaithful',
] as const;
/** What tells a segment that has no counterpart from one that lost it. */
export const NULL_EVIDENCE = ['bestGain', 'bestFreeGain', ...NULL_FEATURES, 'faithfulGain'] as const;

export type BeadEvidence = (typeof BEAD_EVIDENCE)[number];
export type NullEvidence = (typeof NULL_EVIDENCE)[number];

/** Weights of two logistic regressions. */
export interface ConfidenceWeights {
  /** A bead less sure than this is taken apart. */
  readonly threshold: number;
  readonly bead: Readonly<Record<BeadEvidence, number>>;
  readonly null: Readonly<Record<NullEvidence, number>>;
}

/** Gains beyond this say nothing more; it keeps an extreme value from drowning the rest. */
const GAIN_LIMIT = 8;
const limit = (gain: number): number => Math.max(-GAIN_LIMIT, Math.min(GAIN_LIMIT, gain));

/** Measures the evidence for what a search has chosen. Values in the order of BEAD_EVIDENCE and NULL_EVIDENCE. */
export interface Evidence {
  ofBead(bead: ChosenBead): Float64Array;
  ofNull(side: Side, index: number): Float64Array;
}

export function createEvidence(
  features: Features,
  candidates: readonly Candidate[],
  score: Score,
  chosen: readonly ChosenBead[],
  sizes: Sides<number>,
): Evidence {
  const gains = candidates.map((c) => score.gain(c.values, members(c.source), members(c.target)));
  const holding = {
    source: Array.from({ length: sizes.source }, (): number[] => []),
    target: Array.from({ length: sizes.target }, (): number[] => []),
  };
  candidates.forEach((c, id) => {
    for (let i = c.source.start; i < c.source.end; i++) holding.source[i]!.push(id);
    for (let j = c.target.start; j < c.target.end; j++) holding.target[j]!.push(id);
  });
  const owner = {
    source: new Array<ChosenBead | undefined>(sizes.source).fill(undefined),
    target: new Array<ChosenBead | undefined>(sizes.target).fill(undefined),
  };
  for (const bead of chosen) {
    for (const i of bead.source) owner.source[i] = bead;
    for (const j of bead.target) owner.target[j] = bead;
  }

  /** The best gain of a candidate that shares a segment with the bead and is not the bead; at least 0. */
  const runnerUp = (bead: ChosenBead): number => {
    let best = 0;
    for (const side of ['source', 'target'] as const) {
      for (const member of bead[side]) {
        for (const id of holding[side][member]!) {
          if (gains[id]! > best && !isSame(candidates[id]!, bead)) best = gains[id]!;
        }
      }
    }
    return best;
  };
  /** Whether the bead that holds the segment before (or after) stands before (after) on the other side too. */
  const continues = (bead: ChosenBead, step: -1 | 1): number => {
    const i = step < 0 ? bead.source[0]! - 1 : bead.source.at(-1)! + 1;
    const j = step < 0 ? bead.target[0]! - 1 : bead.target.at(-1)! + 1;
    const atEdge = (i < 0 || i >= sizes.source) && (j < 0 || j >= sizes.target);
    if (atEdge) return 1;
    const a = owner.source[i];
    return a !== undefined && a === owner.target[j] ? 1 : 0;
  };

  return {
    ofBead: (bead) => {
      const gain = limit(bead.gain);
      const crossing = bead.crossing ? 1 : 0;
      return Float64Array.of(
        1,
        gain,
        limit(bead.gain - runnerUp(bead)),
        bead.values[BEAD_INDEX.margin]!,
        bead.values[BEAD_INDEX.runnerUp]!,
        bead.values[BEAD_INDEX.coverage]!,
        bead.values[BEAD_INDEX.weakerCoverage]!,
        bead.values[BEAD_INDEX.lengthRatio]!,
        bead.values[BEAD_INDEX.lostQuantities]!,
        bead.source.length + bead.target.length > 2 ? 1 : 0,
        crossing,
        continues(bead, -1),
        continues(bead, 1),
        features.faithfulness,
        features.faithfulness * gain,
        crossing * gain,
        crossing * features.faithfulness,
      );
    },
    ofNull: (side, index) => {
      let best = -GAIN_LIMIT;
      let bestFree = -GAIN_LIMIT;
      for (const id of holding[side][index]!) {
        const candidate = candidates[id]!;
        if (gains[id]! > best) best = gains[id]!;
        if (gains[id]! > bestFree && isFree(candidate, owner)) bestFree = gains[id]!;
      }
      return Float64Array.of(
        limit(best),
        limit(bestFree),
        ...features.ofNull(side, index),
        features.faithfulness * limit(bestFree),
      );
    },
  };
}

const isSame = (candidate: Candidate, bead: ChosenBead): boolean =>
  covers(candidate.source, bead.source) && covers(candidate.target, bead.target);

const covers = (run: { start: number; end: number }, list: readonly number[]): boolean =>
  run.end - run.start === list.length && run.start === list[0] && run.end - 1 === list.at(-1);

function isFree(candidate: Candidate, owner: Sides<readonly (ChosenBead | undefined)[]>): boolean {
  for (let i = candidate.source.start; i < candidate.source.end; i++) if (owner.source[i]) return false;
  for (let j = candidate.target.start; j < candidate.target.end; j++) if (owner.target[j]) return false;
  return true;
}

/** The beads that are sure enough to stand, with their confidences. */
export function keepConfident(
  chosen: readonly ChosenBead[],
  evidence: Evidence,
  weights: ConfidenceWeights,
): readonly { readonly bead: ChosenBead; readonly confidence: number }[] {
  const beadWeights = BEAD_EVIDENCE.map((name) => weights.bead[name]);
  return chosen
    .map((bead) => ({ bead, confidence: toConfidence(evidence.ofBead(bead), beadWeights) }))
    .filter(({ confidence }) => confidence >= weights.threshold);
}

/** The confidence that evidence amounts to, in (0, 1). */
export function toConfidence(values: Float64Array, weights: readonly number[]): number {
  let sum = 0;
  for (let e = 0; e < values.length; e++) sum += values[e]! * weights[e]!;
  return 1 / (1 + Math.exp(-sum));
}
