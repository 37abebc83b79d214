import type { ModelIdentity } from '../core/comparison.ts';
import type { Document } from '../core/document.ts';
import { UserError } from '../core/errors.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import { mapSides, SIDES, type Side, type Sides } from '../core/side.ts';
import type { SegmentVectors } from '../core/vectors.ts';
import type { IdentifiedEmbedder } from '../embed/create-embedder.ts';
import { readDocument } from '../read/read-document.ts';
import { decodeReview } from '../review/decode-review.ts';
import { EMPTY_REVIEW, parseReview, type Review } from '../review/review-file.ts';
import { reviewPathFor } from '../review/review-path.ts';
import { type Story, withReview } from '../review/reviewed-story.ts';
import { segmentDocument } from '../segment/segment-document.ts';
import { type Baseline, knownOf, matchBaseline } from './baseline.ts';
import { changesOf, type SideChanges, UNCHANGED } from './changes.ts';
import type { CheckFinding, CheckPair, CheckReport, KnownFinding } from './check-report.ts';
import { coverageFinding, missingFinding, unreadableFinding } from './file-findings.ts';
import type { Pair } from './find-pairs.ts';
import { type GateOptions, judge } from './gate.ts';
import { type IgnoreComment, readIgnoreComments } from './ignore-comments.ts';
import { type PairResult, pairFindings } from './pair-findings.ts';
import { byWorst } from './worst-first.ts';

/** The state of the files at an earlier commit. Paths as the pairs have them. */
export interface Earlier {
  /** The commit's name, for people. */
  readonly name: string;
  /** Was the file changed, added or removed since? */
  isChanged(path: string): boolean;
  /** The file as it was; null where it was not there. */
  read(path: string): Promise<Uint8Array | null>;
}

/** Results of earlier runs, by content. */
export interface ResultCache {
  find(key: readonly (string | Uint8Array)[]): PairResult | null;
  keep(key: readonly (string | Uint8Array)[], result: PairResult): void;
}

/** All that a check asks of the world. */
export interface CheckPorts {
  /** @throws UserError where the file cannot be read */
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly exists: (path: string) => boolean;
  readonly embedder: IdentifiedEmbedder;
  readonly openStory: (
    sides: Sides<SegmentedDocument>,
    embedder: IdentifiedEmbedder,
    order: 'free' | 'monotone',
  ) => Promise<Story>;
  readonly cache: ResultCache | null;
  readonly earlier: Earlier | null;
  readonly onProgress: (done: number, total: number) => void;
  /** Called between batches of pairs. */
  readonly onBatch: () => void;
}

export interface CheckOptions {
  readonly tool: { readonly name: string; readonly version: string };
  readonly shard: { readonly index: number; readonly count: number } | null;
  readonly baseline: Baseline | null;
  /** What is found now becomes what is known. */
  readonly isUpdate: boolean;
  readonly gate: GateOptions;
  /** Two files named by hand: what is wrong with one of them ends the check. */
  readonly isStrict: boolean;
}

export interface CheckResult {
  readonly report: CheckReport;
  /** The baseline with what was found now in the place of what was known of these pairs. */
  readonly updatedBaseline: Baseline;
}

/** Texts that are embedded in one go; bounds the memory that their word vectors take (some 20 kB each). */
const TEXTS_AT_ONCE = 500;

/** Pairs whose files are read while others are looked at. */
const READ_AHEAD = 16;

/** Code units. What is longer is no sentence, and the embedder refuses it. */
const LONGEST_SEGMENT = 1 << 17;

interface Todo {
  readonly at: number;
  readonly pair: Pair;
  readonly sides: Sides<SegmentedDocument>;
  readonly comments: Sides<readonly IgnoreComment[]>;
  readonly notes: readonly string[];
  readonly review: Review;
  readonly changes: Sides<SideChanges> | null;
  readonly cacheKey: readonly (string | Uint8Array)[] | null;
}

interface Looked {
  readonly pair: Pair;
  status: CheckPair['status'];
  result: PairResult | null;
  /** About files, not their texts. */
  readonly fileFindings: CheckFinding[];
}

/** A file that cannot be used, and which side it belongs to. */
class BadFile extends Error {
  readonly side: Side;
  readonly file: string;
  override readonly cause: UserError;

  constructor(side: Side, file: string, cause: UserError) {
    super(cause.message);
    this.side = side;
    this.file = file;
    this.cause = cause;
  }
}

async function blaming<T>(side: Side, file: string, action: () => Promise<T> | T): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof UserError) throw new BadFile(side, file, error);
    throw error;
  }
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

/** The pairs of one part: every count-th, so that a folder of long pages is spread over all parts. */
export const shardOf = <T>(pairs: readonly T[], shard: CheckOptions['shard']): readonly T[] =>
  shard === null ? pairs : pairs.filter((_, at) => at % shard.count === shard.index - 1);

/**
 * Looks at all pairs and says what a team should see.
 *
 * @throws UserError where the model cannot be used
 */
