import { isNull } from '../core/bead.ts';
import type { Comparison } from '../core/comparison.ts';
import type { Kind } from '../core/document.ts';
import type { Finding, Severity } from '../core/finding.ts';
import { SIDES, type Side } from '../core/side.ts';
import { fold } from '../evidence/fold.ts';
import { graphemes, shorten } from '../report/graphemes.ts';
import { GAP, KIND_LABELS } from '../report/message.ts';
import { type Cell, type Row, type RowKind, viewOf } from '../report/view.ts';
import { visible } from '../report/visible.ts';
import type { ReviewBead } from './fix-beads.ts';
import { EMPTY_LINE, layOut, type ReviewPiece, type ReviewStyle, type ScreenLine } from './look.ts';
import { decisionOf, findingsAt, type ReviewState } from './review-state.ts';
import { beadName, longText, percentOf, VERDICT_NAMES } from './wording.ts';

/** From this many columns on the sides stand beside each other, below it one under the other. */
export const SIDE_BY_SIDE_FROM = 100;

/** A longer line is hard to read: the eye loses the next one's start. */
const WIDEST_CELL = 100;

/** Code units of one segment that are shown; a book in one line must not keep the screen waiting. */
const MAX_SHOWN = 8000;

export const SIGNS: Readonly<Record<RowKind, { readonly sign: string; readonly style: ReviewStyle }>> = {
  paired: { sign: '│', style: 'quiet' },
  unsure: { sign: '≈', style: 'unsure' },
  moved: { sign: '↕', style: 'moved' },
  'only-in-source': { sign: '<', style: 'onlyInSource' },
  'only-in-target': { sign: '>', style: 'onlyInTarget' },
};

const DECISION_SIGNS = { undecided: '●', accepted: '✗', dismissed: '✓' } as const;

/** Stands before a bead that the reviewer decided. */
const BEAD_SIGN = '✓';

const FURNITURE: ReadonlySet<Kind> = new Set(['embed', 'byline', 'caption', 'boilerplate', 'markup']);

export const widthOf = (text: string): number => {
  let width = 0;
  for (const part of graphemes(text)) width += part.width;
  return width;
};

const spaces = (count: number): string => ' '.repeat(Math.max(0, count));

/** A line, filled up with spaces or cut to this many columns. */
function padded(line: ScreenLine, columns: number): ScreenLine {
  if (line.width >= columns) return line;
  return { pieces: [...line.pieces, { text: spaces(columns - line.width), style: 'plain' }], width: columns };
}

const joined = (...lines: readonly ScreenLine[]): ScreenLine => ({
  pieces: lines.flatMap(({ pieces }) => pieces),
  width: lines.reduce((sum, { width }) => sum + width, 0),
});

export const textLine = (text: string, style: ReviewStyle): ScreenLine => ({
  pieces: [{ text, style }],
  width: widthOf(text),
});

/** A finding's mark on a stretch of a cell's text. */
interface CellMark {
  readonly start: number;
  readonly end: number;
  readonly style: ReviewStyle;
  readonly brackets: readonly [string, string] | null;
  readonly sign: string;
}

const NO_BRACKETS = null;
const FINDING_BRACKETS = ['⟦', '⟧'] as const;

interface RowFindings {
  readonly row: Row;
  /** By the number that the view gave a finding: its index in the snapshot. */
  readonly indexOf: ReadonlyMap<number, number>;
}

const views = new WeakMap<
  ReviewBead,
  { readonly about: string; readonly of: readonly Finding[]; readonly found: RowFindings }
>();

