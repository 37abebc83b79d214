import { type Compared, compared, type Realigned, realigned } from './arriving.ts';
import { askNote, decide, forgetStale, markAll } from './deciding.ts';
import { editBead } from './editing.ts';
import { redo, undo } from './history.ts';
import { keepInView, pageOf, rowsInView } from './in-view.ts';
import { type Command, commandFor, type Key } from './keys.ts';
import { filterItems, markItems } from './menus.ts';
import {
  follow,
  goTo,
  memberOf,
  nextRow,
  previousRow,
  putAside,
  selectMember,
  selectSide,
  toFinding,
  toMatch,
  withFilter,
} from './moving.ts';
import { pageLines } from './pages.ts';
import {
  decisionOf,
  isUnsaved,
  type Request,
  type ReviewState,
  type Snapshot,
  say,
  type Stamp,
} from './review-state.ts';
import { NOTICES } from './wording.ts';

export type Action =
  | { readonly type: 'key'; readonly key: Key; readonly stamp?: Stamp }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'notice'; readonly text: string }
  /** What is waited for until the texts are aligned. */
  | { readonly type: 'waiting'; readonly text: string }
  /** The review file holds this snapshot now. */
  | { readonly type: 'saved'; readonly snapshot: Snapshot; readonly notice: string }
  | ({ readonly type: 'compared' } & Compared)
  | ({ readonly type: 'realigned' } & Realigned);

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
      if (chosen !== undefined) {
        const rows: ReviewState = { ...state, mode: { kind: 'rows' } };
        return chosen.does === 'filter' ? withFilter(rows, chosen.filter) : markAll(rows, chosen.verdict, stamp);
      }
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
