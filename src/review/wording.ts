import { type Bead, isNull } from '../core/bead.ts';
import type { FindingCode, Severity } from '../core/finding.ts';
import type { Side } from '../core/side.ts';
import { plural, SEVERITY_NAMES } from '../report/message.ts';
import type { BeadVerdict, FindingVerdict } from './review-file.ts';
import type { Filter } from './review-state.ts';

/** Every sentence and word of the review that a report does not have too is made in this file. */

/** Why the tool says so, for each code: what it rests on. */
const WHY: Readonly<Record<FindingCode, string>> = {
  'only-in-source': 'no segment of the target was found that says this',
  'only-in-target': 'no segment of the source was found that says this',
  'missing-span': 'no word on the other side is near these words in meaning',
  'unsupported-span': 'no word of the source is near these words in meaning',
  'number-mismatch': 'both were read as numbers, each in the notation of its language',
  'name-mismatch': 'the name was looked for on the other side, in its usual spellings',
  untranslated: 'the words are those of the source language',
  repeated: 'the target says the same in another place too',
  'link-mismatch': 'addresses are compared character by character',
  'quote-mismatch': 'quotation marks of both sides were paired and compared',
  'list-mismatch': 'the items of both lists were counted',
  'term-mismatch': 'the terms of the glossary were looked for on both sides, with their endings',
  moved: 'its neighbours stand elsewhere in the other version',
  'not-same-story': 'too few sentences have a counterpart',
};

export const why = (code: FindingCode): string => WHY[code] ?? 'see the documentation of findings';

export const VERDICT_NAMES: Readonly<Record<FindingVerdict | BeadVerdict, string>> = {
  accepted: 'accepted',
  dismissed: 'dismissed',
  confirmed: 'confirmed',
  joined: 'joined',
  split: 'split',
  unmatched: 'unmatched',
};

export const UNDECIDED = 'undecided';

export const percentOf = (share: number): string => `${Math.min(99, Math.floor(share * 100))}%`;

export const beadName = (bead: Bead): string => {
  if (bead.target.length === 0) return 'only in the source';
  if (bead.source.length === 0) return 'only in the target';
  return `${bead.source.length} to ${bead.target.length}${bead.moved ? ', moved' : ''}`;
};

export const beadSentence = (bead: Bead, decided: string | null): string => {
  if (decided !== null) return `${beadName(bead)}; ${decided} by the reviewer`;
  return isNull(bead)
    ? `${beadName(bead)}, ${percentOf(bead.confidence)} sure`
    : `${beadName(bead)}; ${percentOf(bead.confidence)} sure that these belong together`;
};

export const filterName = (filter: Filter): string => {
  if (filter.by === 'undecided') return UNDECIDED;
  return filter.by === 'code' ? filter.code : severityName(filter.severity);
};

export const severityName = (severity: Severity): string => SEVERITY_NAMES[severity];

export const memberName = (side: Side, place: number, count: number): string =>
  `${side} segment ${place} of ${count} selected`;

export const LABELS = {
  accept: 'accept',
  dismiss: 'dismiss',
  withdraw: 'withdraw',
  note: 'note',
  markAll: 'mark all',
  merge: 'merge',
  split: 'split',
  attach: 'attach',
  detach: 'detach',
  unmatch: 'unmatch',
  confirm: 'confirm',
  realign: 're-align',
  forget: 'forget stale decisions',
  recover: 'recovery of unsaved decisions',
  others: 'decisions of another reviewer',
} as const;

