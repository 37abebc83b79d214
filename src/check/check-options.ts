import type { Baseline } from './baseline.ts';
import type { GateOptions } from './gate.ts';

export interface CheckOptions {
  readonly tool: { readonly name: string; readonly version: string };
  readonly shard: { readonly index: number; readonly count: number } | null;
  readonly baseline: Baseline | null;
  /** What is found now becomes what is known. */
  readonly isUpdate: boolean;
  readonly gate: GateOptions;
  /** Two files named by hand: what is wrong with one of them ends the check. */
  readonly isStrict: boolean;
}
