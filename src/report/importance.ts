import { isNull } from '../core/bead.ts';
import type { Comparison } from '../core/comparison.ts';
import type { Finding, FindingClass, FindingCode, Severity } from '../core/finding.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** What surrounds a story on its page: a reviewer looks at it last. */
const FURNITURE: ReadonlySet<FindingClass> = new Set(['embed', 'byline', 'caption', 'boilerplate', 'markup']);

/** What no version says wrongly: it is there, and the other version has nothing at its place, or has it elsewhere. */
const ONE_SIDED: ReadonlySet<FindingCode> = new Set(['only-in-source', 'only-in-target', 'missing-span', 'moved']);

/** Of two findings that are equally sure, the one that tells of something wrong is worth so many times a one-sided one. */
const WRONG = 2;

const isOneSided = ({ code, counterpart, class: about }: Finding): boolean =>
  code === 'moved' || (counterpart === null && (ONE_SIDED.has(code) || about === 'addition'));

/** What a finding's importance depends on beside the finding. */
type Judged = Pick<Comparison, 'summary' | 'beads'>;

/**
 * How much it matters that somebody looks at a finding, in [0, 1]: how sure it is that something is wrong. What only one
 * version has need not be wrong, and least in a retelling, which leaves out and adds as it likes: such a finding counts
 * half, and a whole segment only by the share of its side that the other version does have. And what differs in a pair of
 * sentences that may be no pair need not be wrong either: it counts by how sure the pair is.
 */
export const importanceOf = (finding: Finding, { summary, beads }: Judged): number => {
  const bead = finding.bead === null ? undefined : beads[finding.bead];
  const sure = bead === undefined || isNull(bead) ? finding.confidence : finding.confidence * bead.confidence;
  if (!isOneSided(finding)) return sure;
  const isSegment = finding.code === 'only-in-source' || finding.code === 'only-in-target';
  // The confidence of a phrase holds that share already.
  const share = !isSegment ? 1 : finding.side === 'source' ? summary.sourceCovered : summary.targetCovered;
  return (sure * share) / WRONG;
};

/** What findings are ranked by, whether of one comparison or of many files. */
export interface Ranked {
  readonly severity: Severity;
  /** About a file or a story as a whole. */
  readonly isWhole: boolean;
  readonly class: string | null;
  /** See importanceOf. */
  readonly importance: number;
}

/** The one ranking of findings: by severity, what is about a whole first, page furniture last, then by importance. */
export const byRank = (a: Ranked, b: Ranked): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  Number(b.isWhole) - Number(a.isWhole) ||
  Number(isFurniture(a.class)) - Number(isFurniture(b.class)) ||
  b.importance - a.importance;

const isFurniture = (about: string | null): boolean => FURNITURE.has(about as FindingClass);

/**
 * Findings of a comparison, each with its importance: what a reviewer should look at first comes first. The order is
 * total, so output is stable.
 */
export const ranked = (
  findings: readonly Finding[],
  comparison: Judged,
): readonly { readonly finding: Finding; readonly importance: number }[] =>
  findings
    .map((finding) => ({ finding, importance: importanceOf(finding, comparison) }))
    .sort(
      ({ finding: a, importance }, { finding: b, importance: other }) =>
        // What is about the whole story stands before what is about a place in it, whatever its severity.
        Number(a.segment !== null) - Number(b.segment !== null) ||
        byRank(
          { severity: a.severity, isWhole: a.segment === null, class: a.class, importance },
          { severity: b.severity, isWhole: b.segment === null, class: b.class, importance: other },
        ) ||
        (a.bead ?? -1) - (b.bead ?? -1) ||
        (a.side < b.side ? -1 : a.side > b.side ? 1 : 0) ||
        a.start - b.start ||
        a.end - b.end ||
        (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    );
