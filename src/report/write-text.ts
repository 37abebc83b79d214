import type { Comparison } from '../core/comparison.ts';
import type { Side } from '../core/side.ts';
import { shorten, widthOf } from './graphemes.ts';
import {
  findingsTitle,
  GAP,
  KIND_LABELS,
  LEGEND,
  languageName,
  NO_FINDINGS,
  rowName,
  SEVERITY_NAMES,
  summarySentences,
} from './message.ts';
import { type Style, type Theme, themeFor } from './theme.ts';
import { type Cell, type Entry, type Mark, type Row, type RowKind, runsOf, type View, viewOf } from './view.ts';
import { visible } from './visible.ts';
import { type Line, type Piece, wrap } from './wrap.ts';

export interface TextOptions {
  /** Columns of the terminal; no line is wider (20 at least). */
  readonly width: number;
  /** False: not one escape sequence. */
  readonly color: boolean;
}

/** From this width on the sides stand beside each other, below it one under the other. */
const SIDE_BY_SIDE_FROM = 100;
const NARROWEST = 20;
/** A longer line is hard to read: the eye loses the next one's start. */
const WIDEST_CELL = 100;

const SIGNS: Readonly<Record<RowKind, { readonly sign: string; readonly style: Style }>> = {
  paired: { sign: '│', style: 'quiet' },
  unsure: { sign: '≈', style: 'unsure' },
  moved: { sign: '↕', style: 'moved' },
  'only-in-source': { sign: '<', style: 'onlyInSource' },
  'only-in-target': { sign: '>', style: 'onlyInTarget' },
};

const BRACKETS: Readonly<Record<Mark['role'], readonly [string, string]>> = {
  finding: ['⟦', '⟧'],
  counterpart: ['⟦', '⟧'],
  removed: ['[-', '-]'],
  added: ['{+', '+}'],
};

const NAME_STYLES = { error: 'errorName', warning: 'warningName', info: 'infoName' } as const;

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const superscript = (number: number): string => String(number).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);

const numbersSign = (numbers: readonly number[]): string => numbers.map(superscript).join('·');

const styleOf = (mark: Mark): Style => (mark.role === 'finding' ? (mark.severity ?? 'warning') : mark.role);

interface Screen {
  readonly theme: Theme;
  readonly color: boolean;
  readonly columns: number;
}

const paint = (line: Line, theme: Theme): string => line.pieces.map(({ text, style }) => theme[style](text)).join('');

const spaces = (count: number): string => ' '.repeat(Math.max(0, count));

const pad = (line: Line, columns: number, theme: Theme): string => paint(line, theme) + spaces(columns - line.width);

function baseStyle(cell: Cell): Style {
  switch (cell.segment.kind) {
    case 'heading':
      return 'heading';
    case 'embed':
    case 'byline':
    case 'caption':
    case 'boilerplate':
    case 'markup':
      return 'furniture';
    default:
      return 'plain';
  }
}

/** A cell's text with its marks: brackets where there is no colour, the findings' numbers in any case. */
function* cellPieces(cell: Cell, { color }: Screen): Generator<Piece> {
  const base = baseStyle(cell);
  for (const { text, marks, begins, ends } of runsOf(cell)) {
    const top = marks.at(-1);
    const style = top === undefined ? base : styleOf(top);
    const numbers = ends.flatMap(({ number }) => (number === null ? [] : [number]));
    const closing = color ? '' : ends.toReversed().reduce((signs, { role }) => signs + BRACKETS[role][1], '');
    yield {
      text,
      style,
      before: color ? '' : begins.reduce((signs, { role }) => signs + BRACKETS[role][0], ''),
      after: closing + numbersSign(numbers),
      ...(top === undefined || color ? {} : { close: BRACKETS[top.role][1], reopen: BRACKETS[top.role][0] }),
    };
  }
  if (cell.numbers.length > 0) yield { text: numbersSign(cell.numbers), style: 'quiet' };
}

function cellLines(cells: readonly Cell[], columns: number, screen: Screen): readonly Line[] {
  const lines: Line[] = [];
  for (const cell of cells) {
    if (cell.afterGap) lines.push({ pieces: [{ text: GAP, style: 'quiet' }], width: 1 });
    const label = KIND_LABELS[cell.segment.kind];
    // Short signs hang in front of the text; words run in it.
    const hang = label.length <= 2 ? label.length : 0;
    const inText: Piece[] = hang === 0 && label !== '' ? [{ text: label, style: 'quiet' }] : [];
    const wrapped = wrap([...inText, ...cellPieces(cell, screen)], columns - hang);
    for (const [at, line] of wrapped.entries()) {
      if (hang === 0) lines.push(line);
      else {
        // The bar of a quotation goes on beside all of its lines.
        const isLabelled = at === 0 || cell.segment.kind === 'quote';
        const lead = { text: isLabelled ? label : spaces(hang), style: 'quiet' as const };
        lines.push({ pieces: [lead, ...line.pieces], width: hang + line.width });
      }
    }
  }
  return lines;
}

