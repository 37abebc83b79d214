import type { Comparison, Summary } from '../core/comparison.ts';
import type { Finding, FindingCode } from '../core/finding.ts';
import { fixBeads, hasMembers, type ReviewBead } from './fix-beads.ts';
import { matchFindings } from './match-findings.ts';
import { resolveBeads } from './resolve-beads.ts';
import type { BeadRecord, FindingRecord, Review } from './review-file.ts';
import { stillHolding } from './still-holding.ts';

export interface ReviewedComparison extends Comparison {
  readonly beads: readonly ReviewBead[];
}

export interface AppliedReview {
  /** The beads as the reviewer fixed them, and the findings about these beads. */
  readonly comparison: ReviewedComparison;
  /** The decision about each finding, by its index in `comparison.findings`. A dismissed one must fail no check. */
  readonly decisions: ReadonlyMap<number, FindingRecord>;
  /** Decisions about texts that are not there any more: rewritten, or mended. */
  readonly stale: { readonly findings: readonly FindingRecord[]; readonly beads: readonly BeadRecord[] };
}

export const undecided = (beads: Comparison['beads']): readonly ReviewBead[] =>
  beads.map((bead) => ({ ...bead, decision: null }));

function countFindings(findings: readonly Finding[]): Summary['findings'] {
  const counts: Partial<Record<FindingCode, number>> = {};
  for (const { code } of findings) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** The findings about other beads: those that still hold. */
function findingsFor(beads: readonly ReviewBead[], comparison: Comparison): Pick<Comparison, 'findings' | 'summary'> {
  const findings = stillHolding(comparison.findings, comparison.beads, beads);
  return { findings, summary: { ...comparison.summary, findings: countFindings(findings) } };
}

/**
 * Lays what a reviewer decided over a comparison of the same texts, or of later versions of them. Pure.
 *
 * The beads that were decided are hard: they stand in the result whatever the comparison says. Best is to align around
 * them first (realign.ts); then nothing changes here.
 */
export function applyReview(comparison: Comparison, review: Review): AppliedReview {
  const { sides } = comparison;
  const { fixed, stale } = resolveBeads(sides, review.beads);
  const before = undecided(comparison.beads);
  const beads = fixed.length === 0 ? before : fixBeads(before, fixed, sides.target.segments.length);
  const isSame = beads.length === before.length && beads.every((bead, at) => hasMembers(bead, before[at]!));
  const { findings, summary } = isSame ? comparison : findingsFor(beads, comparison);
  const reviewed = { ...comparison, beads, findings, summary };
  const matched = matchFindings(reviewed, review.findings);

  return {
    comparison: reviewed,
    decisions: matched.decisions,
    stale: { findings: matched.stale, beads: stale },
  };
}
