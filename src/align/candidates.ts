import type { Sides } from '../core/side.ts';
import type { SegmentTraits } from '../evidence/traits.ts';
import { CandidateList } from './candidate-list.ts';
import { familyOf } from './compare-traits.ts';
import { BEAD_FEATURES } from './feature-names.ts';
import { type Features, NEIGHBOURS } from './features.ts';
import type { AlignInput } from './input.ts';
import { type NearestList, nearestCosineOf, nearestOf, secondCosineOf } from './nearest-list.ts';
import { isShape, type ListedRun, MAX_RUN, type Run, runsByStart } from './runs.ts';
import type { RunCosines } from './run-cosines.ts';
import type { Score } from './score.ts';

/** How near a neighbour must be ranked, either way, for the pair to be part of a bead with several members. */
const STRONG_RANK = 3;
/** A neighbour of lower rank is looked at only if its cosine is at least this share of the nearest one's. */
const WEAK_SHARE = 0.6;

/** Beside a mutual best pair, two segments may be members of one bead if they are at least this much alike. */
export const LEAST_COSINE = 0;

/** A bead of several that is this much less alike than it is without one of its members is not looked at closer. */
const LEAST_MERGE_GAIN = -0.07;

/** Segments that are this much alike say the same, whatever they were taken for. */
const BEYOND_DOUBT = 0.5;

/** How far two segments must be ahead of all rivals for nothing else to be tried with them. */
const CLEAR_LEAD = 0.1;

/** Which pairs may be joined: `weak` ones as a bead of their own, `strong` ones also inside a larger bead. */
interface Edges {
  readonly weak: readonly ReadonlySet<number>[];
  readonly strong: readonly ReadonlySet<number>[];
}

/**
 * A bead is no candidate if each of its members has a pair of its own that gains so much more. Of the beads that were chosen
 * in 20,000 by 20,000 lines of short dialogue, where everything resembles much else, this would have cost two.
 */
const CLEARLY_LESS = 4;

/**
 * The beads worth scoring. A pair is looked at if one is among the other's nearest neighbours or stands beside a pair
 * that are each other's nearest; a larger bead if each member is near to a member opposite. Words are compared only where
 * the bead may gain, between two beads that it follows and leads, and is not clearly less than what its members gain in pairs.
 * Their number is linear in the number of segments.
 */
export function findCandidates(
  features: Features,
  { source, target }: Sides<AlignInput>,
  score: Pick<Score, 'gain' | 'mostGain' | 'following'>,
): CandidateList {
  const edges = findEdges(features, source.traits, target.traits);
  const sourceRuns = runsByStart(source.traits.map((t) => t.kind));
  const targetRuns = runsByStart(target.traits.map((t) => t.kind));
  const candidates = new CandidateList();
  const values: number[] = BEAD_FEATURES.map(() => 0);
  /** For each segment the most that a pair with it gains. */
  const best = {
    source: new Float64Array(source.traits.length).fill(Number.NEGATIVE_INFINITY),
    target: new Float64Array(target.traits.length).fill(Number.NEGATIVE_INFINITY),
  };
  const leastOf = (a: ListedRun, b: ListedRun): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = a.start; i < a.end; i++) least = Math.min(least, best.source[i]!);
    for (let j = b.start; j < b.end; j++) least = Math.min(least, best.target[j]!);
    return Math.max(least - CLEARLY_LESS, -2 * score.following);
  };
  const add = (a: ListedRun, b: ListedRun, run?: RunCosines): void => {
    const least = leastOf(a, b);
    const gain = features.measureAbove(least, a.members, b.members, values, score, run);
    if (gain <= least) return;
    candidates.add({ source: a, target: b }, gain, values);
    if (size(a) + size(b) > 2) return;
    best.source[a.start] = Math.max(best.source[a.start]!, gain);
    best.target[b.start] = Math.max(best.target[b.start]!, gain);
  };
  for (let i = 0; i < source.traits.length; i++) {
    for (const j of edges.weak[i]!) add(sourceRuns(i)[0]!, targetRuns(j)[0]!);
  }
  for (let i = 0; i < source.traits.length; i++) {
    if (edges.strong[i]!.size === 0) continue;
    for (const a of sourceRuns(i)) {
      const near = new Set<number>();
      for (const member of a.members) for (const j of edges.strong[member]!) near.add(j);
      for (const j of near) {
        let end = j;
        for (const b of targetRuns(j)) {
          // Every member of either run is near to a member of the other.
          while (end < b.end && near.has(end)) end++;
          if (end < b.end) break;
          if (size(a) + size(b) === 2 || !isShape(size(a), size(b)) || !isAllNear(a, b, edges.strong)) continue;
          const run = features.runOf(a.members, b.members);
          if (isList(a, b) || run.cosine - run.bestPart >= LEAST_MERGE_GAIN) add(a, b, run);
        }
      }
    }
  }
  return candidates;
}

const size = (run: Run): number => run.end - run.start;

