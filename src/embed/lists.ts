/** Whole numbers in a row that grows: half the memory of an array that does, and nothing for the collector to walk. */
export class IntList {
  #numbers = new Int32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The numbers; what stands from `length` on means nothing. Another array once more have been added. */
  get numbers(): Int32Array {
    return this.#numbers;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }

  clear(): void {
    this.#length = 0;
  }
}

/** Lists of whole numbers, one after another: the i-th stands at [starts[i], starts[i + 1]) of `numbers`. */
export class Lists {
  readonly #starts = new IntList();
  readonly #numbers = new IntList();

  constructor() {
    this.#starts.push(0);
  }

  get length(): number {
    return this.#starts.length - 1;
  }

  get starts(): Int32Array {
    return this.#starts.numbers;
  }

  get numbers(): Int32Array {
    return this.#numbers.numbers;
  }

  add(list: readonly number[]): void {
    for (let i = 0; i < list.length; i++) this.#numbers.push(list[i]!);
    this.#starts.push(this.#numbers.length);
  }
}
