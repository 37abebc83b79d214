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
