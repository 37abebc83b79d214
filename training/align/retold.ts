import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findCandidates } from '../../src/align/candidates.ts';
import { createFeatures } from '../../src/align/features.ts';
import { prepareSides, readSides } from '../../src/cli/compare-files.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import { mapSides } from '../../src/core/side.ts';
import { readGold } from '../../src/evaluate/gold.ts';
import { EVERY, type Example, judgeBy } from './example.ts';

const RETOLD = join(import.meta.dirname, '../../fixtures/retold');

/** With which letter those of the written retellings begin that are learned from, and those that are only measured. */
export const LEARNED_FROM = 'ab';
export const UNSEEN = 'cd';
/** Only measured, too; more in them shares a name or a number with the other version and says something else. */
export const MISLEADING = 'ef';

/** The paths, but for .src, .tgt and .links.json, of the retellings whose names begin with one of the letters. */
export const retoldPaths = (letters: string): readonly string[] =>
  readdirSync(RETOLD)
    .filter((file) => file.endsWith('.links.json') && letters.includes(file[0]!))
    .sort()
    .map((file) => join(RETOLD, file.slice(0, -'.links.json'.length)));

export async function readRetold(letters: string, embedder: IdentifiedEmbedder): Promise<readonly Example[]> {
  const examples: Example[] = [];
  for (const path of retoldPaths(letters)) examples.push(await readStory(path, embedder));
  return examples;
}

const IO = { cwd: '.', readStdin: () => Promise.reject(new Error('no standard input')) };

async function readStory(path: string, embedder: IdentifiedEmbedder): Promise<Example> {
  const paths = { source: `${path}.src`, target: `${path}.tgt` };
  const options = { segmentation: 'lines', langs: { source: undefined, target: undefined } } as const;
  const sides = await readSides(paths, options, IO);
  const { input } = await prepareSides(sides, embedder);
  const features = createFeatures(input);
  const links = readGold(readFileSync(`${path}.links.json`, 'utf8'), path);
  if (links.kind !== 'links') throw new Error(`${path} has no links`);
  return {
    name: basename(path),
    sizes: mapSides(sides, ({ segments }) => segments.length),
    input,
    features,
    candidates: findCandidates(features, input, EVERY),
    gold: [],
    links,
    ...judgeBy(links, []),
  };
}
