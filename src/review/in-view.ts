import type { ReviewState } from './review-state.ts';
import { type RowLines, rowLines, SIDE_BY_SIDE_FROM } from './rows.ts';

/** How many lines of the window each part has. Together never more than the window's rows less one. */
export interface Heights {
  readonly head: number;
  readonly body: number;
  readonly details: number;
  readonly status: number;
}

/**
 * One row of the terminal stays free: a frame as tall as the terminal makes Ink clear the screen each time, which
 * flickers.
 */
export function heightsOf({ columns, rows }: ReviewState['size']): Heights {
  const frame = Math.max(1, rows - 1);
  const status = 1;
  const isLow = rows < 20;
  const head = rows < 10 ? 0 : isLow || columns < SIDE_BY_SIDE_FROM ? 1 : 2;
  const details = rows < 10 ? 0 : isLow ? 4 : rows < 34 ? 6 : 8;
  return { head, status, details, body: Math.max(1, frame - head - status - details) };
}

/** Lines of a page (help and the like) that are seen at once: all but its title and the status. */
export const pageOf = ({ size }: ReviewState): number => Math.max(1, size.rows - 1 - 2);

/**
 * Moves the window as little as can be so that the row under the cursor is seen, and of a row that is taller than the
 * window its selected part. Looks only at rows near the cursor: O(window).
 */
export function keepInView(state: ReviewState): ReviewState {
  const { body } = heightsOf(state.size);
  const { cursor } = state;
  const count = state.snapshot.beads.length;
  if (count === 0) return { ...state, cursor: 0, top: { bead: 0, line: 0 } };
  const here = rowLines(state, cursor);
  const height = here.lines.length;
  const focus = here.focus ?? 0;
  const set = (bead: number, line: number): ReviewState =>
    bead === state.top.bead && line === state.top.line ? state : { ...state, top: { bead, line } };

  // A row taller than the window: its selected part, else its beginning, unless part of it is seen already.
  if (height > body) {
    const { top } = state;
    const seenFrom = top.bead === cursor ? top.line : -1;
    if (seenFrom >= 0 && focus <= 1 && seenFrom < height) return set(cursor, Math.min(seenFrom, height - body));
    if (seenFrom >= 0 && focus >= seenFrom && focus < seenFrom + body)
      return set(cursor, Math.min(seenFrom, height - body));
    return set(cursor, focus <= 1 ? 0 : Math.min(Math.max(0, focus - 1), height - body));
  }
  const { bead, line } = state.top;
  if (cursor < bead || (cursor === bead && line > 0) || bead >= count) return set(cursor, 0);
  // Where the row ends, counted from the top of the window; no need to count further than the window.
  let end = height - line;
  for (let at = bead; at < cursor && end <= body; at += 1) end += rowLines(state, at).lines.length;
  if (end <= body && cursor - bead < body) return state;
  // Back from the cursor until the window is full.
  let left = body - height;
  let at = cursor;
  while (at > 0 && left > 0) {
    at -= 1;
    left -= rowLines(state, at).lines.length;
  }
  return set(at, Math.max(0, -left));
}

/** How many rows are seen whole or in part. */
export function rowsInView(state: ReviewState): number {
  const { body } = heightsOf(state.size);
  let lines = -state.top.line;
  let at = state.top.bead;
  while (at < state.snapshot.beads.length && lines < body) {
    lines += rowLines(state, at).lines.length;
    at += 1;
  }
  return at - state.top.bead;
}

/**
 * Scrolls inside the row under the cursor where it is taller than the window and goes on in this direction; null where
 * it does not.
 */
export function scrollWithin(state: ReviewState, step: 1 | -1): ReviewState | null {
  const { body } = heightsOf(state.size);
  const here: RowLines = rowLines(state, state.cursor);
  const height = here.lines.length;
  if (height <= body || state.top.bead !== state.cursor) return null;
  const line = Math.max(0, Math.min(height - body, state.top.line + step * Math.max(1, body - 2)));
  return line === state.top.line ? null : { ...state, finding: null, member: null, top: { bead: state.cursor, line } };
}
