import type { Comparison } from '../core/comparison.ts';
import type { Finding, FindingCode, Severity } from '../core/finding.ts';
import type { AppliedReview } from './apply-review.ts';
import type { Member } from './edit-beads.ts';
import { findingKeys } from './finding-identity.ts';
import type { ReviewBead } from './fix-beads.ts';
import type { FindingRecord, FindingVerdict, Review } from './review-file.ts';

/** What undo takes back and redo brings again. Never changed, only replaced. */
export interface Snapshot {
  readonly beads: readonly ReviewBead[];
  /** About these beads. */
  readonly findings: readonly Finding[];
  /** The decisions, by the finding's key (see finding-identity.ts). Some may be about findings that are gone. */
  readonly verdicts: ReadonlyMap<string, FindingRecord>;
  readonly stale: AppliedReview['stale'];
}

/** A snapshot, and where the cursor stood when it was left. */
export interface Step {
  readonly snapshot: Snapshot;
  readonly cursor: number;
  readonly finding: number | null;
  /** What was done to it, for the notice after undo. */
  readonly label: string;
}

export type Filter =
  | { readonly by: 'code'; readonly code: FindingCode }
  | { readonly by: 'severity'; readonly severity: Severity }
  | { readonly by: 'undecided' };

export type Mode =
  | { readonly kind: 'rows' }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string; readonly verdict: FindingVerdict }
  | { readonly kind: 'menu'; readonly menu: 'filter' | 'mark'; readonly at: number }
  | { readonly kind: 'page'; readonly page: 'help' | 'stale' | 'finding'; readonly line: number }
  | { readonly kind: 'ask-discard' };

/** What the state asks of the program around it; each has a higher serial number than the one before. */
export interface Request {
  readonly what: 'save' | 'quit' | 'discard' | 'realign';
  readonly serial: number;
}

/** Who decides, and when, where the reviewer signs. */
export interface Stamp {
  readonly by: string;
  readonly at: string;
}

export interface ReviewState {
  /** The two texts, the model, and the summary; beads and findings stand in the snapshot. */
  readonly story: Comparison;
  readonly snapshot: Snapshot;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** What the review file holds. */
  readonly saved: Snapshot;
  /** Fields of the review file that this program does not know. */
  readonly otherFields: Omit<Review, 'version' | 'findings' | 'beads'>;
  /** Index of the bead under the cursor. */
  readonly cursor: number;
  /** Index of the selected finding in `snapshot.findings`. */
  readonly finding: number | null;
  /** The selected segment; always a member of the bead under the cursor. */
  readonly member: Member | null;
  /** A segment taken up, to be put into another bead. */
  readonly carried: Member | null;
  /** Where t came from. */
  readonly cameFrom: Member | null;
  /** The first line of the first row that is seen. */
  readonly top: { readonly bead: number; readonly line: number };
  readonly filter: Filter | null;
  readonly search: string;
  readonly mode: Mode;
  /** Of the terminal. */
  readonly size: { readonly columns: number; readonly rows: number };
  readonly color: boolean;
  readonly canRealign: boolean;
  /** What is waited for while the texts are only read, and nothing can be decided about them; null when they are aligned. */
  readonly waiting: string | null;
  readonly notice: string | null;
  readonly request: Request | null;
}

export interface FindingIndex {
  readonly keys: readonly string[];
  /** Indices of findings in the order in which they are read. */
  readonly order: readonly number[];
  /** The place of each finding in that order. */
  readonly placeOf: ReadonlyMap<number, number>;
  /** Indices of findings by bead; those about the whole story stand at the first bead. */
  readonly ofBead: ReadonlyMap<number, readonly number[]>;
}

const indexes = new WeakMap<readonly Finding[], FindingIndex>();

