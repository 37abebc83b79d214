import type { Rows } from '../align/rows.ts';
import { UserError } from '../core/errors.ts';
import { mapSides, opposite, SIDES, type Side, type Sides } from '../core/side.ts';
import type { Tensor, Tensors } from '../core/tensor.ts';
import { exponential } from './exponential.ts';
import { fromColumn, fromRow, Matrices, type Matrix } from './matrices.ts';
import { ENDINGS, endingsOf } from './word-endings.ts';
import type { Matches } from './word-grid.ts';

/** One word as the discriminator sees it, besides its vector. */
export interface DiscriminatorWord {
  readonly folded: string;
  readonly boundary: boolean;
  readonly weight: number;
}

/** One side of a bead. */
export interface DiscriminatorSide {
  readonly words: readonly DiscriminatorWord[];
  /** For each word its row in `vectors`. */
  readonly rows: Int32Array;
  readonly vectors: Rows;
}

/** A layer's map of vectors: out = in · weights + bias. */
interface Linear {
  readonly weights: Matrix;
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}

interface Norm {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

interface Layer {
  readonly beforeNear: Norm;
  /** Of a word and those beside it, first to last, one after the other. */
  readonly near: Linear;
  readonly nearOut: Linear;
  readonly beforeSelf: Norm;
  readonly self: Linear;
  readonly selfOut: Linear;
  /** By head and distance, what is added to a word's attention to another of its side. */
  readonly distances: Float32Array;
  readonly beforeCross: Norm;
  readonly queries: Linear;
  readonly keysAndValues: Linear;
  readonly crossOut: Linear;
  /** By head, how much the cosine of two words adds to the attention across. */
  readonly cosines: Float32Array;
  readonly beforeInner: Norm;
  readonly inner: Linear;
  readonly innerOut: Linear;
}

/** What a side needs while it is read. */
interface Room {
  readonly state: Matrix;
  readonly normed: Matrix;
  readonly projected: Matrix;
  readonly attended: Matrix;
  readonly hidden: Matrix;
}

/** Writes into a row of a matrix, at `at`, what is added to the attention of word i, times `scale`. */
type Begin = (head: number, i: number, scale: number, numbers: Float32Array, at: number) => void;

/** Words beyond this on a side are not read: no sentence is that long. */
export const MOST_DISCRIMINATED = 160;
/** Numbers that are put in beside a word's vector. */
const NUMBERS = 6;
/** So many words before and after a word are read with it, each by weights of its own. */
const NEAR = 2;
/** Words this far apart, or farther, are far. */
const FAR = 8;
const DISTANCES = 2 * FAR + 1;
/** Rows kept empty behind the words: those beside the last one, and what a product takes besides. */
const ROOM_BESIDE = NEAR + 3;
/** Unit vectors are small numbers beside the others. */
const VECTOR_SCALE = 4;
const COUNT_SCALE = 30;
const LEAST_WEIGHT = 1e-3;
const EPSILON = 1e-5;
/** What a word is: as it should be; put in place of another; added, or left by what supported it. */
const CLASSES = 3;

/** What the discriminator says of the words of a side: log-odds, one number a word. */
export interface WordOdds {
  /** To stand in place of another word: it has no support, and does not fit in its sentence. */
  readonly replaced: Float64Array;
  /** To have no support, whether it fits or not. */
  readonly unsupported: Float64Array;
}

/**
 * A network that reads both sides of a bead and says for each word whether it belongs there: which words were put in place
 * of others, or added, is what it was trained to find (Clark et al. 2020, "ELECTRA", with a translation to look at). A few
 * layers, each of a convolution over the words beside a word, which tells what follows what, attention within a side, attention to
 * the other side that begins at the cosines of the words, and a hidden layer (Vaswani et al. 2017, norms first).
 */
export class Discriminator {
  readonly #matrices = new Matrices();
  readonly #width: number;
  readonly #heads: number;
  readonly #input: Linear;
  readonly #numbers: Linear;
  readonly #endings: Tensor;
  readonly #sides: Sides<Float32Array>;
  readonly #layers: readonly Layer[];
  readonly #last: Norm;
  readonly #output: Linear;
  readonly #rooms: Sides<Room>;
  readonly #entered: Matrix;
  readonly #listed: Matrix;
  readonly #turned: Matrix;
  readonly #shares: Matrix;

