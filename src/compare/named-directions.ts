import type { Place } from '../core/finding.ts';
import { mapSides, opposite, type Side } from '../core/side.ts';
import { type Direction, directionOf } from '../evidence/languages/compass.ts';
import { nameLikeness, SAME_NAME } from '../evidence/spelling.ts';
import type { Context } from './context.ts';
import { type Token, tokensOf, TRANSLATED } from './name-candidates.ts';

/** A point of the compass that belongs to a name (South Korea), and the word after it. */
interface NamedDirection {
  readonly token: Token;
  readonly direction: Direction;
  readonly next: Token;
}

const directionsOf = (tokens: readonly Token[], lang: string): readonly (Direction | null)[] =>
  tokens.map(({ word }) => directionOf(word.folded, lang));

const namedDirections = (tokens: readonly Token[], directions: readonly (Direction | null)[]): NamedDirection[] =>
  tokens.flatMap((token, i) => {
    const direction = directions[i]!;
    const next = tokens[i + 1];
    const isNamed = direction !== null && token.capital !== null && next !== undefined && next.capital !== null;
    return isNamed && !next.word.boundary ? [{ token, direction, next }] : [];
  });

/** Points of the compass in names of which the target says another, as pairs of target and source: Kuzey Kore, South Korea. */
export const wrongDirections = (context: Context, bead: number): readonly (readonly [Place, Place])[] => {
  const { source: members, target: opposites } = context.beads[bead]!;
  const hasNames = (side: Side, segments: readonly number[]): boolean =>
    segments.some((segment) =>
      context.capitals(side, segment).some(({ folded }) => directionOf(folded, context.sides[side].lang) !== null),
    );
  if (!hasNames('target', opposites) || !hasNames('source', members)) return [];
  const support = context.support(bead);
  if (support === null) return [];
  const tokens = mapSides(context.sides, (_, side) => tokensOf(context, side, support[side]));
  const all = mapSides(tokens, (own, side) => directionsOf(own, context.sides[side].lang));
  const open = mapSides(tokens, (own, side) =>
    namedDirections(own, all[side]).filter(({ direction }) => !all[opposite(side)].includes(direction)),
  );
  return open.target.flatMap(({ token, next }) => {
    const other = open.source.find(
      (one) =>
        nameLikeness(next.skeleton, one.next.skeleton) >= SAME_NAME ||
        (next.word.best >= TRANSLATED && next.word.partner === one.next.index),
    );
    return other === undefined ? [] : [[token.word.place, other.token.word.place] as const];
  });
};
