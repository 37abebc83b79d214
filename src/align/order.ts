import { mapSides, opposite, type Side, type Sides } from '../core/side.ts';
import { type ChainLink, heaviestChain, linksOf } from './chain.ts';
import { type NearestList, nearestCosineOf, nearestOf } from './nearest-list.ts';
import type { Neighbours } from './neighbours.ts';
import { MAX_RUN } from './runs.ts';
import type { Strangers } from './strangers.ts';

/** What the mutual nearest neighbours alone say of the order in which the two documents go. */
export interface OrderReading {
  /**
   * How much pairs off in order, in [0, 1]. Near 1 for a faithful translation, near 0 for two different texts. A segment counts
   * the square of its cosine to the nearest opposite: what nothing resembles counts little.
   */
  readonly faithfulness: number;
  /**
   * How alike the two are, in any order, in [0, 1]: over the half of either side that is nearest to the other, the mean of the
   * cosine to the nearest, or 0 where that is nearer to something else. What was put in is in the other half.
   */
  readonly likeness: number;
  /**
   * How far a pair stands from the place that the pairs around it leave for it, as the mean of log(1 + segments) over both
   * sides; 0 near its place.
   */
  displacement(source: number, target: number): number;
}

/**
 * Reads the order from the longest chain of mutual nearest neighbours that runs through both documents.
 *
 * @param strangers what stands in no chain and is no distance
 * @param ranks how many others stand before each place
 */
export function readOrder(
  { forward, backward }: Neighbours,
  strangers: Strangers,
  ranks: Sides<Int32Array>,
): OrderReading {
  const sizes = mapSides(strangers, ({ length }) => length);
  const links = mutualLinks({ forward, backward }, strangers, sizes);
  const chain = heaviestChain(linksOf(links), sizes.source, sizes.target).map((at) => links[at]!);
  // Made without a function of its own, which would keep the chain.
  const places = { source: placesOf(chain, 'source', sizes), target: placesOf(chain, 'target', sizes) };
  const answers = { source: answersTo(forward, sizes.source), target: answersTo(backward, sizes.target) };
  let paired = 0;
  for (const { source, target } of chain) paired += answers.source[source.start]! + answers.target[target.start]!;
  const total = sumOf(answers.source) + sumOf(answers.target);
  return {
    faithfulness: total === 0 ? 0 : paired / total,
    likeness: meanLikeness(forward, backward, sizes),
    displacement: (i, j) =>
      (distanceTo(places.source, i, j, ranks.target) + distanceTo(places.target, j, i, ranks.source)) / 2,
  };
}

/** All mutual nearest neighbours, in source order. */
function mutualLinks(
  { forward, backward }: Pick<Neighbours, 'forward' | 'backward'>,
  strangers: Strangers,
  sizes: Sides<number>,
): readonly ChainLink[] {
  const links: ChainLink[] = [];
  for (let i = 0; i < sizes.source; i++) {
    const j = nearestOf(forward, i);
    if (j < 0 || nearestOf(backward, j) !== i || strangers.source[i] === 1) continue;
    links.push({ source: { start: i, end: i + 1 }, target: { start: j, end: j + 1 }, gain: 1 });
  }
  return links;
}

function meanLikeness(forward: NearestList, backward: NearestList, sizes: Sides<number>): number {
  const likest = (own: NearestList, other: NearestList, size: number): readonly number[] =>
    Array.from({ length: size }, (_, at) => at)
      .sort((a, b) => nearestCosineOf(own, b) - nearestCosineOf(own, a) || a - b)
      .slice(0, Math.ceil(size / 2))
      .map((at) => {
        const nearest = nearestOf(own, at);
        return nearest >= 0 && nearestOf(other, nearest) === at ? Math.max(0, nearestCosineOf(own, at)) : 0;
      });
  const all = [...likest(forward, backward, sizes.source), ...likest(backward, forward, sizes.target)];
  return all.length === 0 ? 0 : all.reduce((sum, cosine) => sum + cosine, 0) / all.length;
}

/** How near each of so many segments is to the nearest opposite, squared. */
const answersTo = (list: NearestList, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, at) => Math.max(0, nearestCosineOf(list, at)) ** 2);

const sumOf = (numbers: Float64Array): number => numbers.reduce((sum, value) => sum + value, 0);

/** For each segment of one side the stretch of the other, from its first to its last segment, where it is expected. */
interface Places {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function placesOf(chain: readonly ChainLink[], own: Side, sizes: Sides<number>): Places {
  const other = opposite(own);
  const first = new Int32Array(sizes[own]);
  const last = new Int32Array(sizes[own]);
  let next = 0;
  for (let at = 0; at < sizes[own]; at++) {
    if (next < chain.length && chain[next]![own].start === at) next++;
    const before = chain[next - 1];
    first[at] = before?.[other].start ?? 0;
    last[at] = before?.[own].start === at ? first[at]! : (chain[next]?.[other].start ?? sizes[other] - 1);
  }
  return { first, last };
}

/** No distance are the few segments that one bead may reach over. */
const distanceTo = ({ first, last }: Places, from: number, to: number, ranks: Int32Array): number => {
  const [low, high, rank] = [ranks[first[from]!]!, ranks[last[from]!]!, ranks[to]!];
  return Math.log1p(Math.max(0, low - rank - MAX_RUN, rank - high - MAX_RUN));
};
