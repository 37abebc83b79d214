import { align } from '../align/align.ts';
import type { AlignInput } from '../align/input.ts';
import type { Order } from '../align/search.ts';
import { compare } from '../compare/compare.ts';
import type { Bead } from '../core/bead.ts';
import type { Comparison } from '../core/comparison.ts';
import { UserError } from '../core/errors.ts';
import type { Glossary } from '../core/glossary.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import { mapSides, opposite, type Side, type Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import type { IdentifiedEmbedder } from '../embed/create-embedder.ts';
import { readTraits } from '../evidence/traits.ts';
import { readDocument } from '../read/read-document.ts';
import { type SegmentOptions, segmentDocument } from '../segment/segment-document.ts';
import type { Io } from './command.ts';
import { readInput } from './input.ts';

/** Reads and segments the two versions. */
export async function readSides(
  paths: Sides<string>,
  options: { readonly segmentation: SegmentOptions['segmentation']; readonly langs: Sides<string | undefined> },
  io: Pick<Io, 'cwd' | 'readStdin'>,
): Promise<Sides<SegmentedDocument>> {
  if (paths.source === '-' && paths.target === '-') {
    throw new UserError('both versions cannot come from standard input', 'name a file for one of them');
  }
  const read = async (side: Side) => await readDocument(await readInput(paths[side], io), paths[side]);
  const documents = { source: await read('source'), target: await read('target') };
  return mapSides(documents, (document, side) =>
    segmentDocument(document, { segmentation: options.segmentation, lang: options.langs[side] }),
  );
}

/** Runs two segmented documents through embed, align and compare. */
export async function compareDocuments(
  sides: Sides<SegmentedDocument>,
  embedder: IdentifiedEmbedder,
  order: Order,
  glossary?: Glossary,
): Promise<Comparison> {
  const { vectors, beads } = await alignDocuments(sides, embedder, order);
  const { findings, summary } = compare({ sides, vectors, beads, glossary, discriminator: embedder.discriminator() });
  return { model: embedder.identity, sides, beads, findings, summary };
}

/** Runs two segmented documents through embed and align. */
export async function alignDocuments(
  sides: Sides<SegmentedDocument>,
  embedder: IdentifiedEmbedder,
  order: Order,
): Promise<{ readonly vectors: Sides<readonly SegmentVectors[]>; readonly beads: readonly Bead[] }> {
  const { vectors, input } = await prepareSides(sides, embedder);
  return { vectors, beads: align(input, { order }) };
}

/**
 * Embeds both sides in one go (one progress, and sentences that stand in both are embedded once) and reads what else the
 * aligner is told.
 */
export async function prepareSides(
  sides: Sides<SegmentedDocument>,
  embedder: IdentifiedEmbedder,
): Promise<{ readonly vectors: Sides<readonly SegmentVectors[]>; readonly input: Sides<AlignInput> }> {
  const texts = mapSides(sides, (side) => side.segments.map((segment) => segment.text));
  const all = await embedder.embed([...texts.source, ...texts.target]);
  const vectors = { source: all.slice(0, texts.source.length), target: all.slice(texts.source.length) };
  const input = mapSides(sides, (side, name) => ({
    vectors: vectors[name],
    traits: readTraits(side, sides[opposite(name)].lang),
  }));
  return { vectors, input };
}
