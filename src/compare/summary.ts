import { isNull } from '../core/bead.ts';
import type { Summary } from '../core/comparison.ts';
import type { Kind } from '../core/document.ts';
import type { Finding, FindingCode } from '../core/finding.ts';
import type { Side } from '../core/side.ts';
import type { CompareInput } from './context.ts';

/** Running text; the rest of the page says little about whether two versions tell one story. */
const PROSE: ReadonlySet<Kind> = new Set(['sentence', 'quote', 'list-item', 'heading']);

/**
 * The share of a side's prose, in code units, that stands in beads with both sides; each bead counts with `weight`.
 * 1 where there is no prose at all.
 */
export const coveredShare = (
  { sides, beads }: CompareInput,
  side: Side,
  weight: (confidence: number) => number = () => 1,
): number => {
  const { segments } = sides[side];
  let total = 0;
  for (const segment of segments) if (PROSE.has(segment.kind)) total += segment.end - segment.start;
  if (total === 0) return segments.length === 0 ? 0 : 1;
  let covered = 0;
  for (const bead of beads) {
    if (isNull(bead)) continue;
    for (const member of bead[side]) {
      const segment = segments[member]!;
      if (PROSE.has(segment.kind)) covered += (segment.end - segment.start) * weight(bead.confidence);
    }
  }
  return covered / total;
};

export const summarise = (
  input: CompareInput,
  verdict: Pick<Summary, 'sameStory' | 'retelling'>,
  findings: readonly Finding[],
): Summary => {
  const counts: Partial<Record<FindingCode, number>> = {};
  for (const { code } of findings) counts[code] = (counts[code] ?? 0) + 1;
  return {
    ...verdict,
    sourceCovered: coveredShare(input, 'source'),
    targetCovered: coveredShare(input, 'target'),
    findings: counts,
  };
};
