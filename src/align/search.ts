import type { Sides } from '../core/side.ts';
import { type Candidate, members } from './candidates.ts';
import { type ChainLink, heaviestChain } from './chain.ts';
import type { Features } from './features.ts';
import type { Score } from './score.ts';

/** `free`: beads may cross and their members need not be adjacent. `monotone`: neither. */
export type Order = 'free' | 'monotone';

/** A bead with both sides that the search chose. */
export interface ChosenBead {
  readonly source: readonly number[];
  readonly target: readonly number[];
  readonly values: Float64Array;
  /** Without what crossing costs. */
  readonly gain: number;
  /** True where it stands outside the main chain: its neighbours stand elsewhere on the other side. */
  readonly crossing: boolean;
}

/** The search ends when a round changes nothing; more rounds than this have not been seen to help. */
const MAX_ROUNDS = 12;
/** A change must gain more than this, so that rounding cannot make the search go in circles. */
const MIN_DELTA = 1e-9;
/** How many of a segment's nearest neighbours may take it in. */
const ATTACH_RANK = 3;

/**
 * Chooses beads of the greatest total gain, each segment at most once.
 *
 * First the heaviest monotone chain over the candidates, which is exact; then, where order is free, further chains over
 * what is left, each of whose beads pays for crossing; then changes of a bead at a time, until none gains: a candidate
 * takes the place of those it conflicts with, a null segment joins a bead, a member leaves one.
 */
export function search(
  features: Features,
  candidates: readonly Candidate[],
  score: Score,
  sizes: Sides<number>,
  order: Order,
): readonly ChosenBead[] {
  const links = candidates.map(
    (c): ChainLink => ({
      source: c.source,
      target: c.target,
      gain: score.gain(c.values, members(c.source), members(c.target)),
    }),
  );
  const state = new Solution(features, score, sizes);
  const choose = (available: readonly number[], cost: number): number => {
    const chain = heaviestChain(
      available.map((id) => ({ ...links[id]!, gain: links[id]!.gain + cost })),
      sizes.source,
      sizes.target,
    );
    for (const at of chain) {
      const id = available[at]!;
      state.add(members(links[id]!.source), members(links[id]!.target), candidates[id]!.values);
    }
    return chain.length;
  };
  const promising = links.map((_, id) => id).filter((id) => links[id]!.gain > 0);
  choose(promising, 0);
  if (order === 'free') {
    let open = promising;
    do open = open.filter((id) => links[id]!.gain + score.crossing > 0 && state.isFree(links[id]!));
    while (choose(open, score.crossing) > 0);
  }
  state.updateMainChain();

  const byGain = promising.toSorted((a, b) => links[b]!.gain - links[a]!.gain || a - b);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let changed = false;
    for (const id of byGain) changed = state.tryPlace(links[id]!, candidates[id]!.values, order) || changed;
    changed = state.tryAttach(order) || changed;
    changed = state.tryDetach() || changed;
    if (!changed) break;
    state.updateMainChain();
  }
  return state.chosen();
}

interface Slot {
  source: readonly number[];
  target: readonly number[];
  values: Float64Array;
  gain: number;
  crossing: boolean;
}

/** The beads chosen so far. */
class Solution {
  readonly #features: Features;
  readonly #score: Score;
  readonly #owner: Sides<(Slot | undefined)[]>;
  readonly #slots = new Set<Slot>();
  /** The heaviest chain of chosen beads that do not cross, in order. */
  #main: readonly Slot[] = [];
  readonly #measured = new Map<string, { values: Float64Array; gain: number }>();

