import { probabilityOf, type Trees } from '../../src/compare/trees.ts';
import type { Random } from '../align/random.ts';

export interface Example {
  readonly features: Float64Array;
  readonly label: 0 | 1;
  readonly weight: number;
}

export interface LearnOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Added to the second derivatives of a leaf. */
  readonly ridge: number;
  /** Least sum of weights in a leaf. */
  readonly leastWeight: number;
  /** Share of the examples that each tree sees. */
  readonly sample: number;
}

/** Inputs are cut into so many bins of equal count. */
const BINS = 48;

/**
 * Learns boosted trees by Newton steps on the logistic loss, splits found on histograms (Ke et al. 2017, "LightGBM", section
 * 2.1). Deterministic for a seed.
 */
export function learnTrees(examples: readonly Example[], options: LearnOptions, origin: string, random: Random): Trees {
  const inputs = examples[0]!.features.length;
  const n = examples.length;
  const cuts = Array.from({ length: inputs }, (_, f) => cutsOf(examples, f));
  const bins = Array.from({ length: inputs }, (_, f) => binned(examples, f, cuts[f]!));
  const { depth } = options;
  const nodes = (1 << depth) - 1;
  let positive = 0;
  let all = 0;
  for (const { label, weight } of examples) {
    positive += label * weight;
    all += weight;
  }
  const bias = Math.log(positive / (all - positive));
  const scores = new Float64Array(n).fill(bias);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n);
  const treeInputs: number[] = [];
  const thresholds: number[] = [];
  const leaves: number[] = [];
  for (let tree = 0; tree < options.trees; tree++) {
    const used: number[] = [];
    for (let i = 0; i < n; i++) {
      const { label, weight } = examples[i]!;
      const p = probabilityOf(scores[i]!);
      gradient[i] = weight * (p - label);
      hessian[i] = weight * Math.max(1e-6, p * (1 - p));
      if (random.next() < options.sample) used.push(i);
    }
    const treeInput = new Array<number>(nodes).fill(-1);
    const treeCut = new Array<number>(nodes).fill(0);
    const leaf = new Array<number>(1 << depth).fill(0);
    grow(0, Int32Array.from(used), (node, f, bin) => {
      treeInput[node] = f;
      treeCut[node] = bin;
    });
    treeInputs.push(...treeInput);
    thresholds.push(...treeInput.map((f, node) => (f < 0 ? 0 : cuts[f]![treeCut[node]!]!)));
    leaves.push(...leaf);
    for (let i = 0; i < n; i++) {
      let node = 0;
      while (node < nodes) {
        const f = treeInput[node]!;
        node = 2 * node + (f >= 0 && bins[f]![i]! > treeCut[node]! ? 2 : 1);
      }
      scores[i]! += leaf[node - nodes]!;
    }

    function grow(node: number, members: Int32Array, split: (node: number, f: number, bin: number) => void): void {
      let g = 0;
      let h = 0;
      for (const i of members) {
        g += gradient[i]!;
        h += hessian[i]!;
      }
      if (node >= nodes) {
        leaf[node - nodes] = (-options.rate * g) / (h + options.ridge);
        return;
      }
      const best = bestSplit(members, g, h);
      if (best === null) {
        // All go left from here on, to one leaf.
        grow(2 * node + 1, members, split);
        return;
      }
      split(node, best.input, best.bin);
      const column = bins[best.input]!;
      grow(
        2 * node + 1,
        members.filter((i) => column[i]! <= best.bin),
        split,
      );
      grow(
        2 * node + 2,
        members.filter((i) => column[i]! > best.bin),
        split,
      );
    }
  }
  return { origin, depth, bias, inputs: treeInputs, thresholds, leaves };

  function bestSplit(members: Int32Array, g: number, h: number): { input: number; bin: number } | null {
    let best: { input: number; bin: number } | null = null;
    let most = 1e-6;
    const whole = (g * g) / (h + options.ridge);
    const sums = new Float64Array(2 * BINS);
    for (let f = 0; f < inputs; f++) {
      const column = bins[f]!;
      sums.fill(0);
      for (const i of members) {
        const at = column[i]! << 1;
        sums[at]! += gradient[i]!;
        sums[at + 1]! += hessian[i]!;
      }
      let leftG = 0;
      let leftH = 0;
      for (let bin = 0; bin < cuts[f]!.length; bin++) {
        leftG += sums[bin << 1]!;
        leftH += sums[(bin << 1) + 1]!;
        if (leftH < options.leastWeight || h - leftH < options.leastWeight) continue;
        const gain =
          (leftG * leftG) / (leftH + options.ridge) + ((g - leftG) * (g - leftG)) / (h - leftH + options.ridge) - whole;
        if (gain > most) {
          most = gain;
          best = { input: f, bin };
        }
      }
    }
    return best;
  }
}

/** Up to BINS - 1 values between which an input's values are divided: those that are greater go right. */
function cutsOf(examples: readonly Example[], f: number): readonly number[] {
  const step = Math.max(1, Math.floor(examples.length / 20_000));
  const values: number[] = [];
  for (let i = 0; i < examples.length; i += step) values.push(examples[i]!.features[f]!);
  values.sort((a, b) => a - b);
  const cuts = new Set<number>();
  for (let k = 1; k < BINS; k++) {
    const value = Number(values[Math.floor((k * values.length) / BINS)]!.toPrecision(4));
    if (value < values.at(-1)!) cuts.add(value);
  }
  return [...cuts].sort((a, b) => a - b);
}

function binned(examples: readonly Example[], f: number, cuts: readonly number[]): Uint8Array {
  return Uint8Array.from(examples, ({ features }) => {
    const value = features[f]!;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value > cuts[middle]!) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
