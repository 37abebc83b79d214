import { isNull } from '../../core/bead.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { Side } from '../../core/side.ts';
import { mapSides } from '../../core/side.ts';
import type { Span } from '../../core/span.ts';
import { lazily } from '../../core/lazily.ts';
import { readTermWords, TermFinder, type TermPair, termPairs } from '../../evidence/terms.ts';
import { type Context, placeIn, placeOf } from '../context.ts';
import type { Rule } from '../rule.ts';

const CONFIDENCE_FORBIDDEN = 0.97;
const CONFIDENCE_UNUSED = 0.9;

interface Found extends Span {
  readonly id: number;
  readonly segment: number;
}

/** Of terms that overlap the one that began first, then the longest: the asset of a crypto asset is no term of its own. */
const withoutOverlaps = (found: readonly Found[]): readonly Found[] => {
  let end = -1;
  let start = -1;
  return found.filter((term) => {
    // One phrase may be a term of several concepts.
    const isSame = term.start === start && term.end === end;
    if (term.start < end && !isSame) return false;
    ({ start, end } = term);
    return true;
  });
};

/** Finds the terms of a list in segments of one side. */
const finderOf = (context: Context, side: Side, terms: readonly (readonly string[])[]) => {
  const { lang, segments } = context.sides[side];
  const finder = new TermFinder(
    terms.flatMap((texts, id) => texts.map((text) => ({ id, text }))),
    lang,
  );
  const read = lazily(segments.length, (index): readonly Found[] => {
    const { text } = segments[index]!;
    return finder.find(text, readTermWords(text)).map((term) => ({ ...term, segment: index }));
  });
  return (index: number): readonly Found[] => (index >= 0 && index < segments.length ? read(index) : []);
};

/**
 * Terms of the glossary: a source term whose translation, in any form, stands neither in the bead nor beside it; and a variant that the
 * glossary forbids, opposite the term that it stands for.
 */
export const termMismatch: Rule = (context) => {
  if (context.glossary === undefined) return [];
  const langs = mapSides(context.sides, ({ lang }) => lang);
  const pairs = termPairs(context.glossary, langs.source, langs.target);
  if (pairs.length === 0) return [];
  const inSource = finderOf(
    context,
    'source',
    pairs.map(({ source }) => source),
  );
  const inTarget = finderOf(
    context,
    'target',
    pairs.map(({ target }) => target),
  );
  const forbidden = finderOf(
    context,
    'target',
    pairs.map((pair) => pair.forbidden),
  );
  return context.beads.flatMap((bead, index): readonly Finding[] => {
    if (isNull(bead)) return [];
    const finding = (pair: TermPair, code: 'unused' | 'forbidden', place: Place, counterpart: Place): Finding => ({
      code: 'term-mismatch',
      severity: code === 'forbidden' ? 'error' : 'warning',
      ...place,
      bead: index,
      counterpart,
      class: code,
      confidence: code === 'forbidden' ? CONFIDENCE_FORBIDDEN : CONFIDENCE_UNUSED,
      term: { allowed: pair.target, note: pair.note },
    });
    const told = new Set<number>();
    return bead.source
      .flatMap((segment) => withoutOverlaps(inSource(segment)))
      .flatMap((term) => {
        if (told.has(term.id)) return [];
        told.add(term.id);
        const pair = pairs[term.id]!;
        const source = placeIn(context, 'source', term.segment, term);
        const bad = bead.target.flatMap((segment) => forbidden(segment).filter(({ id }) => id === term.id));
        if (bad.length > 0) {
          return bad.map((one) => finding(pair, 'forbidden', placeIn(context, 'target', one.segment, one), source));
        }
        const isUsed = bead.target.some((segment) =>
          [segment - 1, segment, segment + 1].some((near) => inTarget(near).some(({ id }) => id === term.id)),
        );
        return isUsed || pair.target.length === 0
          ? []
          : [finding(pair, 'unused', source, placeOf(context, 'target', bead.target[0]!))];
      });
  });
};
