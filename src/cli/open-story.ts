import type { Order } from '../align/search.ts';
import { compare } from '../compare/compare.ts';
import type { Bead } from '../core/bead.ts';
import type { Glossary } from '../core/glossary.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import type { Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import type { IdentifiedEmbedder } from '../embed/create-embedder.ts';
import { realign } from '../review/realign.ts';
import type { Story } from '../review/reviewed-story.ts';
import { prepareSides } from './compare-files.ts';

/** Two segmented documents, with what is needed to align and compare them: they are embedded when that is asked for. */
export function openStory(
  sides: Sides<SegmentedDocument>,
  embedder: IdentifiedEmbedder,
  order: Order,
  glossary?: Glossary,
): Story {
  let preparing: ReturnType<typeof prepareSides> | undefined;
  const prepared = () => {
    preparing ??= prepareSides(sides, embedder);
    return preparing;
  };
  const compared = (vectors: Sides<readonly SegmentVectors[]>, beads: readonly Bead[]) =>
    compare({ sides, vectors, beads, glossary, discriminator: embedder.discriminator() });
  return {
    sides,
    compare: async (fixed) => {
      const { vectors, input } = await prepared();
      const beads = realign(input, fixed, order);
      return { model: embedder.identity, sides, beads, ...compared(vectors, beads) };
    },
    recompare: async (beads) => compared((await prepared()).vectors, beads),
  };
}
