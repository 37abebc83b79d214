/**
 * Distinct stretches of text, numbered as they come. A hash table with open addressing that compares in place: for a Map
 * each stretch would have to be taken out of its text first, and it takes twice as long.
 */
export class Stretches {
  readonly #spellings: string[] = [];
  readonly #hashes: number[] = [];
  /** Two numbers a slot: the hash, and the stretch's number plus one; 0 where the slot is free. */
  #slots = new Int32Array(1 << 12);

  get length(): number {
    return this.#spellings.length;
  }

  /** The number of the stretch at [start, end) of a text; that of a new one is what `length` was. */
  numberAt(text: string, start: number, end: number): number {
    let hash = 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x9e3779b1);
    hash ^= hash >>> 15;
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = (2 * hash) & last;
    for (; slots[slot + 1] !== 0; slot = (slot + 2) & last) {
      if (slots[slot] !== hash) continue;
      const number = slots[slot + 1]! - 1;
      const spelling = this.#spellings[number]!;
      if (spelling.length === end - start && text.startsWith(spelling, start)) return number;
    }
    this.#spellings.push(text.slice(start, end));
    this.#hashes.push(hash);
    slots[slot] = hash;
    slots[slot + 1] = this.length;
    if (4 * this.length > slots.length) this.#grow();
    return this.length - 1;
  }

  #grow(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const last = slots.length - 1;
    for (const [number, hash] of this.#hashes.entries()) {
      let slot = (2 * hash) & last;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & last;
      slots[slot] = hash;
      slots[slot + 1] = number + 1;
    }
    this.#slots = slots;
  }
}
