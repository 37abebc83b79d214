import { forgetIndex, type ReviewState, type Snapshot, say } from './review-state.ts';
import { NOTICES, redone, undone } from './wording.ts';

/** A new snapshot on top of the history. */
export function change(state: ReviewState, snapshot: Snapshot, label: string): ReviewState {
  const { snapshot: before, cursor, finding } = state;
  if (before.findings !== snapshot.findings) forgetIndex(before);
  return { ...state, snapshot, past: [...state.past, { snapshot: before, cursor, finding, label }], future: [] };
}

export function undo(state: ReviewState): ReviewState {
  const step = state.past.at(-1);
  if (step === undefined) return say(state, NOTICES.noUndo);
  const { snapshot, cursor, finding } = state;
  return {
    ...state,
    ...landing(step),
    past: state.past.slice(0, -1),
    future: [...state.future, { snapshot, cursor, finding, label: step.label }],
    notice: undone(step.label),
  };
}

export function redo(state: ReviewState): ReviewState {
  const step = state.future.at(-1);
  if (step === undefined) return say(state, NOTICES.noRedo);
  const { snapshot, cursor, finding } = state;
  return {
    ...state,
    ...landing(step),
    future: state.future.slice(0, -1),
    past: [...state.past, { snapshot, cursor, finding, label: step.label }],
    notice: redone(step.label),
  };
}

/** The step's snapshot and cursor; its finding where there still is one of this number. */
const landing = ({ snapshot, cursor, finding }: ReviewState['past'][number]) => ({
  snapshot,
  cursor: Math.max(0, Math.min(snapshot.beads.length - 1, cursor)),
  finding: finding !== null && finding < snapshot.findings.length ? finding : null,
  member: null,
  carried: null,
});