/** List items of a list stand close; everything else has room around it. */
const standsClose = (row: Row, above: Row | undefined): boolean => {
  const isItem = (each: Row): boolean =>
    [...each.source, ...each.target].every(({ segment }) => segment.kind === 'list-item');
  return above !== undefined && isItem(row) && isItem(above);
};

const EMPTY: Line = { pieces: [], width: 0 };

const noteLines = (row: Row, columns: number): readonly Line[] =>
  row.notes.flatMap((note) => wrap([{ text: note, style: 'quiet' }], columns));

const digits = (view: View): number => String(view.rows.length).length;

function* sideBySide(view: View, comparison: Comparison, screen: Screen): Generator<string> {
  const { theme } = screen;
  const gutter = digits(view) + 2;
  const cell = Math.min(WIDEST_CELL, Math.floor((screen.columns - gutter - 3) / 2));
  const rule = (cross: string): string =>
    theme.quiet(`${'─'.repeat(gutter + cell + 1)}${cross}${'─'.repeat(cell + 1)}`);
  const heads = sideNames(comparison, cell);
  yield `${spaces(gutter)}${theme.strong(heads.source)}${spaces(cell - widthOf(heads.source))} ${theme.quiet('│')} ${theme.strong(heads.target)}`;
  yield rule('┼');
  for (const [at, row] of view.rows.entries()) {
    if (at > 0 && !standsClose(row, view.rows[at - 1])) yield `${spaces(gutter + cell + 1)}${theme.quiet('│')}`;
    const { sign, style } = SIGNS[row.kind];
    const left = cellLines(row.source, cell, screen);
    const right = [...cellLines(row.target, cell, screen), ...noteLines(row, cell)];
    for (let line = 0; line < Math.max(left.length, right.length); line += 1) {
      const number = line === 0 ? String(row.number).padStart(gutter - 2) : spaces(gutter - 2);
      const middle = line === 0 ? theme[style](sign) : theme.quiet('│');
      const tail = right[line];
      const source = pad(left[line] ?? EMPTY, cell, theme);
      yield `${theme.quiet(number)}  ${source} ${middle}${tail === undefined ? '' : ` ${paint(tail, theme)}`}`;
    }
  }
  yield rule('┴');
}

/** Short names of the sides: their languages, or, where these are the same, which is which. */
function tags({ sides }: Comparison): Record<Side, string> {
  const short = (lang: string): string => shorten(visible(lang), 5);
  const [source, target] = [short(sides.source.lang), short(sides.target.lang)];
  return source === target ? { source: 'src', target: 'tgt' } : { source, target };
}

function* stacked(view: View, comparison: Comparison, screen: Screen): Generator<string> {
  const { theme, columns } = screen;
  const names = tags(comparison);
  const tag = Math.max(widthOf(names.source), widthOf(names.target));
  // A story of a million rows on a watch: the numbers give way.
  const numbers = Math.min(digits(view), Math.max(0, columns - tag - 16));
  const gutter = numbers + tag + 4;
  const cell = Math.min(WIDEST_CELL, columns - gutter);
  const heads = sideNames(comparison, cell);
  for (const side of ['source', 'target'] as const) {
    yield `${spaces(numbers + 3)}${theme.quiet(names[side])}${spaces(tag - widthOf(names[side]) + 1)}${theme.strong(heads[side])}`;
  }
  yield theme.quiet('─'.repeat(gutter + cell));
  for (const [at, row] of view.rows.entries()) {
    if (at > 0 && !standsClose(row, view.rows[at - 1])) yield '';
    const { sign, style } = SIGNS[row.kind];
    let first = true;
    for (const side of ['source', 'target'] as const) {
      const lines = cellLines(row[side], cell, screen);
      for (const [index, line] of lines.entries()) {
        const number = (first ? String(row.number) : '').padStart(numbers).slice(0, numbers);
        const name = index === 0 ? names[side] : '';
        yield `${theme.quiet(number)} ${first ? theme[style](sign) : ' '} ${theme.quiet(name)}${spaces(tag - widthOf(name) + 1)}${paint(line, theme)}`;
        first = false;
      }
    }
    for (const line of noteLines(row, cell)) yield `${spaces(gutter)}${paint(line, theme)}`;
  }
  yield theme.quiet('─'.repeat(gutter + cell));
}

