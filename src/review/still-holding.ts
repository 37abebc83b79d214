import type { Bead } from '../core/bead.ts';
import type { Finding } from '../core/finding.ts';
import { opposite, type Sides } from '../core/side.ts';
import { hasMembers } from './fix-beads.ts';

/**
 * The findings that still say something after beads were changed, with the indices of their new beads. Those about a
 * bead that did not change stay as they are; one about a bead that did stays where what it says may still be so, until
 * the comparison is made again. O(n) for n segments and findings.
 */
export function stillHolding(
  findings: readonly Finding[],
  before: readonly Bead[],
  after: readonly Bead[],
): readonly Finding[] {
  const owner: Sides<number[]> = { source: [], target: [] };
  for (const [at, bead] of after.entries()) {
    for (const index of bead.source) owner.source[index] = at;
    for (const index of bead.target) owner.target[index] = at;
  }
  const kept: Finding[] = [];
  for (const finding of findings) {
    const found = still(finding);
    if (found !== null) kept.push(found);
  }
  return kept;

  function still(finding: Finding): Finding | null {
    if (finding.bead === null || finding.segment === null) return finding;
    const at = owner[finding.side][finding.segment];
    const [old, bead] = [before[finding.bead], at === undefined ? undefined : after[at]];
    if (at === undefined || old === undefined || bead === undefined) return null;
    const moved = finding.bead === at ? finding : { ...finding, bead: at };
    if (old === bead || hasMembers(old, bead)) return moved;
    const isAlone = bead[opposite(finding.side)].length === 0;
    const { counterpart } = finding;
    switch (finding.code) {
      case 'only-in-source':
      case 'only-in-target':
        return isAlone ? moved : null;
      case 'moved':
        return null;
      default:
        if (isAlone) return null;
        return counterpart?.segment == null || owner[counterpart.side][counterpart.segment] === at ? moved : null;
    }
  }
}
