import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { alignDocuments, readSides } from '../../src/cli/compare-files.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { type EvaluationPair, evaluate } from '../../src/evaluate/evaluation.ts';
import { readGold } from '../../src/evaluate/gold.ts';
import { hasShared, readSuite } from './shared-data.ts';

const io = { cwd: process.cwd(), readStdin: async () => new Uint8Array() };

describe.skipIf(!hasShared())('the alignment suites (need the evaluation data beside the project)', () => {
  test.each([
    ['mono', 0.97, 0.9],
    ['cross', 0.96, 0.88],
    ['long', 0.97, 0.9],
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
});
