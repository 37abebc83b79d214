import type { Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import type { Neighbours } from './neighbours.ts';
import { type Rows, rowDot } from './rows.ts';

/** One side's segments as weighted vectors: a run's vector is the sum of its members', as if pooled as one text. */
export interface Mass {
  readonly weight: readonly number[];
  /** Scalar product of the weighted vectors of two segments of this side. */
  product(a: number, b: number): number;
}

/** A segment weighs what its words weigh. */
export function massOf(vectors: readonly SegmentVectors[], rows: Rows): Mass {
  const weight = vectors.map(({ table, rows }) => rows.reduce((sum, row) => sum + table.weights[row]!, 0) || 1e-6);
  return {
    weight,
    product: (a, b) => weight[a]! * weight[b]! * (a === b ? 1 : rowDot(rows, a, rows, b)),
  };
}

/** The cosines of a bead's two sides, and of its parts. */
export interface RunCosines {
  readonly cosine: number;
  /** Of the members of a side with several, the lowest cosine to the other side as a whole; 1 for a 1-1 bead. */
  readonly weakestMember: number;
  /** The best cosine of the beads that leave one member out; -1 for a 1-1 bead. */
  readonly bestPart: number;
  /** Of the source members together to a single target segment, and the other way round. */
  ofSourcesTo(target: number): number;
  ofTargetsTo(source: number): number;
}

/**
 * Measures runs without adding up their vectors: cos(Σa, Σb) = Σ a·b / (|Σa| |Σb|), and leaving a member out takes its
 * row from the sums. Time O((n + m)² d) for a bead of n + m members.
 */
export function createRunCosines(
  neighbours: Neighbours,
  mass: Sides<Mass>,
): { of(sources: readonly number[], targets: readonly number[]): RunCosines } {
  return {
    of: (sources, targets) => {
      const products = sources.map((i) =>
        targets.map((j) => mass.source.weight[i]! * mass.target.weight[j]! * neighbours.cosine(i, j)),
      );
      const ofRows = products.map(sum);
      const ofColumns = targets.map((_, c) => sum(products.map((row) => row[c]!)));
      const total = sum(ofRows);
      const a = measureSide(sources, mass.source);
      const b = measureSide(targets, mass.target);
      let weakestMember = 1;
      let bestPart = -1;
      if (sources.length > 1) {
        sources.forEach((i, r) => {
          weakestMember = Math.min(weakestMember, ofRows[r]! / (mass.source.weight[i]! * b.norm));
          bestPart = Math.max(bestPart, (total - ofRows[r]!) / (a.normWithout(r) * b.norm));
        });
      }
      if (targets.length > 1) {
        targets.forEach((j, c) => {
          weakestMember = Math.min(weakestMember, ofColumns[c]! / (mass.target.weight[j]! * a.norm));
          bestPart = Math.max(bestPart, (total - ofColumns[c]!) / (b.normWithout(c) * a.norm));
        });
      }
      return {
        cosine: total / (a.norm * b.norm),
        weakestMember,
        bestPart,
        ofSourcesTo: (j) => sum(sources.map((i) => mass.source.weight[i]! * neighbours.cosine(i, j))) / a.norm,
        ofTargetsTo: (i) => sum(targets.map((j) => mass.target.weight[j]! * neighbours.cosine(i, j))) / b.norm,
      };
    },
  };
}

/** The length of a run's vector, and of what is left without its member at a place. */
function measureSide(
  members: readonly number[],
  mass: Mass,
): { readonly norm: number; normWithout(at: number): number } {
  if (members.length === 1) return { norm: mass.weight[members[0]!]!, normWithout: () => 0 };
  const products = members.map((x) => members.map((y) => mass.product(x, y)));
  const square = sum(products.map(sum));
  const root = (value: number): number => Math.sqrt(Math.max(value, 1e-12));
  return { norm: root(square), normWithout: (at) => root(square - 2 * sum(products[at]!) + products[at]![at]!) };
}

const sum = (values: readonly number[]): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
