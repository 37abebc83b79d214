import { type Bead, isNull } from '../core/bead.ts';
import type { Comparison } from '../core/comparison.ts';
import type { Finding, Place, Severity } from '../core/finding.ts';
import type { Segment } from '../core/segment.ts';
import { opposite, SIDES, type Side, type Sides } from '../core/side.ts';
import type { Span } from '../core/span.ts';
import { ranked } from './importance.ts';
import { findingMessage, movedNote, movedWithNote, unsureNote } from './message.ts';
import { movedWith } from './moved-block.ts';
import { visible } from './visible.ts';
import { wordDiff } from './word-diff.ts';

export type RowKind = 'paired' | 'unsure' | 'moved' | 'only-in-source' | 'only-in-target';

export type MarkRole = 'finding' | 'counterpart' | 'removed' | 'added';

/** A stretch of a segment's text to be marked. Its ends part no character from its combining marks. */
export interface Mark extends Span {
  readonly role: MarkRole;
  /** Of the finding; null for what two texts of one language do not share. */
  readonly severity: Severity | null;
  /** Of the finding in the list of findings, from 1; null as above. */
  readonly number: number | null;
}

/** One segment as it is shown. */
export interface Cell {
  readonly segment: Segment;
  /** The segment's text, harmless; as long as the segment's text, so marks fit both. */
  readonly text: string;
  /** Ascending by start; they may overlap. */
  readonly marks: readonly Mark[];
  /** Numbers of the findings about the segment as a whole, ascending. */
  readonly numbers: readonly number[];
  /** True where segments are left out between this member of the bead and the one before. */
  readonly afterGap: boolean;
}

/** One bead as it is shown. */
export interface Row extends Sides<readonly Cell[]> {
  /** From 1, in the order of beads. */
  readonly number: number;
  readonly kind: RowKind;
  readonly bead: Bead;
  readonly notes: readonly string[];
}

/** One finding as it is listed. */
export interface Entry {
  /** Its place in the list, from 1. */
  readonly number: number;
  readonly finding: Finding;
  readonly row: number | null;
  readonly message: string;
}

/** What a report for people shows, before it is laid out on a screen or a page. */
export interface View {
  readonly rows: readonly Row[];
  /** By importance. */
  readonly entries: readonly Entry[];
}

/** A bead below this is shown as unsure. */
const UNSURE_BELOW = 0.7;

/** Two texts of one language that share less are two texts, not two wordings: marks would cover everything. */
const MIN_SHARED = 0.4;

const JOINS_BEFORE = /[\p{M}\p{Emoji_Modifier}\u200D]/u;

/** The nearest place at or after `at` that parts no character. */
function snap(text: string, at: number): number {
  let place = Math.max(0, Math.min(at, text.length));
  while (place > 0 && place < text.length) {
    const code = text.charCodeAt(place);
    const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff;
    if (!isLowSurrogate && !JOINS_BEFORE.test(String.fromCodePoint(text.codePointAt(place)!))) break;
    place += 1;
  }
  return place;
}

/** The span without white space at its ends, in offsets of the segment's text; null where nothing is left. */
function within(span: Span, text: string): Span | null {
  let start = snap(text, span.start);
  let end = snap(text, span.end);
  while (start < end && text[start] === ' ') start += 1;
  while (end > start && text[end - 1] === ' ') end -= 1;
  return start < end ? { start, end } : null;
}

interface Annotations {
  readonly marks: Mark[];
  readonly numbers: number[];
}

const keyOf = (side: Side, segment: number): string => `${side} ${segment}`;

function rowKind(bead: Bead): RowKind {
  if (bead.target.length === 0) return 'only-in-source';
  if (bead.source.length === 0) return 'only-in-target';
  if (bead.moved) return 'moved';
  return bead.confidence < UNSURE_BELOW ? 'unsure' : 'paired';
}

const language = (code: string): string => code.split('-')[0]!.toLowerCase();

/** Marks what the two sides of a bead do not share, where both are written in one language. */
function markWordDiff(bead: Bead, { sides }: Comparison, annotate: (side: Side, segment: number) => Annotations): void {
  if (isNull(bead)) return;
  const members = { source: [] as Segment[], target: [] as Segment[] };
  for (const side of SIDES) {
    for (const index of bead[side]) members[side].push(sides[side].segments[index]!);
  }
  const languages = new Set([...members.source, ...members.target].map(({ lang }) => language(lang)));
  if (languages.size !== 1 || languages.has('und')) return;

  const joined = (side: Side): string => members[side].map(({ text }) => visible(text)).join('\n');
  const diff = wordDiff(joined('source'), joined('target'));
  if (diff.shared < MIN_SHARED) return;
  for (const [side, spans, role] of [
    ['source', diff.removed, 'removed'],
    ['target', diff.added, 'added'],
  ] as const) {
    let offset = 0;
    for (const segment of members[side]) {
      const length = segment.text.length;
      for (const span of spans) {
        if (span.end <= offset || span.start >= offset + length) continue;
        const inside = within({ start: span.start - offset, end: span.end - offset }, visible(segment.text));
        if (inside) annotate(side, segment.index).marks.push({ ...inside, role, severity: null, number: null });
      }
      offset += length + 1;
    }
  }
}

