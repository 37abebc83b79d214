import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { alignDocuments, readSides } from '../../src/cli/compare-files.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { type EvaluationPair, evaluate } from '../../src/evaluate/evaluation.ts';
import { readGold } from '../../src/evaluate/gold.ts';
import { hasShared, readSuite } from './shared-data.ts';
import { measureStability } from './stability.ts';

const io = { cwd: process.cwd(), readStdin: async () => new Uint8Array() };

describe.skipIf(!hasShared())('the alignment suites (need the evaluation data beside the project)', () => {
  test.each([
    ['mono', 0.992, 0.975],
    ['cross', 0.988, 0.965],
    ['long', 0.99, 0.97],
  ] as const)(
    '%s: strict F1 of beads at least %d, F1 of unmatched segments at least %d',
    async (suite, strict, unmatched) => {
      const embedder = await openEmbedder(undefined, { noCache: true });
      const pairs: EvaluationPair[] = [];
      for (const { name, source, target, gold } of readSuite(suite)) {
        const sides = await readSides(
          { source, target },
          { segmentation: 'lines', langs: { source: 'en', target: 'tr' } },
          io,
        );
        const { beads } = await alignDocuments(sides, embedder, 'free');
        const sizes = { source: sides.source.segments.length, target: sides.target.segments.length };
        const test = { beads, sizes };
        pairs.push({ goldName: name, gold: readGold(readFileSync(gold, 'utf8'), name), testName: name, test });
      }
      expect(pairs.length).toBeGreaterThan(0);
      const scores = evaluate(pairs);
      expect(scores.beads?.f1).toBeGreaterThanOrEqual(strict);
      expect(scores.unmatched.f1).toBeGreaterThanOrEqual(unmatched);
    },
  );

  test.each([
    ['mono', 0.01],
    ['cross', 0.005],
  ] as const)(
    '%s: a paragraph of something else changes another bead in at most %d of the places',
    async (suite, share) => {
      const { insertions, disturbing } = await measureStability(
        suite,
        await openEmbedder(undefined, { noCache: true }),
      );
      expect(insertions).toBeGreaterThan(500);
      expect(disturbing / insertions).toBeLessThanOrEqual(share);
    },
  );
});
