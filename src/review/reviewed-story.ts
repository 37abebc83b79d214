import type { Comparison } from '../core/comparison.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import type { Sides } from '../core/side.ts';
import { type AppliedReview, applyReview } from './apply-review.ts';
import type { FixedBead, ReviewBead } from './fix-beads.ts';
import { resolveBeads } from './resolve-beads.ts';
import type { Review } from './review-file.ts';
import {
  comparisonOf,
  findingsAt,
  isUnsaved,
  type ReviewState,
  type Snapshot,
  type StartOptions,
  type Step,
  snapshotOf,
  startReview,
} from './review-state.ts';
import { toReview } from './to-review.ts';
import { LABELS } from './wording.ts';

/** Two texts, and what whoever holds their vectors can say of them. */
export interface Story {
  readonly sides: Sides<SegmentedDocument>;
  /** The two aligned around fixed beads, and compared. An exported file has no vectors, so it is as it is. */
  readonly compare: (fixed: readonly FixedBead[]) => Comparison | Promise<Comparison>;
  /** Looks again at other beads; left out where they cannot be compared or aligned again. */
  readonly recompare?: (beads: readonly ReviewBead[]) => Findings | Promise<Findings>;
}

export type Findings = Pick<Comparison, 'findings' | 'summary'>;

/** What can be reviewed of an exported file. */
export const exportedStory = (comparison: Comparison): Story => ({
  sides: comparison.sides,
  compare: () => comparison,
});

const fixedBy = (story: Story, review: Review): readonly FixedBead[] => resolveBeads(story.sides, review.beads).fixed;

/** A story with what was decided about it: aligned around the decided beads where that can be done. */
export const withReview = async (story: Story, review: Review): Promise<AppliedReview> =>
  applyReview(await story.compare(fixedBy(story, review)), review);

/** The state of a review that goes on with a review file, and with what a killed review had not saved. */
export async function openReview(
  story: Story,
  review: Review,
  recovered: Review | null,
  options: Omit<StartOptions, 'otherFields' | 'canRealign'>,
): Promise<ReviewState> {
  const { version, findings, beads, ...otherFields } = review;
  const state = startReview(await withReview(story, review), {
    ...options,
    otherFields,
    canRealign: story.recompare !== undefined,
  });
  if (recovered === null) return state;
  const snapshot = snapshotOf(await withReview(story, recovered));
  const step: Step = { snapshot: state.snapshot, cursor: 0, finding: state.finding, label: LABELS.recover };
  return { ...state, snapshot, finding: null, past: [step] };
}

/** A review with what another reviewer saved meanwhile; undo takes that back too. */
export function withOthers(state: ReviewState, merged: Review): ReviewState {
  const snapshot = snapshotOf(applyReview(comparisonOf(state), merged));
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

/** Texts that have changed, compared again: as they are, and around what is decided about them. */
export interface ComparedAgain {
  readonly plain: Comparison;
  readonly around: Comparison;
}

export async function compareAgain(story: Story, review: Review): Promise<ComparedAgain> {
  const fixed = fixedBy(story, review);
  const plain = await story.compare([]);
  return { plain, around: fixed.length === 0 ? plain : await story.compare(fixed) };
}

/**
 * The same review of texts that have changed meanwhile: with its decisions as far as their texts are still there, the
 * place of the cursor, and everything that can be undone.
 */
export function reopenReview(state: ReviewState, { plain, around }: ComparedAgain): ReviewState {
  const known = new Map<Snapshot, Snapshot>();
  const carried = (snapshot: Snapshot, comparison = plain): Snapshot => {
    const found = known.get(snapshot) ?? snapshotOf(applyReview(comparison, toReview({ ...state, snapshot })));
    known.set(snapshot, found);
    return found;
  };
  const applied = carried(state.snapshot, around);
  const next: ReviewState = {
    ...state,
    story: { ...plain },
    snapshot: applied,
    saved: isUnsaved(state) ? carried(state.saved) : applied,
    past: state.past.map((step) => ({ ...step, finding: null, snapshot: carried(step.snapshot) })),
    future: state.future.map((step) => ({ ...step, finding: null, snapshot: carried(step.snapshot) })),
    finding: null,
    member: null,
    carried: null,
    cameFrom: null,
    mode: state.mode.kind === 'rows' || state.mode.kind === 'search' ? state.mode : { kind: 'rows' },
  };
  return atPlaceOf(state, next);
}

/** The new state with the cursor where it stood in the old one. */
export function atPlaceOf(before: ReviewState, after: ReviewState): ReviewState {
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
