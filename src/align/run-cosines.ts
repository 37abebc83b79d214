import type { Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import type { Neighbours } from './neighbours.ts';

/** One side's segments as weighted vectors: a run's vector is the sum of its members', as if pooled as one text. */
export interface Mass {
  readonly weight: Float64Array;
  /** Scalar product of the weighted vectors of two segments of this side. */
  product(a: number, b: number): number;
}

/**
 * A segment weighs what its words weigh.
 *
 * @param cosine of two segments of this side
 */
export function massOf(vectors: readonly SegmentVectors[], cosine: (a: number, b: number) => number): Mass {
  const weight = Float64Array.from(vectors, (segment) => {
    let sum = 0;
    for (const row of segment.rows) sum += segment.table.weights[row]!;
    return sum || 1e-6;
  });
  return { weight, product: (a, b) => weight[a]! * weight[b]! * (a === b ? 1 : cosine(a, b)) };
}

/** The cosines of a bead's two sides, and of its parts. */
export interface RunCosines {
  readonly cosine: number;
  /** Of the members of a side with several, the lowest cosine to the other side as a whole; 1 for a 1-1 bead. */
  readonly weakestMember: number;
  /** The best cosine of the beads that leave one member out; -1 for a 1-1 bead. */
  readonly bestPart: number;
  /** The lengths of the two sides' vectors. */
  readonly norms: Sides<number>;
}

/**
 * Measures runs without adding up their vectors: cos(Σa, Σb) = Σ a·b / (|Σa| |Σb|), and leaving a member out takes its
 * row from the sums. Time O((n + m)² d) for a bead of n + m members.
 */
export function measureRuns(
  neighbours: Neighbours,
  mass: Sides<Mass>,
  sources: readonly number[],
  targets: readonly number[],
): RunCosines {
  const [n, m] = [sources.length, targets.length];
  const { weight: ofSource } = mass.source;
  const { weight: ofTarget } = mass.target;
  if (n === 1 && m === 1) {
    const [i, j] = [sources[0]!, targets[0]!];
    const norms = { source: ofSource[i]!, target: ofTarget[j]! };
    return { cosine: neighbours.cosine(i, j), weakestMember: 1, bestPart: -1, norms };
  }
  const rows: number[] = new Array(n).fill(0);
  const columns: number[] = new Array(m).fill(0);
  let total = 0;
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < m; y++) {
      const i = sources[x]!;
      const j = targets[y]!;
      const product = ofSource[i]! * ofTarget[j]! * neighbours.cosine(i, j);
      rows[x]! += product;
      columns[y]! += product;
      total += product;
    }
  }
  const source = measureSide(sources, mass.source);
  const target = measureSide(targets, mass.target);
  let weakestMember = 1;
  let bestPart = -1;
  if (n > 1) {
    for (let x = 0; x < n; x++) {
      weakestMember = Math.min(weakestMember, rows[x]! / (ofSource[sources[x]!]! * target.norm));
      bestPart = Math.max(bestPart, (total - rows[x]!) / (source.without[x]! * target.norm));
    }
  }
  if (m > 1) {
    for (let y = 0; y < m; y++) {
      weakestMember = Math.min(weakestMember, columns[y]! / (ofTarget[targets[y]!]! * source.norm));
      bestPart = Math.max(bestPart, (total - columns[y]!) / (target.without[y]! * source.norm));
    }
  }
  const norms = { source: source.norm, target: target.norm };
  return { cosine: total / (source.norm * target.norm), weakestMember, bestPart, norms };
}

/** The length of a run's vector, and of what is left without each of its members. */
function measureSide(members: readonly number[], mass: Mass): { norm: number; without: readonly number[] } {
  const count = members.length;
  const rows: number[] = new Array(count).fill(0);
  let square = 0;
  for (let x = 0; x < count; x++) {
    for (let y = x; y < count; y++) {
      const product = mass.product(members[x]!, members[y]!);
      rows[x]! += product;
      if (y > x) rows[y]! += product;
      square += y > x ? 2 * product : product;
    }
  }
  for (let x = 0; x < count; x++) {
    const own = mass.weight[members[x]!]! ** 2;
    rows[x] = root(square - 2 * rows[x]! + own);
  }
  return { norm: root(square), without: rows };
}

const root = (value: number): number => Math.sqrt(Math.max(value, 1e-12));
