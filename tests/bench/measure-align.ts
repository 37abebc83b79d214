/**
 * `tsx measure-align.ts SOURCE TARGET GOLD`: reads, embeds and aligns two files of a sentence a line in a process of its
 * own, so that its peak memory is known, with the rooms as they are built. Prints JSON: sizes, seconds, bytes, and strict F1.
 */
import { readFileSync } from 'node:fs';
import type { Pairing } from '../../src/evaluate/pairing.ts';

/** A module as it is shipped; run from its source it would also do what the compiler adds. */
const built = async <Module>(path: string): Promise<Module> =>
  import(new URL(`../../dist/${path}.js`, import.meta.url).href);

const { alignDocuments, readSides } = await built<typeof import('../../src/cli/compare-files.ts')>('cli/compare-files');
const { openEmbedder } = await built<typeof import('../../src/cli/open-embedder.ts')>('cli/open-embedder');
const { countBeads } = await built<typeof import('../../src/evaluate/counts.ts')>('evaluate/counts');
const { scoreOf } = await built<typeof import('../../src/evaluate/score.ts')>('evaluate/score');

const [sourcePath, targetPath, goldPath] = process.argv.slice(2) as [string, string, string];
const embedder = await openEmbedder(undefined, { noCache: true });
await embedder.embed(['The model is loaded before the clock starts.']);

const seconds = (since: number): number => (performance.now() - since) / 1000;
const start = performance.now();
const cpu = process.cpuUsage();
const sides = await readSides(
  { source: sourcePath, target: targetPath },
  { segmentation: 'lines', langs: { source: 'en', target: 'tr' } },
  { cwd: process.cwd(), readStdin: () => Promise.reject(new Error('no standard input here')) },
);
const read = seconds(start);
let embed = 0;
const timed: typeof embedder = {
  ...embedder,
  embed: async (texts) => {
    const since = performance.now();
    const vectors = await embedder.embed(texts);
    embed += seconds(since);
    return vectors;
  },
};
const { beads } = await alignDocuments(sides, timed, 'free');
const total = seconds(start);
const { user, system } = process.cpuUsage(cpu);
const peak = process.resourceUsage().maxRSS * 1024;
const gold = JSON.parse(readFileSync(goldPath, 'utf8')) as readonly Pairing[];
process.stdout.write(
  JSON.stringify({
    sizes: [sides.source.segments.length, sides.target.segments.length],
    read,
    embed,
    align: total - read - embed,
    total,
    busy: (user + system) / 1e6,
    peak,
    f1: scoreOf(countBeads(gold, beads).strict).f1,
  }),
);
