import { FINDING_CODES } from '../core/finding.ts';
import { findingMessage } from '../report/message.ts';
import { quoted } from '../report/quotation.ts';
import { visible } from '../report/visible.ts';
import { excerpt, findingIdentity } from './finding-identity.ts';
import { BINDINGS, keyName } from './keys.ts';
import { EMPTY_LINE, layOut, type ReviewPiece, type ScreenLine } from './look.ts';
import { comparisonOf, decisionOf, type ReviewState } from './review-state.ts';
import { textLine, widthOf } from './rows.ts';
import {
  beadSentence,
  counterpartIn,
  percentOf,
  REVIEWERS_NOTE,
  STALE_TITLE,
  UNALIGNED,
  severityName,
  UNDECIDED,
  VERDICT_NAMES,
  WHY_LABEL,
  why,
} from './wording.ts';

/** Longer texts are for the rows. */
const MAX_QUOTED = 2000;

const inFull = (text: string): string => {
  const short = visible(text.slice(0, MAX_QUOTED)).replace(/ +/g, ' ');
  return text.length > MAX_QUOTED ? `${short}…` : short;
};

/** Two columns of keys and what they do. */
function helpLines(columns: number): readonly ScreenLine[] {
  const lines: ScreenLine[] = [];
  for (const { title, bindings } of BINDINGS) {
    if (lines.length > 0) lines.push(EMPTY_LINE);
    lines.push(textLine(title, 'strong'));
    for (const { keys, help } of bindings) {
      const names = keys.map(keyName).join(' ');
      const width = Math.min(16, Math.max(8, Math.floor(columns / 3)));
      const lead = names + ' '.repeat(Math.max(1, width - widthOf(names)));
      for (const [at, line] of layOut([{ text: help, style: 'plain' }], columns - widthOf(lead)).entries()) {
        const before = at === 0 ? textLine(lead, 'key') : textLine(' '.repeat(widthOf(lead)), 'plain');
        lines.push({ pieces: [...before.pieces, ...line.pieces], width: before.width + line.width });
      }
    }
  }
  return lines;
}

function staleLines(state: ReviewState): readonly ScreenLine[] {
  const { findings, beads } = state.snapshot.stale;
  const { columns } = state.size;
  const entry = (verdict: string, what: string, quote: string, note: string | undefined): readonly ScreenLine[] => {
    const pieces: ReviewPiece[] = [
      { text: `${verdict} `, style: 'decided' },
      { text: `${visible(what)} `, style: 'quiet' },
      { text: quoted(visible(quote)), style: 'plain' },
      ...(note === undefined ? [] : [{ text: ` ${visible(note)}`, style: 'quiet' as const }]),
    ];
    return layOut(pieces, columns);
  };
  return [
    ...layOut([{ text: STALE_TITLE, style: 'strong' }], columns),
    EMPTY_LINE,
    ...findings.flatMap(({ verdict, code, quote, note }) => entry(VERDICT_NAMES[verdict], code, quote, note)),
    ...beads.flatMap(({ verdict, quote, note }) => entry(VERDICT_NAMES[verdict], '', quote, note)),
  ];
}

/** A file of a later version may have codes that this program has no sentence for. */
function messageOf(state: ReviewState, index: number): string {
  const finding = state.snapshot.findings[index]!;
  if (FINDING_CODES.includes(finding.code)) return findingMessage(finding, comparisonOf(state));
  return findingIdentity(finding, comparisonOf(state)).quote;
}

/** Everything about the selected finding, or about the row where none is selected: as much as there is. */
export function findingLines(state: ReviewState, columns: number): readonly ScreenLine[] {
  const lines: ScreenLine[] = [];
  const add = (...pieces: readonly ReviewPiece[]): void => void lines.push(...layOut(pieces, columns));
  const bead = state.snapshot.beads[state.cursor];
  if (bead === undefined) return [];
  if (state.waiting !== null) {
    add({ text: UNALIGNED, style: 'quiet' });
    return lines;
  }
  if (state.finding === null) {
    add({
      text: beadSentence(bead, bead.decision === null ? null : VERDICT_NAMES[bead.decision.verdict]),
      style: 'quiet',
    });
    if (bead.decision?.note !== undefined) add({ text: visible(bead.decision.note), style: 'plain' });
    return lines;
  }
  const finding = state.snapshot.findings[state.finding]!;
  const record = decisionOf(state, state.finding);
  add(
    { text: severityName(finding.severity), style: finding.severity },
    {
      text: ` ${visible(finding.code)}${finding.class === null ? '' : `, ${visible(finding.class)}`}, `,
      style: 'quiet',
    },
    { text: `${percentOf(finding.confidence)} sure, `, style: 'quiet' },
    record === undefined
      ? { text: UNDECIDED, style: 'strong' }
      : { text: VERDICT_NAMES[record.verdict], style: 'decided' },
    ...(record?.by === undefined
      ? []
      : [{ text: ` by ${visible(record.by)} ${visible(record.at ?? '')}`, style: 'quiet' as const }]),
  );
  add({ text: visible(messageOf(state, state.finding)), style: 'plain' });
  const { counterpart } = finding;
  if (counterpart?.segment != null && !bead[counterpart.side].includes(counterpart.segment)) {
    const { side, segment } = counterpart;
    const row = state.snapshot.beads.findIndex((each) => each[side].includes(segment));
    const text = state.story.sides[side].segments[segment]?.text ?? '';
    add({ text: counterpartIn(side, row + 1), style: 'quiet' }, { text: quoted(excerpt(text)), style: 'plain' });
  }
  if (record?.note !== undefined)
    add({ text: REVIEWERS_NOTE, style: 'quiet' }, { text: visible(record.note), style: 'plain' });
  add({ text: WHY_LABEL, style: 'quiet' }, { text: why(finding.code), style: 'plain' });
  return lines;
}

/** The texts of both sides in full, for the page about a finding. */
function textsOf(state: ReviewState): readonly ScreenLine[] {
  const bead = state.snapshot.beads[state.cursor];
  if (bead === undefined) return [];
  return (['source', 'target'] as const).flatMap((side) => [
    EMPTY_LINE,
    textLine(side, 'strong'),
    ...bead[side].flatMap((index) =>
      layOut(
        [{ text: inFull(state.story.sides[side].segments[index]?.text ?? ''), style: 'plain' }],
        state.size.columns,
      ),
    ),
  ]);
}

/** The lines of a page that takes the whole window. */
export function pageLines(state: ReviewState, page: 'help' | 'stale' | 'finding'): readonly ScreenLine[] {
  switch (page) {
    case 'help':
      return helpLines(state.size.columns);
    case 'stale':
      return staleLines(state);
    case 'finding':
      return [...findingLines(state, state.size.columns), ...textsOf(state)];
  }
}
