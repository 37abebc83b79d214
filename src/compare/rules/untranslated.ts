import { isNull } from '../../core/bead.ts';
import type { Kind } from '../../core/document.ts';
import type { Finding } from '../../core/finding.ts';
import { functionWordsOf } from '../../evidence/languages/function-words.ts';
import { type Context, placeIn, placeOf } from '../context.ts';
import type { Rule } from '../rule.ts';
import { sharedRuns, type WordRun } from '../word-runs.ts';

/** Fewer words than this in a row are a title or a name. */
const RUN_WORDS = 4;
/** The share of them that must begin with a small letter: names and titles are quoted as they are. */
const SMALL_SHARE = 0.5;
/** The share of them that must be function words of the source's language: what both quote from a third has none. */
const FUNCTION_SHARE = 0.2;
/** From this share on, the segment as a whole is untranslated. */
const WHOLE_SHARE = 0.7;
const CONFIDENCE_COPIED = 0.995;
const CONFIDENCE_DETECTED = 0.85;

/** These are quoted as they are. */
const LEFT_AS_IS: ReadonlySet<Kind> = new Set(['embed', 'byline', 'markup', 'boilerplate']);

const SMALL = /^\p{Ll}/u;

const primary = (lang: string): string => lang.split('-')[0]!.toLowerCase();

/** True where the segment's own words, not names, are of the source's language by detection. */
const isDetected = (context: Context, index: number): boolean => {
  const segment = context.segment('target', index);
  const sourceLang = primary(context.sides.source.lang);
  if (primary(segment.lang) !== sourceLang) return false;
  const words = context.words('target', index);
  const small = words.filter((word) => SMALL.test(segment.text.slice(word.start, word.end))).length;
  return words.length >= RUN_WORDS && small * 2 >= words.length;
};

/**
 * Target text still in the source language: runs of words copied from the source, and segments whose detected
 * language is the source's.
 */
export const untranslated: Rule = (context) => {
  if (primary(context.sides.source.lang) === primary(context.sides.target.lang)) return [];
  const stops = functionWordsOf(context.sides.source.lang);
  const findings: Finding[] = [];
  context.beads.forEach((bead, index) => {
    if (isNull(bead)) return;
    const source = bead.source.flatMap((member) => context.words('source', member).map((word) => word.folded));
    for (const member of bead.target) {
      const segment = context.segment('target', member);
      if (LEFT_AS_IS.has(segment.kind)) continue;
      const words = context.words('target', member);
      const finding = (place: ReturnType<typeof placeOf>, confidence: number): Finding => ({
        code: 'untranslated',
        severity: 'error',
        ...place,
        bead: index,
        counterpart: placeOf(context, 'source', bead.source[0]!),
        class: null,
        confidence,
      });
      const folded = words.map((word) => word.folded);
      const isCopied = ({ first, last }: WordRun): boolean => {
        const run = words.slice(first, last + 1);
        const small = run.filter((word) => SMALL.test(segment.text.charAt(word.start))).length;
        const functions = run.filter((word) => stops.has(word.folded)).length;
        // Of a language whose function words are not known nothing is asked.
        const enough = stops.size === 0 || functions >= FUNCTION_SHARE * run.length;
        return small >= SMALL_SHARE * run.length && enough;
      };
      const shared = sharedRuns(folded, source, Math.min(RUN_WORDS, Math.max(3, folded.length)));
      const runs = shared.filter(isCopied);
      const copied = runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
      if (copied > 0 && copied >= WHOLE_SHARE * words.length) {
        findings.push(finding(placeOf(context, 'target', member), CONFIDENCE_COPIED));
      } else if (isDetected(context, member)) {
        findings.push(finding(placeOf(context, 'target', member), CONFIDENCE_DETECTED));
      } else {
        for (const { first, last } of runs) {
          const span = { start: words[first]!.start, end: words[last]!.end };
          findings.push(finding(placeIn(context, 'target', member, span), CONFIDENCE_COPIED));
        }
      }
    }
  });
  return findings;
};
