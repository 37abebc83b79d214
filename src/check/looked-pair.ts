import type { CheckFinding, CheckPair } from './check-report.ts';
import type { Pair } from './find-pairs.ts';
import type { PairResult } from './pair-findings.ts';

/** A pair and what has become known of it. */
export interface LookedPair {
  readonly pair: Pair;
  status: CheckPair['status'];
  result: PairResult | null;
  /** About files, not their texts. */
  readonly fileFindings: CheckFinding[];
}
