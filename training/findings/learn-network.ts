import type { Network } from '../../src/core/network.ts';
import type { Random } from '../align/random.ts';

export interface Example {
  readonly features: Float64Array;
  readonly label: 0 | 1;
  readonly weight: number;
}

export interface LearnOptions {
  readonly hidden: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly decay: number;
}

/** Learns a network by Adam (Kingma and Ba 2015) on the logistic loss. Deterministic for a seed. */
export function learnNetwork(
  examples: readonly Example[],
  options: LearnOptions,
  origin: string,
  random: Random,
): Network {
  const inputs = examples[0]!.features.length;
  const { hidden } = options;
  const mean = new Float64Array(inputs);
  const deviation = new Float64Array(inputs);
  for (const { features } of examples) for (let i = 0; i < inputs; i++) mean[i]! += features[i]! / examples.length;
  for (const { features } of examples) {
    for (let i = 0; i < inputs; i++) deviation[i]! += (features[i]! - mean[i]!) ** 2 / examples.length;
  }
  // A feature that is always the same differs from its mean by rounding only.
  for (let i = 0; i < inputs; i++) deviation[i] = deviation[i]! > 1e-12 ? Math.sqrt(deviation[i]!) : 1;
  const scaled = examples.map(({ features }) =>
    Float64Array.from(features, (value, i) => (value - mean[i]!) / deviation[i]!),
  );
  const size = hidden * (inputs + 1) + hidden + inputs + 1;
  const out = hidden * (inputs + 1);
  const parameters = Float64Array.from({ length: size }, (_, k) =>
    k < out ? (random.next() - 0.5) * (2 / Math.sqrt(inputs)) : (random.next() - 0.5) * 0.1,
  );
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const order = examples.map((_, i) => i);
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const shuffled = random.shuffle(order);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (let from = 0; from < shuffled.length; from += options.batch) {
      const gradient = new Float64Array(size);
      const to = Math.min(shuffled.length, from + options.batch);
      const units = new Float64Array(hidden);
      for (let k = from; k < to; k++) {
        const x = scaled[shuffled[k]!]!;
        const { label, weight } = examples[shuffled[k]!]!;
        let sum = parameters[out + hidden + inputs]!;
        for (let i = 0; i < inputs; i++) sum += parameters[out + hidden + i]! * x[i]!;
        for (let h = 0; h < hidden; h++) {
          const row = h * (inputs + 1);
          let unit = parameters[row + inputs]!;
          for (let i = 0; i < inputs; i++) unit += parameters[row + i]! * x[i]!;
          units[h] = Math.tanh(unit);
          sum += parameters[out + h]! * units[h]!;
        }
        const error = (weight * (1 / (1 + Math.exp(-sum)) - label)) / (to - from);
        gradient[out + hidden + inputs]! += error;
        for (let i = 0; i < inputs; i++) gradient[out + hidden + i]! += error * x[i]!;
        for (let h = 0; h < hidden; h++) {
          gradient[out + h]! += error * units[h]!;
          const back = error * parameters[out + h]! * (1 - units[h]! ** 2);
          const row = h * (inputs + 1);
          gradient[row + inputs]! += back;
          for (let i = 0; i < inputs; i++) gradient[row + i]! += back * x[i]!;
        }
      }
      step++;
      for (let k = 0; k < size; k++) {
        const g = gradient[k]! + options.decay * parameters[k]!;
        first[k] = 0.9 * first[k]! + 0.1 * g;
        second[k] = 0.999 * second[k]! + 0.001 * g * g;
        const m = first[k]! / (1 - 0.9 ** step);
        const v = second[k]! / (1 - 0.999 ** step);
        parameters[k]! -= (rate * m) / (Math.sqrt(v) + 1e-8);
      }
    }
  }
  return {
    origin,
    mean: [...mean],
    deviation: [...deviation],
    hidden: Array.from({ length: hidden }, (_, h) => [...parameters.slice(h * (inputs + 1), (h + 1) * (inputs + 1))]),
    output: [...parameters.slice(out)],
  };
}
