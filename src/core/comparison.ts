import type { Bead } from './bead.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { SegmentedDocument } from './segment.ts';
import type { Sides } from './side.ts';

/** Which weights made the vectors. */
export interface ModelIdentity {
  readonly id: string;
  readonly revision: string;
  /** Such as `q8` or `fp32`. */
  readonly dtype: string;
}

export interface Summary {
  /** False where too little pairs for the two to be versions of one story. */
  readonly sameStory: boolean;
  /** True where one tells the other's story in its own words, leaving out and adding, rather than translating it. */
  readonly retelling: boolean;
  /** Share of the source's prose (in code units) that stands in beads with both sides, in [0, 1]. */
  readonly sourceCovered: number;
  /** The same for the target. */
  readonly targetCovered: number;
  /** Findings by code; codes without a finding are left out. */
  readonly findings: Readonly<Partial<Record<FindingCode, number>>>;
}

/** The whole result: what a report shows and a program reads. */
export interface Comparison {
  readonly model: ModelIdentity;
  readonly sides: Sides<SegmentedDocument>;
  /**
   * Every segment of both sides exactly once, null beads included, in source order; null target beads stand at their
   * place.
   */
  readonly beads: readonly Bead[];
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}
