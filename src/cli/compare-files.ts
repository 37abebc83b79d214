import { align } from '../align/align.ts';
import type { Order } from '../align/search.ts';
import { compare } from '../compare/compare.ts';
import type { Comparison, ModelIdentity } from '../core/comparison.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import { mapSides, type Sides } from '../core/side.ts';
import type { Embedder, SegmentVectors } from '../core/vectors.ts';
import { readTraits } from '../evidence/traits.ts';

/** Runs two segmented documents through embed, align and compare. */
export async function compareDocuments(
  sides: Sides<SegmentedDocument>,
  embedder: Embedder & { readonly identity: ModelIdentity },
  order: Order,
): Promise<Comparison> {
  const vectors = await embedSides(sides, embedder);
  const input = mapSides(sides, (side, name) => ({ vectors: vectors[name], traits: readTraits(side) }));
  const beads = align(input, { order });
  const { findings, summary } = compare({ sides, vectors, beads });
  return { model: embedder.identity, sides, beads, findings, summary };
}

/** Embeds both sides in one go: one progress, and sentences that stand in both are embedded once. */
async function embedSides(
  sides: Sides<SegmentedDocument>,
  embedder: Embedder,
): Promise<Sides<readonly SegmentVectors[]>> {
  const texts = mapSides(sides, (side) => side.segments.map((segment) => segment.text));
  const all = await embedder.embed([...texts.source, ...texts.target]);
  return { source: all.slice(0, texts.source.length), target: all.slice(texts.source.length) };
}
