import type { Comparison } from '../core/comparison.ts';
import { type AppliedReview, applyReview, type Recompare } from './apply-review.ts';
import type { FixedBead } from './fix-beads.ts';
import { resolveBeads } from './resolve-beads.ts';
import type { Review } from './review-file.ts';
import {
  findingsAt,
  type ReviewState,
  type Snapshot,
  type StartOptions,
  type Step,
  snapshotOf,
  startReview,
} from './review-state.ts';
import { toReview } from './to-review.ts';
import { LABELS } from './wording.ts';

/** Two texts and what can be done with them. An exported file has no vectors, so it can only be shown as it is. */
export interface Story {
  readonly comparison: Comparison;
  readonly recompare?: Recompare;
  /** Aligns and compares again, around fixed beads. */
  readonly realign?: (fixed: readonly FixedBead[]) => Comparison;
}

/** A story with what was decided about it: aligned around the decided beads where that can be done. */
export function withReview(story: Story, review: Review): AppliedReview {
  const { fixed } = resolveBeads(story.comparison.sides, review.beads);
  const comparison = fixed.length === 0 || story.realign === undefined ? story.comparison : story.realign(fixed);
  return applyReview(comparison, review, story.recompare);
}

/** The state of a review that goes on with a review file, and with what a killed review had not saved. */
export function openReview(
  story: Story,
  review: Review,
  recovered: Review | null,
  options: Omit<StartOptions, 'otherFields' | 'canRealign'>,
): ReviewState {
  const { version, findings, beads, ...otherFields } = review;
  const state = startReview(withReview(story, review), {
    ...options,
    otherFields,
    canRealign: story.realign !== undefined,
  });
  if (recovered === null) return state;
  const snapshot = snapshotOf(withReview(story, recovered));
  const step: Step = { snapshot: state.snapshot, cursor: 0, finding: state.finding, label: LABELS.recover };
  return { ...state, snapshot, finding: null, past: [step] };
}

/** A review with what another reviewer saved meanwhile; undo takes that back too. */
export function withOthers(state: ReviewState, story: Story, merged: Review): ReviewState {
  const snapshot = snapshotOf(withReview(story, merged));
  const { cursor, finding } = state;
  const step: Step = { snapshot: state.snapshot, cursor, finding, label: LABELS.others };
  const next = {
    ...state,
    snapshot,
    past: [...state.past, step],
    future: [],
    finding: null,
    member: null,
    carried: null,
  };
  return atPlaceOf(state, next);
}

/**
 * The same review of texts that have changed meanwhile: with its decisions as far as their texts are still there, the
 * place of the cursor, and everything that can be undone.
 */
export function reopenReview(state: ReviewState, story: Story): ReviewState {
  const carry = (snapshot: Snapshot, isPresent: boolean): Snapshot => {
    const review = toReview({ ...state, snapshot });
    return snapshotOf(isPresent ? withReview(story, review) : applyReview(story.comparison, review));
  };
  const known = new Map<Snapshot, Snapshot>();
  const carried = (snapshot: Snapshot, isPresent = false): Snapshot => {
    const found = known.get(snapshot) ?? carry(snapshot, isPresent);
    known.set(snapshot, found);
    return found;
  };
  const applied = carried(state.snapshot, true);
  const next: ReviewState = {
    ...state,
    story: { ...story.comparison },
    snapshot: applied,
    saved: carried(state.saved),
    past: state.past.map((step) => ({ ...step, finding: null, snapshot: carried(step.snapshot) })),
    future: state.future.map((step) => ({ ...step, finding: null, snapshot: carried(step.snapshot) })),
    finding: null,
    member: null,
    carried: null,
    cameFrom: null,
    canRealign: story.realign !== undefined,
    mode: state.mode.kind === 'rows' || state.mode.kind === 'search' ? state.mode : { kind: 'rows' },
  };
  return atPlaceOf(state, next);
}

/** The new state with the cursor where it stood in the old one. */
function atPlaceOf(before: ReviewState, after: ReviewState): ReviewState {
  const cursor = placeOf(before, after);
  const at = { ...after, cursor };
  return { ...at, finding: findingsAt(at, cursor)[0] ?? null };
}

/** The row that has the segment under the old cursor, or the nearest one before it that is still there. */
function placeOf(before: ReviewState, after: ReviewState): number {
  const texts = new Map<string, number>();
  for (const [at, bead] of after.snapshot.beads.entries()) {
    for (const side of ['source', 'target'] as const) {
      for (const index of bead[side]) {
        const key = `${side} ${after.story.sides[side].segments[index]?.text ?? ''}`;
        if (!texts.has(key)) texts.set(key, at);
      }
    }
  }
  for (let at = before.cursor; at >= 0; at -= 1) {
    const bead = before.snapshot.beads[at];
    for (const side of ['source', 'target'] as const) {
      for (const index of bead?.[side] ?? []) {
        const found = texts.get(`${side} ${before.story.sides[side].segments[index]?.text ?? ''}`);
        if (found !== undefined) return found;
      }
    }
  }
  return 0;
}