/** What is asked often of a list of findings; computed once for each list. O(n log n). */
export function indexOf({ story, snapshot }: Pick<ReviewState, 'story' | 'snapshot'>): FindingIndex {
  const { findings, beads } = snapshot;
  const known = indexes.get(findings);
  if (known !== undefined) return known;
  const keys = findingKeys(findings, { sides: story.sides, beads });
  const rowOf = (finding: Finding): number => finding.bead ?? 0;
  const order = [...findings.keys()].sort((a, b) => {
    const [x, y] = [findings[a]!, findings[b]!];
    return (
      Number(x.bead !== null) - Number(y.bead !== null) ||
      rowOf(x) - rowOf(y) ||
      Number(x.side === 'target') - Number(y.side === 'target') ||
      x.start - y.start ||
      a - b
    );
  });
  const ofBead = new Map<number, number[]>();
  for (const index of order) {
    const row = rowOf(findings[index]!);
    const list = ofBead.get(row);
    if (list === undefined) ofBead.set(row, [index]);
    else list.push(index);
  }
  const index = { keys, order, placeOf: new Map(order.map((finding, place) => [finding, place])), ofBead };
  indexes.set(findings, index);
  return index;
}

/** Called when a snapshot goes to the history: what can be computed again need not be held there. */
export const forgetIndex = ({ findings }: Snapshot): boolean => indexes.delete(findings);

/** The decision about a finding, or undefined. */
export const decisionOf = (state: ReviewState, finding: number): FindingRecord | undefined =>
  state.snapshot.verdicts.get(indexOf(state).keys[finding] ?? '');

/** Does the filter let a finding through? */
export function passes(state: ReviewState, index: number): boolean {
  const { filter } = state;
  const finding = state.snapshot.findings[index];
  if (finding === undefined) return false;
  switch (filter?.by) {
    case undefined:
      return true;
    case 'code':
      return finding.code === filter.code;
    case 'severity':
      return finding.severity === filter.severity;
    case 'undecided':
      return decisionOf(state, index) === undefined;
  }
}

/** Indices of a row's findings that the filter lets through, in order. */
export const findingsAt = (state: ReviewState, bead: number): readonly number[] =>
  (indexOf(state).ofBead.get(bead) ?? []).filter((index) => passes(state, index));

export const isUnsaved = ({ snapshot, saved }: ReviewState): boolean =>
  snapshot.beads !== saved.beads || snapshot.verdicts !== saved.verdicts || snapshot.stale !== saved.stale;

/** How many findings wait for a decision. O(n). */
export const leftOf = (state: ReviewState): number => {
  const { keys } = indexOf(state);
  return keys.reduce((count, key) => count + Number(!state.snapshot.verdicts.has(key)), 0);
};

/** The state with something to tell. */
export const say = (state: ReviewState, notice: string): ReviewState => ({ ...state, notice });

/** The comparison as the reviewer left it. */
export const comparisonOf = ({ story, snapshot }: Pick<ReviewState, 'story' | 'snapshot'>): Comparison => ({
  ...story,
  beads: snapshot.beads,
  findings: snapshot.findings,
});

/** The snapshot that an applied review gives. */
export function snapshotOf({ comparison, decisions, stale }: AppliedReview): Snapshot {
  const { beads, findings } = comparison;
  const snapshot = { beads, findings, verdicts: new Map<string, FindingRecord>(), stale };
  const { keys } = indexOf({ story: comparison, snapshot });
  return { ...snapshot, verdicts: new Map([...decisions].map(([index, record]) => [keys[index]!, record])) };
}

export interface StartOptions {
  readonly size: ReviewState['size'];
  readonly color: boolean;
  readonly canRealign: boolean;
  readonly otherFields?: ReviewState['otherFields'];
}

/** The state of a review that begins (or goes on) with these decisions. */
export function startReview(
  applied: AppliedReview,
  { size, color, canRealign, otherFields = {} }: StartOptions,
): ReviewState {
  const snapshot = snapshotOf(applied);
  const state: ReviewState = {
    story: applied.comparison,
    snapshot,
    past: [],
    future: [],
    saved: snapshot,
    otherFields,
    cursor: 0,
    finding: null,
    member: null,
    carried: null,
    cameFrom: null,
    top: { bead: 0, line: 0 },
    filter: null,
    search: '',
    mode: { kind: 'rows' },
    size,
    color,
    canRealign,
    waiting: null,
    notice: null,
    request: null,
  };
  return { ...state, finding: findingsAt(state, 0)[0] ?? null };
}
