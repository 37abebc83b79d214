import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareSides, readSides } from '../../src/cli/compare-files.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { embedParagraphs, insertEverywhere } from '../support/insert-paragraph.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const embedder = await openEmbedder(undefined, { noCache: true });
const paragraphs = await embedParagraphs(embedder);
const io = { cwd: FIXTURES, readStdin: async () => new Uint8Array() };
const options = { segmentation: 'sentences', langs: { source: 'en', target: 'tr' } } as const;

describe('a paragraph that has nothing to do with the story', () => {
  it.each(['crypto-training', 'markdown', 'numbers', 'reordered', 'strict-translation'])(
    'changes no other bead, wherever it is put in: %s',
    async (name) => {
      const find = (start: string): string =>
        join(
          FIXTURES,
          name,
          readdirSync(join(FIXTURES, name)).find((file) => file.startsWith(start))!,
        );
      const sides = await readSides({ source: find('source.'), target: find('target.') }, options, io);
      const { input } = await prepareSides(sides, embedder);
      const insertions = insertEverywhere(input, paragraphs);
      expect(insertions.filter(({ parts }) => !parts).length).toBeGreaterThanOrEqual(8);
      for (const { side, at, parts, lost, gained, paired } of insertions) {
        // Between two sentences that are one bead it takes these apart, or stands in the way.
        if (parts) continue;
        expect({ side, at, lost, gained, paired }).toEqual({ side, at, lost: [], gained: [], paired: [] });
      }
    },
  );
});
