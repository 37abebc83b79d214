import { join } from 'node:path';
import { alignDocuments } from '../../src/cli/compare-files.ts';
import { isSameStory } from '../../src/compare/same-story.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import type { Sides } from '../../src/core/side.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import { createRandom } from '../support/random.ts';
import { readFiles } from './align-files.ts';
import { halves, head, percent, print, progress, row } from './print.ts';
import { readSuite, readXquad, SHARED } from './shared-data.ts';

/** Pairs of different stories that are drawn from each half. */
const PAIRS = 500;

interface Story {
  readonly name: string;
  readonly sides: Sides<SegmentedDocument>;
}

/** Two documents, and whether they tell one story. */
interface Pair extends Story {
  readonly isSame: boolean;
}

const pairOf = (a: Story, b: Story): Pair => ({
  name: a === b ? a.name : `${a.name} / ${b.name}`,
  sides: { source: a.sides.source, target: b.sides.target },
  isSame: a === b,
});

async function readStories(): Promise<Readonly<Record<'mono' | 'cross' | 'xquad', readonly Story[]>>> {
  const read = async (
    documents: readonly { readonly name: string; readonly source: string; readonly target: string }[],
    kind: string,
    segmentation: 'lines' | 'sentences',
  ): Promise<readonly Story[]> => {
    const stories: Story[] = [];
    for (const { name, source, target } of documents) {
      stories.push({ name: `${kind} ${name}`, sides: await readFiles(source, target, segmentation) });
    }
    return stories;
  };
  return {
    mono: await read(readSuite('mono'), 'mono', 'lines'),
    cross: await read(readSuite('cross'), 'cross', 'lines'),
    xquad: await read(readXquad(), 'xquad', 'sentences'),
  };
}

/** The source of one story and the target of another, each pair at most once. */
function drawPairs(stories: readonly Story[], count: number, seed: number): readonly Pair[] {
  const random = createRandom(seed);
  const any = (): number => Math.floor(random() * stories.length);
  const drawn = new Map<string, Pair>();
  while (drawn.size < count) {
    const [i, j] = [any(), any()];
    if (i !== j) drawn.set(`${i} ${j}`, pairOf(stories[i]!, stories[j]!));
  }
  return [...drawn.values()];
}

/** Two English texts of a story, a Turkish one, and two English texts of others. */
async function seedPairs(): Promise<readonly Pair[]> {
  const seed = (name: string): string => join(SHARED, 'seeds', `${name}.txt`);
  const pairs: Pair[] = [];
  for (const [name, isSame] of [
    ['000_e030ccb33e80e41f', true],
    ['001_835ececbe07abf58', true],
    ['003_f6e472d244e00b9c', false],
    ['004_43bc5562746f80b5', false],
  ] as const) {
    const sides = await readFiles(seed(name), seed('002_2d4e8a482adc2297'), 'sentences');
    pairs.push({ name: `seed ${name.slice(0, 3)} / 002`, sides, isSame });
  }
  return pairs;
}

/** Whether two versions are seen to tell one story: pairs of different stories, and every true pair. */
export async function printSameStory(embedder: IdentifiedEmbedder): Promise<void> {
  const { mono, cross, xquad } = await readStories();
  const groups: (readonly [string, readonly Pair[]])[] = halves([...mono.keys()]).map(([half, places], h) => {
    const inHalf = (stories: readonly Story[]): readonly Story[] => halves(stories)[h]![1];
    const drawn = drawPairs([...inHalf(mono), ...inHalf(xquad)], PAIRS, h + 1);
    const same = [mono, cross, xquad].flatMap(inHalf).map((story) => pairOf(story, story));
    return [`${half} (${places.length} news, ${inHalf(xquad).length} articles)`, [...drawn, ...same]];
  });
  groups.push(['seeds', await seedPairs()]);

  const total = groups.reduce((sum, [, pairs]) => sum + pairs.length, 0);
  let done = 0;
  const wrong: string[] = [];
  head('one story or two', 'pairs of one', 'called two', 'pairs of two', 'called one');
  for (const [name, pairs] of groups) {
    const missed = { same: 0, different: 0 };
    for (const pair of pairs) {
      const { vectors, beads } = await alignDocuments(pair.sides, embedder, 'free');
      if (isSameStory({ sides: pair.sides, vectors, beads }) !== pair.isSame) {
        missed[pair.isSame ? 'same' : 'different']++;
        wrong.push(pair.name);
      }
      progress('pairs of stories', ++done, total);
    }
    const same = pairs.filter(({ isSame }) => isSame).length;
    const different = pairs.length - same;
    row(
      name,
      same,
      `${missed.same} (${percent(missed.same, same)})`,
      different,
      `${missed.different} (${percent(missed.different, different)})`,
    );
  }
  if (wrong.length > 0) print(`\nwrong: ${wrong.join(', ')}`);
}
