import type { NearestList } from './nearest-list.ts';

/** What competes with a bead: how near its side stands to the segments outside the bead that it is nearest to. */
export interface Rivals {
  /** The nearest of them; 0 where there is none. */
  readonly best: number;
  /** Mean of the MARGIN_NEIGHBOURS nearest; missing ones count as chance (0): a lonely pair is not punished for it. */
  readonly mean: number;
}

/** Over how many neighbours a margin is taken (the k of the ratio margin, Artetxe and Schwenk 2019). */
const MARGIN_NEIGHBOURS = 4;

/**
 * The rivals of a bead on one side of it.
 *
 * @param members the bead's members on this side
 * @param opposite its members on the other side
 * @param list the nearest of the other side for each segment of this one
 * @param strangers of the other side: they are nobody's rivals
 * @param cosinesTo the cosines of the members together to some segments of the other side
 */
export function findRivals(
  members: readonly number[],
  opposite: readonly number[],
  list: NearestList,
  strangers: Uint8Array,
  cosinesTo: (others: readonly number[]) => ArrayLike<number>,
): Rivals {
  const { k, ids, cosines } = list;
  const nearest: number[] = [];
  const offer = (cosine: number): void => {
    let at = nearest.length;
    if (at === MARGIN_NEIGHBOURS) {
      if (cosine <= nearest[at - 1]!) return;
      at--;
    }
    while (at > 0 && nearest[at - 1]! < cosine) {
      nearest[at] = nearest[at - 1]!;
      at--;
    }
    nearest[at] = cosine;
  };
  if (members.length === 1) {
    // The list is in order, and its cosines are known.
    for (let at = members[0]! * k; at < (members[0]! + 1) * k && nearest.length < MARGIN_NEIGHBOURS; at++) {
      if (ids[at]! >= 0 && strangers[ids[at]!] === 0 && !opposite.includes(ids[at]!)) nearest.push(cosines[at]!);
    }
  } else {
    const others: number[] = [];
    for (const member of members) {
      for (let at = member * k; at < (member + 1) * k; at++) {
        const id = ids[at]!;
        if (id >= 0 && strangers[id] === 0 && !opposite.includes(id) && !others.includes(id)) others.push(id);
      }
    }
    const found = cosinesTo(others);
    for (let at = 0; at < found.length; at++) offer(found[at]!);
  }
  let sum = 0;
  for (const cosine of nearest) sum += cosine;
  return { best: nearest.length > 0 ? nearest[0]! : 0, mean: sum / MARGIN_NEIGHBOURS };
}
