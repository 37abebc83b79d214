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
import { collectGarbage, keepHeapSmall } from './collect-garbage.ts';
import type { Io } from './command.ts';
import { fromColumns } from './document-columns.ts';
import { readInput } from './input.ts';
import { hasSecondThread, runInSecondThread, type Tasks } from './second-thread.ts';

/**
 * Reads and segments the two versions.
 *
 * @param embedder will embed them: where another thread reads the longer part, its model is loaded meanwhile
 */
export async function readSides(
  paths: Sides<string>,
  options: { readonly segmentation: SegmentOptions['segmentation']; readonly langs: Sides<string | undefined> },
  io: Pick<Io, 'cwd' | 'readStdin'>,
  embedder?: Pick<IdentifiedEmbedder, 'prepare'>,
): Promise<Sides<SegmentedDocument>> {
  if (paths.source === '-' && paths.target === '-') {
    throw new UserError('both versions cannot come from standard input', 'name a file for one of them');
  }
  const bytes = { source: await readInput(paths.source, io), target: await readInput(paths.target, io) };
  const aboutSide = (side: Side): Tasks['segment']['about'] => ({
    bytes: bytes[side],
    path: paths[side],
    options: { segmentation: options.segmentation, lang: options.langs[side] },
  });
  const read = async (side: Side): Promise<SegmentedDocument> => {
    const about = aboutSide(side);
    return segmentDocument(await readDocument(about.bytes, about.path), about.options);
  };
  const apart = Math.min(bytes.source.length, bytes.target.length) >= MIN_BYTES_APART && hasSecondThread();
  if (!apart) return { source: await read('source'), target: await read('target') };
  const target = runInSecondThread('segment', aboutSide('target'));
  // What is wrong with the source is told first.
  target.catch(() => undefined);
  const source = await read('source');
  embedder?.prepare();
  return { source, target: fromColumns(await target) };
}

/** A side of this many bytes is read while the other is: it takes longer than starting a thread. */
const MIN_BYTES_APART = 300_000;

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
  if (texts.source.length + texts.target.length > SEGMENTS_APART.most) keepHeapSmall();
  const reading = traitsMeanwhile(sides, texts);
  reading.catch(() => undefined);
  const all = await embedder.embed([...texts.source, ...texts.target]);
  const vectors = { source: all.slice(0, texts.source.length), target: all.slice(texts.source.length) };
  collectGarbage();
  const traits = (await reading) ?? mapSides(sides, (side, name) => readTraits(side, sides[opposite(name)].lang));
  return { vectors, input: mapSides(vectors, (ofSide, name) => ({ vectors: ofSide, traits: traits[name] })) };
}

/** Between so many segments of both sides the traits are read in another thread: of more, what it would copy fills the memory. */
const SEGMENTS_APART = { least: 3000, most: 40_000 };

/** The traits of both sides, read while their texts are embedded; undefined where that does not pay. */
async function traitsMeanwhile(
  sides: Sides<SegmentedDocument>,
  texts: Sides<readonly string[]>,
): Promise<Tasks['traits']['gives'] | undefined> {
  const count = texts.source.length + texts.target.length;
  if (count < SEGMENTS_APART.least || count > SEGMENTS_APART.most || !hasSecondThread()) return undefined;
  const columns = mapSides(sides, ({ lang, segments }, side) => ({
    lang,
    texts: texts[side],
    kinds: segments.map(({ kind }) => kind),
    langs: segments.map((segment) => segment.lang),
  }));
  return await runInSecondThread('traits', columns);
}
