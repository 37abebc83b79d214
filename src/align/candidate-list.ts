import { IntList } from '../core/int-list.ts';
import { mapSides, SIDES, type Side, type Sides } from '../core/side.ts';
import type { ChainLinks } from './chain.ts';
import { BEAD_FEATURES } from './feature-names.ts';
import type { Run } from './runs.ts';

const WIDTH = BEAD_FEATURES.length;

/** Candidates whose values stand in one array, as a power of two. */
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;

/**
 * Beads that may be chosen, by numbers from 0: two runs each, what choosing it gains, and its features. Of a book there are
 * more than half a million, so they stand in a few arrays of numbers and not in objects of their own. Features are rounded
 * to 32 bits; gains are not.
 */
export class CandidateList implements ChainLinks {
  readonly #starts = { source: new IntList(), target: new IntList() };
  readonly #ends = { source: new IntList(), target: new IntList() };
  #gains = new Float64Array(256);
  readonly #pages: Float32Array[] = [];

  get length(): number {
    return this.#starts.source.length;
  }

  startOf(side: Side, id: number): number {
    return this.#starts[side].numbers[id]!;
  }

  /** One past the last member. */
  endOf(side: Side, id: number): number {
    return this.#ends[side].numbers[id]!;
  }

  gainOf(id: number): number {
    return this.#gains[id]!;
  }

  /** The members of one side, ascending. */
  membersOf(side: Side, id: number): readonly number[] {
    const start = this.startOf(side, id);
    return Array.from({ length: this.endOf(side, id) - start }, (_, at) => start + at);
  }

  runsOf(id: number): Sides<Run> {
    return {
      source: { start: this.startOf('source', id), end: this.endOf('source', id) },
      target: { start: this.startOf('target', id), end: this.endOf('target', id) },
    };
  }

  /** In the order of BEAD_FEATURES. */
  valuesOf(id: number): readonly number[] {
    const start = (id & (PAGE - 1)) * WIDTH;
    return Array.from(this.#pages[id >> PAGE_BITS]!.subarray(start, start + WIDTH));
  }

  add(runs: Sides<Run>, gain: number, values: readonly number[]): void {
    const id = this.length;
    for (const side of SIDES) {
      this.#starts[side].push(runs[side].start);
      this.#ends[side].push(runs[side].end);
    }
    if (id === this.#gains.length) {
      const larger = new Float64Array(2 * id);
      larger.set(this.#gains);
      this.#gains = larger;
    }
    this.#gains[id] = gain;
    const page = id >> PAGE_BITS;
    if (page === this.#pages.length) this.#pages.push(new Float32Array(PAGE * WIDTH));
    this.#pages[page]!.set(values, (id & (PAGE - 1)) * WIDTH);
  }
}

/** For each segment the numbers of the candidates that hold it, ascending: those of one stand at [starts[i], starts[i + 1]). */
export type Holding = Sides<{ readonly starts: Int32Array; readonly ids: Int32Array }>;

export function findHolding(candidates: CandidateList, sizes: Sides<number>): Holding {
  return mapSides(sizes, (size, side) => {
    const starts = new Int32Array(size + 1);
    for (let id = 0; id < candidates.length; id++) {
      for (let at = candidates.startOf(side, id); at < candidates.endOf(side, id); at++) starts[at + 1]!++;
    }
    for (let at = 0; at < size; at++) starts[at + 1]! += starts[at]!;
    const ids = new Int32Array(starts[size]!);
    const next = starts.slice();
    for (let id = 0; id < candidates.length; id++) {
      for (let at = candidates.startOf(side, id); at < candidates.endOf(side, id); at++) ids[next[at]!++] = id;
    }
    return { starts, ids };
  });
}
