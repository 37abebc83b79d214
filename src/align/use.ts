import type { Sides } from '../core/side.ts';
import type { Coverage } from './coverage.ts';
import type { Mass } from './run-cosines.ts';

/** How much of a bead's words the other side supports; shares by weight, in [0, 1]. */
export interface Use {
  readonly source: number;
  readonly target: number;
  /** Of the members of sides with several, the lowest share of words that the other side supports; else 1. */
  readonly weakestMember: number;
  /** Of the members of sides with several, the least that the coverage of the other side would lose without it; else 1. */
  readonly weakestUse: number;
}

/** Measures a bead by its words. */
export function measureUse(
  coverage: Coverage,
  mass: Sides<Mass>,
  sources: readonly number[],
  targets: readonly number[],
): Use {
  const ofSources = (opposite: readonly number[]): number =>
    weightedMean(sources, mass.source.weight, (i) => coverage.ofSource(i, opposite));
  const ofTargets = (opposite: readonly number[]): number =>
    weightedMean(targets, mass.target.weight, (j) => coverage.ofTarget(j, opposite));
  const source = ofSources(targets);
  const target = ofTargets(sources);
  let weakestMember = 1;
  let weakestUse = 1;
  if (sources.length > 1) {
    for (const i of sources) {
      weakestMember = Math.min(weakestMember, coverage.ofSource(i, targets));
      weakestUse = Math.min(weakestUse, target - ofTargets(without(sources, i)));
    }
  }
  if (targets.length > 1) {
    for (const j of targets) {
      weakestMember = Math.min(weakestMember, coverage.ofTarget(j, sources));
      weakestUse = Math.min(weakestUse, source - ofSources(without(targets, j)));
    }
  }
  return { source, target, weakestMember, weakestUse };
}

const without = (members: readonly number[], member: number): readonly number[] => members.filter((m) => m !== member);

function weightedMean(members: readonly number[], weights: Float64Array, value: (member: number) => number): number {
  if (members.length === 1) return value(members[0]!);
  let sum = 0;
  let total = 0;
  for (const member of members) {
    sum += weights[member]! * value(member);
    total += weights[member]!;
  }
  return total > 0 ? sum / total : 0;
}
