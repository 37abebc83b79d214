import {
  BEAD_EVIDENCE,
  type ConfidenceWeights,
  createEvidence,
  type Evidence,
  keepConfident,
  NULL_EVIDENCE,
} from '../../src/align/confidence.ts';
import { createScore, lenient } from '../../src/align/score.ts';
import { type ChosenBead, search } from '../../src/align/search.ts';
import type { ScoreWeights } from '../../src/align/weights.ts';
import type { Example } from './example.ts';
import { goldKeys, key } from './learn-score.ts';
import { measureBeads } from './measure.ts';

interface Observation {
  readonly values: Float64Array;
  readonly right: boolean;
}

/**
 * Fits the confidences of beads and nulls to how often the search was right, on examples the score has not seen, and
 * the threshold below which a bead is dropped to the best mean of strict F1 and unmatched F1.
 */
export function learnConfidence(examples: readonly Example[], weights: ScoreWeights): ConfidenceWeights {
  const searched = examples.map((example) => {
    const score = lenient(createScore(example.features, example.sizes, weights));
    const chosen = search(example.features, example.candidates, score, example.sizes, 'free');
    const evidenceFor = (beads: readonly ChosenBead[]): Evidence =>
      createEvidence(example.features, example.candidates, score, beads, example.sizes);
    return { example, chosen, evidence: evidenceFor(chosen), evidenceFor, gold: goldKeys(example) };
  });
  const beads = searched.flatMap(({ chosen, evidence, gold }) =>
    chosen.map((bead) => ({ values: evidence.ofBead(bead), right: gold.has(key(bead.source, bead.target)) })),
  );
  const bead = named(BEAD_EVIDENCE, fitLogistic(beads, BEAD_EVIDENCE.length));
  const none = named(NULL_EVIDENCE, NULL_EVIDENCE.map(() => 0));

  const quality = (threshold: number): number => {
    const { strict, unmatched } = measureBeads(
      searched.map(({ example, chosen, evidence }) => ({
        example,
        beads: keepConfident(chosen, evidence, { threshold, bead, null: none }).map((kept) => kept.bead),
      })),
    );
    return strict + unmatched;
  };
  const thresholds = Array.from({ length: 19 }, (_, step) => 0.05 * (step + 1));
  const threshold = thresholds.reduce((best, candidate) => (quality(candidate) > quality(best) ? candidate : best));

  const nulls: Observation[] = [];
  for (const { example, chosen, evidence, evidenceFor } of searched) {
    const kept = keepConfident(chosen, evidence, { threshold, bead, null: none }).map((k) => k.bead);
    const after = evidenceFor(kept);
    for (const side of ['source', 'target'] as const) {
      const taken = new Set(kept.flatMap((b) => b[side]));
      const linked = new Set(example.gold.flatMap((b) => b[side]));
      for (let index = 0; index < example.sizes[side]; index++) {
        if (!taken.has(index)) nulls.push({ values: after.ofNull(side, index), right: !linked.has(index) });
      }
    }
  }
  return { threshold, bead, null: named(NULL_EVIDENCE, fitLogistic(nulls, NULL_EVIDENCE.length)) };
}

const named = <Name extends string>(names: readonly Name[], values: readonly number[]): Record<Name, number> =>
  Object.fromEntries(names.map((name, i) => [name, values[i]!])) as Record<Name, number>;

const RIDGE = 1;
const NEWTON_STEPS = 30;

/** Logistic regression with a small ridge, by Newton's method (iteratively reweighted least squares). */
export function fitLogistic(observations: readonly Observation[], size: number): number[] {
  const weights = new Array<number>(size).fill(0);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = weights.map((w) => -RIDGE * w);
    const hessian = weights.map((_, r) => weights.map((__, c) => (r === c ? RIDGE : 0)));
    for (const { values, right } of observations) {
      let sum = 0;
      for (let f = 0; f < size; f++) sum += weights[f]! * values[f]!;
      const p = 1 / (1 + Math.exp(-sum));
      const error = (right ? 1 : 0) - p;
      const curvature = Math.max(p * (1 - p), 1e-6);
      for (let r = 0; r < size; r++) {
        const v = values[r]!;
        if (v === 0) continue;
        gradient[r]! += error * v;
        for (let c = 0; c < size; c++) hessian[r]![c]! += curvature * v * values[c]!;
      }
    }
    const change = solve(hessian, gradient);
    let largest = 0;
    change.forEach((delta, f) => {
      weights[f]! += delta;
      largest = Math.max(largest, Math.abs(delta));
    });
    if (largest < 1e-6) break;
  }
  return weights;
}

/** Solves A x = b by Gaussian elimination with row pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, r) => [...row, right[r]!]);
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++) {
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let r = column + 1; r < n; r++) {
      const factor = rows[r]![column]! / rows[column]![column]!;
      for (let c = column; c <= n; c++) rows[r]![c]! -= factor * rows[column]![c]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r--) {
    let sum = rows[r]![n]!;
    for (let c = r + 1; c < n; c++) sum -= rows[r]![c]! * x[c]!;
    x[r] = sum / rows[r]![r]!;
  }
  return x;
}
