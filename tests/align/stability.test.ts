import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../src/align/align.ts';
import type { AlignInput } from '../../src/align/input.ts';
import { dot } from '../../src/align/rows.ts';
import { prepareSides, readSides } from '../../src/cli/compare-files.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { isNull } from '../../src/core/bead.ts';
import { mapSides, opposite, type Side, SIDES, type Sides } from '../../src/core/side.ts';
import { inputOf, STORY } from '../support/align-input.ts';
import { embedParagraphs, insertEverywhere } from '../support/insert-paragraph.ts';
import { embedByWords } from '../support/word-embedder.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const embedder = await openEmbedder(undefined, { noCache: true });
const paragraphs = await embedParagraphs(embedder);
const io = { cwd: FIXTURES, readStdin: async () => new Uint8Array() };
const options = { segmentation: 'sentences', langs: { source: 'en', target: 'tr' } } as const;

/** In the few dimensions of made vectors chance brings even strange words near: no sentence may be nearer to the other than this. */
const NEAR = 0.3;

const areStrange = (some: readonly string[], others: readonly string[]): boolean => {
  const [own, opposite] = [embedByWords(some), embedByWords(others)];
  return own.every(({ pooled: a }) => opposite.every(({ pooled: b }) => dot(a, 0, b, 0, a.length) < NEAR));
};

const inputOfFixture = async (name: string): Promise<Sides<AlignInput>> => {
  const files = readdirSync(join(FIXTURES, name));
  const find = (start: string): string =>
    join(
      FIXTURES,
      name,
      files.find((file) => file.startsWith(start))!,
    );
  const sides = await readSides({ source: find('source.'), target: find('target.') }, options, io);
  return (await prepareSides(sides, embedder)).input;
};

describe('a paragraph that has nothing to do with the story', () => {
  it.each(['crypto-training', 'html', 'markdown', 'numbers', 'reordered', 'strict-translation'])(
    'changes no other bead, wherever it is put in: %s',
    async (name) => {
      const input = await inputOfFixture(name);
      const insertions = insertEverywhere(input, paragraphs);
      expect(insertions.filter(({ parts }) => !parts).length).toBeGreaterThanOrEqual(8);
      for (const { side, at, parts, lost, gained, paired } of insertions) {
        // Between two sentences that are one bead it takes these apart, or stands in the way.
        if (parts) continue;
        expect({ side, at, lost, gained, paired }).toEqual({ side, at, lost: [], gained: [], paired: [] });
      }
    },
  );

  it.each(['html', 'numbers'])('is paired with nothing in the place of any one sentence: %s', async (name) => {
    const input = await inputOfFixture(name);
    for (const side of SIDES) {
      for (const at of input[side].traits.keys()) {
        for (const { vectors, traits } of paragraphs[side]) {
          const changed = {
            vectors: input[side].vectors.toSpliced(at, 1, ...vectors),
            traits: input[side].traits.toSpliced(at, 1, ...traits),
          };
          const isOf = (index: number): boolean => index >= at && index < at + traits.length;
          const beads = align({ ...input, [side]: changed }, { order: 'free' });
          expect({ side, at, paired: beads.filter((bead) => !isNull(bead) && bead[side].some(isOf)) }).toEqual({
            side,
            at,
            paired: [],
          });
        }
      }
    }
  });

  it('changes no other bead, however long it is, and is paired with nothing: words that the story lacks', () => {
    const strange = fc.array(
      fc
        .array(fc.constantFrom(...'quartz lattice oscillate kelvin tensor baryon gluon lepton'.split(' ')), {
          minLength: 3,
          maxLength: 9,
        })
        .map((words) => words.join(' ')),
      { minLength: 1, maxLength: 5 },
    );
    const target = [STORY[0]!, `${STORY[1]} ${STORY[2]}`, STORY[4]!, STORY[3]!, STORY[5]!];
    const place = fc.nat(target.length);
    fc.assert(
      fc.property(strange, place, fc.constantFrom<Side>('source', 'target'), (paragraph, at, side) => {
        const story = { source: STORY, target };
        const grown = { ...story, [side]: story[side].toSpliced(at, 0, ...paragraph) };
        const old = (index: number): number => (index < at ? index : index - paragraph.length);
        const pairs = align(mapSides(grown, inputOf), { order: 'free' })
          .filter((bead) => !isNull(bead))
          .map((bead) => ({ source: bead.source, target: bead.target, [side]: bead[side].map(old) }));
        // Between the two sentences that are one in the target it takes them apart, or stands in the way.
        fc.pre(side === 'target' || at !== 2);
        fc.pre(areStrange(paragraph, story[opposite(side)]));
        expect(pairs).toEqual(
          align(mapSides(story, inputOf), { order: 'free' })
            .filter((bead) => !isNull(bead))
            .map((bead) => ({ source: bead.source, target: bead.target })),
        );
      }),
      { numRuns: 100 },
    );
  });
});
