import type { Network } from './network.ts';

/** Tokens that are looked up in one run of the network. */
const TOKENS_A_RUN = 8192;

/** The vectors of a static model's tokens, each asked for once. Tokens have rows in the order in which they are met. */
export class TokenTable {
  readonly #network: Network;
  /** The tokens of the rows. */
  readonly #ids: number[] = [];
  /** By a token's number in the vocabulary; -1 where it has not been met. */
  #rows = new Int32Array(1024).fill(-1);
  #vectors = new Float32Array(0);
  /** How many rows are filled. */
  #filled = 0;

  constructor(network: Network) {
    this.#network = network;
  }

  /** Rows of d numbers. Another array once more rows have been filled. */
  get vectors(): Float32Array {
    return this.#vectors;
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
    const d = this.#network.dimensions;
    while (this.#filled < this.#ids.length) {
      const wanted = Int32Array.from(this.#ids.slice(this.#filled, this.#filled + TOKENS_A_RUN));
      const vectors = await this.#network.run(wanted);
      const end = (this.#filled + wanted.length) * d;
      if (end > this.#vectors.length) {
        const larger = new Float32Array(Math.max(end, this.#vectors.length * 2));
        larger.set(this.#vectors);
        this.#vectors = larger;
      }
      this.#vectors.set(vectors, this.#filled * d);
      this.#filled += wanted.length;
    }
  }
}
