import type { Kind } from '../core/document.ts';
import { lazily } from '../core/lazily.ts';

/** Adjacent segments `start` (inclusive) to `end` (exclusive) of one side. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** A run with its members listed. */
export interface ListedRun extends Run {
  readonly members: readonly number[];
}

/** Whether a list, ascending, holds the segments of a run and no others. */
export const covers = ({ start, end }: Run, list: readonly number[]): boolean =>
  end - start === list.length && start === list[0] && end - 1 === list.at(-1);

/** The longest run of plain segments that a bead may take. */
export const MAX_RUN = 4;

/** A list longer than this is not taken as one. */
const MAX_LIST = 40;

/**
 * The runs a bead may take, by where they start: 1 to MAX_RUN segments, and lists as a whole, alone or with the
 * sentence that introduces them, so that one sentence can stand against a list of ten.
 */
export function runsByStart(kinds: readonly Kind[]): (start: number) => readonly ListedRun[] {
  const listEnd = endsOfLists(kinds);
  return lazily(kinds.length, (start) => {
    const kind = kinds[start]!;
    const ends = new Set<number>();
    for (let length = 1; length <= MAX_RUN && start + length <= kinds.length; length++) ends.add(start + length);
    const opensList = kind === 'list-item' ? kinds[start - 1] !== 'list-item' : kinds[start + 1] === 'list-item';
    if (opensList) {
      const end = listEnd[kind === 'list-item' ? start : start + 1]!;
      if (end - start <= MAX_LIST) ends.add(end);
    }
    return [...ends].sort((a, b) => a - b).map((end) => listRun(start, end));
  });
}

/**
 * Whether a bead may have so many members: 1-n, n-1, 2-2, 2-3, 3-2, and one list against another. Longer than MAX_RUN are
 * lists only.
 */
export function isShape(sources: number, targets: number): boolean {
  const few = Math.min(sources, targets);
  const many = Math.max(sources, targets);
  return few === 1 || few > MAX_RUN || few + many <= MAX_RUN + 1;
}

const listRun = (start: number, end: number): ListedRun => ({
  start,
  end,
  members: Array.from({ length: end - start }, (_, at) => start + at),
});

/** For each list item, where its list ends; elsewhere the next segment. */
function endsOfLists(kinds: readonly Kind[]): readonly number[] {
  const ends = kinds.map((_, i) => i + 1);
  for (let i = kinds.length - 2; i >= 0; i--) {
    if (kinds[i] === 'list-item' && kinds[i + 1] === 'list-item') ends[i] = ends[i + 1]!;
  }
  return ends;
}
