import type { Alternative, Explanation, Joint, NullExplanation, PairExplanation, Shared } from '../align/explain.ts';
import type { BeadFeature } from '../align/feature-names.ts';
import type { Bead } from '../core/bead.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import { SIDES, type Side, type Sides } from '../core/side.ts';
import { shorten } from './graphemes.ts';
import { languageName } from './message.ts';
import { quoted } from './quotation.ts';
import { visible } from './visible.ts';
import { wrap } from './wrap.ts';

/** A bead, its explanation, and the story they belong to. */
export interface Explained {
  readonly sides: Sides<SegmentedDocument>;
  readonly beads: readonly Bead[];
  /** The bead's number, from 0. */
  readonly at: number;
  readonly explanation: Explanation;
}

const FEATURE_NAMES: Readonly<Record<BeadFeature, string>> = {
  bias: 'being a bead at all',
  cosine: 'cosine',
  margin: 'margin over the next nearest',
  runnerUp: 'lead over the nearest rival',
  coverage: 'words supported, mean of both sides',
  weakerCoverage: 'words supported, weaker side',
  weakestCosine: 'cosine of the weakest member',
  weakestCoverage: 'words supported, weakest member',
  mergeGain: 'nearer than without a member',
  weakestUse: 'words that only the least useful member supports',
  idleMember: 'a member that nothing answers',
  lengthRatio: 'lengths differ',
  lengthRatioSquared: 'lengths differ, squared',
  sharedQuantities: 'quantities on both sides',
  lostQuantities: 'quantities on one side',
  sharedNames: 'names on both sides',
  litterClash: 'page furniture with anything else',
  kindClash: 'heading or item opposite text',
  headingMixed: 'heading beside text',
  oneToTwo: 'one to two',
  oneToMany: 'one to more than two',
  manyToMany: 'several to several',
  list: 'a list as a whole',
  gaps: 'members that are not neighbours',
  displacement: 'distance from its place',
  crossing: 'crossing',
  following: 'following',
};

