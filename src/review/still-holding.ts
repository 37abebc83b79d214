import type { Bead } from '../core/bead.ts';
import type { Finding } from '../core/finding.ts';
import { opposite, SIDES } from '../core/side.ts';
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
  const owner = { source: new Map<number, number>(), target: new Map<number, number>() };
  for (const [at, bead] of after.entries())
    for (const side of SIDES) for (const index of bead[side]) owner[side].set(index, at);
  return findings.flatMap((finding): Finding | readonly Finding[] => {
    if (finding.bead === null || finding.segment === null) return finding;
    const at = owner[finding.side].get(finding.segment);
    const [old, bead] = [before[finding.bead], at === undefined ? undefined : after[at]];
    if (at === undefined || old === undefined || bead === undefined) return [];
    const moved = finding.bead === at ? finding : { ...finding, bead: at };
    if (hasMembers(old, bead)) return moved;
    const isAlone = bead[opposite(finding.side)].length === 0;
    const { counterpart } = finding;
    switch (finding.code) {
      case 'only-in-source':
      case 'only-in-target':
        return isAlone ? moved : [];
      case 'moved':
        return [];
      default:
        if (isAlone) return [];
        return counterpart?.segment == null || owner[counterpart.side].get(counterpart.segment) === at ? moved : [];
    }
  });
}
