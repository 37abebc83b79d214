import { mapSides, opposite, type Side, SIDES, type Sides } from '../core/side.ts';
import type { CandidateList } from './candidate-list.ts';
import { LEAST_COSINE } from './candidates.ts';
import { heaviestChain, linksOf } from './chain.ts';
import { BEAD_FEATURES } from './feature-names.ts';
import type { Features } from './features.ts';
import { covers, isShape, type Run } from './runs.ts';
import type { Score } from './score.ts';

/** `free`: beads may cross and their members need not be adjacent. `monotone`: neither. */
export type Order = 'free' | 'monotone';

/** A bead with both sides that the search chose. */
export interface ChosenBead {
  readonly source: readonly number[];
  readonly target: readonly number[];
  readonly values: readonly number[];
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
 * Chooses beads of the greatest total, each segment at most once. The total is the sum of the beads' gains, plus what
 * each is worth that follows another directly on both sides, less what each costs that crosses.
 *
 * First the heaviest monotone chain over the candidates, which is exact; then changes of a few beads at a time, until none
 * gains: a candidate takes the place of those it conflicts with, and pays if it crosses; a null segment joins a bead, a member
 * leaves one.
 *
 * @returns what is found; and asked again, with some of these beads taken away and some candidates closed, what is found
 * from there on
 */
export function createSearch(
  features: Features,
  candidates: CandidateList,
  score: Score,
  sizes: Sides<number>,
  order: Order,
): (dropped?: readonly ChosenBead[], closed?: ReadonlySet<number>) => readonly ChosenBead[] {
  const byGain = new Int32Array(candidates.length);
  for (let id = 0; id < byGain.length; id++) byGain[id] = id;
  byGain.sort((a, b) => candidates.gainOf(b) - candidates.gainOf(a) || a - b);
  const solution = new Solution(features, candidates, score, sizes);
  for (const at of heaviestChain(candidates, sizes.source, sizes.target, score.following, features.strangers)) {
    solution.add(solution.slotOf(at, false));
  }
  /** For each candidate, by gain, the solution's clock when it was last tried. */
  const tried = new Float64Array(candidates.length).fill(-1);
  /** For each candidate, by gain, where its runs begin and end: looked at in every round, most of them in vain. */
  const reaches = new Int32Array(4 * candidates.length);
  byGain.forEach((id, at) => {
    reaches[4 * at] = candidates.startOf('source', id);
    reaches[4 * at + 1] = candidates.endOf('source', id);
    reaches[4 * at + 2] = candidates.startOf('target', id);
    reaches[4 * at + 3] = candidates.endOf('target', id);
  });
  return (dropped = [], closed = new Set()) => {
    for (const bead of dropped) solution.drop(bead);
    solution.updateMainChain();
    for (let round = 0; round < MAX_ROUNDS; round++) {
      let changed = false;
      for (let at = 0; at < byGain.length; at++) {
        const time = tried[at]!;
        const reach = 4 * at;
        if (
          time >= 0 &&
          !solution.hasChanged(time, 'source', reaches[reach]!, reaches[reach + 1]!) &&
          !solution.hasChanged(time, 'target', reaches[reach + 2]!, reaches[reach + 3]!)
        ) {
          continue;
        }
        const candidate = byGain[at]!;
        if (closed.has(candidate)) continue;
        tried[at] = solution.clock;
        changed = solution.tryPlace(candidate, order) || changed;
      }
      changed = solution.tryAttach(order) || changed;
      changed = solution.tryDetach() || changed;
      if (!changed) break;
      solution.updateMainChain();
    }
    return solution.chosen();
  };
}

/** What was measured of a bead that is no candidate. */
interface Measured {
  readonly values: readonly number[];
  readonly gain: number;
}

/** Beads that were measured, by their members; of those that were not worth measuring to the end, the most they could gain. */
type Memory = Map<string, Measured | number>;

interface Members {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

interface Slot extends Members {
  readonly values: readonly number[];
  readonly gain: number;
  crossing: boolean;
}

/** The beads chosen so far. */
class Solution {
  readonly #features: Features;
  readonly #candidates: CandidateList;
  readonly #score: Score;
  readonly #sizes: Sides<number>;
  readonly #owner: Sides<(Slot | undefined)[]>;
  readonly #slots = new Set<Slot>();
  /** The heaviest chain of chosen beads that do not cross, in order. */
  #main: readonly Slot[] = [];
  readonly #memory: Memory = new Map();
  /** For each segment the clock when the bead that holds it last changed. */
  readonly #changed: Sides<Float64Array>;
  /** For each segment the clock when it was last tried to let it join a bead. */
  readonly #attachTried: Sides<Float64Array>;
  /** For each bead of several members the clock when it was last tried to let one leave. */
  readonly #detachTried = new Map<Slot, number>();
  /** Counts changes. */
  clock = 0;