  /**
   * @param tensors the weights, by the names that training/discriminator gives them
   * @param dimensions of the word vectors
   * @throws UserError for weights that do not fit together, or not these vectors
   */
  constructor(tensors: Tensors, dimensions: number) {
    const read = (name: string, ...shape: readonly number[]): Tensor => {
      const tensor = tensors.get(name);
      if (tensor === undefined || tensor.shape.join() !== shape.join()) {
        throw new UserError(
          `the model's discriminator has ${tensor === undefined ? 'no' : 'a wrong'} ${name}`,
          'fetch or export the model again',
        );
      }
      return tensor;
    };
    const sizeOf = (name: string, at: number): number => tensors.get(name)?.shape[at] ?? 0;
    const d = sizeOf('input.weight', 0);
    const heads = sizeOf('layers.0.cosines', 0);
    const hidden = sizeOf('layers.0.inner.weight', 0);
    const linear = (name: string, inputs: number, outputs: number): Linear => ({
      weights: this.#transposed(read(`${name}.weight`, outputs, inputs)),
      bias: read(`${name}.bias`, outputs).data,
      inputs,
      outputs,
    });
    const norm = (name: string): Norm => ({
      scale: read(`${name}.weight`, d).data,
      shift: read(`${name}.bias`, d).data,
    });
    this.#width = d;
    this.#heads = heads;
    this.#input = linear('input', dimensions, d);
    this.#numbers = linear('numbers', NUMBERS, d);
    this.#endings = read('endings', ENDINGS, d);
    const sides = read('sides', 2, d).data;
    this.#sides = { source: sides.subarray(0, d), target: sides.subarray(d) };
    const layers: Layer[] = [];
    do {
      const of = (name: string): string => `layers.${layers.length}.${name}`;
      layers.push({
        beforeNear: norm(of('before_near')),
        near: linear(of('near'), (2 * NEAR + 1) * d, d),
        nearOut: linear(of('near_out'), d, d),
        beforeSelf: norm(of('before_self')),
        self: linear(of('self'), d, 3 * d),
        selfOut: linear(of('self_out'), d, d),
        distances: read(of('distances'), heads, DISTANCES).data,
        beforeCross: norm(of('before_cross')),
        queries: linear(of('queries'), d, d),
        keysAndValues: linear(of('keys_values'), d, 2 * d),
        crossOut: linear(of('cross_out'), d, d),
        cosines: read(of('cosines'), heads).data,
        beforeInner: norm(of('before_inner')),
        inner: linear(of('inner'), d, hidden),
        innerOut: linear(of('inner_out'), hidden, d),
      });
    } while (tensors.has(`layers.${layers.length}.cosines`));
    this.#layers = layers;
    this.#last = norm('last');
    this.#output = linear('output', d, CLASSES);
    if (d % heads !== 0 || (d / heads) % 8 !== 0) {
      throw new UserError(`the model's discriminator has ${heads} heads of ${d / heads} numbers`, 'export it again');
    }
    // What is beside the last word is read as well.
    const rows = MOST_DISCRIMINATED + ROOM_BESIDE;
    const room = (): Room => ({
      state: this.#matrices.allocate(rows, d),
      normed: this.#matrices.allocate(rows, d),
      projected: this.#matrices.allocate(rows, 3 * d),
      attended: this.#matrices.allocate(rows, d),
      hidden: this.#matrices.allocate(rows, hidden),
    });
    this.#rooms = { source: room(), target: room() };
    this.#entered = this.#matrices.allocate(rows, dimensions);
    this.#listed = this.#matrices.allocate(rows, NUMBERS);
    this.#turned = this.#matrices.allocate(d, rows);
    this.#shares = this.#matrices.allocate(rows, rows);
  }

