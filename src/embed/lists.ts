import { IntList } from '../core/int-list.ts';

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
