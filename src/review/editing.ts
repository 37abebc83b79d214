import type { Member } from './edit-beads.ts';
import * as edit from './edit-beads.ts';
import { type FixedBead, fixBeads, type ReviewBead } from './fix-beads.ts';
import { change } from './history.ts';
import { memberOf, rowOf } from './moving.ts';
import { findingsAt, type ReviewState, say, type Stamp } from './review-state.ts';
import { stillHolding } from './still-holding.ts';
import { LABELS, NOTICES } from './wording.ts';

/*
 * The keys that decide about rows.
 */

export type BeadCommand =
  'merge' | 'split' | 'unmatch' | 'confirm' | 'detach' | 'attach-above' | 'attach-below' | 'put';

export function editBead(state: ReviewState, command: BeadCommand, stamp: Stamp | undefined): ReviewState {
  const { beads } = state.snapshot;
  const bead = beads[state.cursor];
  if (bead === undefined) return state;
  const attach = (member: Member | null, to: ReviewBead | undefined, otherwise: string): ReviewState => {
    if (member === null) return say(state, NOTICES.chooseSegment);
    const from = beads[rowOf(state, member)];
    if (from === undefined || to === undefined) return say(state, otherwise);
    if (from === to) return say(state, NOTICES.sameRow);
    return withFixed({ ...state, carried: null }, edit.attached(from, member, to), LABELS.attach, stamp, member);
  };
  switch (command) {
    case 'merge': {
      const next = beads[state.cursor + 1];
      return next === undefined
        ? say(state, NOTICES.noNext)
        : withFixed(state, edit.merged(bead, next), LABELS.merge, stamp);
    }
    case 'split': {
      const parts = edit.split(bead, state.member, state.story.sides);
      return parts === null ? say(state, NOTICES.onePiece) : withFixed(state, parts, LABELS.split, stamp);
    }
    case 'unmatch':
      return withFixed(state, edit.unmatched(bead), LABELS.unmatch, stamp);
    case 'confirm':
      if (bead.decision?.verdict === 'confirmed') return say(state, NOTICES.already);
      return withFixed(state, edit.confirmed(bead), LABELS.confirm, stamp);
    case 'detach': {
      const member = memberOf(state);
      if (member === null) return say(state, NOTICES.chooseSegment);
      if (bead.source.length + bead.target.length === 1) return say(state, NOTICES.alone);
      return withFixed(state, edit.detached(bead, member), LABELS.detach, stamp, member);
    }
    case 'attach-above':
      return attach(memberOf(state), beads[state.cursor - 1], NOTICES.firstRow);
    case 'attach-below':
      return attach(memberOf(state), beads[state.cursor + 1], NOTICES.lastRow);
    case 'put':
      return state.carried === null ? say(state, NOTICES.nothingCarried) : attach(state.carried, bead, NOTICES.sameRow);
  }
}

/** Fixes beads, keeps what still holds of the findings, and stays with what was edited. */
function withFixed(
  state: ReviewState,
  fixed: readonly FixedBead[],
  label: string,
  stamp: Stamp | undefined,
  follows?: Member,
): ReviewState {
  const { beads, findings } = state.snapshot;
  const signed = fixed.map((bead) => ({ ...bead, decision: { ...bead.decision!, ...stamp } }));
  const after = fixBeads(beads, signed, state.story.sides.target.segments.length);
  const snapshot = { ...state.snapshot, beads: after, findings: stillHolding(findings, beads, after) };
  const next = change(state, snapshot, label);
  const first = fixed[0]!;
  const stays =
    follows ??
    (first.source.length > 0
      ? { side: 'source' as const, index: first.source[0]! }
      : { side: 'target' as const, index: first.target[0]! });
  const cursor = Math.max(0, rowOf(next, stays));
  return { ...next, cursor, member: follows ?? null, finding: findingsAt(next, cursor)[0] ?? null };
}
