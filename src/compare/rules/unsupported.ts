import { isNull } from '../../core/bead.ts';
import type { Finding, Place } from '../../core/finding.ts';
import { mapSides, type Sides } from '../../core/side.ts';
import { isSupportVerb } from '../../evidence/languages/support-verbs.ts';
import { nameKey } from '../../evidence/names.ts';
import type { Context } from '../context.ts';
import { learnedSpans, learnedWords } from '../learned-spans.ts';
import { plainSpans, plainWords } from '../learned-plain-spans.ts';
import { type MovedPhrase, movedPhrases, type SpanOfBead } from '../moved-phrases.ts';
import { type NameCandidate, nameCandidates } from '../name-candidates.ts';
import type { Rule } from '../rule.ts';
import { type ScoredSpan, SPAN_FEATURES, surestSpans, type WeakSpan } from '../spans.ts';
import { type BeadSupport, expectedPlace, type WordSupport } from '../word-support.ts';

/**
 * A phrase is told from this confidence on. Chosen on the first half of the errors suite: with all other rules a
 * document of thirty clean sentences has then .6 false findings on average.
 */
export const LEAST_CONFIDENCE = 0.9;

/** Phrases of so many words may stand for one another. */
const SHORT = 3;

/** Mean log-odds of being unsupported from which a phrase of the source is what a phrase of the target should say. */
const LEAST_PARTNER = -1.5;

/** A source phrase and a target phrase this many words from where the other is expected stand at the same place. */
const SAME_PLACE = 4;

/** The span's place, in one segment: a span over several is cut at the end of the first. */
const placeOfSpan = (words: readonly WordSupport[], { first, last }: WeakSpan): Place => {
  const { side, segment, start } = words[first]!.place;
  let { end } = words[first]!.place;
  for (let i = first; i <= last && words[i]!.place.segment === segment; i++) end = words[i]!.place.end;
  return { side, segment, start, end };
};

/** How many words a span lies from where the words around another span say that it should be. */
const distance = (words: Sides<readonly WordSupport[]>, from: WeakSpan, to: WeakSpan): number => {
  const places = expectedPlace(words[from.side], from.first, from.last);
  // Nothing around it is supported: anywhere will do.
  if (places.length === 0) return SAME_PLACE;
  return Math.min(
    ...places.map((place) => (place < to.first ? to.first - place : place > to.last ? place - to.last : 0)),
  );
};

const MEAN = SPAN_FEATURES.indexOf('mean');

/** More names in a row are what somebody is called in full, with what they do. */
const MOST_NAMES = 2;

const isNames = ({ names, words }: WeakSpan): boolean => names === words && names <= MOST_NAMES;

/** A name that the source has nowhere, that is not said elsewhere in the translation too, and that nothing else accounts for. */
const isUnexplained = ({ name, isKnown, isNear, isNote, isTranslation, hasOpenAcronym }: NameCandidate): boolean =>
  !(isKnown || isNear || isNote || isTranslation || hasOpenAcronym || name.isAcronym || name.unanswered > 0);

/** Whether all of a span's words are names of the target that neither spelling nor anything else explains. */
const areUnexplained = (candidates: readonly NameCandidate[], words: BeadSupport, span: WeakSpan): boolean =>
  words.target
    .slice(span.first, span.last + 1)
    .every(
      ({ content, place }) =>
        !content || candidates.some((one) => one.name.place.start === place.start && isUnexplained(one)),
    );

const ACRONYM = /^\p{Lu}[\p{Lu}.]+s?$/u;

const CAPITAL = /^\p{Lu}/u;

/**
 * An acronym's expansion is as a rule as many words as the acronym has letters, one more or less; some of them find
 * something, so that three words or more of it are left.
 */
const mayExpandTo = (letters: number, words: number): boolean =>
  Math.abs(letters - words) <= 1 || (words >= 3 && words <= letters);

/** Words with a capital, most of a span, may be what an acronym of the source stands for. */
const isExpansion = (words: Sides<readonly WordSupport[]>, span: WeakSpan): boolean => {
  if (span.side === 'source') return false;
  const own = words.target.slice(span.first, span.last + 1);
  const count = own.filter(({ content, stem }) => content && CAPITAL.test(stem) && !ACRONYM.test(stem)).length;
  return (
    count * 2 >= span.words &&
    words.source.some(({ stem }) => ACRONYM.test(stem) && mayExpandTo(nameKey(stem).length, count))
  );
};

/** The phrase of the source that stands where a span of the target is expected; null where none is left over there. */
const partnerOf = (words: BeadSupport, span: WeakSpan, missing: readonly ScoredSpan[]): ScoredSpan | null => {
  let partner: ScoredSpan | null = null;
  let nearest = SAME_PLACE + 1;
  for (const other of missing) {
    if (other.features[MEAN]! < LEAST_PARTNER) continue;
    const apart = Math.min(distance(words, span, other), distance(words, other, span));
    if (apart < nearest) {
      nearest = apart;
      partner = other;
    }
  }
  return partner;
};

/** Short phrases at one place tell of one error: it is there unless both sides are wrong. */
const jointly = (span: ScoredSpan, partner: ScoredSpan): number => Math.max(span.confidence, partner.confidence);

const areShort = (span: ScoredSpan, partner: ScoredSpan): boolean => span.words <= SHORT && partner.words <= SHORT;

/** A word that finds less than this, right beside a wrong one, is read with it: “sanat öğelerini”, not “sanat”. */
const FINDS = 0.35;
/** So many words at most are read with a phrase on either side of it. */
const MOST_BESIDE = 2;

