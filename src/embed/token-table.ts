import type { Network } from './network.ts';
import { RowSums } from './row-sums.ts';

/** Tokens that are looked up in one run of the network. */
const TOKENS_A_RUN = 8192;

/** The vectors of a static model's tokens, each asked for once. Tokens have rows in the order in which they are met. */
export class TokenTable {
  /** Sums of the rows that are filled. */
  readonly sums: RowSums;
  readonly #network: Network;
  /** The tokens of the rows. */
  readonly #ids: number[] = [];
  /** By a token's number in the vocabulary; -1 where it has not been met. */
  #rows = new Int32Array(1024).fill(-1);
  /** How many rows are filled. */
  #filled = 0;

  constructor(network: Network) {
    this.#network = network;
    this.sums = new RowSums(network.dimensions);
  }

  /** The row of a token; it need not be filled yet. */
  rowOf(id: number): number {
    if (id >= this.#rows.length) {
      const longer = new Int32Array(2 * id).fill(-1);
      longer.set(this.#rows);
      this.#rows = longer;
    }
    if (this.#rows[id] === -1) {
      this.#rows[id] = this.#ids.length;
      this.#ids.push(id);
    }
    return this.#rows[id]!;
  }

  /** Asks the network for the rows that are not filled. */
  async fill(): Promise<void> {
    while (this.#filled < this.#ids.length) {
      const from = this.#filled;
      const wanted = Int32Array.from(this.#ids.slice(from, from + TOKENS_A_RUN));
      this.sums.write(from, await this.#network.run(wanted));
      // Two calls at once may have asked for the same.
      this.#filled = Math.max(this.#filled, from + wanted.length);
    }
  }
}
