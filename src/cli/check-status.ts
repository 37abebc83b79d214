import type { CheckReport } from '../check/check-report.ts';
import type { ExitStatus } from './command.ts';

/**
 * The exit status of a check. One that compared nothing fails, unless it was asked for changes and there are none, or for
 * one part of more parts than pairs.
 */
export function checkStatus({ gate, pairs, since, shard }: CheckReport): ExitStatus {
  if (gate.reasons.length > 0) return 1;
  if (pairs.some(({ status }) => status === 'checked')) return 0;
  if (pairs.length === 0) return shard === null ? 2 : 0;
  return since !== null && pairs.some(({ status }) => status === 'unchanged') ? 0 : 2;
}
