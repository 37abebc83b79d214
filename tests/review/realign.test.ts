import fc from 'fast-check';
import { expect, test } from 'vitest';
import { align } from '../../src/align/align.ts';
import type { AlignInput } from '../../src/align/input.ts';
import { SIDES, type Sides } from '../../src/core/side.ts';
import { type FixedBead, fixBeads, type ReviewBead } from '../../src/review/fix-beads.ts';
import { realign } from '../../src/review/realign.ts';

/** Segment i of both sides says the same; vectors of different segments are far apart. */
function inputOf(size: number): AlignInput {
  return {
    vectors: Array.from({ length: size }, (_, index) => {
      const vector = new Float32Array(16).map((_value, d) => Math.sin((index + 1) * (d + 1) * 1.7));
      const length = Math.hypot(...vector);
      const unit = vector.map((value) => value / length);
      const table = { vectors: unit, weights: new Float32Array([1]) };
      return { pooled: unit, words: [{ start: 0, end: 5 }], table, rows: Int32Array.of(0) };
    }),
    traits: Array.from({ length: size }, (_, index) => ({
      length: 40 + index,
      kind: 'sentence' as const,
      foreign: false,
      opens: false,
      quantities: [],
      names: [],
    })),
  };
}

/** Fixed beads that share no segment: each chosen segment is dealt to one of a few beads. */
const fixedOf = (sizes: Sides<number>): fc.Arbitrary<readonly FixedBead[]> =>
  fc
    .record({
      source: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: sizes.source, maxLength: sizes.source }),
      target: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: sizes.target, maxLength: sizes.target }),
    })
    .map((dealt) =>
      [0, 1, 2, 3]
        .map((bead): FixedBead => {
          const members = (list: readonly number[]) => [...list.keys()].filter((index) => list[index] === bead);
          return { source: members(dealt.source), target: members(dealt.target), decision: { verdict: 'joined' } };
        })
        .filter(({ source, target }) => source.length + target.length > 0),
    );

const sizes = fc.record({ source: fc.integer({ min: 0, max: 9 }), target: fc.integer({ min: 0, max: 9 }) });

const expectWhole = (beads: readonly ReviewBead[], of: Sides<number>): void => {
  for (const side of SIDES) {
    const seen = beads.flatMap((bead) => bead[side]).sort((a, b) => a - b);
    expect(seen).toEqual(Array.from({ length: of[side] }, (_, index) => index));
  }
};

test('fixed beads stand in the result as they are, with confidence 1, and every segment in one bead', () => {
  fc.assert(
    fc.property(
      sizes.chain((of) => fixedOf(of).map((fixed) => ({ of, fixed }))),
      ({ of, fixed }) => {
        const beads = realign({ source: inputOf(of.source), target: inputOf(of.target) }, fixed, 'free');
        expectWhole(beads, of);
        for (const bead of fixed) {
          expect(beads).toContainEqual(
            expect.objectContaining({
              source: bead.source,
              target: bead.target,
              confidence: 1,
              decision: bead.decision,
            }),
          );
        }
        expect(beads.filter(({ decision }) => decision !== null)).toHaveLength(fixed.length);
      },
    ),
    { numRuns: 60 },
  );
});

test('fixing beads in a finished alignment keeps every segment in one bead too', () => {
  fc.assert(
    fc.property(
      sizes.chain((of) => fc.tuple(fixedOf(of), fixedOf(of)).map(([first, second]) => ({ of, first, second }))),
      ({ of, first, second }) => {
        const start: ReviewBead[] = SIDES.flatMap((side) =>
          Array.from({ length: of[side] }, (_, index) => ({
            source: [],
            target: [],
            [side]: [index],
            confidence: 0.5,
            moved: false,
            decision: null,
          })),
        );
        const beads = fixBeads(fixBeads(start, first, of.target), second, of.target);
        expectWhole(beads, of);
        for (const { source, target } of second)
          expect(beads).toContainEqual(expect.objectContaining({ source, target, confidence: 1 }));
      },
    ),
  );
});

test('with nothing fixed it is the alignment', () => {
  const input = { source: inputOf(6), target: inputOf(6) };
  expect(realign(input, [], 'free')).toEqual(
    align(input, { order: 'free' }).map((bead) => ({ ...bead, decision: null })),
  );
});
