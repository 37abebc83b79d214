import { readFileSync } from 'node:fs';
import { alignDocuments, readSides } from '../../src/cli/compare-files.ts';
import type { Bead } from '../../src/core/bead.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import type { Sides } from '../../src/core/side.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import type { EvaluationPair } from '../../src/evaluate/evaluation.ts';
import { readGold } from '../../src/evaluate/gold.ts';
import { retoldPaths } from '../../training/align/retold.ts';

type Segmentation = 'lines' | 'sentences';

const IO = { cwd: process.cwd(), readStdin: async () => new Uint8Array() };

export interface Aligned {
  readonly sides: Sides<SegmentedDocument>;
  readonly beads: readonly Bead[];
}

/** An English and a Turkish file, read and segmented. */
export const readFiles = (source: string, target: string, segmentation: Segmentation): ReturnType<typeof readSides> =>
  readSides({ source, target }, { segmentation, langs: { source: 'en', target: 'tr' } }, IO);

export async function alignFiles(
  embedder: IdentifiedEmbedder,
  source: string,
  target: string,
  segmentation: Segmentation,
): Promise<Aligned> {
  const sides = await readFiles(source, target, segmentation);
  return { sides, beads: (await alignDocuments(sides, embedder, 'free')).beads };
}

export function toPair(name: string, goldText: string, { beads, sides }: Aligned): EvaluationPair {
  const sizes = { source: sides.source.segments.length, target: sides.target.segments.length };
  return { goldName: name, gold: readGold(goldText, name), testName: name, test: { beads, sizes } };
}

/** The written retellings whose names begin with one of the letters, aligned, beside their links. */
export async function alignRetold(embedder: IdentifiedEmbedder, letters: string): Promise<readonly EvaluationPair[]> {
  const pairs: EvaluationPair[] = [];
  for (const path of retoldPaths(letters)) {
    const aligned = await alignFiles(embedder, `${path}.src`, `${path}.tgt`, 'lines');
    pairs.push(toPair(path, readFileSync(`${path}.links.json`, 'utf8'), aligned));
  }
  return pairs;
}
