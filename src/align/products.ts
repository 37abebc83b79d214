import { code } from './products-code.ts';
import { type RowReader, readerOf, type Rows } from './rows.ts';

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
  narrow(from: number, end: number, to: number): void;
  multiply(a: number, aEnd: number, b: number, bEnd: number, size: number, out: number): void;
}

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65_536;
/** Bytes of an address and of a product. */
const WORD = 4;
/** Bytes of a number of a row, and how many of them the kernel takes in one step. */
const NUMBER = 2;
const LANES = 8;
/** The kernel takes rows of the first list by twos, and of the second by fours. */
const ROWS = 2;
const COLUMNS = 4;

/** The most rows a list may have, a multiple of ROWS and COLUMNS: the products of two such lists take a megabyte. */
export const MOST_ROWS = 512;

let module: WebAssembly.Module | undefined;

/** Some entries of a list, from `start` to `end` (exclusive). */
export interface Part {
  readonly list: ArrayLike<number>;
  readonly start: number;
  readonly end: number;
}

/** Which of the two tables a row stands in. */
type Table = 'first' | 'second';

export const whole = (list: ArrayLike<number>): Part => ({ list, start: 0, end: list.length });

/**
 * Scalar products of many rows of unit length (or of zeros) with many others, by WebAssembly, eight numbers a step: some
 * twenty times as fast as the same loop in JavaScript, and the same on every machine. Numbers are kept as 16-bit
 * fractions; a product of rows of 256 is exact to about 0.0001.
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

  constructor(first: Rows | RowReader, second: Rows | RowReader) {
    const padded = Math.ceil(Math.max(first.dimensions, second.dimensions, 1) / LANES) * LANES;
    this.#size = padded * NUMBER;
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
    this.#write(readerOf(first), this.#first);
    this.#write(readerOf(second), this.#second);
  }

  /** Writes rows as 16-bit fractions, rounded, each filled up with zeros. */
  #write({ length, read }: RowReader, start: number): void {
    const end = this.#resultAt + (this.#size / NUMBER) * WORD;
    for (let i = 0; i < length; i++) {
      this.#result.set(read(i));
      this.#kernel.narrow(this.#resultAt, end, start + i * this.#size);
    }
  }

  /**
   * Products of some rows of the first table with some of the second, at most MOST_ROWS of either: the product of the
   * x-th with the y-th stands at `x * stride + y`. The numbers are overwritten by the next call.
   */
  of(first: Part, second: Part): { readonly values: Float32Array; readonly stride: number } {
    const rows = first.end - first.start;
    const columns = second.end - second.start;
    const stride = Math.ceil(columns / COLUMNS) * COLUMNS;
    if (rows > 0 && columns > 0) {
      const lists = this.#lists;
      for (let x = 0; x < rows; x++) lists[x] = this.#first + first.list[first.start + x]! * this.#size;
      for (let y = 0; y < columns; y++) {
        lists[MOST_ROWS + y] = this.#second + second.list[second.start + y]! * this.#size;
      }
      // Filled up with the row of zeros.
      const height = Math.ceil(rows / ROWS) * ROWS;
      for (let x = rows; x < height; x++) lists[x] = 0;
      for (let y = columns; y < stride; y++) lists[MOST_ROWS + y] = 0;
      const a = this.#listsAt;
      const b = a + MOST_ROWS * WORD;
      this.#kernel.multiply(a, a + height * WORD, b, b + stride * WORD, this.#size, this.#resultAt);
    }
    return { values: this.#result, stride };
  }

  /** The product of row i of one table with row j of the same or the other one. */
  one(table: Table, i: number, other: Table, j: number): number {
    const lists = this.#lists;
    lists[0] = this.#addressOf(table, i);
    lists[1] = 0;
    lists[MOST_ROWS] = this.#addressOf(other, j);
    for (let y = 1; y < COLUMNS; y++) lists[MOST_ROWS + y] = 0;
    const a = this.#listsAt;
    const b = a + MOST_ROWS * WORD;
    this.#kernel.multiply(a, a + ROWS * WORD, b, b + COLUMNS * WORD, this.#size, this.#resultAt);
    return this.#result[0]!;
  }

  #addressOf(table: Table, row: number): number {
    return (table === 'first' ? this.#first : this.#second) + row * this.#size;
  }
}
