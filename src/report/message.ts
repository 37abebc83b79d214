import { type Bead, isNull } from '../core/bead.ts';
import type { Comparison } from '../core/comparison.ts';
import type { Kind } from '../core/document.ts';
import type { Finding, FindingClass, Place, Severity } from '../core/finding.ts';
import { opposite, SIDES, type Side } from '../core/side.ts';
import { shorten } from './graphemes.ts';
import { movedWith } from './moved-block.ts';
import { quoted, quotedWhole } from './quotation.ts';
import { visible } from './visible.ts';

/** Every sentence and word that a person reads in a report is made in this file. */

/** Columns of a quotation inside a message; a reviewer finds the rest at the mark. */
const QUOTE_COLUMNS = 72;
const SHORT_QUOTE_COLUMNS = 36;
/** Code units looked at for a quotation: enough for its columns, and no more of a text of megabytes. */
const QUOTE_UNITS = 1000;

const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** The English name of a language; the code itself where it is unknown or no code at all. */
export function languageName(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

const excerpt = (text: string, columns: number): string => {
  const plain = visible(text.slice(0, QUOTE_UNITS)).replace(/ +/g, ' ').trim();
  const cut = shorten(text.length > QUOTE_UNITS ? `${plain}…` : plain, columns);
  // Cut between words where the last one is not too long.
  return cut === plain ? plain : cut.replace(/[\s.,;:]*\s\S{0,15}…$/u, ' …');
};

const quote = (text: string, columns = QUOTE_COLUMNS): string => quoted(excerpt(text, columns));

/** The text of a place, without what reaches outside its segment. */
function textAt(place: Place, comparison: Comparison): string {
  if (place.segment === null) return '';
  const segment = comparison.sides[place.side].segments[place.segment];
  if (segment === undefined) return '';
  return segment.text.slice(Math.max(0, place.start - segment.start), Math.max(0, place.end - segment.start));
}

const CLASS_NAMES: Readonly<Record<FindingClass, string>> = {
  embed: 'an embedded post',
  byline: 'a byline',
  caption: 'a caption',
  heading: 'a heading',
  boilerplate: 'page furniture',
  markup: 'stray markup',
  'list-item': 'a list item',
  prose: 'a sentence',
  addition: 'an addition',
  mistranslation: 'a mistranslation',
  number: 'number',
  percent: 'percentage',
  date: 'date',
  time: 'time',
  currency: 'amount',
  lost: 'a lost quotation',
  unclosed: 'an unclosed quotation mark',
  unopened: 'an unopened quotation mark',
  unused: 'an unused term',
  forbidden: 'a forbidden term',
};

/** The sign or word before a segment that is no running text; where its form shows it, as with quotes, none. */
export const KIND_LABELS: Readonly<Record<Kind, string>> = {
  sentence: '',
  heading: '# ',
  'list-item': '• ',
  quote: '┆ ',
  embed: '‹post› ',
  byline: '‹byline› ',
  caption: '‹caption› ',
  boilerplate: '‹page› ',
  markup: '‹markup› ',
};

/** The same for a page, where form shows headings, lists and quotes. */
export const KIND_NAMES: Readonly<Record<Kind, string | null>> = {
  sentence: null,
  heading: null,
  'list-item': null,
  quote: null,
  embed: 'post',
  byline: 'byline',
  caption: 'caption',
  boilerplate: 'page',
  markup: 'markup',
};

export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** The last segment before a bead's first on one side, quoted; null where there is none. */
function before(bead: Bead, side: Side, { sides }: Comparison): string | null {
  const first = bead[side][0];
  if (first === undefined || first === 0) return null;
  return quote(sides[side].segments[first - 1]?.text ?? '', SHORT_QUOTE_COLUMNS);
}

function placeIn(bead: Bead, side: Side, comparison: Comparison): string {
  const previous = before(bead, side, comparison);
  return previous === null ? `at the start in the ${side}` : `after ${previous} in the ${side}`;
}

function onlyIn(side: Side, finding: Finding, comparison: Comparison): string {
  const document = comparison.sides[side];
  const lang = finding.segment === null ? document.lang : (document.segments[finding.segment]?.lang ?? document.lang);
  const language = lang === document.lang || lang === 'und' ? '' : ` in ${languageName(lang)}`;
  const what = CLASS_NAMES[finding.class ?? 'prose'];
  return `only in the ${side}: ${what}${language}, ${quote(textAt(finding, comparison))}`;
}

/** What each side says, the source first; the sentence for one that only one side says. */
function differs(what: string, finding: Finding, comparison: Comparison): string {
  const here = quote(textAt(finding, comparison));
  const there = opposite(finding.side);
  if (finding.counterpart === null) return `the ${finding.side} has the ${what} ${here}, the ${there} does not`;
  const other = quote(textAt(finding.counterpart, comparison));
  return finding.side === 'target'
    ? `the ${what} differs: the source says ${other}, the target ${here}`
    : `the ${what} differs: the source says ${here}, the target ${other}`;
}

function numberMismatch(finding: Finding, comparison: Comparison): string {
  const what = CLASS_NAMES[finding.class ?? 'number'];
  if (finding.counterpart === null) return differs(what, finding, comparison);
  const [source, target] = finding.side === 'source' ? [finding, finding.counterpart] : [finding.counterpart, finding];
  // Figures stand without quotation marks: they are facts, not wording.
  const bare = (place: Place): string => excerpt(textAt(place, comparison), QUOTE_COLUMNS);
  return `the source says ${bare(source)}, the target ${bare(target)}`;
}

/** A mark without partner is shown as it stands, with the word beside it: it must not look paired. */
function unpairedMark(finding: Finding, comparison: Comparison): string {
  const mark = quotedWhole(excerpt(textAt(finding, comparison), QUOTE_COLUMNS));
  return finding.class === 'unclosed'
    ? `the quotation mark at ${mark} is opened and not closed`
    : `the quotation mark at ${mark} is closed and was not opened`;
}

/** Where a bead that moved stands; of one that moved with the bead before it, only that. */
function movedMessage(finding: Finding, comparison: Comparison): string {
  const here = quote(textAt(finding, comparison));
  const bead = finding.bead === null ? undefined : comparison.beads[finding.bead];
  if (finding.bead === null || bead === undefined || isNull(bead)) {
    return `stands elsewhere in the ${finding.side}: ${here}`;
  }
  if (!bead.moved) {
    const other = finding.counterpart === null ? '' : quote(textAt(finding.counterpart, comparison));
    return `moved: ${here} says what the source says elsewhere: ${other}`;
  }
  if (movedWith(finding.bead, comparison.beads) !== null) {
    return `moved together with ${before(bead, finding.side, comparison)} before it: ${here}`;
  }
  const [inSource, inTarget] = SIDES.map((side) => placeIn(bead, side, comparison));
  return `moved: ${here} stands ${inSource}, ${inTarget}`;
}

/** The terms that a glossary allows, and its note. */
function termMismatch(finding: Finding, comparison: Comparison): string {
  const here = quote(textAt(finding, comparison));
  const allowed = (finding.term?.allowed ?? []).map((text) => quote(text, SHORT_QUOTE_COLUMNS)).join(' or ');
  const note = finding.term?.note ? ` (${excerpt(finding.term.note, QUOTE_COLUMNS)})` : '';
  if (finding.class === 'forbidden') {
    return allowed === ''
      ? `the glossary forbids ${here}${note}`
      : `the glossary forbids ${here} and asks for ${allowed}${note}`;
  }
  return `the glossary asks for ${allowed === '' ? 'its term' : allowed} where the source says ${here}${note}`;
}

/** The share that a reader would say, without a false nought or hundred. */
const percent = (share: number): string => {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return 'under 1%';
  if (rounded === 100 && share < 1) return '99%';
  return `${rounded}%`;
};

const covered = ({ summary }: Comparison): string =>
  `${percent(summary.sourceCovered)} of the source and ${percent(summary.targetCovered)} of the target`;

/** How little of two stories pairs. */
const pairedShare = ({ summary: { sourceCovered, targetCovered } }: Comparison): string => {
  if (sourceCovered === 0 && targetCovered === 0) return 'nothing of the source and nothing of the target pairs';
  const ofTarget = targetCovered === 0 ? 'nothing' : percent(targetCovered);
  return `only ${percent(sourceCovered)} of the source and ${ofTarget} of the target pair`;
};

/** One sentence, without a full stop, that tells a reviewer what the finding is. */
export function findingMessage(finding: Finding, comparison: Comparison): string {
  const here = quote(textAt(finding, comparison));
  const { counterpart } = finding;
  const other = counterpart === null ? '' : quote(textAt(counterpart, comparison));
  switch (finding.code) {
    case 'only-in-source':
      return onlyIn('source', finding, comparison);
    case 'only-in-target':
      return onlyIn('target', finding, comparison);
    case 'missing-span':
      return counterpart === null || counterpart.start === counterpart.end
        ? `the translation leaves out ${here}`
        : `the translation does not render ${here}; it says ${other}`;
    case 'unsupported-span':
      if (counterpart !== null) return `${here} has no counterpart; the source says ${other}`;
      return finding.class === 'addition'
        ? `${here} is added: the source says nothing of it`
        : `${here} has no counterpart in the source`;
    case 'number-mismatch':
      return numberMismatch(finding, comparison);
    case 'name-mismatch':
      return differs('name', finding, comparison);
    case 'link-mismatch':
      return differs('link', finding, comparison);
    case 'quote-mismatch':
      if (finding.class === 'unclosed' || finding.class === 'unopened') return unpairedMark(finding, comparison);
      return `the source quotes ${here}, and the translation has no quotation marks there`;
    case 'list-mismatch':
      return `the list of the translation has no item of its own for ${here}`;
    case 'term-mismatch':
      return termMismatch(finding, comparison);
    case 'untranslated':
      return `left in ${languageName(comparison.sides.source.lang)}: ${here}`;
    case 'repeated':
      return `said twice in the ${finding.side}: ${here}`;
    case 'moved':
      return movedMessage(finding, comparison);
    case 'not-same-story':
      return `these do not look like two versions of one story: ${pairedShare(comparison)}`;
  }
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Under a bead that pairs with little confidence. */
export const unsureNote = (confidence: number): string => `≈ ${percent(confidence)} sure that these belong together`;

/** Under a bead that stands elsewhere in the target; `after` is the number of the row that it follows there. */
export const movedNote = (after: number | null): string =>
  after === null ? '↕ in the target this stands at the start' : `↕ in the target this comes after row ${after}`;

/** Under a bead that moved with the one before it, whose row's number this is. */
export const movedWithNote = (row: number): string => `↕ moves with row ${row}`;

/** Between members of a bead that are not neighbours. */
export const GAP = '⋯';

export const NO_FINDINGS = 'No findings.';

export const findingsTitle = (count: number): string => plural(count, 'finding');

export const rowName = (row: number | null): string => (row === null ? 'story' : `row ${row}`);

/** What the signs between the columns mean. */
export const LEGEND = {
  'only-in-source': 'only in the source',
  'only-in-target': 'only in the target',
  unsure: 'unsure',
  moved: 'moved',
  finding: 'see the finding with this number',
  removed: 'only before',
  added: 'only after',
} as const;

/** What a row is, where it is not two sides in step. */
export const ROW_NAMES = {
  paired: '',
  unsure: 'unsure',
  moved: 'moved',
  'only-in-source': 'only in the source',
  'only-in-target': 'only in the target',
} as const;

export const PAGE_TITLE = ({ sides }: Comparison): string =>
  `${sides.source.document.path} → ${sides.target.document.path}`;

/** What the verdict begins with where one version is no translation of the other. */
const RETELLING = 'Two versions of one story, one a retelling of the other';

/** The verdict on the whole, in plain words, and the counts. */
export function summarySentences(comparison: Comparison): readonly string[] {
  const { summary, findings } = comparison;
  const verdict = summary.sameStory
    ? `${summary.retelling ? RETELLING : 'Two versions of one story'}: ${covered(comparison)} stand in both.`
    : `These do not look like two versions of one story: ${pairedShare(comparison)}.`;
  const counts = (['error', 'warning', 'info'] as const)
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, SEVERITY_NAMES[severity]));
  return counts.length === 0 ? [verdict] : [verdict, `${counts.join(', ')}.`];
}
