/**
 * Boosted decision trees (Friedman 2001, "Greedy function approximation"), small enough to stand in a source file. Every tree
 * is complete: node k's children are 2k+1 and 2k+2, and after the nodes come the leaves.
 */
export interface Trees {
  /** What they were learned from, how, and with which seed. */
  readonly origin: string;
  readonly depth: number;
  /** The log-odds before any tree. */
  readonly bias: number;
  /** For each node of each tree the index of an input; one below 0 always goes left. */
  readonly inputs: readonly number[];
  /** For each node of each tree: an input greater than this goes right. */
  readonly thresholds: readonly number[];
  /** For each leaf of each tree what it adds. */
  readonly leaves: readonly number[];
}

/** The log-odds that the trees give to an input. Time O(trees · depth). */
export const logOddsOf = ({ depth, bias, inputs, thresholds, leaves }: Trees, input: ArrayLike<number>): number => {
  const nodes = (1 << depth) - 1;
  const count = leaves.length >> depth;
  let sum = bias;
  for (let tree = 0; tree < count; tree++) {
    let node = 0;
    while (node < nodes) {
      const at = tree * nodes + node;
      node = 2 * node + (inputs[at]! >= 0 && input[inputs[at]!]! > thresholds[at]! ? 2 : 1);
    }
    sum += leaves[(tree << depth) + node - nodes]!;
  }
  return sum;
};

export const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