/** The report's view of one bead alone: what is not on the screen is not laid out. */
function viewOfBead(state: ReviewState, at: number): RowFindings {
  const { story, snapshot } = state;
  const bead = snapshot.beads[at]!;
  const shown = findingsAt(state, at).filter((index) => snapshot.findings[index]!.segment !== null);
  // A selected finding marks its counterpart also where that stands in another row.
  const guest = state.finding === null ? undefined : snapshot.findings[state.finding]?.counterpart;
  if (guest?.segment != null && !shown.includes(state.finding!) && bead[guest.side].includes(guest.segment)) {
    shown.push(state.finding!);
  }
  const about = shown.join(' ');
  const known = views.get(bead);
  if (known !== undefined && known.about === about && known.of === snapshot.findings) return known.found;
  const local = new Map(shown.map((index): [Finding, number] => [{ ...snapshot.findings[index]!, bead: 0 }, index]));
  const one: Comparison = { ...story, beads: [bead], findings: [...local.keys()] };
  const { rows, entries } = viewOf(one);
  const found = {
    row: rows[0]!,
    indexOf: new Map(entries.map(({ number, finding }) => [number, local.get(finding)!])),
  };
  views.set(bead, { about, of: snapshot.findings, found });
  return found;
}

const severityStyle = (severity: Severity | null): ReviewStyle => severity ?? 'warning';

/** Where a word that is searched for occurs; case, and the dots of i, do not count. */
export function matchesIn(text: string, search: string): readonly number[] {
  const wanted = fold(search);
  if (wanted === '') return [];
  const folded = fold(text);
  const found: number[] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) found.push(at);
  return found;
}

/** The marks of a cell, and the signs before it for findings about it as a whole. */
function marksOf(cell: Cell, text: string, { indexOf }: RowFindings, state: ReviewState) {
  const marks: CellMark[] = [];
  for (const { role, number, severity, ...span } of cell.marks) {
    if (number === null) {
      const style = role === 'removed' ? 'removed' : 'added';
      const brackets = style === 'removed' ? (['[-', '-]'] as const) : (['{+', '+}'] as const);
      marks.push({ ...span, style, brackets: state.color ? NO_BRACKETS : brackets, sign: '' });
      continue;
    }
    const finding = indexOf.get(number)!;
    const isSelected = finding === state.finding;
    if (role === 'counterpart' && !isSelected) continue;
    const verdict = decisionOf(state, finding)?.verdict;
    const style = isSelected ? 'selected' : verdict === 'dismissed' ? 'quiet' : severityStyle(severity);
    marks.push({
      ...span,
      style,
      brackets: state.color || (verdict === 'dismissed' && !isSelected) ? NO_BRACKETS : FINDING_BRACKETS,
      sign: verdict === undefined || role === 'counterpart' ? '' : DECISION_SIGNS[verdict],
    });
  }
  for (const at of matchesIn(text, state.search)) {
    marks.push({ start: at, end: at + state.search.length, style: 'match', brackets: NO_BRACKETS, sign: '' });
  }
  const signs = cell.numbers.map((number): { text: string; style: ReviewStyle } => {
    const finding = indexOf.get(number)!;
    const verdict = decisionOf(state, finding)?.verdict;
    const style = severityStyle(state.snapshot.findings[finding]!.severity);
    const text = DECISION_SIGNS[verdict ?? 'undecided'];
    return { text, style: finding === state.finding ? 'selected' : verdict === 'dismissed' ? 'quiet' : style };
  });
  return { marks, signs };
}

