import type { Span } from './span.ts';

/** A stretch of a document's text, and the stretch of its file, `[from, to)`, that it is made of. */
export interface Run extends Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Where a document's text stands in its file, for a format in which that is not the file's own text: of an HTML page,
 * what is read is its text without tags and with its entities decoded.
 *
 * Runs ascend in both. Of one that is as long here as there, each code unit stands for the one in the file; of any other
 * the whole stands for the whole (`&eacute;` for é). An empty one tells where in the text something stands that has
 * none: a comment.
 */
export interface Origin {
  /** The file's decoded text, without a byte order mark. */
  readonly text: string;
  readonly runs: readonly Run[];
}

/** The index of the first run that `isReached` holds of, as it does of all after it. */
function firstRun(runs: readonly Run[], isReached: (run: Run) => boolean): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isReached(runs[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const isVerbatim = ({ start, end, from, to }: Run): boolean => end - start === to - from;

/** The stretch of the file that a stretch of the text is made of. O(log runs). */
export function spanInFile({ runs }: Origin, { start, end }: Span): Span {
  const first = runs[firstRun(runs, (run) => run.end > start)];
  const last = runs[firstRun(runs, (run) => run.end >= end)];
  const from = first === undefined ? 0 : isVerbatim(first) ? first.from + Math.max(0, start - first.start) : first.from;
  const to = last === undefined ? from : isVerbatim(last) ? last.to - (last.end - end) : last.to;
  return { start: from, end: Math.max(from, to) };
}

/** Where in the text something of the file stands, or would stand if it had any text there. O(log runs). */
export function offsetInText({ runs }: Origin, offset: number): number {
  const run = runs[firstRun(runs, ({ to }) => to > offset)];
  if (run === undefined) return runs.at(-1)?.end ?? 0;
  return isVerbatim(run) ? run.start + Math.max(0, offset - run.from) : run.start;
}
