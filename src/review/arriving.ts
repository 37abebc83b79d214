import type { Comparison } from '../core/comparison.ts';
import { hasMembers, type ReviewBead } from './fix-beads.ts';
import { change } from './history.ts';
import { membersHere, rowOf } from './moving.ts';
import { findingsAt, indexOf, type ReviewState, say } from './review-state.ts';
import { LABELS, NOTICES } from './wording.ts';

/*
 * What the program brings while the reviewer goes on: comparisons of changed rows.
 */

/** What a second look at these beads found. */
export type Compared = { readonly beads: readonly ReviewBead[] } & Pick<Comparison, 'findings' | 'summary'>;

/** The aligner's beads around what is decided; they replace those of a state that still has `from`. */
export type Realigned = Compared & { readonly from: readonly ReviewBead[] };

/** The key of the selected finding, to find it again among others. */
const selectedKey = (state: ReviewState): string | undefined =>
  state.finding === null ? undefined : indexOf(state).keys[state.finding];

function reselect(state: ReviewState, key: string | undefined): ReviewState {
  const at = key === undefined ? -1 : indexOf(state).keys.indexOf(key);
  if (at >= 0 && (state.snapshot.findings[at]!.bead ?? 0) === state.cursor) return { ...state, finding: at };
  return { ...state, finding: findingsAt(state, state.cursor)[0] ?? null };
}

export function compared(state: ReviewState, { beads, findings, summary }: Compared): ReviewState {
  if (state.snapshot.beads !== beads) return state;
  const key = selectedKey(state);
  const snapshot = { ...state.snapshot, findings };
  // What is saved does not depend on the findings as long as the decisions are the same.
  return reselect({ ...state, snapshot, story: { ...state.story, summary } }, key);
}

export function realigned(state: ReviewState, action: Realigned): ReviewState {
  const { beads, findings, summary, from } = action;
  if (state.snapshot.beads !== from) return state;
  const isSame = beads.length === from.length && beads.every((bead, at) => hasMembers(bead, from[at]!));
  if (isSame) return say(state, NOTICES.unchanged);
  const stays = membersHere(state)[0];
  const key = selectedKey(state);
  const next = change(state, { ...state.snapshot, beads, findings }, LABELS.realign);
  const cursor = stays === undefined ? 0 : Math.max(0, rowOf(next, stays));
  return say(
    reselect({ ...next, cursor, member: null, carried: null, story: { ...next.story, summary } }, key),
    NOTICES.realigned,
  );
}
