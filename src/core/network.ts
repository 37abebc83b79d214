/**
 * A network of one hidden layer, small enough to stand in a source file. Inputs are scaled by their mean and deviation,
 * hidden units are tanh, the output is a logit.
 */
export interface Network {
  /** What it was learned from, how, and with which seed. */
  readonly origin: string;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** One row for each hidden unit: a weight for each input, then a bias. */
  readonly hidden: readonly (readonly number[])[];
  /** A weight for each hidden unit, a weight for each input (the linear part), then a bias. */
  readonly output: readonly number[];
}

/** The log-odds that the network gives to an input. */
export const logit = (network: Network, input: ArrayLike<number>): number => {
  const { mean, deviation, hidden, output } = network;
  const inputs = mean.length;
  const scaled = new Float64Array(inputs);
  for (let i = 0; i < inputs; i++) scaled[i] = (input[i]! - mean[i]!) / deviation[i]!;
  let sum = output[hidden.length + inputs]!;
  for (let i = 0; i < inputs; i++) sum += output[hidden.length + i]! * scaled[i]!;
  for (let h = 0; h < hidden.length; h++) {
    const row = hidden[h]!;
    let unit = row[inputs]!;
    for (let i = 0; i < inputs; i++) unit += row[i]! * scaled[i]!;
    sum += output[h]! * Math.tanh(unit);
  }
  return sum;
};

export const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
