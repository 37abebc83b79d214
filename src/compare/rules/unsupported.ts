import { isNull } from '../../core/bead.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { Sides } from '../../core/side.ts';
import { nameKey } from '../../evidence/names.ts';
import type { Context } from '../context.ts';
import { learnedSpans, learnedWords } from '../learned-spans.ts';
import type { Rule } from '../rule.ts';
import { type ScoredSpan, SPAN_FEATURES, surestSpans, type WeakSpan } from '../spans.ts';
import { type BeadSupport, expectedPlace, type WordSupport } from '../word-support.ts';

/**
 * Spans less sure than this are not told. Chosen on the first half of the errors suite, where about twenty-five clean
 * segments in a thousand then carry a finding of any rule: less than one in a document of thirty sentences.
 */
export const LEAST_CONFIDENCE = 0.4;

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

const isNames = ({ names, words }: WeakSpan): boolean => names === words;

const ACRONYM = /^\p{Lu}[\p{Lu}.]+s?$/u;
const CAPITAL = /^\p{Lu}/u;

/**
 * An acronym's expansion is as a rule as many words as the acronym has letters, one more or less; some of them find
 * something, so that three words or more of it are left.
 */
const mayExpandTo = (letters: number, words: number): boolean =>
  Math.abs(letters - words) <= 1 || (words >= 3 && words <= letters);

const isExpansion = (words: Sides<readonly WordSupport[]>, span: WeakSpan): boolean =>
  span.side === 'target' &&
  words.source.some(({ stem }) => ACRONYM.test(stem) && mayExpandTo(nameKey(stem).length, span.words)) &&
  words.target.slice(span.first, span.last + 1).some(({ stem }) => CAPITAL.test(stem));

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

/** Short phrases at one place are each what the other stands for: the surer speaks for both. */
const jointly = (span: ScoredSpan, partner: ScoredSpan): number =>
  span.words <= SHORT && partner.words <= SHORT ? Math.max(span.confidence, partner.confidence) : span.confidence;

const findingsOf = (context: Context, index: number): Finding[] => {
  const words = context.support(index);
  if (words === null) return [];
  const spans = surestSpans(learnedWords, learnedSpans, words);
  const used = new Set<WeakSpan>();
  const findings: Finding[] = [];
  const tell = (span: ScoredSpan, partner: WeakSpan | null, confidence: number): void => {
    if (confidence < LEAST_CONFIDENCE) return;
    used.add(span);
    if (partner !== null) used.add(partner);
    const code = span.side === 'target' ? 'unsupported-span' : 'missing-span';
    findings.push({
      code,
      severity: 'warning',
      ...placeOfSpan(words[span.side], span),
      bead: index,
      counterpart: partner === null ? null : placeOfSpan(words[partner.side], partner),
      class: code !== 'unsupported-span' ? null : partner === null ? 'addition' : 'mistranslation',
      confidence,
    });
  };
  for (const span of spans) {
    // Names are judged by their spelling, in a rule of their own.
    if (span.side === 'source' || isNames(span) || isExpansion(words, span)) continue;
    const missing = spans.filter((other) => other.side === 'source' && !used.has(other));
    const partner = partnerOf(words, span, missing);
    tell(span, partner, partner === null ? span.confidence : jointly(span, partner));
  }
  // A name alone that the target leaves out is as a rule said with a pronoun.
  for (const span of spans) {
    if (span.side === 'source' && !used.has(span) && !isNames(span)) tell(span, null, span.confidence);
  }
  return findings;
};

/**
 * Phrases of the target that nothing in the source supports, and phrases of the source that the target does not render,
 * by the similarity of words. Two at the same place are one finding: a mistranslation with its counterpart.
 */
export const unsupported: Rule = (context) =>
  context.beads.flatMap((bead, index) => (isNull(bead) ? [] : findingsOf(context, index)));
