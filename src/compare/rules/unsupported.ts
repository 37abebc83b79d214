import { isNull } from '../../core/bead.ts';
import type { Finding, FindingCode, Place } from '../../core/finding.ts';
import type { Side, Sides } from '../../core/side.ts';
import { nameKey } from '../../evidence/names.ts';
import type { Context } from '../context.ts';
import { learnedSpans, learnedWords } from '../learned-spans.ts';
import type { Rule } from '../rule.ts';
import {
  chooseSpans,
  expectedPlace,
  familyOf,
  type SpanFamily,
  spanProbability,
  type WeakSpan,
  weakSpans,
} from '../spans.ts';
import type { WordSupport } from '../word-support.ts';

/**
 * Spans less sure than this are not told. Chosen on the first half of the errors suite, where about thirty clean
 * segments in a thousand then carry a finding: less than one in a document of thirty sentences.
 */
export const LEAST_CONFIDENCE: Readonly<Record<Side, Readonly<Record<SpanFamily, number>>>> = {
  target: { names: 0.6, words: 0.6, word: 0.45 },
  source: { names: 1, words: 0.3, word: 0.45 },
};
/** Where both sides have a weak span at the same place, each speaks for the other. */
const LEAST_JOINED = 0.5;

/** A source phrase and a target phrase this many words from where the other is expected stand at the same place. */
const SAME_PLACE = 4;
/** The same for names, which order moves further. */
const NAME_REACH = 6;

interface Scored extends WeakSpan {
  readonly confidence: number;
}

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

const codeOf = (words: readonly WordSupport[], span: WeakSpan): FindingCode => {
  const contents = words.slice(span.first, span.last + 1).filter((word) => word.content);
  if (contents.every((word) => word.name)) return 'name-mismatch';
  return span.side === 'target' ? 'unsupported-span' : 'missing-span';
};

/** Above this a source name is taken to be rendered by what it finds. */
const RENDERED = 0.4;
const ACRONYM = /^\p{Lu}[\p{Lu}.]+s?$/u;

/**
 * The source name that a name of the target stands for and is not: near where it is expected, and found in no spelling
 * in the target. Null where there is none: then the translation says a name for a pronoun. An acronym is no such
 * name: its expansion shares nothing with it.
 */
const replacedName = (words: Sides<readonly WordSupport[]>, span: WeakSpan): WeakSpan | null => {
  const own = words.target.slice(span.first, span.last + 1).filter((word) => word.content);
  if (own.some((word) => isSpelledIn(words.source, word))) return null;
  const places = expectedPlace(words.target, span.first, span.last);
  let found = -1;
  words.source.forEach((word, i) => {
    if (!word.name || !word.content || word.best >= RENDERED) return;
    if (places.length > 0 && !places.some((place) => Math.abs(place - i) <= NAME_REACH)) return;
    if (ACRONYM.test(word.stem) || isSpelledIn(words.target, word)) return;
    if (found < 0 || word.best < words.source[found]!.best) found = i;
  });
  return found < 0 ? null : { ...span, side: 'source', first: found, last: found };
};

/** A shared beginning of this many letters is the same name with another ending. */
const SAME_BEGINNING = 4;

const isSpelledIn = (words: readonly WordSupport[], { stem }: WordSupport): boolean => {
  const beginning = nameKey(stem).slice(0, SAME_BEGINNING);
  return words.some((word) => nameKey(word.stem).startsWith(beginning));
};

/**
 * An acronym's expansion is as a rule as many words as the acronym has letters, one more or less; some of them find
 * something, so that three words or more of it are left.
 */
const mayExpandTo = (letters: number, words: number): boolean =>
  Math.abs(letters - words) <= 1 || (words >= 3 && words <= letters);

const isExpansion = (words: Sides<readonly WordSupport[]>, span: WeakSpan): boolean =>
  span.side === 'target' &&
  words.source.some(({ stem }) => ACRONYM.test(stem) && mayExpandTo(nameKey(stem).length, span.words)) &&
  words.target.slice(span.first, span.last + 1).some((word) => word.name);

const findingsOf = (context: Context, index: number): Finding[] => {
  const words = context.support(index);
  if (words === null) return [];
  const spansOf = (side: Side): readonly Scored[] =>
    chooseSpans(
      weakSpans(learnedWords, words, side).map((span) => ({
        ...span,
        confidence: spanProbability(learnedSpans, span),
      })),
    );
  const missing = spansOf('source');
  const findings: Finding[] = [];
  const finding = (span: Scored, partner: WeakSpan | null, confidence: number): void => {
    const code = codeOf(words[span.side], span);
    if (isExpansion(words, span)) return;
    const least = LEAST_CONFIDENCE[span.side][familyOf(span)];
    if (confidence < (partner !== null && familyOf(span) === 'words' ? Math.min(least, LEAST_JOINED) : least)) return;
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
  const used = new Set<Scored>();
  for (const span of spansOf('target')) {
    if (familyOf(span) === 'names') {
      const name = replacedName(words, span);
      if (name !== null) finding(span, name, span.confidence);
      continue;
    }
    let partner: Scored | null = null;
    let nearest = SAME_PLACE + 1;
    for (const other of missing) {
      if (used.has(other)) continue;
      const apart = Math.min(distance(words, span, other), distance(words, other, span));
      if (apart < nearest) {
        nearest = apart;
        partner = other;
      }
    }
    if (partner !== null) used.add(partner);
    finding(
      span,
      partner,
      Math.max(span.confidence, partner === null ? 0 : Math.min(partner.confidence, span.confidence)),
    );
  }
  // A name alone that the target leaves out is as a rule said with a pronoun.
  for (const span of missing) if (!used.has(span) && familyOf(span) !== 'names') finding(span, null, span.confidence);
  return findings;
};

/**
 * Phrases of the target that nothing in the source supports, and phrases of the source that the target does not render,
 * by the similarity of words. Two at the same place are one finding: a mistranslation with its counterpart.
 */
export const unsupported: Rule = (context) =>
  context.beads.flatMap((bead, index) => (isNull(bead) ? [] : findingsOf(context, index)));
