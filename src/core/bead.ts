/**
 * A group of source segments and a group of target segments that say the same. One side may be empty: a null bead.
 * Members are indices, ascending, and need not be adjacent; beads may cross.
 */
export interface Bead {
  readonly source: readonly number[];
  readonly target: readonly number[];
  /** Calibrated: of the beads with confidence about 0.9, about nine in ten are right. In [0, 1]. */
  readonly confidence: number;
  /** True where the bead breaks the order of its neighbours. */
  readonly moved: boolean;
}

export const isNull = (bead: Pick<Bead, 'source' | 'target'>): boolean =>
  bead.source.length === 0 || bead.target.length === 0;