/** Only lists are longer than MAX_RUN. */
const isList = (a: Run, b: Run): boolean => Math.max(size(a), size(b)) > MAX_RUN;

/** Every member of one run is near to a member of the other. */
function isAllNear(a: Run, b: Run, strong: readonly ReadonlySet<number>[]): boolean {
  for (let i = a.start; i < a.end; i++) {
    let j = b.start;
    while (j < b.end && !strong[i]!.has(j)) j++;
    if (j === b.end) return false;
  }
  return true;
}

function findEdges(
  features: Features,
  sourceTraits: readonly SegmentTraits[],
  targetTraits: readonly SegmentTraits[],
): Edges {
  const { forward, backward } = features.neighbours;
  const sources = sourceTraits.length;
  const targets = targetTraits.length;
  // Page furniture pairs with its like only, unless the words leave no doubt that a kind was guessed wrong.
  const isLike = (i: number, j: number): boolean =>
    familyOf(sourceTraits[i]!.kind) === familyOf(targetTraits[j]!.kind) ||
    features.neighbours.cosine(i, j) >= BEYOND_DOUBT;
  const settled = findSettled(features, isLike, { source: sources, target: targets });
  const weak: Set<number>[] = Array.from({ length: sources }, () => new Set());
  const strong: Set<number>[] = Array.from({ length: sources }, () => new Set());
  const rank = (
    list: NearestList,
    strangers: Uint8Array,
    rows: number,
    visit: (row: number, other: number, rank: number, cosine: number, best: number) => void,
  ): void => {
    for (let row = 0; row < rows; row++) {
      // No stranger takes the rank of another.
      let others = 0;
      for (let r = 0; r < NEIGHBOURS; r++) {
        const id = list.ids[row * list.k + r]!;
        if (id < 0) break;
        const isStranger = strangers[id] === 1;
        visit(row, id, isStranger ? r : others, list.cosines[row * list.k + r]!, nearestCosineOf(list, row));
        if (!isStranger) others++;
      }
    }
  };
  const addRanked = (i: number, j: number, r: number, cosine: number, best: number): void => {
    if (settled.source[i] || settled.target[j]) return;
    if (!isLike(i, j) || (r >= STRONG_RANK && cosine < WEAK_SHARE * best)) return;
    weak[i]!.add(j);
    if (r < STRONG_RANK) strong[i]!.add(j);
  };
  rank(forward, features.strangers.target, sources, addRanked);
  rank(backward, features.strangers.source, targets, (j, i, r, cosine, best) => addRanked(i, j, r, cosine, best));

  // Beside a mutual best pair the text goes on: what stands there may belong together though others are nearer.
  for (let i = 0; i < sources; i++) {
    const j = nearestOf(forward, i);
    if (j < 0 || nearestOf(backward, j) !== i) continue;
    if (settled.source[i]) {
      weak[i]!.add(j);
      continue;
    }
    for (let di = 1 - MAX_RUN; di < MAX_RUN; di++) {
      for (let dj = 1 - MAX_RUN; dj < MAX_RUN; dj++) {
        const a = i + di;
        const b = j + dj;
        if (a < 0 || a >= sources || b < 0 || b >= targets) continue;
        if (settled.source[a] || settled.target[b]) continue;
        if (!isLike(a, b)) continue;
        // Without neighbours: left in the other language, to be paired last.
        if (nearestOf(forward, a) < 0 || nearestOf(backward, b) < 0) continue;
        if (Math.abs(di) < 3 && Math.abs(dj) < 3) weak[a]!.add(b);
        if (features.neighbours.cosine(a, b) >= LEAST_COSINE) strong[a]!.add(b);
      }
    }
  }
  return { weak, strong };
}

/**
 * The segments whose pairing nothing contests: they and their neighbours on both sides are each other's nearest, pair by
 * pair and far ahead of all others. Nothing beside them is left that could be part of their bead.
 */
function findSettled(
  { neighbours }: Features,
  isLike: (i: number, j: number) => boolean,
  sizes: Sides<number>,
): Sides<Uint8Array> {
  const { forward, backward } = neighbours;
  const mate = Int32Array.from({ length: sizes.source }, (_, i) => {
    const j = nearestOf(forward, i);
    if (j < 0 || nearestOf(backward, j) !== i || !isLike(i, j)) return -1;
    const rival = Math.max(secondCosineOf(forward, i), secondCosineOf(backward, j));
    return nearestCosineOf(forward, i) - Math.max(0, rival) >= CLEAR_LEAD ? j : -1;
  });
  const isPair = (i: number, j: number): boolean =>
    (i < 0 && j < 0) || (i === sizes.source && j === sizes.target) || (i >= 0 && j >= 0 && mate[i] === j);
  const settled = { source: new Uint8Array(sizes.source), target: new Uint8Array(sizes.target) };
  mate.forEach((j, i) => {
    if (j < 0 || !isPair(i - 1, j - 1) || !isPair(i + 1, j + 1)) return;
    settled.source[i] = 1;
    settled.target[j] = 1;
  });
  return settled;
}
