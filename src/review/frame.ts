import { shorten } from '../report/graphemes.ts';
import { languageName } from '../report/message.ts';
import { visible } from '../report/visible.ts';
import { heightsOf } from './in-view.ts';
import { clip, EMPTY_LINE, type ReviewPiece, type ScreenLine } from './look.ts';
import { filterItems, markItems, selectedCode } from './menus.ts';
import { findingLines, pageLines } from './pages.ts';
import { indexOf, isUnsaved, leftOf, type ReviewState } from './review-state.ts';
import { cellWidth, rowLines, SIDE_BY_SIDE_FROM, textLine, widthOf } from './rows.ts';
import {
  ALIGNING,
  askDiscard,
  askNote,
  filterName,
  HINTS,
  leftText,
  MENU_HINT,
  memberName,
  menuTitle,
  PAGE_HINT,
  SEARCH_PROMPT,
  shownOf,
  TOO_SMALL,
  UNSAVED,
  WAITING_HINTS,
} from './wording.ts';

/** The parts of the screen from top to bottom; each is exactly as high as heightsOf says. */
export interface Frame {
  readonly head: readonly ScreenLine[];
  readonly body: readonly ScreenLine[];
  readonly details: readonly ScreenLine[];
  readonly status: readonly ScreenLine[];
}

const SMALLEST = { columns: 20, rows: 5 } as const;

const lineOf = (...pieces: readonly ReviewPiece[]): ScreenLine => ({
  pieces,
  width: pieces.reduce((sum, { text }) => sum + widthOf(text), 0),
});

const rule = (columns: number): ScreenLine => textLine('─'.repeat(columns), 'quiet');

/** The lines, cut or filled up to a number of them. */
const sized = (lines: readonly ScreenLine[], count: number): readonly ScreenLine[] =>
  lines.length >= count
    ? lines.slice(0, count)
    : [...lines, ...new Array<ScreenLine>(count - lines.length).fill(EMPTY_LINE)];

function headLines(state: ReviewState, count: number): readonly ScreenLine[] {
  if (count === 0) return [];
  const { columns } = state.size;
  const { sides } = state.story;
  const name = (side: 'source' | 'target', room: number): string => {
    const { document, lang } = sides[side];
    const language = ` · ${shorten(visible(languageName(lang)), 16)}`;
    const left = room - widthOf(language);
    return left < 8
      ? shorten(visible(document.path), room, 'end')
      : `${shorten(visible(document.path), left, 'end')}${language}`;
  };
  if (columns < SIDE_BY_SIDE_FROM) {
    const half = Math.floor((columns - 3) / 2);
    return [
      lineOf(
        { text: name('source', half), style: 'strong' },
        { text: ' → ', style: 'quiet' },
        { text: name('target', half), style: 'strong' },
      ),
    ];
  }
  const width = cellWidth(state);
  const gutter = String(state.snapshot.beads.length).length + 9;
  const source = name('source', width);
  const names = lineOf(
    { text: `${' '.repeat(gutter)}${source}${' '.repeat(Math.max(0, width - widthOf(source)))}`, style: 'strong' },
    { text: ' │ ', style: 'quiet' },
    { text: name('target', width), style: 'strong' },
  );
  return sized(
    [
      names,
      textLine(`${'─'.repeat(gutter + width + 1)}┼${'─'.repeat(Math.max(0, columns - gutter - width - 2))}`, 'quiet'),
    ],
    count,
  );
}

function bodyLines(state: ReviewState, count: number): readonly ScreenLine[] {
  const lines: ScreenLine[] = [];
  let at = state.top.bead;
  while (at < state.snapshot.beads.length && lines.length < count + state.top.line) {
    lines.push(...rowLines(state, at).lines);
    at += 1;
  }
  return sized(lines.slice(state.top.line), count);
}

function menuLines(state: ReviewState, menu: 'filter' | 'mark', at: number, count: number): readonly ScreenLine[] {
  const items = menu === 'filter' ? filterItems(state) : markItems(state);
  const room = Math.max(1, count - 1);
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), items.length - room));
  return [
    lineOf({ text: visible(menuTitle(menu, selectedCode(state))), style: 'strong' }),
    ...items
      .slice(from, from + room)
      .map(({ key, text }, index) =>
        lineOf(
          { text: from + index === at ? '▸ ' : '  ', style: 'cursor' },
          { text: key.padEnd(2), style: 'key' },
          { text: visible(text), style: from + index === at ? 'selected' : 'plain' },
        ),
      ),
  ];
}

