import { isNull } from '../../core/bead.ts';
import type { Finding, FindingCode, Place } from '../../core/finding.ts';
import type { Side, Sides } from '../../core/side.ts';
import type { Context } from '../context.ts';
import { learnedSpans, learnedWords } from '../learnedSpans.ts';
import type { Rule } from '../rule.ts';
import { chooseSpans, expectedPlace, spanProbability, type WeakSpan, weakSpans } from '../spans.ts';
import { type WordSupport, wordSupport } from '../wordSupport.ts';

/** Spans less sure than this are not told. Chosen on the first half of the errors suite. */
export const LEAST_CONFIDENCE: Readonly<Record<'name-mismatch' | 'unsupported-span' | 'missing-span', number>> = {
  'name-mismatch': 0.05,
  'unsupported-span': 0.05,
  'missing-span': 0.05,
};

/** A source phrase and a target phrase this many words from where the other is expected stand at the same place. */
const SAME_PLACE = 4;

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

const findingsOf = (context: Context, index: number): Finding[] => {
  const bead = context.beads[index]!;
  // An embed left as it is says the same in the same language: nothing to learn from words across languages.
  const words = wordSupport(context, bead);
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
  const finding = (span: Scored, partner: Scored | null, confidence: number): void => {
    const code = codeOf(words[span.side], span);
    if (confidence < LEAST_CONFIDENCE[code as keyof typeof LEAST_CONFIDENCE]) return;
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
  for (const span of missing) if (!used.has(span)) finding(span, null, span.confidence);
  return findings;
};

/**
 * Phrases of the target that nothing in the source supports, and phrases of the source that the target does not render,
 * by the similarity of words. Two at the same place are one finding: a mistranslation with its counterpart.
 */
export const unsupported: Rule = (context) =>
  context.beads.flatMap((bead, index) => (isNull(bead) ? [] : findingsOf(context, index)));