/** Lays a comparison out in rows: one a bead, with the marks of its findings, and the list of findings. */
export function viewOf(comparison: Comparison): View {
  const { sides, beads, findings } = comparison;
  const rowOf: Record<Side, Map<number, number>> = { source: new Map(), target: new Map() };
  for (const [at, bead] of beads.entries()) {
    for (const side of SIDES) for (const index of bead[side]) rowOf[side].set(index, at + 1);
  }
  const rowOfPlace = ({ side, segment }: Place): number | null =>
    segment === null ? null : (rowOf[side].get(segment) ?? null);

  const entries = ranked(findings, comparison).map(({ finding }, at) => ({
    number: at + 1,
    finding,
    row: finding.bead === null ? rowOfPlace(finding) : finding.bead + 1,
    message: findingMessage(finding, comparison),
  }));

  const annotations = new Map<string, Annotations>();
  const annotate = (side: Side, segment: number): Annotations => {
    const key = keyOf(side, segment);
    const known = annotations.get(key) ?? { marks: [], numbers: [] };
    annotations.set(key, known);
    return known;
  };
  const mark = (place: Place, entry: Entry, role: MarkRole): void => {
    const segment = place.segment === null ? undefined : sides[place.side].segments[place.segment];
    if (segment === undefined) return;
    const span = { start: place.start - segment.start, end: place.end - segment.start };
    const inside = within(span, visible(segment.text));
    if (inside === null) return;
    const { marks, numbers } = annotate(place.side, segment.index);
    if (inside.start === 0 && inside.end === segment.text.length) numbers.push(entry.number);
    else marks.push({ ...inside, role, severity: entry.finding.severity, number: entry.number });
  };
  for (const entry of entries) {
    mark(entry.finding, entry, 'finding');
    const { counterpart } = entry.finding;
    // Where a whole segment is the counterpart it stands in the same row, and needs no mark.
    if (counterpart !== null && counterpart.side === opposite(entry.finding.side))
      mark(counterpart, entry, 'counterpart');
  }
  for (const bead of beads) markWordDiff(bead, comparison, annotate);

  const cells = (bead: Bead, side: Side): Cell[] =>
    bead[side].map((index, at) => {
      const segment = sides[side].segments[index]!;
      const { marks, numbers } = annotations.get(keyOf(side, index)) ?? { marks: [], numbers: [] };
      return {
        segment,
        text: visible(segment.text),
        marks: marks.toSorted((a, b) => a.start - b.start || b.end - a.end),
        numbers,
        afterGap: at > 0 && index !== bead[side][at - 1]! + 1,
      };
    });

  const rows = beads.map((bead, at): Row => {
    const kind = rowKind(bead);
    const notes: string[] = [];
    const first = bead.target[0];
    if (bead.moved && first !== undefined) {
      const together = movedWith(at, beads);
      notes.push(
        together === null
          ? movedNote(first === 0 ? null : (rowOf.target.get(first - 1) ?? null))
          : movedWithNote(together + 1),
      );
    }
    if (!isNull(bead) && bead.confidence < UNSURE_BELOW) notes.push(unsureNote(bead.confidence));
    return { number: at + 1, kind, bead, source: cells(bead, 'source'), target: cells(bead, 'target'), notes };
  });
  return { rows, entries };
}

/** A stretch of a cell's text under the same marks. */
export interface Run {
  readonly text: string;
  /** The marks over it, the outermost first. */
  readonly marks: readonly Mark[];
  /** Those that begin with it, and those that end with it. */
  readonly begins: readonly Mark[];
  readonly ends: readonly Mark[];
}

/** Cuts a cell's text where marks begin and end. The runs' texts, joined, are the cell's text. */
export function runsOf({ text, marks }: Pick<Cell, 'text' | 'marks'>): readonly Run[] {
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1]!;
    return {
      text: text.slice(start, end),
      marks: marks.filter((mark) => mark.start <= start && mark.end >= end),
      begins: marks.filter((mark) => mark.start === start),
      ends: marks.filter((mark) => mark.end === end),
    };
  });
}