  constructor(features: Features, candidates: CandidateList, score: Score, sizes: Sides<number>) {
    this.#features = features;
    this.#candidates = candidates;
    this.#score = score;
    this.#sizes = sizes;
    this.#owner = {
      source: new Array<Slot | undefined>(sizes.source).fill(undefined),
      target: new Array<Slot | undefined>(sizes.target).fill(undefined),
    };
    this.#changed = mapSides(sizes, (length) => new Float64Array(length));
    this.#attachTried = mapSides(sizes, (length) => new Float64Array(length).fill(-1));
  }

  /** Whether a bead in the place of some runs, or beside them, has changed since the clock stood at `time`. */
  #hasChangedAround(time: number, { source, target }: Sides<Run>): boolean {
    return (
      time < 0 ||
      this.hasChanged(time, 'source', source.start, source.end) ||
      this.hasChanged(time, 'target', target.start, target.end)
    );
  }

  /** Whether a bead in the place of the segments from `start` to `end` (exclusive), or beside them, has changed since. */
  hasChanged(time: number, side: Side, start: number, end: number): boolean {
    const changed = this.#changed[side];
    const last = Math.min(end, changed.length - 1);
    for (let at = Math.max(0, start - 1); at <= last; at++) if (changed[at]! > time) return true;
    return false;
  }

