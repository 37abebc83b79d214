import { BEAD_EVIDENCE, type ConfidenceWeights, createEvidence, NULL_EVIDENCE } from '../../src/align/confidence.ts';
import { createScore } from '../../src/align/score.ts';
import { search } from '../../src/align/search.ts';
import type { ScoreWeights } from '../../src/align/weights.ts';
import type { Example } from './example.ts';
import { goldKeys, key } from './learn-score.ts';

interface Observation {
  readonly values: Float64Array;
  readonly right: boolean;
}

/** Fits the confidences of beads and nulls to how often the search was right, on examples the score has not seen. */
export function learnConfidence(examples: readonly Example[], weights: ScoreWeights): ConfidenceWeights {
  const beads: Observation[] = [];
  const nulls: Observation[] = [];
  for (const example of examples) {
    const score = createScore(example.features, example.sizes, weights);
    const chosen = search(example.features, example.candidates, score, example.sizes, 'free');
    const evidence = createEvidence(example.features, example.candidates, score, chosen, example.sizes);
    const gold = goldKeys(example);
    for (const bead of chosen)
      beads.push({ values: evidence.ofBead(bead), right: gold.has(key(bead.source, bead.target)) });
    for (const side of ['source', 'target'] as const) {
      const taken = new Set(chosen.flatMap((bead) => bead[side]));
      const linked = new Set(example.gold.flatMap((bead) => bead[side]));
      for (let index = 0; index < example.sizes[side]; index++) {
        if (!taken.has(index)) nulls.push({ values: evidence.ofNull(side, index), right: !linked.has(index) });
      }
    }
  }
  return {
    bead: named(BEAD_EVIDENCE, fitLogistic(beads, BEAD_EVIDENCE.length)),
    null: named(NULL_EVIDENCE, fitLogistic(nulls, NULL_EVIDENCE.length)),
  };
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
