import { SIDES, type Side } from '../core/side.ts';
import { fold } from '../evidence/fold.ts';
import type { Member } from './edit-beads.ts';
import { scrollWithin } from './in-view.ts';
import { findingsAt, indexOf, passes, type ReviewState, say } from './review-state.ts';
import { matchNotice, NOTICES } from './wording.ts';

/*
 * The keys that decide nothing: they move the cursor, select, search and filter.
 */

export function goTo(state: ReviewState, bead: number): ReviewState {
  const cursor = Math.max(0, Math.min(state.snapshot.beads.length - 1, bead));
  if (cursor === state.cursor) return state;
  return { ...state, cursor, member: null, finding: findingsAt(state, cursor)[0] ?? null };
}

/** Down a row; first to the end of the row where it is taller than the window. */
export function nextRow(state: ReviewState): ReviewState {
  const scrolled = scrollWithin(state, 1);
  if (scrolled !== null) return scrolled;
  return state.cursor >= state.snapshot.beads.length - 1 ? say(state, NOTICES.lastRow) : goTo(state, state.cursor + 1);
}

export function previousRow(state: ReviewState): ReviewState {
  const scrolled = scrollWithin(state, -1);
  if (scrolled !== null) return scrolled;
  return state.cursor === 0 ? say(state, NOTICES.firstRow) : goTo(state, state.cursor - 1);
}

/** One finding on or back, going round at the ends. */
export function toFinding(
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
export const rowOf = (state: ReviewState, { side, index }: Member): number =>
  state.snapshot.beads.findIndex((bead) => bead[side].includes(index));

/** From a moved row to where its target stands in the target, or back. */
export function follow(state: ReviewState): ReviewState {
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

export function toMatch(state: ReviewState, step: 1 | -1, includeHere: boolean): ReviewState {
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
export function membersHere({ snapshot, cursor }: ReviewState): readonly Member[] {
  const bead = snapshot.beads[cursor];
  return bead === undefined ? [] : SIDES.flatMap((side) => bead[side].map((index) => ({ side, index })));
}

const isMember = (a: Member | null, b: Member): boolean => a !== null && a.side === b.side && a.index === b.index;

export function selectMember(state: ReviewState, step: 1 | -1): ReviewState {
  const members = membersHere(state);
  const at = members.findIndex((member) => isMember(state.member, member));
  const next = at < 0 ? (step > 0 ? 0 : members.length - 1) : (at + step + members.length) % members.length;
  return { ...state, member: members[next] ?? null };
}

/** The first segment of a side, or the next one where one of this side is selected. */
export function selectSide(state: ReviewState, side: Side): ReviewState {
  const members = membersHere(state).filter((member) => member.side === side);
  if (members.length === 0) return state;
  const at = members.findIndex((member) => isMember(state.member, member));
  return { ...state, member: members[(at + 1) % members.length]! };
}

/** The selected segment; the only one where the row has no other. */
export function memberOf(state: ReviewState): Member | null {
  if (state.member !== null) return state.member;
  const members = membersHere(state);
  return members.length === 1 ? members[0]! : null;
}

export function withFilter(state: ReviewState, filter: ReviewState['filter']): ReviewState {
  const next = { ...state, filter };
  const stays = next.finding !== null && passes(next, next.finding);
  if (stays) return next;
  const finding = findingsAt(next, next.cursor)[0] ?? null;
  return finding !== null
    ? { ...next, finding }
    : toFinding({ ...next, finding: null }, 1, () => true, NOTICES.noFindings);
}

/** Puts aside one thing at a time, the latest first. */
export function putAside(state: ReviewState): ReviewState {
  if (state.carried !== null) return { ...state, carried: null };
  if (state.member !== null) return { ...state, member: null };
  if (state.search !== '') return { ...state, search: '' };
  if (state.filter !== null) return withFilter(state, null);
  return state;
}
