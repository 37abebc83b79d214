import { findingIdentity } from './finding-identity.ts';
import { change } from './history.ts';
import type { FindingRecord, FindingVerdict } from './review-file.ts';
import { comparisonOf, decisionOf, indexOf, type ReviewState, say, type Stamp } from './review-state.ts';
import { LABELS, marked, NOTICES } from './wording.ts';

/*
 * The keys that decide about findings.
 */

const recordFor = (
  state: ReviewState,
  index: number,
  verdict: FindingVerdict,
  note: string | undefined,
  stamp: Stamp | undefined,
): FindingRecord => ({
  ...findingIdentity(state.snapshot.findings[index]!, comparisonOf(state)),
  verdict,
  ...(note === undefined || note === '' ? {} : { note }),
  ...stamp,
});

export function decide(
  state: ReviewState,
  verdict: FindingVerdict,
  note: string | undefined,
  stamp: Stamp | undefined,
): ReviewState {
  if (state.finding === null) return say(state, NOTICES.noFinding);
  const key = indexOf(state).keys[state.finding]!;
  const before = state.snapshot.verdicts.get(key);
  const verdicts = new Map(state.snapshot.verdicts);
  const isWithdrawn = before?.verdict === verdict && note === undefined;
  if (isWithdrawn) verdicts.delete(key);
  // A note stays with its finding when only the verdict changes.
  else verdicts.set(key, recordFor(state, state.finding, verdict, note ?? before?.note, stamp));
  const label = isWithdrawn ? LABELS.withdraw : verdict === 'accepted' ? LABELS.accept : LABELS.dismiss;
  return change(state, { ...state.snapshot, verdicts }, label);
}

export function askNote(state: ReviewState, verdict: FindingVerdict): ReviewState {
  if (state.finding === null) return say(state, NOTICES.noFinding);
  return { ...state, mode: { kind: 'note', verdict, text: decisionOf(state, state.finding)?.note ?? '' } };
}

/** Decides alike about every finding of the selected one's code; null takes the decisions back. */
export function markAll(state: ReviewState, verdict: FindingVerdict | null, stamp: Stamp | undefined): ReviewState {
  const code = state.finding === null ? undefined : state.snapshot.findings[state.finding]?.code;
  if (code === undefined) return state;
  const { keys, order } = indexOf(state);
  const verdicts = new Map(state.snapshot.verdicts);
  let count = 0;
  for (const index of order) {
    const key = keys[index]!;
    if (state.snapshot.findings[index]!.code !== code) continue;
    if (verdict === null ? !verdicts.has(key) : verdicts.has(key)) continue;
    if (verdict === null) verdicts.delete(key);
    else verdicts.set(key, recordFor(state, index, verdict, undefined, stamp));
    count += 1;
  }
  const notice = marked(count, code, verdict ?? LABELS.withdraw);
  return count === 0 ? say(state, notice) : say(change(state, { ...state.snapshot, verdicts }, LABELS.markAll), notice);
}

export function forgetStale(state: ReviewState): ReviewState {
  return change(state, { ...state.snapshot, stale: { findings: [], beads: [] } }, LABELS.forget);
}
