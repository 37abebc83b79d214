import { expect, test } from 'vitest';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { evaluate } from '../../src/evaluate/evaluation.ts';
import { LEARNED_FROM, MISLEADING, UNSEEN } from '../../training/align/retold.ts';
import { alignRetold } from './align-files.ts';

test.each([
  ['that were not learned from', UNSEEN, 16, 0.89, 0.87],
  ['that were not and mislead', MISLEADING, 24, 0.85, 0.83],
  ['that were learned from', LEARNED_FROM, 12, 0.9, 0.87],
] as const)('retellings %s: F1 of links and of unmatched segments', async (_, letters, count, links, unmatched) => {
  const embedder = await openEmbedder(undefined, { noCache: true });
  const pairs = await alignRetold(embedder, letters);
  expect(pairs).toHaveLength(count);
  const scores = evaluate(pairs);
  expect(scores.links.f1).toBeGreaterThanOrEqual(links);
  expect(scores.unmatched.f1).toBeGreaterThanOrEqual(unmatched);
});
