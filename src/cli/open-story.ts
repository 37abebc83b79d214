import type { Order } from '../align/search.ts';
import { compare } from '../compare/compare.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import type { Sides } from '../core/side.ts';
import type { IdentifiedEmbedder } from '../embed/create-embedder.ts';
import type { FixedBead } from '../review/fix-beads.ts';
import { realign } from '../review/realign.ts';
import type { Story } from '../review/reviewed-story.ts';
import { prepareSides } from './compare-files.ts';

/** Runs two segmented documents through embed, and keeps what is needed to align and compare them again. */
export async function openStory(
  sides: Sides<SegmentedDocument>,
  embedder: IdentifiedEmbedder,
  order: Order,
): Promise<Story> {
  const { vectors, input } = await prepareSides(sides, embedder);
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
