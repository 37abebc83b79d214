import { mapSides, type Sides } from '../core/side.ts';
import { type NearestList, nearestCosineOf } from './nearest-list.ts';
import type { Neighbours } from './neighbours.ts';

/** For each segment 1 where nothing opposite resembles it, else 0. */
export type Strangers = Sides<Uint8Array>;

/** What is less like everything opposite than this has no counterpart, whatever it is. */
const STRANGER = 0.35;

/** A side of which this share resembles nothing is another text, and none of it was put in. */
const MOST_STRANGERS = 0.5;

/**
 * The segments that nothing resembles: what stands on both sides of them is beside one another, so that a paragraph put in
 * parts no two beads.
 */
export function findStrangers({ forward, backward }: Neighbours, sizes: Sides<number>): Strangers {
  const of = (list: NearestList, length: number): Uint8Array => {
    const strangers = Uint8Array.from({ length }, (_, at) => (nearestCosineOf(list, at) < STRANGER ? 1 : 0));
    const count = strangers.reduce((sum, stranger) => sum + stranger, 0);
    return count < MOST_STRANGERS * length ? strangers : new Uint8Array(length);
  };
  return { source: of(forward, sizes.source), target: of(backward, sizes.target) };
}

/** For each place of both sides how many segments stand before it that are no strangers: distances are told by these. */
export const placesWithout = (strangers: Strangers): Sides<Int32Array> =>
  mapSides(strangers, (isStranger) => {
    const places = new Int32Array(isStranger.length + 1);
    isStranger.forEach((stranger, at) => {
      places[at + 1] = places[at]! + 1 - stranger;
    });
    return places;
  });