/** A cell's text, cut where marks begin and end; of several marks over one stretch the innermost shows. */
function* cellPieces(cell: Cell, found: RowFindings, state: ReviewState): Generator<ReviewPiece> {
  const text = cell.text.length > MAX_SHOWN ? cell.text.slice(0, MAX_SHOWN).replace(/[\uD800-\uDBFF]$/, '') : cell.text;
  const { marks, signs } = marksOf(cell, text, found, state);
  const { kind, index } = cell.segment;
  for (const sign of signs) yield sign;
  if (signs.length > 0) yield { text: ' ', style: 'plain' };
  const { member, carried } = state;
  const isAt = (place: typeof member, side: Side): boolean =>
    place !== null && place.side === side && place.index === index;
  const side: Side = found.row.source.includes(cell) ? 'source' : 'target';
  const base: ReviewStyle = isAt(carried, side)
    ? 'match'
    : isAt(member, side)
      ? 'cursor'
      : kind === 'heading'
        ? 'heading'
        : FURNITURE.has(kind)
          ? 'furniture'
          : 'plain';
  const inside = marks.filter(({ start }) => start < text.length);
  const cuts = [
    ...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, Math.min(end, text.length)])]),
  ];
  cuts.sort((a, b) => a - b);
  const open: CellMark[] = [];
  const byStart = inside.toSorted((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  for (const [at, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[at + 1]!;
    for (let i = open.length - 1; i >= 0; i -= 1) if (open[i]!.end <= start) open.splice(i, 1);
    const begins: CellMark[] = [];
    while (next < byStart.length && byStart[next]!.start === start) begins.push(byStart[next++]!);
    open.push(...begins);
    const ends = open.filter((mark) => Math.min(mark.end, text.length) === end);
    const top = open.find(({ style }) => style === 'selected') ?? open.at(-1);
    yield {
      text: text.slice(start, end),
      style: top?.style ?? base,
      before: begins.map(({ brackets }) => brackets?.[0] ?? '').join(''),
      after: ends
        .toReversed()
        .map(({ brackets, sign }) => `${brackets?.[1] ?? ''}${sign}`)
        .join(''),
      ...(top?.brackets == null ? {} : { close: top.brackets[1], reopen: top.brackets[0] }),
    };
  }
  if (text.length < cell.text.length) yield { text: longText(cell.text.length - text.length), style: 'quiet' };
}

function cellLines(
  cells: readonly Cell[],
  columns: number,
  found: RowFindings,
  state: ReviewState,
): readonly ScreenLine[] {
  const lines: ScreenLine[] = [];
  for (const cell of cells) {
    if (cell.afterGap) lines.push(textLine(GAP, 'quiet'));
    const label = KIND_LABELS[cell.segment.kind];
    // Short signs hang in front of the text; words run in it.
    const hang = label.length <= 2 ? label.length : 0;
    const inText: ReviewPiece[] = hang === 0 && label !== '' ? [{ text: label, style: 'quiet' }] : [];
    const wrapped = layOut([...inText, ...cellPieces(cell, found, state)], columns - hang);
    for (const [at, line] of wrapped.entries()) {
      lines.push(hang === 0 ? line : joined(textLine(at === 0 ? label : spaces(hang), 'quiet'), line));
    }
  }
  return lines;
}

export interface RowLines {
  readonly lines: readonly ScreenLine[];
  /** The line on which the selected finding or segment begins; null where none is selected here. */
  readonly focus: number | null;
}

const numberWidth = (state: ReviewState): number => String(state.snapshot.beads.length).length;

/** `▌ 12  97% ✓ ` */
const gutterWidth = (state: ReviewState): number => numberWidth(state) + 9;

/** Columns of each side where they stand beside each other. */
export const cellWidth = (state: ReviewState): number =>
  Math.min(WIDEST_CELL, Math.floor((state.size.columns - gutterWidth(state) - 3) / 2));

const isListItem = (state: ReviewState, bead: number): boolean =>
  SIDES.every((side) =>
    state.snapshot.beads[bead]![side].every((index) => state.story.sides[side].segments[index]?.kind === 'list-item'),
  );

function confidence(state: ReviewState, bead: number): { text: string; style: ReviewStyle } {
  const each = state.snapshot.beads[bead]!;
  if (each.decision !== null || state.waiting !== null) return { text: '', style: 'quiet' };
  return { text: percentOf(each.confidence), style: each.confidence < 0.7 ? 'unsure' : 'quiet' };
}

function sideBySide(state: ReviewState, bead: number): RowLines {
  const found = viewOfBead(state, bead);
  const { row } = found;
  const isHere = bead === state.cursor;
  const width = cellWidth(state);
  const [left, right] = [row.source, row.target].map((cells) => cellLines(cells, width, found, state));
  const { sign, style } = SIGNS[row.kind];
  const { decision } = state.snapshot.beads[bead]!;
  const sure = confidence(state, bead);
  const margin: ScreenLine = isHere ? textLine('▌', 'cursor') : textLine(' ', 'plain');
  const digits = numberWidth(state);
  const lines: ScreenLine[] = [];
  const bar = textLine(' │ ', 'quiet');
  if (bead > 0 && !(isListItem(state, bead) && isListItem(state, bead - 1))) {
    lines.push(joined(padded(textLine('', 'plain'), gutterWidth(state) + width), bar));
  }
  const first = lines.length;
  for (let at = 0; at < Math.max(left!.length, right!.length, 1); at += 1) {
    const gutter =
      at === 0
        ? joined(
            margin,
            textLine(`${String(bead + 1).padStart(digits)} `, isHere ? 'cursor' : 'quiet'),
            textLine(sure.text.padStart(4), sure.style),
            textLine(` ${decision === null ? ' ' : BEAD_SIGN} `, 'decided'),
          )
        : padded(margin, gutterWidth(state));
    const middle = at === 0 ? joined(textLine(' ', 'plain'), textLine(sign, style), textLine(' ', 'plain')) : bar;
    lines.push(joined(gutter, padded(left![at] ?? EMPTY_LINE, width), middle, right![at] ?? EMPTY_LINE));
  }
  return { lines, focus: isHere ? focusOf(lines, first) : null };
}

/** Short names of the sides: their languages, or, where these are the same, which is which. */
function sideTags({ story: { sides } }: ReviewState): Readonly<Record<Side, string>> {
  const short = (lang: string): string => shorten(visible(lang), 3);
  const [source, target] = [short(sides.source.lang), short(sides.target.lang)];
  return source === target ? { source: 'src', target: 'tgt' } : { source, target };
}

function stacked(state: ReviewState, bead: number): RowLines {
  const found = viewOfBead(state, bead);
  const { row } = found;
  const isHere = bead === state.cursor;
  const margin: ScreenLine = isHere ? textLine('▌', 'cursor') : textLine(' ', 'plain');
  const { columns } = state.size;
  const { sign, style } = SIGNS[row.kind];
  const { decision } = state.snapshot.beads[bead]!;
  const sure = confidence(state, bead);
  const head = joined(
    margin,
    textLine(`${bead + 1} `, isHere ? 'cursor' : 'quiet'),
    textLine(sign === '│' ? '' : `${sign} `, style),
    decision === null
      ? textLine(`${sure.text} `, sure.style)
      : textLine(`${BEAD_SIGN} ${VERDICT_NAMES[decision.verdict]} `, 'decided'),
    isNull(state.snapshot.beads[bead]!) ? textLine(`${beadName(state.snapshot.beads[bead]!)} `, style) : EMPTY_LINE,
  );
  const lines: ScreenLine[] = [joined(head, textLine('─'.repeat(Math.max(0, columns - head.width)), 'quiet'))];
  const tags = sideTags(state);
  const tagWidth = Math.max(widthOf(tags.source), widthOf(tags.target)) + 1;
  const width = Math.min(WIDEST_CELL, columns - tagWidth - 1);
  for (const side of SIDES) {
    for (const [at, line] of cellLines(row[side], width, found, state).entries()) {
      lines.push(joined(margin, padded(textLine(at === 0 ? tags[side] : '', 'quiet'), tagWidth), line));
    }
  }
  return { lines, focus: isHere ? focusOf(lines, 0) : null };
}

function focusOf(lines: readonly ScreenLine[], first: number): number {
  const at = lines.findIndex(({ pieces }) => pieces.some(({ style }) => style === 'selected'));
  return at < 0 ? first : at;
}

/** The lines of one row, with what separates it from the row above. */
export const rowLines = (state: ReviewState, bead: number): RowLines =>
  bead >= state.snapshot.beads.length
    ? { lines: [], focus: null }
    : state.size.columns >= SIDE_BY_SIDE_FROM
      ? sideBySide(state, bead)
      : stacked(state, bead);
