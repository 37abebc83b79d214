/** A linear model: the log-odds that it gives to a row of numbers. */
export type LinearModel = (row: ArrayLike<number>) => number;

const RIDGE = 0.003;
const ROUNDS = 30;
/** Keeps the deviation of a column that does not vary from being 0. */
const LEAST_DEVIATION = 1e-6;

/**
 * Ridge logistic regression by Newton's method over scaled columns, both classes weighing the same: the model of
 * training/evaluate.py.
 * @param rows numbers that tell the classes apart, as many in each row
 */
export function fitLogistic(rows: readonly ArrayLike<number>[], labels: readonly boolean[]): LinearModel {
  const n = rows[0]!.length;
  const { mean, deviation } = scaleOf(rows, n);
  const scaled = rows.map((row) => {
    const values = new Float64Array(n + 1).fill(1);
    for (let k = 0; k < n; k++) values[k] = (row[k]! - mean[k]!) / deviation[k]!;
    return values;
  });
  const positives = labels.filter(Boolean).length;
  const weightOf = (label: boolean): number =>
    (0.5 * labels.length) / Math.max(1, label ? positives : labels.length - positives);

  const model = new Float64Array(n + 1);
  const logit = (values: Float64Array): number => values.reduce((sum, value, k) => sum + value * model[k]!, 0);
  const ridge = RIDGE * rows.length;
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = model.map((value) => ridge * value);
    const hessian = Array.from(model, (_, k) => new Float64Array(n + 1).fill(ridge, k, k + 1));
    for (const [i, values] of scaled.entries()) {
      const probability = 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logit(values)))));
      const weight = weightOf(labels[i]!);
      const slope = weight * (probability - (labels[i] ? 1 : 0));
      const curve = weight * probability * (1 - probability);
      for (let a = 0; a <= n; a++) {
        gradient[a]! += slope * values[a]!;
        const row = hessian[a]!;
        for (let b = 0; b <= a; b++) row[b]! += curve * values[a]! * values[b]!;
      }
    }
    const step = solve(hessian, gradient);
    for (let k = 0; k <= n; k++) model[k]! -= step[k]!;
    if (step.every((value) => Math.abs(value) < 1e-9)) break;
  }
  return (row) => {
    let sum = model[n]!;
    for (let k = 0; k < n; k++) sum += model[k]! * ((row[k]! - mean[k]!) / deviation[k]!);
    return sum;
  };
}

function scaleOf(rows: readonly ArrayLike<number>[], n: number): { mean: Float64Array; deviation: Float64Array } {
  const mean = new Float64Array(n);
  for (const row of rows) for (let k = 0; k < n; k++) mean[k]! += row[k]! / rows.length;
  const variance = new Float64Array(n);
  for (const row of rows) for (let k = 0; k < n; k++) variance[k]! += (row[k]! - mean[k]!) ** 2 / rows.length;
  return { mean, deviation: variance.map((value) => Math.sqrt(value) + LEAST_DEVIATION) };
}

/** Solves a symmetric, positive definite system, of which the lower triangle is given, by Cholesky's decomposition. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const lower = matrix.map((row) => row.slice());
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  }
  const result = right.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) result[i]! -= lower[i]![k]! * result[k]!;
    result[i]! /= lower[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) result[i]! -= lower[k]![i]! * result[k]!;
    result[i]! /= lower[i]![i]!;
  }
  return result;
}