export async function runCheck(all: readonly Pair[], options: CheckOptions, ports: CheckPorts): Promise<CheckResult> {
  const pairs = shardOf(all, options.shard);
  const looked = pairs.map((pair): Looked => ({ pair, status: 'checked', result: null, fileFindings: [] }));
  const notes: string[] = [];
  let todo: Todo[] = [];
  let texts = 0;
  const flush = async (): Promise<void> => {
    await lookAt(todo, looked, ports);
    todo = [];
    texts = 0;
    ports.onBatch();
  };
  const reading: Promise<PairBytes | null>[] = [];
  for (const [at, one] of looked.entries()) {
    ports.onProgress(at, pairs.length);
    for (let ahead = reading.length; ahead < Math.min(at + READ_AHEAD, looked.length); ahead++) {
      const bytes = readPair(looked[ahead]!, ports);
      // What fails is told when its turn comes.
      bytes.catch(() => undefined);
      reading.push(bytes);
    }
    try {
      const next = await prepare(at, one, await reading[at]!, ports);
      reading[at] = Promise.resolve(null);
      if (next === null) continue;
      todo.push(next);
      texts += next.sides.source.segments.length + next.sides.target.segments.length;
    } catch (error) {
      if (!(error instanceof BadFile)) throw error;
      if (options.isStrict) throw error.cause;
      one.status = 'incomplete';
      one.fileFindings.push(
        unreadableFinding(one.pair.files, error.side, error.file, error.cause.message, error.cause.hint),
      );
    }
    if (texts >= TEXTS_AT_ONCE) await flush();
  }
  await flush();
  return assemble(all, looked, notes, options, ports);
}

/** The bytes of a pair; null where it is known already what is to be said. */
interface PairBytes extends Sides<Uint8Array> {
  /** Of the review file beside the target; empty where there is none. */
  readonly review: Uint8Array;
}

const reviewPathOf = ({ files }: Pair): string => reviewPathFor(files.target).replaceAll('\\', '/');

async function readPair(one: Looked, ports: CheckPorts): Promise<PairBytes | null> {
  const { pair } = one;
  const { files } = pair;
  const { earlier } = ports;
  if (earlier !== null && !earlier.isChanged(files.source) && !earlier.isChanged(files.target)) {
    one.status = 'unchanged';
    return null;
  }
  if (pair.missing !== null) {
    one.status = 'incomplete';
    one.fileFindings.push(missingFinding(files, pair.missing));
    return null;
  }
  const read = async (side: Side) => await blaming(side, files[side], () => ports.read(files[side]));
  const [source, target] = await Promise.all([read('source'), read('target')]);
  const path = reviewPathOf(pair);
  const review = ports.exists(path) ? await blaming('target', path, () => ports.read(path)) : new Uint8Array();
  return { source, target, review };
}

/** Reads a pair as far as it has to be looked at; null where nothing is left to do. */
async function prepare(at: number, one: Looked, bytes: PairBytes | null, ports: CheckPorts): Promise<Todo | null> {
  if (bytes === null) return null;
  const { pair } = one;
  const { files, settings } = pair;
  const { earlier, cache } = ports;
  const isChanged = mapSides(files, (file) => earlier === null || earlier.isChanged(file));
  const reviewPath = reviewPathOf(pair);
  const reviewBytes = bytes.review;

  const cacheKey =
    cache === null || earlier !== null
      ? null
      : [
          JSON.stringify([settings.langs.source, settings.langs.target, settings.segmentation, settings.order]),
          // The way a file is read goes by its name, and notes tell it.
          files.source,
          files.target,
          bytes.source,
          bytes.target,
          reviewBytes,
        ];
  const known = cacheKey === null ? null : cache!.find(cacheKey);
  if (known !== null) {
    one.result = known;
    return null;
  }

  const review =
    reviewBytes.length === 0
      ? EMPTY_REVIEW
      : await blaming('target', reviewPath, () => parseReview(decodeReview(reviewBytes, reviewPath), reviewPath));
  const versions = {
    source: await blaming('source', files.source, () => readVersion(bytes.source, files.source)),
    target: await blaming('target', files.target, () => readVersion(bytes.target, files.target)),
  };
  const segmented = (document: Document, side: Side): SegmentedDocument =>
    segmentDocument(document, { segmentation: settings.segmentation, lang: settings.langs[side] });
  const sides = mapSides(versions, ({ document }, side) => segmented(document, side));
  for (const side of SIDES) {
    const long = sides[side].segments.find(({ text }) => text.length > LONGEST_SEGMENT);
    if (long === undefined) continue;
    throw new BadFile(
      side,
      files[side],
      new UserError(
        `${files[side]} has a segment of ${long.text.length} characters, and none over ${LONGEST_SEGMENT} can be compared`,
        'check that the file holds sentences',
      ),
    );
  }
  const changes = async (side: Side): Promise<SideChanges> => {
    if (earlier === null || !isChanged[side]) return UNCHANGED;
    const before = await earlier.read(files[side]);
    if (before === null) return changesOf(null, sides[side]);
    try {
      const { document } = await readVersion(before, files[side]);
      return changesOf(
        segmentDocument(document, { segmentation: settings.segmentation, lang: sides[side].lang }),
        sides[side],
      );
    } catch (error) {
      // What could not be read then is all new now.
      if (error instanceof UserError) return changesOf(null, sides[side]);
      throw error;
    }
  };
  return {
    at,
    pair,
    sides,
    comments: mapSides(versions, ({ comments }) => comments),
    notes: SIDES.flatMap((side) => versions[side].notes),
    review,
    changes: earlier === null ? null : { source: await changes('source'), target: await changes('target') },
    cacheKey,
  };
}

