import { mapSides, type Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import { createNearestList, nearestCosineOf, nearestOf } from './nearest-list.ts';
import { offerAll } from './offer-all.ts';
import { Products } from './products.ts';
import { rowsOf } from './rows.ts';

/** How much each segment counts for what is usual in its document, in [0, 1]; a number a segment. */
export type Standing = Sides<Float64Array>;

/** Up to this many pairs, all are compared: 0.1 s. */
const ALL_PAIRS = 4_000_000;
/** What is less than this share as much alike as the two segments that are most alike stands for nothing. */
const STANDING_SHARE = 0.4;

/**
 * What is usual in two versions of a story is read from what both tell: a segment counts the square of its cosine to the
 * one that it is nearest to, if it is also nearest to that and they are not far less alike than the two that are most alike,
 * and else nothing. An unrelated paragraph so moves no mean.
 * A document of more than ALL_PAIRS pairs is so long that no paragraph does, and there all segments count alike.
 */
export function findStanding(sides: Sides<readonly SegmentVectors[]>): Standing {
  const { source, target } = sides;
  const standing = mapSides(sides, ({ length }) => new Float64Array(length));
  if (source.length * target.length > ALL_PAIRS) return mapSides(standing, (ofSide) => ofSide.fill(1));
  const rows = mapSides(sides, rowsOf);
  const forward = createNearestList(source.length, 1);
  const backward = createNearestList(target.length, 1);
  offerAll(new Products(rows.source, rows.target), [...source.keys()], [...target.keys()], { forward, backward });
  const most = forward.cosines.reduce((top, cosine) => Math.max(top, cosine), 0);
  for (let i = 0; i < source.length; i++) {
    const j = nearestOf(forward, i);
    const cosine = nearestCosineOf(forward, i);
    if (j < 0 || nearestOf(backward, j) !== i || cosine < STANDING_SHARE * most) continue;
    const weight = Math.max(0, cosine) ** 2;
    standing.source[i] = weight;
    standing.target[j] = weight;
  }
  return standing;
}
