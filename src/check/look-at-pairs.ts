import type { Document } from '../core/document.ts';
import { UserError } from '../core/errors.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import { mapSides, SIDES, type Side, type Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import type { IdentifiedEmbedder } from '../embed/create-embedder.ts';
import { readDocument } from '../read/read-document.ts';
import { decodeReview } from '../review/decode-review.ts';
import { EMPTY_REVIEW, parseReview, type Review } from '../review/review-file.ts';
import { withReview } from '../review/reviewed-story.ts';
import { segmentDocument } from '../segment/segment-document.ts';
import { changesOf, type SideChanges, UNCHANGED } from './changes.ts';
import type { CacheKey, CheckPorts, Earlier } from './check-ports.ts';
import { type IgnoreComment, readIgnoreComments } from './ignore-comments.ts';
import type { LookedPair } from './looked-pair.ts';
import { pairFindings } from './pair-findings.ts';
import { BadFile, blaming, type PairBytes, reviewPathOf } from './read-pair.ts';

/** Code units. What is longer is no sentence, and the embedder refuses it. */
const LONGEST_SEGMENT = 1 << 17;

/** A pair that was read, and is to be compared. */
export interface PreparedPair {
  readonly one: LookedPair;
  readonly sides: Sides<SegmentedDocument>;
  readonly comments: Sides<readonly IgnoreComment[]>;
  readonly notes: readonly string[];
  readonly review: Review;
  readonly changes: Sides<SideChanges> | null;
  readonly cacheKey: CacheKey | null;
}

/** A document without its ignore comments, and these. */
async function readVersion(
  bytes: Uint8Array,
  path: string,
): Promise<{ document: Document; comments: readonly IgnoreComment[]; notes: readonly string[] }> {
  const plain = await readDocument(bytes, path);
  const { text, comments, notes } = readIgnoreComments(plain);
  if (text === plain.text) return { document: plain, comments, notes };
  const document = await readDocument(new TextEncoder().encode(text), path);
  return { document: { ...document, sha256: plain.sha256 }, comments, notes };
}

/**
 * Reads both versions of a pair and what is beside them.
 *
 * @throws BadFile for one that cannot be used
 */
export async function preparePair(
  one: LookedPair,
  bytes: PairBytes,
  cacheKey: CacheKey | null,
  { earlier }: CheckPorts,
): Promise<PreparedPair> {
  const { files, settings } = one.pair;
  const reviewPath = reviewPathOf(one.pair);
  const review =
    bytes.review === null
      ? EMPTY_REVIEW
      : await blaming('target', reviewPath, () => parseReview(decodeReview(bytes.review!, reviewPath), reviewPath));
  const version = (side: Side) => blaming(side, files[side], () => readVersion(bytes[side], files[side]));
  const versions = { source: await version('source'), target: await version('target') };
  const sides = mapSides(versions, ({ document }, side) =>
    segmentDocument(document, { segmentation: settings.segmentation, lang: settings.langs[side] }),
  );
  for (const side of SIDES) refuseLong(sides[side], side, files[side]);
  const changes = async (side: Side): Promise<SideChanges> =>
    earlier === null ? UNCHANGED : await changesSince(earlier, sides[side], files[side], settings.segmentation);
  return {
    one,
    sides,
    comments: mapSides(versions, ({ comments }) => comments),
    notes: SIDES.flatMap((side) => versions[side].notes),
    review,
    changes: earlier === null ? null : { source: await changes('source'), target: await changes('target') },
    cacheKey,
  };
}

function refuseLong({ segments }: SegmentedDocument, side: Side, file: string): void {
  const long = segments.find(({ text }) => text.length > LONGEST_SEGMENT);
  if (long === undefined) return;
  throw new BadFile(
    side,
    file,
    new UserError(
      `${file} has a segment of ${long.text.length} characters, and none over ${LONGEST_SEGMENT} can be compared`,
      'check that the file holds sentences',
    ),
  );
}

/** What became of a version since an earlier state of its file. */
async function changesSince(
  earlier: Earlier,
  now: SegmentedDocument,
  file: string,
  segmentation: 'sentences' | 'lines',
): Promise<SideChanges> {
  if (!earlier.isChanged(file)) return UNCHANGED;
  const before = await earlier.read(file);
  if (before === null) return changesOf(null, now);
  try {
    const { document } = await readVersion(before, file);
    return changesOf(segmentDocument(document, { segmentation, lang: now.lang }), now);
  } catch (error) {
    // What could not be read then is all new now.
    if (error instanceof UserError) return changesOf(null, now);
    throw error;
  }
}

/** Embeds the texts of several pairs in one go, then compares each. */
export async function lookAtPairs(todo: readonly PreparedPair[], ports: CheckPorts): Promise<void> {
  if (todo.length === 0) return;
  const texts = new Set<string>();
  for (const { sides } of todo) for (const side of SIDES) for (const { text } of sides[side].segments) texts.add(text);
  const list = [...texts];
  const vectors = await ports.embedder.embed(list);
  const known = new Map<string, SegmentVectors>();
  for (const [at, text] of list.entries()) known.set(text, vectors[at]!);
  const embedder: IdentifiedEmbedder = {
    identity: ports.embedder.identity,
    dimensions: ports.embedder.dimensions,
    discriminator: ports.embedder.discriminator,
    discriminatorRevision: ports.embedder.discriminatorRevision,
    prepare: ports.embedder.prepare,
    embed: async (wanted) => wanted.map((text) => atHand(known.get(text)!)),
  };
  for (const { one, sides, comments, notes, review, changes, cacheKey } of todo) {
    const { files, settings } = one.pair;
    const story = await ports.openStory(sides, embedder, settings.order);
    const found = pairFindings(await withReview(story, review), files, comments, changes);
    const result = { ...found, notes: [...notes, ...found.notes] };
    one.result = result;
    if (cacheKey !== null) ports.cache?.keep(cacheKey, result);
  }
}

/** Words that may be found anew each time they are asked for, found once: they are asked for often, for one pair. */
const atHand = ({ pooled, words, table, rows }: SegmentVectors): SegmentVectors => ({ pooled, words, table, rows });
