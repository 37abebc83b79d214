import { isNull } from '../../core/bead.ts';
import type { Finding, FindingClass, Place } from '../../core/finding.ts';
import { type MarkPlace, readQuotations, readSingleQuotations } from '../../evidence/quotes.ts';
import { type Context, placeIn, placeOf } from '../context.ts';
import type { Rule } from '../rule.ts';

/** Words in quotation marks that are fewer are a title, or said with a wink. */
const LEAST_WORDS = 3;
const CONFIDENCE_LOST = 0.85;
const CONFIDENCE_UNPAIRED = 0.9;

const MARKS = /["“”„‟«»‹›「」『』]|(?<!\p{L})['‘’]|['’](?!\p{L})/u;

const wordsIn = (context: Context, segment: number, start: number, end: number): number =>
  context.words('source', segment).filter((word) => word.start >= start && word.end <= end).length;

interface Quoted {
  readonly segment: number;
  readonly start: number;
  readonly end: number;
}

/** The passages of the source that stand in marks in one segment. */
const quotedInSource = (context: Context): readonly Quoted[] => {
  const { segments } = context.sides.source;
  const { passages } = readQuotations(segments.map(({ text }) => text));
  const inDouble = passages
    .filter(({ opening, closing }) => opening.text === closing.text)
    .map(({ opening, closing }) => ({ segment: opening.text, start: opening.start, end: closing.end }));
  const inSingle = segments.flatMap(({ index, text }) =>
    readSingleQuotations(text).map(({ start, end }) => ({ segment: index, start, end })),
  );
  return [...inDouble, ...inSingle].filter(
    ({ segment, start, end }) => wordsIn(context, segment, start, end) >= LEAST_WORDS,
  );
};

/** The segments of the target that hold a mark, or stand inside a quotation; and those that are quotations by their form. */
const markedInTarget = (context: Context): ReadonlySet<number> => {
  const { segments } = context.sides.target;
  const marked = new Set(
    segments
      .filter(({ kind, text }) => kind === 'quote' || kind === 'embed' || MARKS.test(text))
      .map(({ index }) => index),
  );
  for (const { opening, closing } of readQuotations(segments.map(({ text }) => text)).passages) {
    for (let i = opening.text; i <= closing.text; i++) marked.add(i);
  }
  return marked;
};

/** Quoted passages of the source whose sentence, and those beside it, have no mark at all in the target. */
const lost = (context: Context): readonly Finding[] => {
  const marked = markedInTarget(context);
  return quotedInSource(context).flatMap((passage) => {
    const at = context.beadOf.source[passage.segment]!;
    const bead = context.beads[at];
    if (bead === undefined || isNull(bead)) return [];
    if (bead.target.some((i) => marked.has(i - 1) || marked.has(i) || marked.has(i + 1))) return [];
    const finding: Finding = {
      code: 'quote-mismatch',
      severity: 'warning',
      ...placeIn(context, 'source', passage.segment, passage),
      bead: at,
      counterpart: placeOf(context, 'target', bead.target[0]!),
      class: 'lost',
      confidence: CONFIDENCE_LOST,
    };
    return [finding];
  });
};

/** The mark with the word beside it. */
const markPlace = (context: Context, { text: segment, start, end }: MarkPlace, kind: FindingClass): Place => {
  const words = context.words('target', segment);
  const beside =
    kind === 'unclosed' ? words.find((word) => word.start >= end) : words.filter((word) => word.end <= start).at(-1);
  return placeIn(context, 'target', segment, {
    start: Math.min(start, beside?.start ?? start),
    end: Math.max(end, beside?.end ?? end),
  });
};

/** Marks of the target that have no partner, where the source's sentence pairs all of its own. */
const unpaired = (context: Context): readonly Finding[] => {
  const { unclosed, unopened } = readQuotations(context.sides.target.segments.map(({ text }) => text));
  const isLone = (segment: number): boolean => {
    const bead = context.beads[context.beadOf.target[segment] ?? -1];
    return bead !== undefined && isNull(bead);
  };
  const tell = (mark: MarkPlace, kind: FindingClass): readonly Finding[] => {
    const at = context.beadOf.target[mark.text]!;
    const bead = context.beads[at]!;
    // Beside a sentence that only the target has, the other mark may stand in what the source does not have.
    if (isNull(bead) || bead.target.some((i) => isLone(i - 1) || isLone(i + 1))) return [];
    const own = readQuotations(bead.source.map((i) => context.segment('source', i).text));
    if (own.unclosed.length + own.unopened.length > 0) return [];
    return [
      {
        code: 'quote-mismatch',
        severity: 'warning',
        ...markPlace(context, mark, kind),
        bead: at,
        counterpart: placeOf(context, 'source', bead.source[0]!),
        class: kind,
        confidence: CONFIDENCE_UNPAIRED,
      },
    ];
  };
  return [...unclosed.flatMap((mark) => tell(mark, 'unclosed')), ...unopened.flatMap((mark) => tell(mark, 'unopened'))];
};

/** Quotation marks that were opened and not closed, and quoted passages that are quoted no longer. */
export const quoteMismatch: Rule = (context) => [...lost(context), ...unpaired(context)];
