import type { Summary } from '../core/comparison.ts';
import type { Finding, FindingCode, Place } from '../core/finding.ts';
import { type CompareInput, createContext } from './context.ts';
import type { Rule } from './rule.ts';
import { linkMismatch } from './rules/link-mismatch.ts';
import { listMismatch } from './rules/list-mismatch.ts';
import { moved } from './rules/moved.ts';
import { nameMismatch } from './rules/name-mismatch.ts';
import { numberMismatch } from './rules/number-mismatch.ts';
import { onlyIn } from './rules/only-in.ts';
import { quoteMismatch } from './rules/quote-mismatch.ts';
import { repeated } from './rules/repeated.ts';
import { replacedTerm } from './rules/replaced-term.ts';
import { termMismatch } from './rules/term-mismatch.ts';
import { unsupported } from './rules/unsupported.ts';
import { untranslated } from './rules/untranslated.ts';
import { isRetelling } from './retelling.ts';
import { isSameStory } from './same-story.ts';
import { summarise } from './summary.ts';

/** In the order in which findings at one place are listed. */
const RULES: readonly Rule[] = [
  onlyIn,
  untranslated,
  repeated,
  numberMismatch,
  linkMismatch,
  nameMismatch,
  quoteMismatch,
  listMismatch,
  termMismatch,
  replacedTerm,
  unsupported,
  moved,
];

/** What is worth saying of two texts that are not versions of one story: what is no story at all. */
const keepsInStrangers = (finding: Finding): boolean =>
  (finding.code === 'only-in-source' || finding.code === 'only-in-target') &&
  finding.class !== 'prose' &&
  finding.class !== 'list-item' &&
  finding.class !== 'heading';

/** Findings about one thing are told once: the first of these codes at a place hides the later ones within it. */
const HIDES: Readonly<Partial<Record<FindingCode, readonly FindingCode[]>>> = {
  untranslated: ['quote-mismatch', 'number-mismatch', 'name-mismatch', 'unsupported-span', 'missing-span'],
  repeated: ['unsupported-span', 'missing-span', 'name-mismatch', 'only-in-target'],
  'number-mismatch': ['unsupported-span', 'missing-span'],
  'link-mismatch': ['unsupported-span', 'missing-span', 'name-mismatch'],
  'name-mismatch': ['unsupported-span', 'missing-span'],
  'unsupported-span': [],
};

/** A phrase this many times as long as what stands in it says more than that: an added clause, say, with a number. */
const SAYS_MORE = 4;

const isHiddenBy = (other: Finding, finding: Finding): boolean =>
  HIDES[other.code]!.includes(finding.code) && finding.end - finding.start < SAYS_MORE * (other.end - other.start);

/** Of two rules that mark one phrase with one code, the surer one speaks; of equally sure ones, the longer phrase's. */
const isSurer = (other: Finding, finding: Finding): boolean =>
  other.code === finding.code &&
  other.code === 'unsupported-span' &&
  (other.confidence > finding.confidence ||
    (other.confidence === finding.confidence && other.end - other.start > finding.end - finding.start));

/** A phrase of the source that another finding names as what should be said is not left out besides. */
const isNamedBy = ({ counterpart }: Finding, finding: Finding): boolean =>
  finding.code === 'missing-span' &&
  counterpart !== null &&
  counterpart.start < finding.end &&
  finding.start < counterpart.end &&
  finding.end - finding.start < SAYS_MORE * (counterpart.end - counterpart.start);

const keyOf = ({ side, segment }: Place): string => `${side} ${segment}`;

/** Findings by the segment of a place of theirs. */
const bySegment = (
  findings: readonly Finding[],
  placeOf: (finding: Finding) => Place | null,
): ReadonlyMap<string, readonly Finding[]> => {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const place = placeOf(finding);
    if (place === null) continue;
    const list = found.get(keyOf(place));
    if (list === undefined) found.set(keyOf(place), [finding]);
    else list.push(finding);
  }
  return found;
};

const withoutHidden = (findings: readonly Finding[]): Finding[] => {
  const hiding = findings.filter(({ code }) => HIDES[code] !== undefined);
  const standing = bySegment(hiding, (finding) => finding);
  const naming = bySegment(hiding, ({ counterpart }) => counterpart);
  return findings.filter(
    (finding) =>
      !naming.get(keyOf(finding))?.some((other) => isNamedBy(other, finding)) &&
      !standing
        .get(keyOf(finding))
        ?.some(
          (other) =>
            other !== finding &&
            (isHiddenBy(other, finding) || isSurer(other, finding)) &&
            other.start < finding.end &&
            finding.start < other.end,
        ),
  );
};

/**
 * Ascending by place. A finding in the source stands where its bead does, before the target's own; findings about the
 * document come first.
 */
const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings
    .map((finding, index) => ({ finding, index }))
    .sort(
      (a, b) =>
        (a.finding.bead ?? -1) - (b.finding.bead ?? -1) ||
        Number(a.finding.side === 'target') - Number(b.finding.side === 'target') ||
        a.finding.start - b.finding.start ||
        a.finding.end - b.finding.end ||
        a.index - b.index,
    )
    .map(({ finding }) => finding);

/** Looks for what a reviewer should see in two aligned versions. Pure and deterministic. */
export const compare = (input: CompareInput): { readonly findings: readonly Finding[]; readonly summary: Summary } => {
  const context = createContext(input);
  const sameStory = isSameStory(input);
  const found = RULES.flatMap((rule) => rule(context));
  const { text } = input.sides.target.document;
  const strangers: Finding = {
    code: 'not-same-story',
    severity: 'warning',
    side: 'target',
    segment: null,
    start: 0,
    end: text.length,
    bead: null,
    counterpart: { side: 'source', segment: null, start: 0, end: input.sides.source.document.text.length },
    class: null,
    confidence: 0.9,
  };
  const findings = inOrder(sameStory ? withoutHidden(found) : [strangers, ...found.filter(keepsInStrangers)]);
  return { findings, summary: summarise(input, { sameStory, retelling: sameStory && isRetelling(input) }, findings) };
};