/** Embeds the texts of several pairs in one go, then looks at each. */
async function lookAt(todo: readonly Todo[], looked: readonly Looked[], ports: CheckPorts): Promise<void> {
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
    embed: async (wanted) => wanted.map((text) => atHand(known.get(text)!)),
  };
  for (const { at, pair, sides, comments, notes, review, changes, cacheKey } of todo) {
    const story = await ports.openStory(sides, embedder, pair.settings.order);
    const found = pairFindings(withReview(story, review), pair.files, comments, changes);
    const result = { ...found, notes: [...notes, ...found.notes] };
    looked[at]!.result = result;
    if (cacheKey !== null) ports.cache?.keep(cacheKey, result);
  }
}

/** Words that may be found anew each time they are asked for, found once: they are asked for often, for one pair. */
const atHand = ({ pooled, words, table, rows }: SegmentVectors): SegmentVectors => ({ pooled, words, table, rows });

function assemble(
  all: readonly Pair[],
  looked: readonly Looked[],
  notes: string[],
  options: CheckOptions,
  ports: CheckPorts,
): CheckResult {
  const found: CheckFinding[] = [];
  for (const { pair, result, fileFindings } of looked) {
    const { files, settings } = pair;
    if (result !== null) notes.push(...result.notes);
    const coverage = SIDES.flatMap((side) => {
      const least = settings.least[side];
      return result === null || least === undefined || result.covered[side] >= least
        ? []
        : [coverageFinding(files, side, result.covered[side], least)];
    });
    const levels = settings.rules as Readonly<Record<string, CheckFinding['severity'] | 'off' | undefined>>;
    for (const finding of [...fileFindings, ...(result?.findings ?? []), ...coverage]) {
      const level = levels[finding.code];
      if (level !== 'off') found.push(level === undefined ? finding : { ...finding, severity: level });
    }
  }

  // What a review or a comment settled needs no baseline.
  const open = found.filter(({ suppressed }) => suppressed === null);
  const settled = found.filter(({ suppressed }) => suppressed !== null);
  // A check of changes does not see everything that was known.
  const isLooked = ports.earlier === null ? isLookedAt(all, looked, options) : () => false;
  const kept = (options.baseline?.known ?? []).filter((entry) => !isLooked(entry));
  const updatedBaseline = { known: [...kept, ...open.map(knownOf)] };
  const matched = matchKnown(options.isUpdate ? updatedBaseline : options.baseline, open);
  const report: CheckReport = {
    version: 1,
    tool: { ...options.tool },
    model: modelOf(ports.embedder.identity),
    since: ports.earlier?.name ?? null,
    shard: options.shard === null ? null : { ...options.shard },
    pairs: looked.map(({ pair, status, result }) => ({
      source: pair.files.source,
      target: pair.files.target,
      status,
      sourceLang: result?.langs.source ?? null,
      targetLang: result?.langs.target ?? null,
      sourceCovered: result?.covered.source ?? null,
      targetCovered: result?.covered.target ?? null,
    })),
    findings: [...matched.findings, ...settled].sort(byWorst),
    staleBaseline: matched.stale.filter(isLooked),
    notes,
    gate: judge(matched.findings, options.gate),
  };
  return { report, updatedBaseline };
}

function matchKnown(
  baseline: Baseline | null,
  open: readonly CheckFinding[],
): { findings: readonly CheckFinding[]; stale: readonly KnownFinding[] } {
  if (baseline === null) return { findings: open, stale: [] };
  const { isKnown, stale } = matchBaseline(baseline, open);
  const suppressed = { by: 'baseline' as const, reason: null };
  return { findings: open.map((finding, at) => (isKnown[at] ? { ...finding, suppressed } : finding)), stale };
}

/** Of a pair that was not looked at whole, nothing can be said of what is not there any more. */
function isLookedAt(
  all: readonly Pair[],
  looked: readonly Looked[],
  { isStrict }: CheckOptions,
): (entry: KnownFinding) => boolean {
  const key = (source: string, target: string): string => JSON.stringify([source, target]);
  const every = new Set(all.map(({ files }) => key(files.source, files.target)));
  const done = new Set(
    looked
      .filter(({ status, pair, result }) => status !== 'unchanged' && (result !== null || pair.missing !== null))
      .map(({ pair }) => key(pair.files.source, pair.files.target)),
  );
  return ({ source, target }) => done.has(key(source, target)) || (!isStrict && !every.has(key(source, target)));
}

const modelOf = ({ id, revision, dtype }: ModelIdentity): CheckReport['model'] => ({ id, revision, dtype });
