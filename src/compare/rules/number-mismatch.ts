import { isNull } from '../../core/bead.ts';
import type { Finding, FindingClass, Place } from '../../core/finding.ts';
import type { Side, Sides } from '../../core/side.ts';
import { mapSides, opposite } from '../../core/side.ts';
import { isSameTime, readDurations, type TimeUnit, timeUnitAfter } from '../../evidence/durations.ts';
import { type Quantity, quantitiesAgree } from '../../evidence/quantities.ts';
import { dayOfYear } from '../../evidence/notation.ts';
import { measuresAgree } from '../../evidence/measures.ts';
import { isReversed, readScores, type Score } from '../../evidence/scores.ts';
import { type Context, placeIn } from '../context.ts';
import type { Rule } from '../rule.ts';

/**
 * Of a number that differs from the one number left over opposite. Of 2,213 segments of news and encyclopaedia articles as they were published six
 * raise one, and each is a mistake of its translator.
 */
const CONFIDENCE_PAIRED = 0.995;
/** Of a number that has nothing left over opposite: it may be said in words that nobody counts. */
const CONFIDENCE_ADDED = 0.985;
const CONFIDENCE_DROPPED = 0.7;
/** Of a month or weekday where the source names another. */
const CONFIDENCE_DAY = 0.95;
/** Of a score the wrong way round. Of 985 pairs of the corpora with scores or ranges one has that. */
const CONFIDENCE_REVERSED = 0.95;

interface Placed {
  readonly quantity: Quantity;
  readonly place: Place;
}

const placed = (context: Context, side: Side, members: readonly number[]): Placed[] =>
  members.flatMap((member) =>
    context.quantities(side, member).map((quantity) => ({ quantity, place: placeIn(context, side, member, quantity) })),
  );

/** One language repeats a unit where the other leaves it out: plain numbers are compared by value alone. */
const sameValue = (a: Quantity, b: Quantity): boolean => {
  const unitless = a.class === 'number' || b.class === 'number';
  return unitless && a.values.some((value) => b.values.includes(value));
};

const agrees = (a: Quantity, b: Quantity): boolean =>
  quantitiesAgree(a, b) || (measuresAgree(a.measure, b.measure) !== false && sameValue(a, b));

/** What a number of units of time says (*two hours*); null of one, which is as often an article, and of what has no unit. */
const durationOf = (context: Context, { quantity, place }: Placed): TimeUnit | null => {
  if (quantity.class !== 'number' || quantity.values.includes('1')) return null;
  const { start, text } = context.segment(place.side, place.segment!);
  return timeUnitAfter(text, { start: place.start - start, end: place.end - start });
};

/** The numbers of one side of a bead that the other side says in another unit of time: ninety minutes, *bir buçuk saat*. */
const convertedTimes = (context: Context, bead: Sides<readonly number[]>): ((one: Placed) => boolean) => {
  const read = (side: Side) =>
    bead[side].flatMap((member) => {
      const { start, text } = context.segment(side, member);
      const numbers = context
        .quantities(side, member)
        .flatMap((quantity) =>
          quantity.class === 'number' && quantity.values.length === 1
            ? [{ start: quantity.start, end: quantity.end, value: Number(quantity.values[0]) }]
            : [],
        );
      return readDurations(text, numbers).map((duration) => ({ duration, start }));
    });
  const source = read('source');
  if (source.length === 0) return () => false;
  const target = read('target');
  const durations = { source, target };
  const starts = mapSides(durations, (own, side) => {
    const others = durations[opposite(side)];
    return new Set(
      own
        .filter(({ duration }) => others.some((other) => isSameTime(duration, other.duration)))
        .flatMap(({ duration, start }) => duration.spans.map((span) => start + span.start)),
    );
  });
  return ({ place }) => starts[place.side].has(place.start);
};

const CLASS: Readonly<Record<Quantity['class'], FindingClass>> = {
  number: 'number',
  percent: 'percent',
  date: 'date',
  time: 'time',
  currency: 'currency',
};

/** A year right after its day (October 27, 2024): one version may leave it out. */
const isYearOfDate = ({ quantity, place }: Placed, all: readonly Placed[]): boolean =>
  quantity.class === 'number' &&
  /^(?:19|20)\d\d$/.test(quantity.values[0] ?? '') &&
  all.some(
    (other) => other.quantity.class === 'date' && other.place.end <= place.start && place.start - other.place.end <= 3,
  );

/** The quantities of the beads just before and after, by place of the given side: sentences share what they count. */
const nearby = (context: Context, side: Side, members: readonly number[]): Placed[] => {
  const last = context.sides[side].segments.length - 1;
  const around = new Set<number>();
  for (const member of members) {
    if (member > 0) around.add(member - 1);
    if (member < last) around.add(member + 1);
  }
  for (const member of members) around.delete(member);
  return placed(context, side, [...around]);
};

/** Scores of the target that stand the other way round in the source, and only there, each with what the source says. */
const reversedScores = (context: Context, bead: Sides<readonly number[]>): readonly (readonly [Place, Place])[] => {
  const read = (side: Side): readonly { readonly score: Score; readonly place: Place }[] =>
    bead[side].flatMap((member) =>
      readScores(context.segment(side, member).text).map((score) => ({
        score,
        place: placeIn(context, side, member, score),
      })),
    );
  const source = read('source');
  if (source.length === 0) return [];
  const target = read('target');
  const stands = (those: typeof source, { first, second }: Score): boolean =>
    those.some(({ score }) => score.first === first && score.second === second);
  return target.flatMap(({ score, place }) => {
    const other = source.find((one) => isReversed(score, one.score));
    return other === undefined || stands(source, score) || stands(target, other.score)
      ? []
      : [[place, other.place] as const];
  });
};

