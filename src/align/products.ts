import { code } from './products-code.ts';
import type { Rows } from './rows.ts';

declare global {
  /** What is used of it here; Node's own types leave it out. */
  namespace WebAssembly {
    class Module {
      constructor(bytes: Uint8Array);
    }
    class Instance {
      constructor(module: Module);
      readonly exports: object;
    }
  }
}

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  multiply(a: number, aEnd: number, b: number, bEnd: number, size: number, out: number): void;
}

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65_536;
/** Bytes of a 32-bit number. */
const WORD = 4;
/** The kernel takes numbers, and rows of the second list, by fours. */
const LANES = 4;

/** The most rows a list may have: a product of two such lists has a megabyte. */
export const MOST_ROWS = 512;

let module: WebAssembly.Module | undefined;

/**
 * Scalar products of many rows with many rows, by WebAssembly with four numbers a step: about ten times as fast as the
 * same loop in JavaScript, and the same numbers on every machine.
 */
export class Products {
  readonly #kernel: Kernel;
  /** Bytes of a row. */
  readonly #size: number;
  /** Where the two tables of rows begin; before them lies a row of zeros, behind them the lists and the result. */
  readonly #first: number;
  readonly #second: number;
  readonly #lists: Int32Array;
  readonly #listsAt: number;
  readonly #result: Float32Array;
  readonly #resultAt: number;

  constructor(first: Rows, second: Rows) {
    const padded = Math.ceil(Math.max(first.dimensions, second.dimensions, 1) / LANES) * LANES;
    this.#size = padded * WORD;
    this.#first = this.#size;
    this.#second = this.#first + first.length * this.#size;
    this.#listsAt = this.#second + second.length * this.#size;
    this.#resultAt = this.#listsAt + 2 * MOST_ROWS * WORD;
    const bytes = this.#resultAt + MOST_ROWS * MOST_ROWS * WORD;

    module ??= new WebAssembly.Module(Buffer.from(code, 'base64'));
    this.#kernel = new WebAssembly.Instance(module).exports as Kernel;
    const { memory } = this.#kernel;
    memory.grow(Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE);
    this.#lists = new Int32Array(memory.buffer, this.#listsAt, 2 * MOST_ROWS);
    this.#result = new Float32Array(memory.buffer, this.#resultAt, MOST_ROWS * MOST_ROWS);
    const numbers = new Float32Array(memory.buffer);
    for (const [{ length, dimensions: d, data }, start] of [
      [first, this.#first],
      [second, this.#second],
    ] as const) {
      if (d === padded) numbers.set(data.subarray(0, length * d), start / WORD);
      else for (let i = 0; i < length; i++) numbers.set(data.subarray(i * d, (i + 1) * d), start / WORD + i * padded);
    }
  }

  /**
   * Products of some rows of the first table with some of the second, at most MOST_ROWS of either: the product of the
   * x-th with the y-th stands at `x * stride + y`. The numbers are overwritten by the next call.
   */
  of(
    ofFirst: ArrayLike<number>,
    ofSecond: ArrayLike<number>,
  ): { readonly values: Float32Array; readonly stride: number } {
    const stride = Math.ceil(ofSecond.length / LANES) * LANES;
    if (ofFirst.length > 0 && stride > 0) {
      const lists = this.#lists;
      for (let x = 0; x < ofFirst.length; x++) lists[x] = this.#first + ofFirst[x]! * this.#size;
      for (let y = 0; y < ofSecond.length; y++) lists[MOST_ROWS + y] = this.#second + ofSecond[y]! * this.#size;
      // Filled up with the row of zeros.
      lists.fill(0, MOST_ROWS + ofSecond.length, MOST_ROWS + stride);
      const a = this.#listsAt;
      const b = a + MOST_ROWS * WORD;
      this.#kernel.multiply(a, a + ofFirst.length * WORD, b, b + stride * WORD, this.#size, this.#resultAt);
    }
    return { values: this.#result, stride };
  }
}
