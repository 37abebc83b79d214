import { SIDES } from '../core/side.ts';
import { linkedSegments, unmatchedIn } from './counts.ts';
import type { Gold, TestBead } from './gold.ts';
import { isPaired, linkKey, pairingKey } from './pairing.ts';

/** One statement made with some confidence, and whether it held. */
export interface Outcome {
  readonly confidence: number;
  readonly right: boolean;
}

export interface ReliabilityBin {
  /** Confidences from `from` up to, but for the last bin, not including `to`. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means over the bin; 0 where it is empty. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error (Naeini et al. 2015): the mean of |confidence − accuracy|, weighted by count. */
  readonly error: number;
  /** Brier score: the mean of (confidence − outcome)². */
  readonly brier: number;
}

/** The reliability table of confidences in [0, 1], in bins of equal width. */
export function calibration(outcomes: readonly Outcome[], binCount = 10): Calibration {
  const sums = Array.from({ length: binCount }, () => ({ count: 0, confidence: 0, right: 0 }));
  let squares = 0;
  for (const { confidence, right } of outcomes) {
    const bin = sums[Math.min(binCount - 1, Math.max(0, Math.floor(confidence * binCount)))]!;
    bin.count += 1;
    bin.confidence += confidence;
    bin.right += right ? 1 : 0;
    squares += (confidence - (right ? 1 : 0)) ** 2;
  }
  const mean = (sum: number, count: number): number => (count === 0 ? 0 : sum / count);
  const bins = sums.map(({ count, confidence, right }, at) => ({
    from: at / binCount,
    to: (at + 1) / binCount,
    count,
    confidence: mean(confidence, count),
    accuracy: mean(right, count),
  }));
  const gap = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.confidence - bin.accuracy), 0);
  return { bins, error: mean(gap, outcomes.length), brier: mean(squares, outcomes.length) };
}

/**
 * Which beads are right. Against gold beads, one with two sides if it is a gold bead, a null bead if all its segments
 * are unmatched. Against gold links, one with two sides if each of its links is sure or possible; a null bead if its
 * segments have no link, and it is left out where one has possible links only. Beads without a confidence are left out.
 */
export function beadOutcomes(gold: Gold, test: readonly TestBead[]): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const judge = judgeOf(gold);
  for (const bead of test) {
    if (bead.confidence === null) continue;
    const right = judge(bead);
    if (right !== null) outcomes.push({ confidence: bead.confidence, right });
  }
  return outcomes;
}

function judgeOf(gold: Gold): (bead: TestBead) => boolean | null {
  if (gold.kind === 'beads') {
    const keys = new Set(gold.beads.filter(isPaired).map(pairingKey));
    const unmatched = { source: unmatchedIn(gold.beads, 'source'), target: unmatchedIn(gold.beads, 'target') };
    return (bead) =>
      isPaired(bead)
        ? keys.has(pairingKey(bead))
        : SIDES.every((side) => bead[side].every((index) => unmatched[side].has(index)));
  }
  const links = new Set([...gold.sure, ...gold.possible].map(([s, t]) => linkKey(s, t)));
  const linked = { source: linkedSegments(gold, 'source'), target: linkedSegments(gold, 'target') };
  return (bead) => {
    if (isPaired(bead)) return bead.source.every((s) => bead.target.every((t) => links.has(linkKey(s, t))));
    const members = SIDES.flatMap((side) => bead[side].map((index) => ({ side, index })));
    if (members.some(({ side, index }) => linked[side].sure.has(index))) return false;
    return members.some(({ side, index }) => linked[side].any.has(index)) ? null : true;
  };
}
