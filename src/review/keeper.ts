import { basename } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { ReviewDisk } from './review-disk.ts';
import { isUnsaved, type Snapshot } from './review-state.ts';
import { withOthers } from './reviewed-story.ts';
import type { Store } from './store.ts';
import { toReview } from './to-review.ts';
import { saved, savedWithOthers } from './wording.ts';

/** What a user should read of an error; one that no user can help is thrown on. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof UserError)) throw error;
  return error.hint === undefined ? error.message : `${error.message}; ${error.hint}`;
}

/** Brings the decisions of a review to disk. What fails is told in the status line. */
export interface Keeper {
  /** Into the swap file, against a crash; soon, after the screen shows what was decided. */
  keepSoon(): void;
  keepNow(): void;
  /** @returns whether nothing is left unsaved */
  save(): boolean;
  /** Nothing that was not saved is wanted. */
  discard(): void;
}

export function createKeeper(store: Store, disk: ReviewDisk): Keeper {
  let keptAt: Snapshot = store.get().snapshot;
  let isSoon = false;
  const telling = (action: () => void): boolean => {
    try {
      action();
      return true;
    } catch (error) {
      store.dispatch({ type: 'notice', text: sentenceOf(error) });
      return false;
    }
  };

  const keepNow = (): void => {
    isSoon = false;
    const state = store.get();
    if (state.snapshot === keptAt) return;
    keptAt = state.snapshot;
    telling(() => (isUnsaved(state) ? disk.keep(toReview(state)) : disk.forget()));
  };

  const write = (): void => {
    const state = store.get();
    const { review, isMerged, conflicts } = disk.save(toReview(state));
    const name = basename(disk.path);
    if (isMerged) {
      store.replace(withOthers(state, review));
      // Once more, in the order of the texts.
      disk.save(toReview(store.get()));
    }
    const notice = isMerged
      ? savedWithOthers(name, conflicts.length)
      : saved(name, review.findings.length + review.beads.length);
    store.dispatch({ type: 'saved', snapshot: store.get().snapshot, notice });
  };

  return {
    keepNow,
    keepSoon: () => {
      if (isSoon || store.get().snapshot === keptAt) return;
      isSoon = true;
      setImmediate(keepNow);
    },
    save: () => !isUnsaved(store.get()) || telling(write),
    discard: () => disk.forget(),
  };
}
