import { UserError } from '../core/errors.ts';
import type { Side, Sides } from '../core/side.ts';
import { reviewPathFor } from '../review/review-path.ts';
import type { CacheKey, CheckPorts } from './check-ports.ts';
import { missingFinding } from './file-findings.ts';
import type { Pair } from './find-pairs.ts';
import type { LookedPair } from './looked-pair.ts';

/** A file that cannot be used, and which side it belongs to. */
export class BadFile extends Error {
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

/** What goes wrong is the file's fault. */
export async function blaming<T>(side: Side, file: string, action: () => Promise<T> | T): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof UserError) throw new BadFile(side, file, error);
    throw error;
  }
}

/** The bytes of a pair. */
export interface PairBytes extends Sides<Uint8Array> {
  /** Of the review file beside the target; null where there is none. */
  readonly review: Uint8Array | null;
}

export const reviewPathOf = ({ files }: Pair): string => reviewPathFor(files.target).replaceAll('\\', '/');

/** Reads what belongs to a pair; null where it is known already what is to be said. */
export async function readPair(one: LookedPair, ports: CheckPorts): Promise<PairBytes | null> {
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
  const review = ports.exists(path) ? await blaming('target', path, () => ports.read(path)) : null;
  return { source, target, review };
}

export function cacheKeyOf({ files, settings }: Pair, { source, target, review }: PairBytes): CacheKey {
  const { langs, segmentation, order } = settings;
  // The way a file is read goes by its name, and notes tell it.
  return [
    JSON.stringify([langs.source, langs.target, segmentation, order]),
    files.source,
    files.target,
    source,
    target,
    review ?? 'none',
  ];
}
