/** The two versions of a story: the original, and the translation or retelling under review. */
export type Side = 'source' | 'target';

/** One value for each version. */
export interface Sides<T> {
  readonly source: T;
  readonly target: T;
}

export const SIDES: readonly Side[] = ['source', 'target'];

export const opposite = (side: Side): Side => (side === 'source' ? 'target' : 'source');

export const mapSides = <T, U>(sides: Sides<T>, f: (value: T, side: Side) => U): Sides<U> => ({
  source: f(sides.source, 'source'),
  target: f(sides.target, 'target'),
});