const WIDEST = 100;
/** Columns of a text that is not the bead's own. */
const QUOTE_COLUMNS = 60;
const whole = (text: string): string => quoted(visible(text));
const brief = (text: string): string => quoted(shorten(visible(text.slice(0, 1000)), QUOTE_COLUMNS));
const two = (value: number): string => value.toFixed(2).replace(/^-(0\.00)$/, '$1');
const signed = (value: number): string => (two(value).startsWith('-') ? two(value) : `+${two(value)}`);
const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Why a bead is as it is, for a person at a terminal of so many columns. */
export function writeExplanation(explained: Explained, width: number): string {
  const { beads, at, explanation } = explained;
  const columns = Math.min(width, WIDEST);
  const title = `Row ${at + 1} of ${beads.length}: ${headline(explained)}`;
  const paragraphs = [title, '', ...memberLines(explained), '', ...body(explained, explanation)];
  const lines = paragraphs.flatMap((text) => hanging(text, columns));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Breaks a line at the width; what goes on stands as deep as the line began. */
function hanging(text: string, columns: number): readonly string[] {
  const [indent] = /^ */.exec(text)!;
  // The columns of a table stand apart by spaces that wrapping would close up.
  if (text.length <= columns) return [text];
  const lines = wrap([{ text: text.slice(indent.length), style: 'plain' }], Math.max(12, columns - indent.length));
  return lines.map(({ pieces }) => indent + pieces.map((piece) => piece.text).join(''));
}

function headline({ explanation, beads, at }: Explained): string {
  const sure = `confidence ${two(explanation.confidence)}`;
  if (explanation.type === 'null') {
    return `only in the ${beads[at]!.source.length > 0 ? 'source' : 'target'}, ${sure}`;
  }
  return `${beads[at]!.moved ? 'paired, moved' : 'paired'}, ${sure}`;
}

const memberLines = ({ sides, beads, at }: Explained): readonly string[] =>
  SIDES.flatMap((side) =>
    beads[at]![side].map((index) => {
      const { text, kind, lang } = sides[side].segments[index]!;
      const language = lang === sides[side].lang || lang === 'und' ? '' : ` in ${languageName(lang)}`;
      return `  ${side} ${index + 1}, ${kind}${language}: ${whole(text)}`;
    }),
  );

function body(explained: Explained, explanation: Explanation): readonly string[] {
  switch (explanation.type) {
    case 'pair':
      return pairLines(explained, explanation);
    case 'null':
      return nullLines(explained, explanation);
    case 'untranslated':
      return [
        `One side is left in the language of the other. Such segments are paired last, with a free one that they repeat almost ` +
          `word for word; the cosine of the two texts is ${two(explanation.confidence)}.`,
      ];
  }
}

function pairLines(explained: Explained, pair: PairExplanation): readonly string[] {
  const total = pair.score + orderAdds(pair);
  return [
    `  cosine ${two(pair.cosine)} once chance is taken out; ${two(pair.margin)} ahead of the mean of the next nearest, ` +
      `${two(pair.lead)} ahead of the nearest`,
    `  words that the other side supports: ${percent(pair.coverage.source)} of the source, ${percent(pair.coverage.target)} of the target`,
    `  quantities: ${sharedWords(pair.quantities)}`,
    `  names and links: ${sharedWords(pair.names)}`,
    '',
    `What adds to its score`,
    row('', 'value', 'weight', 'adds'),
    ...pair.contributions.map(({ feature, value, weight, adds }) =>
      row(FEATURE_NAMES[feature], two(value), two(weight), signed(adds)),
    ),
    row('what its members are worth left out', '', '', signed(-pair.leftOut)),
    row('the search rather pairs', '', '', signed(pair.leniency)),
    row('score', '', '', two(pair.score)),
    ...orderRows(pair),
    ...(total === pair.score ? [] : [row('score in its place', '', '', two(total))]),
    '',
    pair.runnerUp === null
      ? 'Runner-up: none; nothing else was near enough to be tried with any of its members.'
      : `Runner-up: ${alternativeWords(explained, pair.runnerUp)}, ${two(Math.abs(pair.score - pair.runnerUp.score))} ` +
        `${pair.score >= pair.runnerUp.score ? 'behind' : 'ahead, but the whole is worth more this way'}` +
        `${heldWords(pair.runnerUp)}.`,
  ];
}

const row = (name: string, value: string, weight: string, adds: string): string =>
  `  ${name.padEnd(50)}${value.padStart(7)}${weight.padStart(8)}${adds.padStart(8)}`;

const orderAdds = ({ order }: PairExplanation): number =>
  [order.follows, order.followedBy].filter((joint) => joint !== null).length * order.addsEach + order.crossingAdds;

const orderRows = ({ order }: PairExplanation): readonly string[] => [
  ...jointRow(order.follows, order.addsEach, 'follows row', 'stands at the beginning of both'),
  ...jointRow(order.followedBy, order.addsEach, 'is followed by row', 'stands at the end of both'),
  ...(order.crossing ? [row('crosses the order of its neighbours', '', '', signed(order.crossingAdds))] : []),
];

const jointRow = (joint: Joint, adds: number, name: string, edge: string): readonly string[] =>
  joint === null ? [] : [row(joint === 'edge' ? edge : `${name} ${joint + 1} directly`, '', '', signed(adds))];

function sharedWords({ shared, lost, source, target }: Shared): string {
  if (source.length + target.length === 0) return 'none';
  const list = (values: readonly string[]): string => (values.length > 0 ? values.join(', ') : '–');
  const counts = `${shared} on both sides${lost === null ? '' : `, ${lost} on one only`}`;
  return `${counts} (source: ${list(source)}; target: ${list(target)})`;
}

const placeWords = (members: readonly number[], side: Side): string =>
  `${side} ${members.map((index) => index + 1).join(', ')}`;

function alternativeWords({ sides }: Explained, { source, target, score }: Alternative): string {
  const words = SIDES.map((side) => {
    const members = side === 'source' ? source : target;
    return `${placeWords(members, side)} ${brief(members.map((index) => sides[side].segments[index]!.text).join(' '))}`;
  });
  return `${words.join(' with ')}, score ${two(score)}`;
}

function heldWords({ heldBy }: Alternative): string {
  if (heldBy.length === 0) return '';
  return `; ${heldBy.length === 1 ? 'row' : 'rows'} ${heldBy.map((number) => number + 1).join(', ')} ${
    heldBy.length === 1 ? 'holds' : 'hold'
  } the rest of it`;
}

function nullLines(explained: Explained, { best, foreign }: NullExplanation): readonly string[] {
  if (foreign) {
    return [
      'It is written in the language of the other side. Such segments are paired last, with a free one that they repeat ' +
        'almost word for word, and there is none.',
    ];
  }
  if (best === null) return ['There is nothing on the other side to compare it with.'];
  const title = `The best that could have taken it: ${alternativeWords(explained, best)}, cosine ${two(best.cosine)}.`;
  const rows = best.heldBy.map((number) => number + 1).join(', ');
  switch (best.refusal) {
    case 'held':
      return [
        title,
        `It was not chosen: ${best.heldBy.length === 1 ? 'row' : 'rows'} ${rows} ${holds(best)} members of it, with score ` +
          `${two(best.heldScore)}, and the whole is worth more that way.`,
      ];
    case 'worthless':
      return [title, 'It was not chosen: it is worth less than leaving its members without counterpart.'];
    case 'unsure':
      return [
        title,
        `It was not kept: it is ${percent(best.sureness!)} sure to belong together, and ${percent(best.threshold)} are asked for.`,
      ];
    case 'overlooked':
      return [
        title,
        'It was not chosen, though nothing stands in its way: the search, which improves a few rows at a time, did not come to it.',
      ];
  }
}

const holds = ({ heldBy }: Alternative): string => (heldBy.length === 1 ? 'holds' : 'hold');

/**
 * The same for a program. Numbers of beads are from 0 as in the JSON export, and numbers have four decimals, so that the
 * bytes are the same on every machine.
 */
export function explanationJson({ sides, beads, at, explanation }: Explained): string {
  const bead = beads[at]!;
  const texts = (side: Side) =>
    bead[side].map((index) => {
      const { text, kind, lang } = sides[side].segments[index]!;
      return { index, text, kind, lang };
    });
  const data = {
    version: 1,
    bead: at,
    source: bead.source,
    target: bead.target,
    moved: bead.moved,
    segments: { source: texts('source'), target: texts('target') },
    explanation,
  };
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value;
  return `${JSON.stringify(data, rounded, 2)}\n`;
}
