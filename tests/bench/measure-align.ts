/**
 * `tsx measure-align.ts COUNT`: embeds and aligns a made story of COUNT lines in a process of its own, so that its peak
 * memory is known. Prints JSON: seconds, and bytes.
 */
import { alignDocuments } from '../../src/cli/compare-files.ts';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { mapSides } from '../../src/core/side.ts';
import { readDocument } from '../../src/read/read-document.ts';
import { segmentDocument } from '../../src/segment/segment-document.ts';
import { madeStory } from './made-story.ts';

const count = Number(process.argv[2]);
const langs = { source: 'en', target: 'tr' };
const story = madeStory(count);
const documents = {
  source: await readDocument(Buffer.from(story.source), 'source.txt'),
  target: await readDocument(Buffer.from(story.target), 'target.txt'),
};
const sides = mapSides(langs, (lang, side) => segmentDocument(documents[side], { segmentation: 'lines', lang }));
const embedder = await openEmbedder(undefined, { noCache: true });
let start = performance.now();
await embedder.embed(['The model is loaded before the clock starts.']);
const load = (performance.now() - start) / 1000;

start = performance.now();
const texts = [...sides.source.segments, ...sides.target.segments].map(({ text }) => text);
const vectors = await embedder.embed(texts);
const embed = (performance.now() - start) / 1000;

// What align() costs, without the embedding that is inside alignDocuments: the vectors are handed out again.
const known = new Map(texts.map((text, at) => [text, vectors[at]!]));
start = performance.now();
const { beads } = await alignDocuments(
  sides,
  { ...embedder, embed: async (wanted) => wanted.map((text) => known.get(text)!) },
  'free',
);
const align = (performance.now() - start) / 1000;
const paired = beads.filter((bead) => bead.source.length > 0 && bead.target.length > 0);
// A pair is right where both lines end in the same number.
const numberOf = (side: 'source' | 'target', at: number): string => sides[side].segments[at]!.text.slice(-12);
const right = paired.filter(
  ({ source, target }) =>
    source.length === 1 &&
    target.length === 1 &&
    /\d+\)$/.exec(numberOf('source', source[0]!))![0] === /\d+\)$/.exec(numberOf('target', target[0]!))![0],
).length;
const sizes = [sides.source.segments.length, sides.target.segments.length];
process.stdout.write(
  JSON.stringify({
    sizes,
    load,
    embed,
    align,
    peak: process.resourceUsage().maxRSS * 1024,
    right,
    paired: paired.length,
  }),
);
