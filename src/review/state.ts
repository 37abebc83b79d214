import type { Comparison } from '../core/comparison.ts';
import { SIDES, type Side } from '../core/side.ts';
import { fold } from '../evidence/fold.ts';
import type { Member } from './edit-beads.ts';
import * as edit from './edit-beads.ts';
import { findingIdentity } from './finding-identity.ts';
import { type FixedBead, fixBeads, hasMembers, type ReviewBead } from './fix-beads.ts';
import { keepInView, pageOf, rowsInView, scrollWithin } from './in-view.ts';
import { type Command, commandFor, type Key } from './keys.ts';
import { filterItems, type MenuItem, markItems } from './menus.ts';
import { pageLines } from './pages.ts';
import type { FindingRecord, FindingVerdict } from './review-file.ts';
import {
  comparisonOf,
  decisionOf,
  findingsAt,
  forgetIndex,
  indexOf,
  isUnsaved,
  passes,
  type Request,
  type ReviewState,
  type Snapshot,
  type Stamp,
} from './review-state.ts';
import { stillHolding } from './still-holding.ts';
import { LABELS, marked, matchNotice, NOTICES, redone, undone } from './wording.ts';

export type Action =
  | { readonly type: 'key'; readonly key: Key; readonly stamp?: Stamp }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'notice'; readonly text: string }
  /** What is waited for until the texts are aligned. */
  | { readonly type: 'waiting'; readonly text: string }
  /** The review file holds this snapshot now. */
  | { readonly type: 'saved'; readonly snapshot: Snapshot; readonly notice: string }
  /** What a second look at these beads found. */
  | ({ readonly type: 'compared'; readonly beads: readonly ReviewBead[] } & Pick<Comparison, 'findings' | 'summary'>)
  /** The aligner's beads around what is decided; they replace those of a state that still has `from`. */
  | ({ readonly type: 'realigned'; readonly from: readonly ReviewBead[]; readonly beads: readonly ReviewBead[] } & Pick<
      Comparison,
      'findings' | 'summary'
    >);

/**
 * What a key or an event makes of a state. Pure: the same state and action give the same state, and nothing else
 * happens; what the program must do (save, leave, align again) stands in `request`.
 *
 * Invariants: every segment of both sides stands in exactly one bead; undoing everything gives the first snapshot; the
 * cursor's row is seen.
 */
export function reduce(state: ReviewState, action: Action): ReviewState {
  switch (action.type) {
    case 'key':
      return keepInView(press({ ...state, notice: null }, action.key, action.stamp));
    case 'resize':
      return keepInView({ ...state, size: { columns: action.columns, rows: action.rows } });
    case 'notice':
      return { ...state, notice: action.text };
    case 'waiting':
      return { ...state, waiting: action.text };
    case 'saved':
      return { ...state, saved: action.snapshot, notice: action.notice };
    case 'compared':
      return keepInView(compared(state, action));
    case 'realigned':
      return keepInView(realigned(state, action));
  }
}