/**
 * Numbers of one unit of time of which neither stands on the other side, as pairs of target and source. Words that are often no
 * numbers (two, iki, altı) are numbers there; what is written otherwise is compared with all the rest.
 */
const wrongDurations = (
  context: Context,
  source: readonly Placed[],
  target: readonly Placed[],
): readonly (readonly [Placed, Placed])[] => {
  const unanswered = (own: readonly Placed[], others: readonly Placed[]): Placed[] =>
    own.filter(
      (one) => durationOf(context, one) !== null && !others.some((other) => agrees(one.quantity, other.quantity)),
    );
  const missed = unanswered(source, target);
  return unanswered(target, source).flatMap((one) => {
    const at = missed.findIndex(
      (other) => (one.quantity.weak || other.quantity.weak) && durationOf(context, other) === durationOf(context, one),
    );
    return at < 0 ? [] : [[one, missed.splice(at, 1)[0]!] as const];
  });
};

/** Whether a day is one of a month: April 5, Nisan. */
const isInMonth = ({ readings }: Quantity, month: Quantity): boolean =>
  month.readings.some(
    (one) =>
      one.startsWith('m') && readings.some((day) => day.startsWith(dayOfYear(Number(one.slice(1)), 0).slice(0, 3))),
  );

/** Months and weekdays by themselves: their readings begin with m and w. */
const DAY = /^[mw]\d/;

/**
 * The month, or weekday, that the source names and the other that the target does, as pairs of target and source; where either names
 * more of a kind than one that the other side lacks, nothing is said.
 */
const wrongDays = (source: readonly Placed[], target: readonly Placed[]): readonly (readonly [Placed, Placed])[] => {
  const unanswered = (own: readonly Placed[], others: readonly Placed[], kind: string): Placed[] =>
    own.filter(
      ({ quantity }) =>
        quantity.class === 'date' &&
        quantity.readings.every((reading) => DAY.test(reading) && reading.startsWith(kind)) &&
        !others.some((other) => agrees(quantity, other.quantity) || isInMonth(other.quantity, quantity)),
    );
  return ['m', 'w'].flatMap((kind) => {
    const [missed, added] = [unanswered(source, target, kind), unanswered(target, source, kind)];
    return missed.length === 1 && added.length === 1 ? [[added[0]!, missed[0]!] as const] : [];
  });
};

/**
 * Numbers, amounts, percentages, dates and times that differ after both notations are read. Sets are compared, over
 * the whole bead and its neighbours, and only a quantity that agrees with none is a finding.
 */
export const numberMismatch: Rule = (context) => {
  const findings: Finding[] = [];
  context.beads.forEach((bead, index) => {
    if (isNull(bead)) return;
    const isConverted = convertedTimes(context, bead);
    const source = placed(context, 'source', bead.source).filter((one) => !isConverted(one));
    const target = placed(context, 'target', bead.target).filter((one) => !isConverted(one));
    if (source.length === 0 && target.length === 0) return;
    const open = (own: readonly Placed[], others: readonly Placed[]): readonly Placed[] =>
      own.filter(({ quantity }) => !quantity.weak && !others.some((other) => agrees(quantity, other.quantity)));
    const notAround = (some: readonly Placed[], side: Side): readonly Placed[] => {
      if (some.length === 0) return some;
      const around = nearby(context, opposite(side), bead[opposite(side)]);
      return some.filter(({ quantity }) => !around.some((other) => quantitiesAgree(quantity, other.quantity)));
    };
    const added = notAround(open(target, source), 'target');
    const durations = wrongDurations(context, source, target);
    const settled = new Set(durations.flat());
    // What the sentence beside says too may still be what a wrong number stands for here.
    const unsaid = open(source, target).filter((one) => !settled.has(one));
    const dropped = notAround(unsaid, 'source');
    const finding = ({ quantity, place }: Placed, counterpart: Placed | null, confidence: number): Finding => ({
      code: 'number-mismatch',
      severity: 'error',
      ...place,
      bead: index,
      counterpart: counterpart?.place ?? null,
      class: CLASS[quantity.class],
      confidence,
    });
    const written = ({ place }: Placed): boolean =>
      /\d/.test(context.sides[place.side].document.text.slice(place.start, place.end));
    for (const [one, partner] of durations) findings.push(finding(one, partner, CONFIDENCE_PAIRED));
    for (const [one, partner] of wrongDays(source, target)) {
      if (notAround([one], 'target').length > 0) findings.push(finding(one, partner, CONFIDENCE_DAY));
    }
    for (const [place, counterpart] of reversedScores(context, bead)) {
      const confidence = CONFIDENCE_REVERSED;
      findings.push({
        code: 'number-mismatch',
        severity: 'error',
        ...place,
        bead: index,
        counterpart,
        class: 'number',
        confidence,
      });
    }
    for (const one of added) {
      if (settled.has(one)) continue;
      const at = unsaid.findIndex(({ quantity }) => quantity.class === one.quantity.class);
      const partner = at >= 0 ? unsaid.splice(at, 1)[0]! : (unsaid.shift() ?? null);
      // A number in words that nothing answers is as a rule said otherwise (the three → they); whether the phrase is
      // supported at all is asked by the coverage rule.
      if (partner === null && (!written(one) || isYearOfDate(one, target))) continue;
      findings.push(finding(one, partner, partner === null ? CONFIDENCE_ADDED : CONFIDENCE_PAIRED));
    }
    for (const one of dropped) {
      if (unsaid.includes(one) && written(one) && !isYearOfDate(one, source))
        findings.push(finding(one, null, CONFIDENCE_DROPPED));
    }
  });
  return findings;
};
