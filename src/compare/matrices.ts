import { code } from './matrices-code.ts';

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  multiply(
    a: number,
    aStride: number,
    rows: number,
    b: number,
    bStride: number,
    inner: number,
    columns: number,
    out: number,
    outStride: number,
  ): void;
}

/** Bytes of a page of WebAssembly memory, and of a number. */
const PAGE = 65_536;
const NUMBER = 4;
/** The kernel takes rows by fours and columns by eights. */
const ROWS = 4;
const COLUMNS = 8;

const roundUp = (count: number, step: number): number => Math.ceil(count / step) * step;

let module: WebAssembly.Module | undefined;

/** A matrix of 32-bit floats in the memory of a `Matrices`, or columns of one. */
export interface Matrix {
  /** Where its first number stands in `numbers`. */
  readonly at: number;
  /** Numbers from one row to the next. */
  readonly stride: number;
}

/** The matrix without its first columns. */
export const fromColumn = ({ at, stride }: Matrix, column: number): Matrix => ({ at: at + column, stride });

/** The matrix without its first rows. */
export const fromRow = ({ at, stride }: Matrix, row: number): Matrix => ({ at: at + row * stride, stride });

/**
 * Matrices that are multiplied by WebAssembly, four rows and eight columns at a time: sixteen thousand million products and
 * sums a second of one core, and the same numbers on every machine.
 */
export class Matrices {
  readonly #kernel: Kernel;
  #numbers: Float32Array;
  #used = 0;

  constructor() {
    module ??= new WebAssembly.Module(Buffer.from(code, 'base64'));
    this.#kernel = new WebAssembly.Instance(module).exports as Kernel;
    this.#numbers = new Float32Array(this.#kernel.memory.buffer);
  }

  /** All numbers of all matrices. Another array after `allocate`. */
  get numbers(): Float32Array {
    return this.#numbers;
  }

  /** A matrix of zeros, with room for the rows and columns that the kernel takes besides. */
  allocate(rows: number, columns: number): Matrix {
    const matrix = { at: this.#used, stride: roundUp(columns, COLUMNS) };
    this.#used += roundUp(rows, ROWS) * matrix.stride;
    const { memory } = this.#kernel;
    const missing = this.#used * NUMBER - memory.buffer.byteLength;
    if (missing > 0) {
      memory.grow(Math.ceil(missing / PAGE));
      this.#numbers = new Float32Array(memory.buffer);
    }
    return matrix;
  }

  /**
   * Adds to `out` the product of `a` (`rows` by `inner`) and `b` (`inner` by `columns`). What stands in the rows and columns
   * up to the next four and eight is overwritten.
   */
  addProduct(out: Matrix, a: Matrix, b: Matrix, rows: number, inner: number, columns: number): void {
    this.#kernel.multiply(
      a.at * NUMBER,
      a.stride * NUMBER,
      roundUp(rows, ROWS),
      b.at * NUMBER,
      b.stride * NUMBER,
      inner,
      roundUp(columns, COLUMNS),
      out.at * NUMBER,
      out.stride * NUMBER,
    );
  }
}