  constructor(features: Features, score: Score, sizes: Sides<number>) {
    this.#features = features;
    this.#score = score;
    this.#owner = {
      source: new Array<Slot | undefined>(sizes.source).fill(undefined),
      target: new Array<Slot | undefined>(sizes.target).fill(undefined),
    };
  }

  isFree(link: ChainLink): boolean {
    for (let i = link.source.start; i < link.source.end; i++) if (this.#owner.source[i]) return false;
    for (let j = link.target.start; j < link.target.end; j++) if (this.#owner.target[j]) return false;
    return true;
  }

  add(source: readonly number[], target: readonly number[], values: Float64Array, crossing = false): void {
    const slot: Slot = { source, target, values, gain: this.#score.gain(values, source, target), crossing };
    this.#slots.add(slot);
    for (const i of source) this.#owner.source[i] = slot;
    for (const j of target) this.#owner.target[j] = slot;
  }

  #remove(slot: Slot): void {
    this.#slots.delete(slot);
    for (const i of slot.source) this.#owner.source[i] = undefined;
    for (const j of slot.target) this.#owner.target[j] = undefined;
  }

  #measure(source: readonly number[], target: readonly number[]): { values: Float64Array; gain: number } {
    const key = `${source.join(',')}|${target.join(',')}`;
    let measured = this.#measured.get(key);
    if (measured === undefined) {
      const values = this.#features.ofBead(source, target);
      measured = { values, gain: this.#score.gain(values, source, target) };
      this.#measured.set(key, measured);
    }
    return measured;
  }

  #worth(slot: Slot): number {
    return slot.gain + (slot.crossing ? this.#score.crossing : 0);
  }

  /** Finds anew which beads keep the order and which cross. */
  updateMainChain(): void {
    const slots = [...this.#slots].sort((a, b) => a.source[0]! - b.source[0]!);
    const links = slots.map((slot) => ({
      source: { start: slot.source[0]!, end: slot.source[0]! + 1 },
      target: { start: slot.target[0]!, end: slot.target[0]! + 1 },
      gain: Math.max(slot.gain, MIN_DELTA),
    }));
    const main = new Set(
      heaviestChain(links, this.#owner.source.length, this.#owner.target.length).map((at) => slots[at]!),
    );
    for (const slot of slots) slot.crossing = !main.has(slot);
    this.#main = slots.filter((slot) => main.has(slot));
  }

  /** Whether a bead that starts at (i, j) would cross the main chain, were it not for the beads it replaces. */
  #crosses(i: number, j: number, replaced: ReadonlySet<Slot>): boolean {
    let low = 0;
    let high = this.#main.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#main[middle]!.source[0]! < i) low = middle + 1;
      else high = middle;
    }
    // Beads changed in this round stay in the chain until it is found anew; those that are gone do not count.
    const stands = (slot: Slot): boolean => this.#slots.has(slot) && !replaced.has(slot);
    let before = low - 1;
    while (before >= 0 && !stands(this.#main[before]!)) before--;
    let after = low;
    while (after < this.#main.length && !stands(this.#main[after]!)) after++;
    return (
      (before >= 0 && this.#main[before]!.target[0]! > j) ||
      (after < this.#main.length && this.#main[after]!.target[0]! < j)
    );
  }

  /** Puts a candidate in the place of the beads it conflicts with, if that gains. They keep the members it leaves. */
  tryPlace(link: ChainLink, values: Float64Array, order: Order): boolean {
    const conflicts = new Set<Slot>();
    for (let i = link.source.start; i < link.source.end; i++) {
      const owner = this.#owner.source[i];
      if (owner) conflicts.add(owner);
    }
    for (let j = link.target.start; j < link.target.end; j++) {
      const owner = this.#owner.target[j];
      if (owner) conflicts.add(owner);
    }
    let old = 0;
    for (const slot of conflicts) old += this.#worth(slot);
    if (link.gain <= old + MIN_DELTA && conflicts.size > 0 && !couldShrink(conflicts)) return false;
    const crossing = this.#crosses(link.source.start, link.target.start, conflicts);
    if (crossing && order === 'monotone') return false;
    let delta = link.gain + (crossing ? this.#score.crossing : 0) - old;
    const kept: { source: readonly number[]; target: readonly number[]; values: Float64Array; crossing: boolean }[] =
      [];
    for (const slot of conflicts) {
      const source = slot.source.filter((i) => i < link.source.start || i >= link.source.end);
      const target = slot.target.filter((j) => j < link.target.start || j >= link.target.end);
      if (source.length === 0 || target.length === 0) continue;
      const rest = this.#measure(source, target);
      const worth = rest.gain + (slot.crossing ? this.#score.crossing : 0);
      if (worth <= 0) continue;
      delta += worth;
      kept.push({ source, target, values: rest.values, crossing: slot.crossing });
    }
    if (delta <= MIN_DELTA) return false;
    for (const slot of conflicts) this.#remove(slot);
    for (const rest of kept) this.add(rest.source, rest.target, rest.values, rest.crossing);
    this.add(members(link.source), members(link.target), values, crossing);
    return true;
  }

  /** Lets segments without counterpart join a bead that holds one of their nearest neighbours. */
  tryAttach(order: Order): boolean {
    let changed = false;
    const { forward, backward } = this.#features.neighbours;
    for (let i = 0; i < this.#owner.source.length; i++) {
      if (this.#owner.source[i]) continue;
      changed =
        this.#attach(forward.ids.subarray(i * forward.k, i * forward.k + ATTACH_RANK), this.#owner.target, (slot) =>
          order === 'monotone' && !isBeside(i, slot.source)
            ? undefined
            : { source: insert(slot.source, i), target: slot.target },
        ) || changed;
    }
    for (let j = 0; j < this.#owner.target.length; j++) {
      if (this.#owner.target[j]) continue;
      changed =
        this.#attach(backward.ids.subarray(j * backward.k, j * backward.k + ATTACH_RANK), this.#owner.source, (slot) =>
          order === 'monotone' && !isBeside(j, slot.target)
            ? undefined
            : { source: slot.source, target: insert(slot.target, j) },
        ) || changed;
    }
    return changed;
  }

  #attach(
    neighbours: Int32Array,
    owners: readonly (Slot | undefined)[],
    grow: (slot: Slot) => { source: readonly number[]; target: readonly number[] } | undefined,
  ): boolean {
    let best: { slot: Slot; source: readonly number[]; target: readonly number[]; values: Float64Array } | undefined;
    let bestDelta = MIN_DELTA;
    for (const id of neighbours) {
      const slot = id < 0 ? undefined : owners[id];
      const grown = slot && grow(slot);
      if (!slot || !grown) continue;
      const { values, gain } = this.#measure(grown.source, grown.target);
      if (gain - slot.gain > bestDelta) {
        bestDelta = gain - slot.gain;
        best = { slot, ...grown, values };
      }
    }
    if (best === undefined) return false;
    this.#remove(best.slot);
    this.add(best.source, best.target, best.values, best.slot.crossing);
    return true;
  }

  /** Lets members leave beads that are worth more without them. */
  tryDetach(): boolean {
    let changed = false;
    for (const slot of [...this.#slots]) {
      if (slot.source.length + slot.target.length === 2) continue;
      let best: { source: readonly number[]; target: readonly number[]; values: Float64Array } | undefined;
      let bestGain = slot.gain + MIN_DELTA;
      const consider = (source: readonly number[], target: readonly number[]): void => {
        const { values, gain } = this.#measure(source, target);
        if (gain > bestGain) {
          bestGain = gain;
          best = { source, target, values };
        }
      };
      if (slot.source.length > 1) for (const i of slot.source) consider(without(slot.source, i), slot.target);
      if (slot.target.length > 1) for (const j of slot.target) consider(slot.source, without(slot.target, j));
      if (best === undefined) continue;
      this.#remove(slot);
      this.add(best.source, best.target, best.values, slot.crossing);
      changed = true;
    }
    return changed;
  }

  chosen(): readonly ChosenBead[] {
    return [...this.#slots].sort((a, b) => a.source[0]! - b.source[0]!);
  }
}

const couldShrink = (slots: ReadonlySet<Slot>): boolean =>
  [...slots].some((slot) => slot.source.length + slot.target.length > 2);

const isBeside = (member: number, run: readonly number[]): boolean =>
  member === run[0]! - 1 || member === run.at(-1)! + 1;

const insert = (run: readonly number[], member: number): readonly number[] => [...run, member].sort((a, b) => a - b);

const without = (run: readonly number[], member: number): readonly number[] => run.filter((m) => m !== member);