  /**
   * What it says of each word of a bead; null where a side has no words or too many.
   * @param matches of the same words
   */
  odds(sides: Sides<DiscriminatorSide>, matches: Matches): Sides<WordOdds> | null {
    if (SIDES.some((side) => sides[side].rows.length === 0 || sides[side].rows.length > MOST_DISCRIMINATED))
      return null;
    const counts = mapSides(sides, ({ rows }) => rows.length);
    for (const side of SIDES) this.#enter(sides[side], side, matches);
    for (const layer of this.#layers) {
      for (const side of SIDES) {
        this.#readBeside(layer, side, counts[side]);
        this.#attendWithin(layer, side, counts[side]);
      }
      this.#attendAcross(layer, counts, matches);
      for (const side of SIDES) this.#think(layer, side, counts[side]);
    }
    return mapSides(counts, (count, side) => this.#answer(side, count));
  }

  #transposed({ shape, data }: Tensor): Matrix {
    const [outputs, inputs] = shape as [number, number];
    const matrix = this.#matrices.allocate(inputs, outputs);
    const { numbers } = this.#matrices;
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) numbers[matrix.at + i * matrix.stride + o] = data[o * inputs + i]!;
    }
    return matrix;
  }

  /** The words of a side become the first state: their vectors, endings, and what is known of their matches. */
  #enter({ words, rows, vectors }: DiscriminatorSide, side: Side, { best, second, partner }: Matches): void {
    const { numbers } = this.#matrices;
    const { state } = this.#rooms[side];
    const { dimensions, data } = vectors;
    const others = best[opposite(side)];
    words.forEach(({ boundary, weight }, i) => {
      const from = rows[i]! * dimensions;
      const to = this.#entered.at + i * this.#entered.stride;
      for (let k = 0; k < dimensions; k++) numbers[to + k] = VECTOR_SCALE * data[from + k]!;
      const first = best[side][i]!;
      numbers.set(
        [
          Math.log(weight + LEAST_WEIGHT),
          boundary ? 1 : 0,
          words.length / COUNT_SCALE,
          first,
          others.length === 1 ? first : second[side][i]!,
          others[partner[side][i]!]! - first,
        ],
        this.#listed.at + i * this.#listed.stride,
      );
    });
    this.#map(this.#input, this.#entered, words.length, state, false);
    for (let k = 0; k < this.#width; k++) {
      const bias = (VECTOR_SCALE - 1) * this.#input.bias[k]! + this.#sides[side][k]!;
      for (let i = 0; i < words.length; i++) numbers[state.at + i * state.stride + k]! += bias;
    }
    this.#map(this.#numbers, this.#listed, words.length, state, true);
    words.forEach(({ folded }, i) => {
      const to = state.at + i * state.stride;
      for (const ending of endingsOf(folded)) {
        const from = ending * this.#width;
        for (let k = 0; k < this.#width; k++) numbers[to + k]! += this.#endings.data[from + k]!;
      }
    });
  }

  /** Puts `in · weights + bias` into `out`, or adds it. */
  #map({ weights, bias, inputs, outputs }: Linear, from: Matrix, rows: number, out: Matrix, isAdded: boolean): void {
    const { numbers } = this.#matrices;
    for (let i = 0; i < rows; i++) {
      const at = out.at + i * out.stride;
      if (isAdded) for (let k = 0; k < outputs; k++) numbers[at + k]! += bias[k]!;
      else numbers.set(bias, at);
    }
    this.#matrices.addProduct(out, from, weights, rows, inputs, outputs);
  }

  /** Layer normalisation (Ba et al. 2016). */
  #normalise({ scale, shift }: Norm, from: Matrix, rows: number, out: Matrix): void {
    const { numbers } = this.#matrices;
    const d = this.#width;
    for (let i = 0; i < rows; i++) {
      const at = from.at + i * from.stride;
      const to = out.at + i * out.stride;
      let mean = 0;
      for (let k = 0; k < d; k++) mean += numbers[at + k]!;
      mean /= d;
      let variance = 0;
      for (let k = 0; k < d; k++) variance += (numbers[at + k]! - mean) ** 2;
      const by = 1 / Math.sqrt(variance / d + EPSILON);
      for (let k = 0; k < d; k++) numbers[to + k] = (numbers[at + k]! - mean) * by * scale[k]! + shift[k]!;
    }
  }

  #readBeside(layer: Layer, side: Side, count: number): void {
    const { numbers } = this.#matrices;
    const { state, normed, projected } = this.#rooms[side];
    const d = this.#width;
    this.#normalise(layer.beforeNear, state, count, normed);
    numbers.fill(0, normed.at + count * normed.stride, normed.at + (count + ROOM_BESIDE) * normed.stride);
    for (let i = 0; i < count; i++) numbers.set(layer.near.bias, projected.at + i * projected.stride);
    for (let apart = Math.max(-NEAR, 1 - count); apart <= Math.min(NEAR, count - 1); apart++) {
      const words = fromRow(projected, Math.max(0, -apart));
      const beside = fromRow(normed, Math.max(0, apart));
      const weights = fromRow(layer.near.weights, (apart + NEAR) * d);
      this.#matrices.addProduct(words, beside, weights, count - Math.abs(apart), d, d);
    }
    this.#keepPositive(projected, count, d);
    this.#map(layer.nearOut, projected, count, state, true);
  }

  #attendWithin(layer: Layer, side: Side, count: number): void {
    const { state, normed, projected, attended } = this.#rooms[side];
    const d = this.#width;
    this.#normalise(layer.beforeSelf, state, count, normed);
    this.#map(layer.self, normed, count, projected, false);
    this.#attend(
      projected,
      fromColumn(projected, d),
      fromColumn(projected, 2 * d),
      count,
      count,
      attended,
      (head, i, scale, numbers, at) => {
        const from = head * DISTANCES + FAR;
        for (let j = 0; j < count; j++) {
          const apart = j - i < -FAR ? -FAR : j - i > FAR ? FAR : j - i;
          numbers[at + j] = layer.distances[from + apart]! * scale;
        }
      },
    );
    this.#map(layer.selfOut, attended, count, state, true);
  }

  #attendAcross(layer: Layer, counts: Sides<number>, matches: Matches): void {
    const d = this.#width;
    for (const side of SIDES) {
      const { state, normed, projected } = this.#rooms[side];
      this.#normalise(layer.beforeCross, state, counts[side], normed);
      this.#map(layer.queries, normed, counts[side], projected, false);
      this.#map(layer.keysAndValues, normed, counts[side], fromColumn(projected, d), false);
    }
    for (const side of SIDES) {
      const { state, projected, attended } = this.#rooms[side];
      const other = this.#rooms[opposite(side)].projected;
      this.#attend(
        projected,
        fromColumn(other, d),
        fromColumn(other, 2 * d),
        counts[side],
        counts[opposite(side)],
        attended,
        (head, i, scale, numbers, at) => {
          const factor = layer.cosines[head]! * scale;
          const width = counts[opposite(side)];
          for (let j = 0; j < width; j++) numbers[at + j] = factor * matches.at(side, i, j);
        },
      );
      this.#map(layer.crossOut, attended, counts[side], state, true);
    }
  }

  /** Attention of some words to others, head by head. */
  #attend(
    queries: Matrix,
    keys: Matrix,
    values: Matrix,
    rows: number,
    others: number,
    out: Matrix,
    begin: Begin,
  ): void {
    const { numbers } = this.#matrices;
    const [shares, turned] = [this.#shares, this.#turned];
    const size = this.#width / this.#heads;
    const scale = Math.sqrt(size);
    for (let j = 0; j < others; j++) {
      for (let k = 0; k < this.#width; k++)
        numbers[turned.at + k * turned.stride + j] = numbers[keys.at + j * keys.stride + k]!;
    }
    for (let i = 0; i < rows; i++) numbers.fill(0, out.at + i * out.stride, out.at + i * out.stride + this.#width);
    for (let head = 0; head < this.#heads; head++) {
      for (let i = 0; i < rows; i++) begin(head, i, scale, numbers, shares.at + i * shares.stride);
      const keysOfHead = { at: turned.at + head * size * turned.stride, stride: turned.stride };
      this.#matrices.addProduct(shares, fromColumn(queries, head * size), keysOfHead, rows, size, others);
      for (let i = 0; i < rows; i++) {
        const at = shares.at + i * shares.stride;
        let most = numbers[at]!;
        for (let j = 1; j < others; j++) if (numbers[at + j]! > most) most = numbers[at + j]!;
        let sum = 0;
        for (let j = 0; j < others; j++) {
          const share = exponential((numbers[at + j]! - most) / scale);
          numbers[at + j] = share;
          sum += share;
        }
        for (let j = 0; j < others; j++) numbers[at + j]! /= sum;
      }
      this.#matrices.addProduct(
        fromColumn(out, head * size),
        shares,
        fromColumn(values, head * size),
        rows,
        others,
        size,
      );
    }
  }

  #think(layer: Layer, side: Side, count: number): void {
    const { state, normed, hidden } = this.#rooms[side];
    this.#normalise(layer.beforeInner, state, count, normed);
    this.#map(layer.inner, normed, count, hidden, false);
    this.#keepPositive(hidden, count, layer.inner.outputs);
    this.#map(layer.innerOut, hidden, count, state, true);
  }

  #keepPositive({ at, stride }: Matrix, rows: number, columns: number): void {
    const { numbers } = this.#matrices;
    for (let row = at; row < at + rows * stride; row += stride) {
      // Without a branch.
      for (let k = row; k < row + columns; k++) numbers[k] = (numbers[k]! + Math.abs(numbers[k]!)) / 2;
    }
  }

  #answer(side: Side, count: number): WordOdds {
    const { state, normed, hidden } = this.#rooms[side];
    this.#normalise(this.#last, state, count, normed);
    this.#map(this.#output, normed, count, hidden, false);
    const { numbers } = this.#matrices;
    const replaced = new Float64Array(count);
    const unsupported = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const at = hidden.at + i * hidden.stride;
      const [fits, isReplaced, isAdded] = [numbers[at]!, numbers[at + 1]!, numbers[at + 2]!];
      replaced[i] = isReplaced - logOfSum(fits, isAdded);
      unsupported[i] = logOfSum(isReplaced, isAdded) - fits;
    }
    return { replaced, unsupported };
  }
}

/** The logarithm of the sum of two numbers' exponentials. */
const logOfSum = (a: number, b: number): number => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
