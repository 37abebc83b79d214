import { visible } from '../report/visible.ts';
import { filterItems, markItems, selectedCode } from './menus.ts';
import { findingLines, pageLines } from './pages.ts';
import { findingsAt, indexOf, isUnsaved, leftOf, type ReviewState } from './review-state.ts';
import {
  askDiscard,
  askNote,
  beadSentence,
  leftText,
  MENU_HINT,
  memberName,
  menuTitle,
  PAGE_HINT,
  SEARCH_PROMPT,
  UNSAVED,
  VERDICT_NAMES,
} from './wording.ts';

const MAX_SPOKEN = 4000;

/** Wide enough that no line breaks: a screen reader reads sentences. */
const WIDE = 10_000;

/**
 * The state as a screen reader should say it: the row under the cursor alone, as sentences, without columns, rules and
 * signs.
 */
export function speechOf(state: ReviewState): readonly string[] {
  const { mode, snapshot, cursor, finding, member, notice, story } = state;
  const plain = (lines: ReturnType<typeof findingLines>): readonly string[] =>
    lines
      .map(({ pieces }) =>
        pieces
          .map(({ text }) => text)
          .join('')
          .trim(),
      )
      .filter((text) => text !== '');
  switch (mode.kind) {
    case 'page':
      return [...plain(pageLines({ ...state, size: { ...state.size, columns: WIDE } }, mode.page)), PAGE_HINT];
    case 'menu': {
      const items = mode.menu === 'filter' ? filterItems(state) : markItems(state);
      return [
        visible(menuTitle(mode.menu, selectedCode(state))),
        visible(items[mode.at]?.text ?? ''),
        `${mode.at + 1} of ${items.length}`,
        MENU_HINT,
      ];
    }
    case 'search':
      return [`${SEARCH_PROMPT}${visible(mode.text)}`];
    case 'note':
      return [`${askNote(mode.verdict)}${visible(mode.text)}`];
    case 'ask-discard':
      return [askDiscard];
    case 'rows': {
      const bead = snapshot.beads[cursor];
      if (bead === undefined) return [leftText(0, 0)];
      const decided = bead.decision === null ? null : VERDICT_NAMES[bead.decision.verdict];
      const text = (side: 'source' | 'target'): string =>
        bead[side]
          .map((index) => visible((story.sides[side].segments[index]?.text ?? '').slice(0, MAX_SPOKEN)))
          .join(' ');
      const here = findingsAt(state, cursor);
      const place = finding === null ? -1 : here.indexOf(finding);
      return [
        ...(notice === null ? [] : [visible(notice)]),
        `Row ${cursor + 1} of ${snapshot.beads.length}: ${beadSentence(bead, decided)}.`,
        ...(bead.source.length === 0 ? [] : [`Source: ${text('source')}`]),
        ...(bead.target.length === 0 ? [] : [`Target: ${text('target')}`]),
        ...(member === null
          ? []
          : [memberName(member.side, bead[member.side].indexOf(member.index) + 1, bead[member.side].length)]),
        ...(finding === null
          ? []
          : [`Finding ${place + 1} of ${here.length} here: ${plain(findingLines(state, WIDE)).join('. ')}.`]),
        `${leftText(leftOf(state), indexOf(state).order.length)}${isUnsaved(state) ? `, ${UNSAVED}` : ''}.`,
      ];
    }
  }
}
