import { isNull } from '../../core/bead.ts';
import type { Kind } from '../../core/document.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { Side } from '../../core/side.ts';
import { type Context, placeIn, placeOf } from '../context.ts';
import type { Rule } from '../rule.ts';
import { repeatedRuns } from '../word-runs.ts';

/** Fewer words than this come twice in many a good sentence. */
const RUN_WORDS = 5;
/** A whole short sentence said twice in a row is told from a figure of speech by filling the segment. */
const DOUBLED_WORDS = 2;
/** A segment of fewer words than this ("Yes.") may well be said twice. */
const SEGMENT_WORDS = 4;
const CONFIDENCE = 0.995;

/** Page furniture repeats. */
const PROSE: ReadonlySet<Kind> = new Set(['sentence', 'quote', 'list-item']);

interface PlacedWord {
  readonly folded: string;
  readonly segment: number;
  readonly start: number;
  readonly end: number;
}

const wordsOf = (context: Context, side: Side, members: readonly number[]): PlacedWord[] =>
  members.flatMap((segment) => context.words(side, segment).map((word) => ({ ...word, segment })));

const isDoubled = (words: readonly PlacedWord[]): boolean => {
  const half = words.length / 2;
  if (!Number.isInteger(half) || half < DOUBLED_WORDS) return false;
  for (let i = 0; i < half; i++) if (words[i]!.folded !== words[half + i]!.folded) return false;
  return true;
};

/** The text of a segment as words alone, to compare segments. */
const textKey = (context: Context, side: Side, index: number): string =>
  context
    .words(side, index)
    .map((word) => word.folded)
    .join(' ');

/** The same content twice in the target and not in the source: within a bead, and as whole segments elsewhere. */
export const repeated: Rule = (context) => {
  const findings: Finding[] = [];
  const add = (place: Place, counterpart: Place | null, bead: number): void => {
    findings.push({
      code: 'repeated',
      severity: 'error',
      ...place,
      bead,
      counterpart,
      class: null,
      confidence: CONFIDENCE,
    });
  };
  const seen = new Set<number>();
  context.beads.forEach((bead, index) => {
    if (isNull(bead)) return;
    const words = wordsOf(context, 'target', bead.target);
    const doubled = isDoubled(words);
    const runs = doubled
      ? [{ first: words.length / 2, last: words.length - 1 }]
      : repeatedRuns(
          words.map((word) => word.folded),
          RUN_WORDS,
        );
    if (runs.length === 0) return;
    const source = wordsOf(context, 'source', bead.source);
    const twice = repeatedRuns(
      source.map((word) => word.folded),
      RUN_WORDS - 2,
    );
    if (twice.length > 0 || isDoubled(source)) return;
    for (const { first, last } of runs) {
      // A finding stays in one segment: a run over several is cut at its segment's end.
      const { segment, start } = words[first]!;
      let end = words[first]!.end;
      for (let i = first; i <= last && words[i]!.segment === segment; i++) end = words[i]!.end;
      const { text } = context.segment('target', segment);
      // With the quotation mark that opens it and the punctuation that closes it.
      const opened = start > 0 && '"“‘«\'('.includes(text[start - 1]!) ? start - 1 : start;
      const closed = last === words.length - 1 ? text.length : end;
      add(placeIn(context, 'target', segment, { start: opened, end: closed }), null, index);
      seen.add(segment);
    }
  });
  const first = new Map<string, number>();
  for (const segment of context.sides.target.segments) {
    if (!PROSE.has(segment.kind) || context.words('target', segment.index).length < SEGMENT_WORDS) continue;
    const text = textKey(context, 'target', segment.index);
    const before = first.get(text);
    if (before === undefined) {
      first.set(text, segment.index);
      continue;
    }
    if (seen.has(segment.index)) continue;
    const here = context.beads[context.beadOf.target[segment.index]!];
    const there = context.beads[context.beadOf.target[before]!];
    if (here === undefined || there === undefined) continue;
    const sourceKey = (members: readonly number[]): string =>
      members.map((member) => textKey(context, 'source', member)).join(' | ');
    const saidTwice = here !== there && here.source.length > 0 && sourceKey(here.source) === sourceKey(there.source);
    if (!saidTwice) {
      add(
        placeOf(context, 'target', segment.index),
        placeOf(context, 'target', before),
        context.beadOf.target[segment.index]!,
      );
    }
  }
  return findings;
};
