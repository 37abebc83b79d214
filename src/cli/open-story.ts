import type { AlignInput } from '../align/input.ts';
import type { Order } from '../align/search.ts';
import { compare } from '../compare/compare.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import { mapSides, opposite, type Sides } from '../core/side.ts';
import type { IdentifiedEmbedder } from '../embed/createEmbedder.ts';
import { readTraits } from '../evidence/traits.ts';
import type { FixedBead } from '../review/fix-beads.ts';
import { realign } from '../review/realign.ts';
import type { Story } from '../review/reviewed-story.ts';

/** Runs two segmented documents through embed, and keeps what is needed to align and compare them again. */
export async function openStory(
  sides: Sides<SegmentedDocument>,
  embedder: IdentifiedEmbedder,
  order: Order,
): Promise<Story> {
  const texts = mapSides(sides, ({ segments }) => segments.map(({ text }) => text));
  const all = await embedder.embed([...texts.source, ...texts.target]);
  const vectors = { source: all.slice(0, texts.source.length), target: all.slice(texts.source.length) };
  const input = mapSides(sides, (side, name): AlignInput => ({
    vectors: vectors[name],
    traits: readTraits(side, sides[opposite(name)].lang),
  }));
  const around = (fixed: readonly FixedBead[]) => {
    const beads = realign(input, fixed, order);
    return { model: embedder.identity, sides, beads, ...compare({ sides, vectors, beads }) };
  };
  return {
    comparison: around([]),
    recompare: (beads) => compare({ sides, vectors, beads }),
    realign: around,
  };
}
