import type { Bead } from '../core/bead.ts';
import type { Sides } from '../core/side.ts';

/**
 * Puts beads in source order; a null target bead follows the bead that holds the target segment before it.
 * O(n) for n segments.
 */
export function inSourceOrder<B extends Pick<Bead, 'source' | 'target'>>(
  beads: readonly B[],
  targetSize: number,
): readonly B[] {
  const ofTarget = new Array<B | undefined>(targetSize).fill(undefined);
  for (const bead of beads) for (const index of bead.target) ofTarget[index] = bead;
  const following = new Map<B | undefined, B[]>();
  let before: B | undefined;
  for (let index = 0; index < targetSize; index += 1) {
    const bead = ofTarget[index];
    if (bead === undefined) continue;
    if (bead.source.length > 0) before = bead;
    else if (bead.target[0] === index) {
      const list = following.get(before);
      if (list === undefined) following.set(before, [bead]);
      else list.push(bead);
    }
  }
  // No two begin with the same source segment.
  const withSource: (B | undefined)[] = [];
  for (const bead of beads) {
    const first = bead.source[0];
    if (first === undefined) continue;
    while (withSource.length <= first) withSource.push(undefined);
    withSource[first] = bead;
  }
  const ordered: B[] = [...(following.get(undefined) ?? [])];
  for (const bead of withSource) {
    if (bead === undefined) continue;
    ordered.push(bead);
    const after = following.get(bead);
    if (after !== undefined) ordered.push(...after);
  }
  return ordered;
}

/**
 * Tells whether a bead breaks the order of its neighbours: its first target segment is compared with those of the
 * nearest beads before and after it in `beads`. These are in source order; null and moved ones do not count.
 * O(n) to make, O(log n) to ask.
 */
export function orderOf(beads: readonly Bead[]): (bead: Sides<readonly number[]>) => boolean {
  const anchors: Bead[] = [];
  for (const bead of beads) if (bead.source.length > 0 && bead.target.length > 0 && !bead.moved) anchors.push(bead);
  return ({ source, target }) => {
    const [first, place] = [source[0], target[0]];
    if (first === undefined || place === undefined) return false;
    let low = 0;
    let high = anchors.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (anchors[middle]!.source[0]! < first) low = middle + 1;
      else high = middle;
    }
    const previous = anchors[low - 1]?.target[0] ?? -1;
    const next = anchors[low]?.target[0] ?? Number.POSITIVE_INFINITY;
    return place < previous || place > next;
  };
}