export const NOTICES = {
  noFinding: 'no finding is selected; n goes to the next one',
  noFindings: 'there are no findings',
  noUndecided: 'every finding is decided',
  fromTop: 'went on from the top',
  fromEnd: 'went on from the end',
  nothingFound: 'not found',
  noSearch: 'nothing to search for; / asks what',
  lastRow: 'this is the last row',
  firstRow: 'this is the first row',
  noNext: 'there is no next row to merge with',
  noPlace: 'this row is not moved',
  onePiece: 'one segment alone cannot be split',
  alone: 'this segment stands alone already',
  chooseSegment: 'select a segment first: Tab, or h and l for the side',
  nothingCarried: 'take up a segment first: select it with Tab, then y',
  sameRow: 'the segment is in this row already',
  carried: 'segment taken up; go to its row and press p, or Esc',
  noUndo: 'nothing to undo',
  noRedo: 'nothing to redo',
  noStale: 'no decision is stale',
  noRealign: 'an exported file cannot be aligned again; open the two texts instead',
  realigning: 'aligning again…',
  realigned: 'aligned again around your decisions',
  unchanged: 'aligned again; nothing changed',
  nothingToSave: 'nothing to save',
  notAligned: 'not yet: still aligning',
  changedMeanwhile: 'the rows changed meanwhile; r aligns again',
  already: 'confirmed already; z takes it back',
} as const;

export const undone = (label: string): string => `undone: ${label}`;
export const redone = (label: string): string => `redone: ${label}`;
export const marked = (count: number, code: string, verdict: string): string =>
  `${plural(count, 'finding')} ${code}: ${verdict}`;
export const saved = (path: string, count: number): string => `saved ${plural(count, 'decision')} to ${path}`;
export const recovered = (path: string): string => `recovered unsaved decisions from ${path}; s saves them`;
export const reloaded = (name: string): string => `${name} changed: read and aligned again`;
export const ALIGNING = 'aligning…';
export const waited = (source: number, target: number, seconds: number): string =>
  `${source.toLocaleString('en')} with ${target.toLocaleString('en')} sentences, ${seconds} s`;
export const embedded = (done: number, total: number): string =>
  `vectors of ${done.toLocaleString('en')} of ${total.toLocaleString('en')} sentences`;
export const UNALIGNED = 'Not aligned yet: a row holds what stands at the same place of both texts.';
export const matchNotice = (at: number, count: number): string => `match ${at} of ${count}`;
export const staleNotice = (count: number): string =>
  `${plural(count, 'decision is', 'decisions are')} about texts that have changed; L lists them`;

export const RETELLING_NOTICE = 'a retelling: what only one version has need not be wrong';

export const STALE_TITLE =
  'Stale decisions: their texts are not there any more. They stay in the file until x forgets them.';

export const askNote = (verdict: FindingVerdict): string => `${verdict === 'accepted' ? 'Accept' : 'Dismiss'}, note: `;
export const SEARCH_PROMPT = '/';
export const askDiscard = 'Leave without saving? y yes, else no';
export const menuTitle = (menu: 'filter' | 'mark', code: string): string =>
  menu === 'filter' ? 'Show which findings?' : `All ${code} in the document:`;
export const MENU_HINT = 'j k choose, Enter takes it, Esc leaves';
export const PAGE_HINT = 'j k scroll, Esc closes';
export const TOO_SMALL = 'make the window larger';
export const leftText = (left: number, total: number): string =>
  total === 0 ? 'no findings' : left === 0 ? 'all decided' : `${left} of ${total} left`;
export const UNSAVED = 'unsaved';
/** Keys to show where there is room: those that fit, the first of these first, in the order of the second list. */
export const HINTS = {
  byImportance: ['? help', 'n next', 'a accept', 'd dismiss', 'q leave', 's save', 'z undo'],
  inOrder: ['n next', 'a accept', 'd dismiss', 'z undo', 's save', 'q leave', '? help'],
} as const;
/** What can be done while the texts are aligned. */
export const WAITING_HINTS = {
  byImportance: ['? help', 'q leave', '/ search', 'j down'],
  inOrder: ['j down', '/ search', 'q leave', '? help'],
} as const;
export const counterpartIn = (side: Side, row: number): string => `Counterpart: ${side}, row ${row}, `;
export const shownOf = (text: string): string => `findings: ${text}`;
export const longText = (units: number): string => `… (${units.toLocaleString('en')} more characters)`;
export const savedWithOthers = (path: string, conflicts: number): string =>
  `saved to ${path}, together with what another reviewer saved there${conflicts === 0 ? '' : `; ${plural(conflicts, 'contradiction')}, look through it again`}`;
export const REVIEWERS_NOTE = 'Reviewer’s note: ';
export const WHY_LABEL = 'Why: ';
