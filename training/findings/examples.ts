import type { Side } from '../../src/core/side.ts';
import { SIDES } from '../../src/core/side.ts';
import { weakSpans } from '../../src/compare/spans.ts';
import type { Trees } from '../../src/compare/trees.ts';
import type { ErrorType } from './inject.ts';
import type { Example } from './learn-trees.ts';
import type { Line } from './lines.ts';

/** How many segments of a translation under review have an error of a type, as far as anybody knows. */
const PRIOR: Readonly<Record<ErrorType, number>> = { word: 0.06, phrase: 0.03, name: 0.05, addition: 0.07 };
/** A clause is many words, a replaced word is one: each error counts the same in the end. */
const CLAUSE_WORD = 0.4;

/**
 * Whether a stretch of a side stands in the error (and, if asked, holds at least half of it); null where that cannot be
 * known: opposite a replaced word.
 */
function labelOf({ error, offset }: Line, side: Side, start: number, end: number, whole: boolean): 0 | 1 | null {
  if (error === null) return 0;
  if (error.side !== side) return error.type === 'addition' ? 0 : null;
  const from = error.start + offset[side];
  const to = error.end + offset[side];
  const shared = Math.min(end, to) - Math.max(start, from);
  return shared * 2 >= end - start && (!whole || shared * 2 >= to - from) ? 1 : 0;
}

/** How much a line counts as an example of clean text. */
export type LineWeight = (line: Line) => number;

export function examplesOfWords(lines: readonly Line[], weightOf: LineWeight): Example[] {
  return lines.flatMap((line) =>
    SIDES.flatMap((side) =>
      line.support[side].flatMap(({ features, place }) => {
        if (features === null) return [];
        const label = labelOf(line, side, place.start, place.end, false);
        if (label === null) return [];
        const weight = label === 1 && line.error!.type === 'addition' ? CLAUSE_WORD : 1;
        return [{ features, label, weight: weight * weightOf(line) }];
      }),
    ),
  );
}

/** By corpus and type, how much an error counts: they were put in more often than they come. */
function errorWeights(lines: readonly Line[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { corpus, error } of lines) {
    add(corpus);
    if (error !== null) add(`${corpus} ${error.type}`);
    else add(`${corpus} clean`);
  }
  return new Map(
    lines.flatMap(({ corpus, error }) => {
      if (error === null) return [];
      const key = `${corpus} ${error.type}`;
      return [[key, (PRIOR[error.type] * (counts.get(`${corpus} clean`) ?? 1)) / counts.get(key)!] as const];
    }),
  );
}

export function examplesOfSpans(lines: readonly Line[], words: Trees, weightOf: LineWeight): Example[] {
  const weights = errorWeights(lines);
  return lines.flatMap((line) =>
    weakSpans(words, line.support).flatMap(({ side, first, last, features }) => {
      const own = line.support[side];
      const label = labelOf(line, side, own[first]!.place.start, own[last]!.place.end, true);
      if (label === null) return [];
      const weight = line.error === null ? 1 : weights.get(`${line.corpus} ${line.error.type}`)!;
      return [{ features, label, weight: weight * weightOf(line) }];
    }),
  );
}