function detailLines(state: ReviewState, count: number): readonly ScreenLine[] {
  if (count === 0) return [];
  const { columns } = state.size;
  const { member, snapshot, cursor } = state;
  const lines = [...findingLines(state, columns)];
  if (member !== null) {
    const members = snapshot.beads[cursor]?.[member.side] ?? [];
    lines.unshift(textLine(memberName(member.side, members.indexOf(member.index) + 1, members.length), 'cursor'));
  }
  const room = count - 1;
  const shown = sized(lines, room);
  if (lines.length > room) {
    const last = shown[room - 1]!;
    const cut = [
      ...shown.slice(0, -1),
      { pieces: [...last.pieces, { text: ' …', style: 'quiet' as const }], width: last.width + 2 },
    ];
    return [rule(columns), ...cut];
  }
  return [rule(columns), ...shown];
}

function statusLine(state: ReviewState): ScreenLine {
  const { mode, snapshot, cursor, notice, filter, waiting } = state;
  const { columns } = state.size;
  const promptLine = (prompt: string, text: string): ScreenLine =>
    lineOf(
      { text: prompt, style: 'key' },
      { text: shorten(visible(text), Math.max(1, columns - widthOf(prompt) - 1), 'end'), style: 'plain' },
      { text: ' ', style: 'selected' },
    );
  switch (mode.kind) {
    case 'search':
      return promptLine(SEARCH_PROMPT, mode.text);
    case 'note':
      return promptLine(askNote(mode.verdict), mode.text);
    case 'ask-discard':
      return textLine(shorten(askDiscard, columns), 'alert');
    case 'menu':
      return textLine(shorten(MENU_HINT, columns), 'quiet');
    case 'page':
      return textLine(shorten(PAGE_HINT, columns), 'quiet');
    case 'rows': {
      const place = `${Math.min(cursor + 1, snapshot.beads.length)}/${snapshot.beads.length}`;
      const total = indexOf(state).order.length;
      const left: ReviewPiece[] = [
        { text: place, style: 'strong' },
        waiting === null
          ? { text: ` · ${leftText(leftOf(state), total)}`, style: 'plain' }
          : { text: ` · ${ALIGNING} ${waiting}`, style: 'unsure' },
        ...(isUnsaved(state)
          ? [
              { text: ' · ', style: 'plain' as const },
              { text: UNSAVED, style: 'unsure' as const },
            ]
          : []),
        ...(filter === null ? [] : [{ text: ` · ${shownOf(filterName(filter))}`, style: 'info' as const }]),
      ];
      const leftWidth = lineOf(...left).width;
      if (notice !== null) {
        const room = columns - leftWidth - 3;
        if (room >= 20)
          return lineOf(
            ...left,
            { text: ' · ', style: 'plain' },
            { text: shorten(visible(notice), room), style: 'key' },
          );
        return textLine(shorten(visible(notice), columns), 'key');
      }
      const { byImportance, inOrder } = waiting === null ? HINTS : WAITING_HINTS;
      let count: number = byImportance.length;
      const hintsOf = (fitting: readonly string[]): string =>
        inOrder.filter((hint) => fitting.includes(hint)).join('   ');
      while (count > 0 && leftWidth + 3 + widthOf(hintsOf(byImportance.slice(0, count))) > columns) count -= 1;
      const hints = hintsOf(byImportance.slice(0, count));
      const gap = ' '.repeat(Math.max(0, columns - leftWidth - widthOf(hints)));
      return lineOf(...left, { text: gap, style: 'plain' }, { text: hints, style: 'quiet' });
    }
  }
}

/** The whole screen as lines. Pure; lays out only the rows that are seen. */
export function frameOf(state: ReviewState): Frame {
  const { head, body, details, status } = partsOf(state);
  const clipped = (lines: readonly ScreenLine[]) => lines.map((line) => clip(line, state.size.columns));
  return { head: clipped(head), body: clipped(body), details: clipped(details), status: clipped(status) };
}

function partsOf(state: ReviewState): Frame {
  const { size, mode } = state;
  if (size.columns < SMALLEST.columns || size.rows < SMALLEST.rows) {
    return { head: [], body: [textLine(shorten(TOO_SMALL, size.columns), 'alert')], details: [], status: [] };
  }
  const heights = heightsOf(size);
  const status = [statusLine(state)];
  const whole = heights.head + heights.body + heights.details;
  if (mode.kind === 'page') {
    const lines = pageLines(state, mode.page).slice(mode.line, mode.line + whole);
    return { head: [], body: sized(lines, whole), details: [], status };
  }
  const head = headLines(state, heights.head);
  if (mode.kind === 'menu') {
    const items = menuLines(state, mode.menu, mode.at, heights.body + heights.details);
    const body = Math.max(0, heights.body + heights.details - items.length - 1);
    return {
      head,
      body: bodyLines(state, body),
      details: [rule(size.columns), ...items].slice(-(heights.body + heights.details)),
      status,
    };
  }
  return { head, body: bodyLines(state, heights.body), details: detailLines(state, heights.details), status };
}
