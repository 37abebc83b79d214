import { rowDot } from '../align/rows.ts';
import type { Side } from '../core/side.ts';
import type { Context } from './context.ts';
import type { ScoredSpan } from './spans.ts';
import type { BeadSupport } from './word-support.ts';

/** A weak span of a bead. */
export interface SpanOfBead {
  readonly bead: number;
  readonly support: BeadSupport;
  readonly span: ScoredSpan;
}

/** A phrase of the target, and the phrase of a bead nearby whose place in the source it has left. */
export interface MovedPhrase {
  readonly target: SpanOfBead;
  readonly source: SpanOfBead;
}

/** How many beads on a phrase is looked for. */
const REACH = 2;
/** Spans surer than this are looked for. */
const LEAST_CONFIDENCE = 0.3;
/** A single word stands in many sentences. */
const LEAST_WORDS = 2;
/** Weighted mean, over the words of either span, of the best cosine to a word of the other. */
const LEAST_LIKENESS = 0.5;

/** How far the words of a span are said by another of the other side. */
const saidBy = (context: Context, from: SpanOfBead, by: SpanOfBead): number => {
  const rowsOf = ({ support, span }: SpanOfBead): Int32Array =>
    support.rows[span.side].subarray(span.first, span.last + 1);
  const [own, others] = [context.vocabulary(from.span.side).vectors, context.vocabulary(by.span.side).vectors];
  const [ownRows, otherRows] = [rowsOf(from), rowsOf(by)];
  let said = 0;
  let weights = 0;
  from.support[from.span.side].slice(from.span.first, from.span.last + 1).forEach(({ content, weight }, at) => {
    if (!content) return;
    let best = 0;
    for (const other of otherRows) best = Math.max(best, rowDot(own, ownRows[at]!, others, other));
    said += weight * best;
    weights += weight;
  });
  return weights === 0 ? 0 : said / weights;
};

/**
 * Phrases that nothing opposite supports, of which one in the target says what one in the source of a bead nearby says: neither is
 * lost, the translation says it a sentence earlier or later.
 *
 * @param spans of each bead, by its index
 */
export const movedPhrases = (context: Context, spans: readonly (readonly SpanOfBead[])[]): readonly MovedPhrase[] => {
  const isCandidate = ({ span }: SpanOfBead, side: Side): boolean =>
    span.side === side && span.words >= LEAST_WORDS && span.confidence >= LEAST_CONFIDENCE;
  const taken = new Set<ScoredSpan>();
  return spans.flatMap((own, index) =>
    own
      .filter((target) => isCandidate(target, 'target'))
      .flatMap((target) => {
        let best: SpanOfBead | null = null;
        let most = LEAST_LIKENESS;
        for (let at = Math.max(0, index - REACH); at <= Math.min(spans.length - 1, index + REACH); at++) {
          if (at === index) continue;
          for (const source of spans[at]!) {
            if (taken.has(source.span) || !isCandidate(source, 'source')) continue;
            const likeness = Math.min(saidBy(context, target, source), saidBy(context, source, target));
            if (likeness <= most) continue;
            most = likeness;
            best = source;
          }
        }
        if (best === null) return [];
        taken.add(best.span);
        return [{ target, source: best }];
      }),
  );
};