  #touch(slot: Members): void {
    this.clock++;
    for (const side of SIDES) {
      const changed = this.#changed[side];
      const strangers = this.#features.strangers[side];
      for (const at of slot[side]) changed[at] = this.clock;
      // What stands behind strangers stands beside the bead.
      for (let at = slot[side][0]! - 1; at >= 0 && strangers[at] === 1; at--) changed[at] = this.clock;
      for (let at = slot[side].at(-1)! + 1; at < changed.length && strangers[at] === 1; at++) changed[at] = this.clock;
    }
  }

  /** A candidate as a bead. */
  slotOf(id: number, crossing: boolean): Slot {
    return {
      source: this.#candidates.membersOf('source', id),
      target: this.#candidates.membersOf('target', id),
      values: this.#candidates.valuesOf(id),
      gain: this.#candidates.gainOf(id),
      crossing,
    };
  }

  add(slot: Slot): void {
    this.#slots.add(slot);
    for (const i of slot.source) this.#owner.source[i] = slot;
    for (const j of slot.target) this.#owner.target[j] = slot;
  }

  /** Takes a chosen bead away. */
  drop(slot: ChosenBead): void {
    this.#remove(slot);
    this.#touch(slot);
  }

  #remove(slot: Slot): void {
    this.#slots.delete(slot);
    for (const i of slot.source) this.#owner.source[i] = undefined;
    for (const j of slot.target) this.#owner.target[j] = undefined;
  }

  #measure(members: Members): Measured {
    return this.#measureAbove(Number.NEGATIVE_INFINITY, members)!;
  }

  /** A bead's values and gain, unless it cannot be expected to gain more than `least`. */
  #measureAbove(least: number, { source, target }: Members): Measured | undefined {
    const key = `${source.join(',')}|${target.join(',')}`;
    const known = this.#memory.get(key);
    if (typeof known === 'object') return known;
    if (known !== undefined && known <= least) return undefined;
    const values: number[] = BEAD_FEATURES.map(() => 0);
    const gain = this.#features.measureAbove(least, source, target, values, this.#score);
    if (gain <= least) {
      this.#memory.set(key, gain);
      return undefined;
    }
    const measured = { values, gain };
    this.#memory.set(key, measured);
    return measured;
  }

  #worth(slot: Slot): number {
    return slot.gain + (slot.crossing ? this.#score.crossing : 0);
  }

  /** Where the segments begin, up to `at`, that nothing resembles and no bead holds. */
  #behind(side: Side, at: number): number {
    let start = at;
    while (start > 0 && this.#features.strangers[side][start - 1] === 1 && !this.#owner[side][start - 1]) start--;
    return start;
  }

  /** Where such segments end, from `at` on. */
  #ahead(side: Side, at: number): number {
    let end = at;
    while (end < this.#sizes[side] && this.#features.strangers[side][end] === 1 && !this.#owner[side][end]) end++;
    return end;
  }

  /** Whether the slot follows another one, or the documents' beginning, directly on both sides, but for strangers. */
  #followsOne(slot: Slot): boolean {
    const i = this.#behind('source', slot.source[0]!);
    const j = this.#behind('target', slot.target[0]!);
    if (i === 0 || j === 0) return i === 0 && j === 0;
    const before = this.#owner.source[i - 1];
    return before !== undefined && before.source.at(-1) === i - 1 && before.target.at(-1) === j - 1;
  }

  /** How often a slot of the list follows one directly, or is followed by one that is not in the list. */
  #joints(slots: readonly Slot[]): number {
    let count = 0;
    for (const slot of slots) {
      if (this.#followsOne(slot)) count++;
      const i = this.#ahead('source', slot.source.at(-1)! + 1);
      const j = this.#ahead('target', slot.target.at(-1)! + 1);
      if (i === this.#sizes.source || j === this.#sizes.target) {
        if (i === this.#sizes.source && j === this.#sizes.target) count++;
      } else {
        const after = this.#owner.source[i];
        if (after && after.source[0] === i && after.target[0] === j && !slots.includes(after)) count++;
      }
    }
    return count;
  }

  /** Beads that something else follows, or no longer, when a stranger behind them is paired or left. */
  #besideStrangers(old: readonly Slot[], fresh: readonly Slot[]): readonly Slot[] {
    const beside = new Set<Slot>();
    for (const slots of [old, fresh]) {
      for (const slot of slots) {
        for (const side of SIDES) {
          for (const member of slot[side]) {
            if (this.#features.strangers[side][member] !== 1) continue;
            const owner = this.#owner[side][this.#behind(side, member) - 1];
            if (owner && !old.includes(owner)) beside.add(owner);
          }
        }
      }
    }
    return [...beside];
  }

  /** Puts some beads in the place of others if the total gains. */
  #tryReplace(old: readonly Slot[], fresh: readonly Slot[]): boolean {
    let delta = 0;
    for (const slot of old) delta -= this.#worth(slot);
    for (const slot of fresh) delta += this.#worth(slot);
    if (delta + 2 * fresh.length * this.#score.following <= MIN_DELTA) return false;
    const beside = this.#besideStrangers(old, fresh);
    delta -= this.#joints([...old, ...beside]) * this.#score.following;
    for (const slot of old) this.#remove(slot);
    for (const slot of fresh) this.add(slot);
    delta += this.#joints([...fresh, ...beside]) * this.#score.following;
    if (delta > MIN_DELTA) {
      for (const slot of old) this.#touch(slot);
      for (const slot of fresh) this.#touch(slot);
      return true;
    }
    for (const slot of fresh) this.#remove(slot);
    for (const slot of old) this.add(slot);
    return false;
  }

  /** Finds anew which beads keep the order and which cross. */
  updateMainChain(): void {
    const slots = [...this.#slots].sort((a, b) => a.source[0]! - b.source[0]!);
    const links = slots.map((slot) => ({
      source: { start: slot.source[0]!, end: slot.source[0]! + 1 },
      target: { start: slot.target[0]!, end: slot.target[0]! + 1 },
      gain: Math.max(slot.gain, MIN_DELTA),
    }));
    const main = new Set(heaviestChain(linksOf(links), this.#sizes.source, this.#sizes.target).map((at) => slots[at]!));
    for (const slot of slots) {
      if (slot.crossing === !main.has(slot)) continue;
      slot.crossing = !slot.crossing;
      this.#touch(slot);
    }
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

  /** The beads that a candidate would replace; undefined where it is easily seen to be worth less than they are. */
  #conflictsOf(id: number): Set<Slot> | undefined {
    const conflicts = new Set<Slot>();
    let least = this.#candidates.gainOf(id) + 2 * this.#score.following;
    for (const side of SIDES) {
      const end = this.#candidates.endOf(side, id);
      for (let at = this.#candidates.startOf(side, id); at < end; at++) {
        const owner = this.#owner[side][at];
        if (owner === undefined || conflicts.has(owner)) continue;
        conflicts.add(owner);
        least -= this.#worth(owner);
      }
    }
    if (least > MIN_DELTA) return conflicts;
    const runs = this.#candidates.runsOf(id);
    for (const slot of conflicts) if (!leavesNothing(slot, runs)) return conflicts;
    return undefined;
  }

  /** Puts a candidate in the place of the beads it conflicts with, if that gains. They keep the members it leaves. */
  tryPlace(id: number, order: Order): boolean {
    const conflicts = this.#conflictsOf(id);
    if (conflicts === undefined) return false;
    const { source, target } = this.#candidates.runsOf(id);
    const crossing = this.#crosses(source.start, target.start, conflicts);
    if (crossing && order === 'monotone') return false;
    const kept: Slot[] = [];
    for (const slot of conflicts) {
      if (covers(source, slot.source) && covers(target, slot.target)) return false;
      const rest = {
        source: slot.source.filter((i) => i < source.start || i >= source.end),
        target: slot.target.filter((j) => j < target.start || j >= target.end),
      };
      if (rest.source.length === 0 || rest.target.length === 0) continue;
      const shrunk: Slot = { ...rest, ...this.#measure(rest), crossing: slot.crossing };
      if (this.#worth(shrunk) > 0) kept.push(shrunk);
    }
    return this.#tryReplace([...conflicts], [...kept, this.slotOf(id, crossing)]);
  }

  /** Lets segments without counterpart join a bead that holds one of their nearest neighbours, or stands beside them. */
  tryAttach(order: Order): boolean {
    let changed = false;
    for (const side of ['source', 'target'] as const) {
      const other = opposite(side);
      const list = side === 'source' ? this.#features.neighbours.forward : this.#features.neighbours.backward;
      for (let index = 0; index < this.#sizes[side]; index++) {
        if (this.#owner[side][index] || list.ids[index * list.k]! < 0) continue;
        const hosts = new Set<Slot | undefined>([this.#owner[side][index - 1], this.#owner[side][index + 1]]);
        if (order === 'free') {
          let others = 0;
          for (let r = 0; r < list.k && others < ATTACH_RANK; r++) {
            const id = list.ids[index * list.k + r]!;
            if (id < 0) break;
            hosts.add(this.#owner[other][id]);
            if (this.#features.strangers[other][id] === 0) others++;
          }
        }
        const tried = this.#attachTried[side][index]!;
        this.#attachTried[side][index] = this.clock;
        const isNew = tried < 0 || this.hasChanged(tried, side, index, index + 1);
        for (const slot of hosts) {
          if (
            !slot ||
            (!isNew && !this.#hasChangedAround(tried, reachOf(slot))) ||
            (order === 'monotone' && !isBeside(index, slot[side]))
          )
            continue;
          if (!isWithin(index, slot[side]) && !this.#isNear(side, index, slot[other])) continue;
          if (this.#joins(side, index, slot)) {
            changed = true;
            break;
          }
        }
      }
    }
    return changed;
  }

  /** Lets a segment join a bead, beside all its members of that side or beside the nearest of them alone, if that gains. */
  #joins(side: Side, index: number, slot: Slot): boolean {
    const hosts = slot[side].length > 1 ? [slot[side], [this.#nearestMember(side, slot)]] : [slot[side]];
    return hosts.some((host) => {
      const grown: Members = { source: slot.source, target: slot.target, [side]: insert(host, index) };
      if (!isShape(grown.source.length, grown.target.length)) return false;
      const measured = this.#measureAbove(slot.gain - 2 * this.#score.following, grown);
      return measured !== undefined && this.#tryReplace([slot], [{ ...grown, ...measured, crossing: slot.crossing }]);
    });
  }

  /** The member of one side of a bead that is nearest to a member of the other. */
  #nearestMember(side: Side, slot: Members): number {
    const { cosine } = this.#features.neighbours;
    const nearness = (member: number): number =>
      Math.max(...slot[opposite(side)].map((o) => (side === 'source' ? cosine(member, o) : cosine(o, member))));
    return slot[side].reduce((best, member) => (nearness(member) > nearness(best) ? member : best));
  }

  /** Whether a segment is more like one of the others than chance has it: else it is not worth measuring with them. */
  #isNear(side: Side, index: number, others: readonly number[]): boolean {
    const { cosine } = this.#features.neighbours;
    return others.some((other) => (side === 'source' ? cosine(index, other) : cosine(other, index)) >= LEAST_COSINE);
  }

  /** Lets members leave beads that are worth more without them. */
  tryDetach(): boolean {
    let changed = false;
    for (const slot of [...this.#slots]) {
      if (slot.source.length + slot.target.length === 2) continue;
      if (!this.#hasChangedAround(this.#detachTried.get(slot) ?? -1, reachOf(slot))) continue;
      this.#detachTried.set(slot, this.clock);
      const smaller: Members[] = [];
      for (const side of SIDES) {
        if (slot[side].length === 1) continue;
        for (const member of slot[side]) {
          smaller.push({ source: slot.source, target: slot.target, [side]: without(slot[side], member) });
        }
      }
      for (const rest of smaller) {
        if (this.#tryReplace([slot], [{ ...rest, ...this.#measure(rest), crossing: slot.crossing }])) {
          changed = true;
          break;
        }
      }
    }
    return changed;
  }

  chosen(): readonly ChosenBead[] {
    return [...this.#slots].sort((a, b) => a.source[0]! - b.source[0]!);
  }
}

/** From the first to the last member of either side. */
const reachOf = ({ source, target }: Members): Sides<Run> => ({
  source: { start: source[0]!, end: source.at(-1)! + 1 },
  target: { start: target[0]!, end: target.at(-1)! + 1 },
});

/** Whether a bead has no side left without the members in some runs. */
const leavesNothing = ({ source, target }: Members, runs: Sides<Run>): boolean =>
  isInRun(source, runs.source) || isInRun(target, runs.target);

const isInRun = (members: readonly number[], { start, end }: Run): boolean =>
  members[0]! >= start && members.at(-1)! < end;

const isBeside = (member: number, run: readonly number[]): boolean =>
  member === run[0]! - 1 || member === run.at(-1)! + 1;

/** Whether a segment fills a gap in a bead. */
const isWithin = (member: number, run: readonly number[]): boolean => member > run[0]! && member < run.at(-1)!;

const insert = (run: readonly number[], member: number): readonly number[] => [...run, member].sort((a, b) => a - b);

const without = (run: readonly number[], member: number): readonly number[] => run.filter((m) => m !== member);
