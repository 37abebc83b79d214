import { dot } from '../align/rows.ts';
import { isNull } from '../core/bead.ts';
import type { Side } from '../core/side.ts';
import type { CompareInput } from './context.ts';

/** How far the paired segments of two versions agree in the mean: a retelling less than a translation. */
export interface Agreement {
  /** Of the pooled vectors of a bead's sides. */
  readonly cosine: number;
  /** The logarithm of how much longer the source of a bead is than its target. */
  readonly ratio: number;
}

/** So many beads like a usual translation are counted besides: a short document does not stand for itself alone. */
const PRIOR_BEADS = 5;
const PRIOR: Agreement = { cosine: 0.75, ratio: 0 };

/** The mean over the beads with both sides; of the ratios the median. */
export const agreementOf = ({ vectors, sides, beads }: CompareInput): Agreement => {
  let sum = PRIOR.cosine * PRIOR_BEADS;
  let count = PRIOR_BEADS;
  const ratios: number[] = new Array<number>(PRIOR_BEADS).fill(PRIOR.ratio);
  for (const bead of beads) {
    if (isNull(bead)) continue;
    const pooled = (side: Side): Float32Array => vectors[side][bead[side][0]!]!.pooled;
    sum += dot(pooled('source'), 0, pooled('target'), 0, pooled('source').length);
    count++;
    const length = (side: Side): number => bead[side].reduce((all, i) => all + sides[side].segments[i]!.text.length, 0);
    ratios.push(Math.log(length('source') / length('target')));
  }
  ratios.sort((a, b) => a - b);
  return { cosine: sum / count, ratio: ratios[ratios.length >> 1]! };
};