const sideNames = ({ sides }: Comparison, columns: number): Record<Side, string> => {
  const name = (side: Side): string => {
    const { document, lang } = sides[side];
    const language = ` · ${shorten(visible(languageName(lang)), 20)}`;
    const room = columns - widthOf(language);
    if (room < 8) return shorten(visible(document.path), columns, 'end');
    return `${shorten(visible(document.path), room, 'end')}${language}`;
  };
  return { source: name('source'), target: name('target') };
};

/** The signs that occur, each with its meaning. */
function* legend(view: View, { theme, color, columns }: Screen): Generator<string> {
  const kinds = new Set(view.rows.map(({ kind }) => kind));
  const cells = view.rows.flatMap((row) => [...row.source, ...row.target]);
  const roles = new Set(cells.flatMap(({ marks }) => marks.map(({ role }) => role)));
  const items: string[] = [];
  for (const kind of ['only-in-source', 'only-in-target', 'moved', 'unsure'] as const) {
    if (kinds.has(kind)) items.push(`${SIGNS[kind].sign} ${LEGEND[kind]}`);
  }
  if (roles.has('finding')) items.push(`${color ? '' : '⟦…⟧'}¹ ${LEGEND.finding}`);
  else if (cells.some(({ numbers }) => numbers.length > 0)) items.push(`¹ ${LEGEND.finding}`);
  for (const role of ['removed', 'added'] as const) {
    if (roles.has(role) && !color) items.push(`${BRACKETS[role].join('…')} ${LEGEND[role]}`);
  }
  if (items.length === 0) return;
  // Each sign stays with its meaning.
  const text = items.map((item) => item.replaceAll(' ', '\u00a0')).join(' · ');
  for (const line of wrap([{ text, style: 'quiet' }], columns)) yield paint(line, theme);
}

function* entryLines(entry: Entry, numbers: number, rows: number, { theme, columns }: Screen): Generator<string> {
  const { severity, code } = entry.finding;
  const number = String(entry.number).padStart(numbers);
  const name = SEVERITY_NAMES[severity];
  const where = rowName(entry.row);
  const lead = `${number}  ${name}${spaces(8 - name.length)} ${where}${spaces(rows - where.length)}  `;
  const message: Piece[] = [
    { text: visible(entry.message), style: 'plain' },
    { text: ' ', style: 'plain' },
    { text: `(${code})`, style: 'quiet' },
  ];
  const paintedLead = `${theme.quiet(number)}  ${theme[NAME_STYLES[severity]](name)}${spaces(8 - name.length)} ${theme.quiet(where)}${spaces(rows - where.length)}  `;
  if (columns - lead.length >= 40) {
    for (const [at, line] of wrap(message, columns - lead.length).entries()) {
      yield `${at === 0 ? paintedLead : spaces(lead.length)}${paint(line, theme)}`;
    }
    return;
  }
  yield `${theme.quiet(number)} ${theme[NAME_STYLES[severity]](name)} ${theme.quiet(where)}`;
  for (const line of wrap(message, columns - 2)) yield `  ${paint(line, theme)}`;
}

function* findings(view: View, screen: Screen): Generator<string> {
  const { entries } = view;
  const { theme } = screen;
  if (entries.length === 0) {
    yield NO_FINDINGS;
    return;
  }
  yield theme.strong(findingsTitle(entries.length));
  const numbers = String(entries.length).length;
  const rows = entries.reduce((widest, { row }) => Math.max(widest, rowName(row).length), 0);
  for (const entry of entries) yield* entryLines(entry, numbers, rows, screen);
}

function* lines(comparison: Comparison, options: TextOptions): Generator<string> {
  const columns = Number.isFinite(options.width) ? Math.max(NARROWEST, Math.floor(options.width)) : 80;
  const screen: Screen = { theme: themeFor(options.color), color: options.color, columns };
  const view = viewOf(comparison);
  yield* columns >= SIDE_BY_SIDE_FROM ? sideBySide(view, comparison, screen) : stacked(view, comparison, screen);
  yield* legend(view, screen);
  yield '';
  yield* findings(view, screen);
  yield '';
  const style: Style = comparison.summary.sameStory ? 'strong' : 'errorName';
  for (const sentence of summarySentences(comparison)) {
    for (const line of wrap([{ text: sentence, style }], columns)) yield paint(line, screen.theme);
  }
}

/**
 * The comparison as a person reads it in a terminal: the two versions in step, one row a bead, the findings marked in
 * the text and listed below by importance, and a verdict. No line is wider than `width` columns.
 */
export function writeText(comparison: Comparison, options: TextOptions): string {
  let text = '';
  for (const line of lines(comparison, options)) text += `${line.trimEnd()}\n`;
  return text;
}
