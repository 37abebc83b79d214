import type { Bead } from '../core/bead.ts';

/**
 * Index of the moved bead that a moved bead follows directly on both sides: the two moved together. Null where a bead
 * did not move or begins what moved. `beads` are in source order.
 */
export function movedWith(index: number, beads: readonly Bead[]): number | null {
  const bead = beads[index];
  const [source, target] = [bead?.source[0], bead?.target[0]];
  if (!bead?.moved || source === undefined || target === undefined) return null;
  for (let at = index - 1; at >= 0; at -= 1) {
    const before = beads[at]!;
    if (before.source.includes(source - 1)) return before.moved && before.target.includes(target - 1) ? at : null;
  }
  return null;
}
