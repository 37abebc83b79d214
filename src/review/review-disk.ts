import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../core/errors.ts';
import { type Conflict, mergeReviews } from './merge-reviews.ts';
import { EMPTY_REVIEW, parseReview, type Review, serialiseReview } from './review-file.ts';

/** More than a hundred thousand decisions. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface SavedReview {
  /** What the file holds now: with what others saved meanwhile. */
  readonly review: Review;
  /** Did others save meanwhile? */
  readonly isMerged: boolean;
  readonly conflicts: readonly Conflict[];
}

/** The review file of one review, and the swap file beside it that holds what is not saved yet. */
export interface ReviewDisk {
  readonly path: string;
  readonly swapPath: string;
  /** What the file held when it was opened or last saved. */
  readonly review: Review;
  /** What a review that was killed had not saved. */
  readonly recovered: Review | null;
  /** Keeps decisions against a crash; nothing is kept that is saved already. */
  keep(review: Review): void;
  /** Nothing unsaved is left, or it is not wanted. */
  forget(): void;
  /**
   * Writes the file whole or not at all, together with what others saved in it since it was read.
   * @throws UserError where it cannot be written; the swap file stays
   */
  save(review: Review): SavedReview;
}

const codeOf = (cause: unknown): string => (cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown');

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads back to itself',
  ENOTDIR: 'a part of the path is no folder',
};

/** The text of a file, or null where there is none. */
function readText(path: string): string | null {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > MAX_BYTES)
      throw new UserError(`${path} is too large for a review`, 'name another with --review FILE');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (codeOf(cause) === 'ENOENT') return null;
    if (cause instanceof TypeError)
      throw new UserError(`${path} is not a hizala review: it is not UTF-8`, undefined, { cause });
    throw new UserError(`${path} cannot be read: ${REASONS[codeOf(cause)] ?? codeOf(cause)}`, undefined, { cause });
  }
}

/** Writes beside the file first, then in its place, so that no reader ever sees half of it. */
function writeWhole(path: string, text: string, isDurable: boolean): void {
  let target = path;
  let temporary: string | undefined;
  try {
    if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) target = realpathSync(target);
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
    const file = openSync(temporary, 'wx');
    try {
      writeFileSync(file, text);
      // Against a power cut; a killed process loses nothing without it.
      if (isDurable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (cause) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    throw new UserError(
      `cannot write ${basename(path)}: ${REASONS[codeOf(cause)] ?? codeOf(cause)}`,
      'name another file with --review',
      { cause },
    );
  }
}

const digest = (text: string | null): string => (text === null ? '' : createHash('sha256').update(text).digest('hex'));

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}

interface Swap {
  readonly process: number;
  readonly review: Review;
}

function parseSwap(text: string, path: string): Swap {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${path} is damaged`, 'move it away; it holds unsaved decisions of a review that was killed', {
      cause,
    });
  }
  const swap = value as Partial<Swap> | null;
  if (
    typeof swap !== 'object' ||
    swap === null ||
    typeof swap.process !== 'number' ||
    !Number.isSafeInteger(swap.process)
  ) {
    throw new UserError(`${path} is no swap file of a hizala review`, 'move it away');
  }
  return { process: swap.process, review: parseReview(JSON.stringify(swap.review ?? null), path) };
}

/**
 * Opens the review file for a review. Touches nothing until something is decided.
 *
 * @param takesOver go on with what another process has not saved, though it seems to run
 * @throws UserError where the file or its swap file is no review, or another process is at it; both stay as they are
 */
export function openReviewDisk(path: string, takesOver = false): ReviewDisk {
  const swapPath = `${path}.swap`;
  const text = readText(path);
  let base: Review = text === null ? EMPTY_REVIEW : parseReview(text, path);
  let known = digest(text);
  let isKept = false;

  const swapText = readText(swapPath);
  let recovered: Review | null = null;
  if (swapText !== null) {
    const swap = parseSwap(swapText, swapPath);
    if (!takesOver && swap.process !== process.pid && swap.process > 0 && isRunning(swap.process)) {
      throw new UserError(
        `${path} is being reviewed already, by process ${swap.process}`,
        `leave that one first; if process ${swap.process} is no review, --recover takes its unsaved decisions over`,
      );
    }
    isKept = true;
    if (serialiseReview(swap.review) !== serialiseReview(base)) recovered = swap.review;
  }

  const forget = (): void => {
    if (isKept) rmSync(swapPath, { force: true });
    isKept = false;
  };
  return {
    path,
    swapPath,
    get review() {
      return base;
    },
    recovered,
    keep: (review) => {
      writeWhole(swapPath, `${JSON.stringify({ process: process.pid, review } satisfies Swap)}\n`, false);
      isKept = true;
    },
    forget,
    save: (review) => {
      const current = readText(path);
      const isMerged = digest(current) !== known;
      const theirs = isMerged && current !== null ? parseReview(current, path) : EMPTY_REVIEW;
      const { review: merged, conflicts } = isMerged ? mergeReviews(review, theirs, base) : { review, conflicts: [] };
      const isNothing = merged.findings.length + merged.beads.length === 0 && current === null;
      const written = serialiseReview(merged);
      if (!isNothing) {
        writeWhole(path, written, true);
        known = digest(written);
      }
      base = merged;
      forget();
      return { review: merged, isMerged, conflicts };
    },
  };
}