function press(state: ReviewState, key: Key, stamp: Stamp | undefined): ReviewState {
  const { mode } = state;
  switch (mode.kind) {
    case 'rows': {
      const command = commandFor(key);
      return command === undefined ? state : run(state, command, stamp);
    }
    case 'search':
    case 'note': {
      if (key === 'esc' || key === 'ctrl+c') return { ...state, mode: { kind: 'rows' } };
      if (key === 'enter') return submit(state, mode, stamp);
      return { ...state, mode: { ...mode, text: typed(mode.text, key) } };
    }
    case 'menu': {
      const items = mode.menu === 'filter' ? filterItems(state) : markItems(state);
      const to = (at: number): ReviewState => ({
        ...state,
        mode: { ...mode, at: Math.max(0, Math.min(items.length - 1, at)) },
      });
      if (key === 'j' || key === 'down') return to(mode.at + 1);
      if (key === 'k' || key === 'up') return to(mode.at - 1);
      const chosen = key === 'enter' || key === ' ' ? items[mode.at] : items.find((item) => item.key === key);
      if (chosen !== undefined) return choose({ ...state, mode: { kind: 'rows' } }, chosen, stamp);
      return key === 'esc' || key === 'q' || key === 'ctrl+c' || key === 'f'
        ? { ...state, mode: { kind: 'rows' } }
        : state;
    }
    case 'page': {
      const last = Math.max(0, pageLines(state, mode.page).length - pageOf(state));
      const to = (line: number): ReviewState => ({
        ...state,
        mode: { ...mode, line: Math.max(0, Math.min(last, line)) },
      });
      if (mode.page === 'stale' && key === 'x') return forgetStale({ ...state, mode: { kind: 'rows' } });
      if (key === 'esc' || key === 'q' || key === 'enter' || key === '?' || key === 'ctrl+c') {
        return { ...state, mode: { kind: 'rows' } };
      }
      switch (commandFor(key)) {
        case 'next-row':
          return to(mode.line + 1);
        case 'previous-row':
          return to(mode.line - 1);
        case 'page-down':
          return to(mode.line + pageOf(state));
        case 'page-up':
          return to(mode.line - pageOf(state));
        case 'first-row':
          return to(0);
        case 'last-row':
          return to(last);
        default:
          return state;
      }
    }
    case 'ask-discard':
      return key === 'y' || key === 'Y'
        ? ask({ ...state, mode: { kind: 'rows' } }, 'discard')
        : { ...state, mode: { kind: 'rows' } };
  }
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Longer notes belong elsewhere; a pasted book must not freeze the prompt. */
const MAX_TYPED = 500;

function typed(text: string, key: Key): string {
  if (key === 'backspace')
    return [...characters.segment(text)]
      .slice(0, -1)
      .map(({ segment }) => segment)
      .join('');
  if (key === 'ctrl+u') return '';
  if (key === 'tab') return `${text} `;
  const isCharacter = [...characters.segment(key)].length === 1;
  return isCharacter && text.length < MAX_TYPED ? text + key : text;
}

const ask = (state: ReviewState, what: Request['what']): ReviewState => ({
  ...state,
  request: { what, serial: (state.request?.serial ?? 0) + 1 },
});

const say = (state: ReviewState, notice: string): ReviewState => ({ ...state, notice });

/** What can be done before the texts are aligned: looking, and leaving. */
const LOOKING: ReadonlySet<Command> = new Set<Command>([
  'next-row',
  'previous-row',
  'page-down',
  'page-up',
  'first-row',
  'last-row',
  'search',
  'next-match',
  'previous-match',
  'help',
  'quit',
  'discard',
  'escape',
]);

function run(state: ReviewState, command: Command, stamp: Stamp | undefined): ReviewState {
  if (state.waiting !== null && !LOOKING.has(command)) return say(state, NOTICES.notAligned);
  switch (command) {
    case 'next-row':
      return nextRow(state);
    case 'previous-row':
      return previousRow(state);
    case 'page-down':
      return goTo(state, state.cursor + Math.max(1, rowsInView(state) - 1));
    case 'page-up':
      return goTo(state, state.cursor - Math.max(1, rowsInView(state) - 1));
    case 'first-row':
      return goTo(state, 0);
    case 'last-row':
      return goTo(state, state.snapshot.beads.length - 1);
    case 'next-finding':
      return toFinding(state, 1, () => true, NOTICES.noFindings);
    case 'previous-finding':
      return toFinding(state, -1, () => true, NOTICES.noFindings);
    case 'next-undecided':
      return toFinding(state, 1, (index) => decisionOf(state, index) === undefined, NOTICES.noUndecided);
    case 'search':
      return { ...state, mode: { kind: 'search', text: '' } };
    case 'next-match':
      return toMatch(state, 1, false);
    case 'previous-match':
      return toMatch(state, -1, false);
    case 'filter':
      return { ...state, mode: { kind: 'menu', menu: 'filter', at: 0 } };
    case 'follow':
      return follow(state);
    case 'details':
      return { ...state, mode: { kind: 'page', page: 'finding', line: 0 } };
    case 'accept':
      return decide(state, 'accepted', undefined, stamp);
    case 'dismiss':
      return decide(state, 'dismissed', undefined, stamp);
    case 'accept-with-note':
      return askNote(state, 'accepted');
    case 'dismiss-with-note':
      return askNote(state, 'dismissed');
    case 'mark-all':
      return state.finding === null
        ? say(state, NOTICES.noFinding)
        : { ...state, mode: { kind: 'menu', menu: 'mark', at: 0 } };
    case 'next-member':
      return selectMember(state, 1);
    case 'previous-member':
      return selectMember(state, -1);
    case 'source-side':
      return selectSide(state, 'source');
    case 'target-side':
      return selectSide(state, 'target');
    case 'merge':
    case 'split':
    case 'unmatch':
    case 'confirm':
    case 'detach':
    case 'attach-above':
    case 'attach-below':
    case 'put':
      return editBead(state, command, stamp);
    case 'take': {
      const member = memberOf(state);
      return member === null
        ? say(state, NOTICES.chooseSegment)
        : { ...state, carried: member, notice: NOTICES.carried };
    }
    case 'realign':
      return state.canRealign ? ask(say(state, NOTICES.realigning), 'realign') : say(state, NOTICES.noRealign);
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
    case 'save':
      return isUnsaved(state) ? ask(state, 'save') : say(state, NOTICES.nothingToSave);
    case 'stale': {
      const { findings, beads } = state.snapshot.stale;
      return findings.length + beads.length === 0
        ? say(state, NOTICES.noStale)
        : { ...state, mode: { kind: 'page', page: 'stale', line: 0 } };
    }
    case 'help':
      return { ...state, mode: { kind: 'page', page: 'help', line: 0 } };
    case 'quit':
      return ask(state, 'quit');
    case 'discard':
      return isUnsaved(state) ? { ...state, mode: { kind: 'ask-discard' } } : ask(state, 'quit');
    case 'escape':
      return putAside(state);
  }
}

/** Puts aside one thing at a time, the latest first. */
function putAside(state: ReviewState): ReviewState {
  if (state.carried !== null) return { ...state, carried: null };
  if (state.member !== null) return { ...state, member: null };
  if (state.search !== '') return { ...state, search: '' };
  if (state.filter !== null) return withFilter(state, null);
  return state;
}

// Moving

function goTo(state: ReviewState, bead: number): ReviewState {
  const cursor = Math.max(0, Math.min(state.snapshot.beads.length - 1, bead));
  if (cursor === state.cursor) return state;
  return { ...state, cursor, member: null, finding: findingsAt(state, cursor)[0] ?? null };
}

/** Down a row; first to the end of the row where it is taller than the window. */
function nextRow(state: ReviewState): ReviewState {
  const scrolled = scrollWithin(state, 1);
  if (scrolled !== null) return scrolled;
  return state.cursor >= state.snapshot.beads.length - 1 ? say(state, NOTICES.lastRow) : goTo(state, state.cursor + 1);
}

function previousRow(state: ReviewState): ReviewState {
  const scrolled = scrollWithin(state, -1);
  if (scrolled !== null) return scrolled;
  return state.cursor === 0 ? say(state, NOTICES.firstRow) : goTo(state, state.cursor - 1);
}

/** One finding on or back, going round at the ends. */
function toFinding(
  state: ReviewState,
  step: 1 | -1,
  wanted: (index: number) => boolean,
  otherwise: string,
): ReviewState {
  const { order, placeOf } = indexOf(state);
  const { findings } = state.snapshot;
  const count = order.length;
  let place = state.finding === null ? undefined : placeOf.get(state.finding);
  if (place === undefined) {
    // Between the findings of the rows before and behind the cursor.
    const behind = order.findIndex((index) => (findings[index]!.bead ?? 0) > state.cursor);
    place = (behind < 0 ? count : behind) - (step > 0 ? 1 : 0);
  }
  for (let tried = 1; tried <= count; tried += 1) {
    const at = (((place + step * tried) % count) + count) % count;
    const index = order[at]!;
    if (!passes(state, index) || !wanted(index)) continue;
    const wrapped = step > 0 ? at <= place && place < count : at >= place && place >= 0;
    const notice = wrapped && count > 1 ? (step > 0 ? NOTICES.fromTop : NOTICES.fromEnd) : null;
    return { ...state, cursor: findings[index]!.bead ?? 0, finding: index, member: null, notice };
  }
  return say(state, otherwise);
}

/** The row that holds a segment. */
const rowOf = (state: ReviewState, { side, index }: Member): number =>
  state.snapshot.beads.findIndex((bead) => bead[side].includes(index));

/** From a moved row to where its target stands in the target, or back. */
function follow(state: ReviewState): ReviewState {
  const bead = state.snapshot.beads[state.cursor];
  const [first, own] = [bead?.target[0], bead?.source[0]];
  const { cameFrom } = state;
  if (bead?.moved && first !== undefined && own !== undefined) {
    const there =
      first > 0 ? rowOf(state, { side: 'target', index: first - 1 }) : rowOf(state, { side: 'target', index: 1 });
    if (there >= 0 && there !== state.cursor)
      return { ...goTo(state, there), cameFrom: { side: 'source', index: own } };
  }
  if (cameFrom !== null) return { ...goTo(state, rowOf(state, cameFrom)), cameFrom: null };
  return say(state, NOTICES.noPlace);
}

const folded = new WeakMap<object, string>();

/** Rows in which the text occurs, on either side; case, and the dots of i, do not count. O(text). */
function matchingRows(state: ReviewState): readonly number[] {
  const wanted = fold(state.search);
  if (wanted === '') return [];
  const { beads } = state.snapshot;
  return [...beads.keys()].filter((at) =>
    SIDES.some((side) =>
      beads[at]![side].some((index) => {
        const segment = state.story.sides[side].segments[index];
        if (segment === undefined) return false;
        const text = folded.get(segment) ?? fold(segment.text);
        folded.set(segment, text);
        return text.includes(wanted);
      }),
    ),
  );
}

function toMatch(state: ReviewState, step: 1 | -1, includeHere: boolean): ReviewState {
  if (state.search === '') return say(state, NOTICES.noSearch);
  const rows = matchingRows(state);
  if (rows.length === 0) return say(state, NOTICES.nothingFound);
  const isAhead = (row: number): boolean =>
    (step > 0 ? row > state.cursor : row < state.cursor) || (includeHere && row === state.cursor);
  const ahead = step > 0 ? rows.findIndex(isAhead) : rows.findLastIndex(isAhead);
  const at = ahead >= 0 ? ahead : step > 0 ? 0 : rows.length - 1;
  return say(goTo(state, rows[at]!), matchNotice(at + 1, rows.length));
}

/** The segments of the row under the cursor, the source first. */
function membersHere({ snapshot, cursor }: ReviewState): readonly Member[] {
  const bead = snapshot.beads[cursor];
  return bead === undefined ? [] : SIDES.flatMap((side) => bead[side].map((index) => ({ side, index })));
}

const isMember = (a: Member | null, b: Member): boolean => a !== null && a.side === b.side && a.index === b.index;

function selectMember(state: ReviewState, step: 1 | -1): ReviewState {
  const members = membersHere(state);
  const at = members.findIndex((member) => isMember(state.member, member));
  const next = at < 0 ? (step > 0 ? 0 : members.length - 1) : (at + step + members.length) % members.length;
  return { ...state, member: members[next] ?? null };
}

/** The first segment of a side, or the next one where one of this side is selected. */
function selectSide(state: ReviewState, side: Side): ReviewState {
  const members = membersHere(state).filter((member) => member.side === side);
  if (members.length === 0) return state;
  const at = members.findIndex((member) => isMember(state.member, member));
  return { ...state, member: members[(at + 1) % members.length]! };
}

/** The selected segment; the only one where the row has no other. */
function memberOf(state: ReviewState): Member | null {
  if (state.member !== null) return state.member;
  const members = membersHere(state);
  return members.length === 1 ? members[0]! : null;
}

function withFilter(state: ReviewState, filter: ReviewState['filter']): ReviewState {
  const next = { ...state, filter };
  const stays = next.finding !== null && passes(next, next.finding);
  if (stays) return next;
  const finding = findingsAt(next, next.cursor)[0] ?? null;
  return finding !== null
    ? { ...next, finding }
    : toFinding({ ...next, finding: null }, 1, () => true, NOTICES.noFindings);
}

// Deciding

/** A new snapshot on top of the history. */
function change(state: ReviewState, snapshot: Snapshot, label: string): ReviewState {
  const { snapshot: before, cursor, finding } = state;
  if (before.findings !== snapshot.findings) forgetIndex(before);
  return { ...state, snapshot, past: [...state.past, { snapshot: before, cursor, finding, label }], future: [] };
}

function undo(state: ReviewState): ReviewState {
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

function redo(state: ReviewState): ReviewState {
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

function decide(
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

function askNote(state: ReviewState, verdict: FindingVerdict): ReviewState {
  if (state.finding === null) return say(state, NOTICES.noFinding);
  return { ...state, mode: { kind: 'note', verdict, text: decisionOf(state, state.finding)?.note ?? '' } };
}

function submit(
  state: ReviewState,
  mode: Extract<ReviewState['mode'], { kind: 'search' | 'note' }>,
  stamp: Stamp | undefined,
): ReviewState {
  const rows: ReviewState = { ...state, mode: { kind: 'rows' } };
  if (mode.kind === 'note') return decide(rows, mode.verdict, mode.text.trim(), stamp);
  // An empty search goes on with the last one.
  const search = mode.text === '' ? state.search : mode.text;
  return toMatch({ ...rows, search }, 1, mode.text !== '');
}

function choose(state: ReviewState, item: MenuItem, stamp: Stamp | undefined): ReviewState {
  if (item.does === 'filter') return withFilter(state, item.filter);
  const code = state.finding === null ? undefined : state.snapshot.findings[state.finding]?.code;
  if (code === undefined) return state;
  const { keys, order } = indexOf(state);
  const verdicts = new Map(state.snapshot.verdicts);
  let count = 0;
  for (const index of order) {
    const key = keys[index]!;
    if (state.snapshot.findings[index]!.code !== code) continue;
    if (item.verdict === null ? !verdicts.has(key) : verdicts.has(key)) continue;
    if (item.verdict === null) verdicts.delete(key);
    else verdicts.set(key, recordFor(state, index, item.verdict, undefined, stamp));
    count += 1;
  }
  const notice = marked(count, code, item.verdict ?? LABELS.withdraw);
  return count === 0 ? say(state, notice) : say(change(state, { ...state.snapshot, verdicts }, LABELS.markAll), notice);
}

function forgetStale(state: ReviewState): ReviewState {
  return change(state, { ...state.snapshot, stale: { findings: [], beads: [] } }, LABELS.forget);
}

type BeadCommand = 'merge' | 'split' | 'unmatch' | 'confirm' | 'detach' | 'attach-above' | 'attach-below' | 'put';

function editBead(state: ReviewState, command: BeadCommand, stamp: Stamp | undefined): ReviewState {
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

// What the program brings

/** The key of the selected finding, to find it again among others. */
const selectedKey = (state: ReviewState): string | undefined =>
  state.finding === null ? undefined : indexOf(state).keys[state.finding];

function reselect(state: ReviewState, key: string | undefined): ReviewState {
  const at = key === undefined ? -1 : indexOf(state).keys.indexOf(key);
  if (at >= 0 && (state.snapshot.findings[at]!.bead ?? 0) === state.cursor) return { ...state, finding: at };
  return { ...state, finding: findingsAt(state, state.cursor)[0] ?? null };
}

function compared(
  state: ReviewState,
  { beads, findings, summary }: Extract<Action, { type: 'compared' }>,
): ReviewState {
  if (state.snapshot.beads !== beads) return state;
  const key = selectedKey(state);
  const snapshot = { ...state.snapshot, findings };
  // What is saved does not depend on the findings as long as the decisions are the same.
  return reselect({ ...state, snapshot, story: { ...state.story, summary } }, key);
}

function realigned(state: ReviewState, action: Extract<Action, { type: 'realigned' }>): ReviewState {
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