/** A short phrase with the words beside it that find nothing either; marks of punctuation end it. */
const withNeighbours = (words: readonly WordSupport[], span: ScoredSpan): ScoredSpan => {
  const isPart = (index: number): boolean => {
    const word = words[index];
    return word !== undefined && word.content && !word.name && word.best < FINDS;
  };
  let { first, last } = span;
  while (span.first - first < MOST_BESIDE && !words[first]!.boundary && isPart(first - 1)) first--;
  while (last - span.last < MOST_BESIDE && isPart(last + 1) && !words[last + 1]!.boundary) last++;
  return { ...span, first, last };
};

/** How many times the odds are that a phrase of the source is left out where the translation stops in the middle. */
const BROKEN_OFF = 35;

/** The spans of a bead whose translation stops in the middle: the surest of the source is likely to be what it lacks. */
const withoutEnd = (spans: readonly ScoredSpan[]): readonly ScoredSpan[] => {
  const lost = spans.find((span) => span.side === 'source' && !isNames(span));
  const raised = (likely: number): number => (BROKEN_OFF * likely) / (1 - likely + BROKEN_OFF * likely);
  return spans.map((span) => (span === lost ? { ...span, confidence: raised(span.confidence) } : span));
};

/** The verb of “kürek çekmek” says nothing of its own: where the noun before it finds what it says, no word is missing. */
const isCarriedByNoun = (words: readonly WordSupport[], { first, words: count }: WeakSpan, lang: string): boolean => {
  const noun = words[first - 1];
  const verb = words[first]!;
  return (
    count === 1 &&
    noun !== undefined &&
    noun.content &&
    noun.best >= FINDS &&
    !verb.boundary &&
    isSupportVerb(verb.folded, lang)
  );
};

const spansOf = (context: Context, index: number): SpanOfBead[] => {
  const bead = context.beads[index]!;
  const support = isNull(bead) ? null : context.support(index);
  if (support === null) return [];
  const surest = support.isDiscriminated
    ? surestSpans(learnedWords, learnedSpans, support)
    : surestSpans(plainWords, plainSpans, support);
  const lang = mapSides(context.sides, (_, side) => context.segment(side, bead[side][0]!).lang);
  const spans = surest.filter((span) => !isCarriedByNoun(support[span.side], span, lang[span.side]));
  return (context.isBrokenOff(index) ? withoutEnd(spans) : spans).map((span) => ({ bead: index, support, span }));
};

const movedFinding = ({ target, source }: MovedPhrase): Finding => ({
  code: 'moved',
  severity: 'info',
  ...placeOfSpan(target.support.target, target.span),
  bead: target.bead,
  counterpart: placeOfSpan(source.support.source, source.span),
  class: null,
  confidence: Math.max(target.span.confidence, source.span.confidence),
});

const findingsOf = (context: Context, index: number, words: BeadSupport, spans: readonly ScoredSpan[]): Finding[] => {
  const used = new Set<WeakSpan>();
  const findings: Finding[] = [];
  const tell = (span: ScoredSpan, partner: ScoredSpan | null, likely: number): void => {
    // A retelling leaves out, adds and says otherwise as it likes: a phrase without support says less there.
    const confidence = likely * context.covered(span.side);
    if (confidence < (context.leastConfidence ?? LEAST_CONFIDENCE)) return;
    used.add(span);
    if (partner !== null) used.add(partner);
    const code = span.side === 'target' ? 'unsupported-span' : 'missing-span';
    const areBothShort = partner !== null && areShort(span, partner);
    const placeOf = (of: ScoredSpan): Place =>
      placeOfSpan(words[of.side], areBothShort ? withNeighbours(words[of.side], of) : of);
    findings.push({
      code,
      severity: 'warning',
      ...placeOf(span),
      bead: index,
      counterpart: partner === null ? null : placeOf(partner),
      class: code !== 'unsupported-span' ? null : partner === null ? 'addition' : 'mistranslation',
      confidence,
    });
  };
  for (const span of spans) {
    if (span.side === 'source' || isExpansion(words, span)) continue;
    if (isNames(span) && !areUnexplained(nameCandidates(context, index), words, span)) continue;
    const missing = spans.filter((other) => other.side === 'source' && !used.has(other));
    const partner = partnerOf(words, span, missing);
    if (partner !== null && areShort(span, partner)) tell(span, partner, jointly(span, partner));
    else tell(span, partner, span.confidence);
  }
  // A name alone that the target leaves out is as a rule said with a pronoun.
  for (const span of spans) {
    if (span.side === 'source' && !used.has(span) && !isNames(span)) tell(span, null, span.confidence);
  }
  return findings;
};

/**
 * Phrases of the target that nothing in the source supports, and phrases of the source that the target does not render,
 * by the similarity of words. Two at the same place are one finding: a mistranslation with its counterpart. Two that say one thing
 * in beads nearby have moved.
 */
export const unsupported: Rule = (context) => {
  const spans = context.beads.map((_, index) => spansOf(context, index));
  const moved = movedPhrases(context, spans);
  const haveMoved = new Set(moved.flatMap(({ target, source }) => [target.span, source.span]));
  return [
    ...spans.flatMap((some, index) =>
      some.length === 0
        ? []
        : findingsOf(
            context,
            index,
            some[0]!.support,
            some.flatMap(({ span }) => (haveMoved.has(span) ? [] : [span])),
          ),
    ),
    ...moved.map(movedFinding),
  ];
};
