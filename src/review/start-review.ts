import { basename } from 'node:path';
import type { Instance } from 'ink';
import { UserError } from '../core/errors.ts';
import { followFiles } from './follow-files.ts';
import { createKeeper, sentenceOf } from './keeper.ts';
import { lookFor } from './look.ts';
import { openReviewDisk, type ReviewDisk } from './review-disk.ts';
import type { ReviewState, Stamp } from './review-state.ts';
import { atPlaceOf, compareAgain, openReview, reopenReview, type Story } from './reviewed-story.ts';
import { createSecondLook } from './second-look.ts';
import { reduce } from './state.ts';
import { createStore, type Store } from './store.ts';
import { openTerminal, sizeOf, type Terminal } from './terminal.ts';
import { toReview } from './to-review.ts';
import { unalignedReview } from './unaligned-review.ts';
import { embedded, recovered, reloaded, RETELLING_NOTICE, staleNotice, waited } from './wording.ts';

export interface ReviewOptions {
  /**
   * Reads the texts; called again when they change.
   *
   * @param onProgress told how many vectors are there while the texts are compared
   */
  readonly open: (onProgress: (done: number, total: number) => void) => Promise<Story>;
  readonly reviewPath: string;
  /** Go on with what another process has not saved, though it seems to run. */
  readonly takesOver?: boolean;
  /** Files to look at for changes; empty where nothing is watched. */
  readonly watched: readonly string[];
  readonly stamp: () => Stamp | undefined;
}

/** In milliseconds: where aligning takes longer, the texts are shown meanwhile. A story is aligned before. */
const PATIENCE = 700;

/** Segments of both sides that nobody has to wait for to know that it will. */
const LONG = 4000;

const SIGNALS = { SIGTERM: 15, SIGHUP: 1, SIGINT: 2 } as const;

/**
 * Shows a review in the terminal until its reviewer leaves. Resolves when the terminal is as it was; throws UserError
 * where the texts or the review file cannot be read.
 */
export async function startReview(
  { open, reviewPath, takesOver = false, watched, stamp }: ReviewOptions,
  terminal: Terminal,
): Promise<void> {
  const disk = openReviewDisk(reviewPath, takesOver);
  const wait: Wait = { since: Date.now(), progress: null };
  let story = await open((done, total) => {
    wait.progress = done < total ? [done, total] : null;
  });
  const { color, isSpoken, stdin } = terminal;
  const options = { size: sizeOf(terminal.stdout), color };
  const opening = openReview(story, disk.review, disk.recovered, options).then((state) => greeted(state, disk));
  const isLong = story.sides.source.segments.length + story.sides.target.segments.length > LONG;
  const early = isSpoken ? await opening : await Promise.race([opening, after(isLong ? 0 : PATIENCE)]);
  const store = createStore(early ?? unalignedReview(story.sides, options), stamp);

  let app: Instance | undefined;
  let isLeft = false;
  let failure: unknown;
  const leave = (): void => {
    isLeft = true;
    app?.unmount();
  };
  const fail = (error: unknown): void => {
    failure = error;
    leave();
  };
  const keeper = createKeeper(store, disk);
  const secondLook = createSecondLook(store, () => story, fail);

  let served = 0;
  const serve = ({ request }: ReviewState): void => {
    if (request === null || request.serial <= served) return;
    served = request.serial;
    switch (request.what) {
      case 'save':
        keeper.save();
        return;
      case 'quit':
        if (keeper.save()) leave();
        return;
      case 'discard':
        keeper.discard();
        return leave();
      case 'realign':
        secondLook.realign();
    }
  };
  const unsubscribe = store.subscribe(() => {
    if (store.get().waiting === null) {
      keeper.keepSoon();
      secondLook.compareSoon();
    }
    serve(store.get());
  });

  const ticking = early === null ? tell(store, wait) : undefined;
  if (early === null) {
    opening
      .then((state) => {
        secondLook.isCompared(state.snapshot.beads);
        const { size, search, mode } = store.get();
        const placed = atPlaceOf(store.get(), { ...state, size, search, mode });
        store.replace(reduce(placed, { type: 'resize', ...size }));
      }, fail)
      .finally(() => clearInterval(ticking));
  }

  const stopFollowing = followFiles(watched, async (name) => {
    try {
      await opening;
      const later = await open(() => {});
      const compared = await compareAgain(later, toReview(store.get()));
      story = later;
      const next = reopenReview(store.get(), compared);
      secondLook.isCompared(next.snapshot.beads);
      store.replace(reduce(reduce(next, { type: 'resize', ...next.size }), { type: 'notice', text: reloaded(name) }));
    } catch (error) {
      if (error instanceof UserError) store.dispatch({ type: 'notice', text: sentenceOf(error) });
      else fail(error);
    }
  });

  const onSignal = (signal: NodeJS.Signals): void => {
    // What cannot be saved now stays in the swap file.
    keeper.keepNow();
    keeper.save();
    leave();
    screen.close();
    process.exit(128 + SIGNALS[signal as keyof typeof SIGNALS]);
  };
  for (const signal of Object.keys(SIGNALS)) process.once(signal, onSignal);

  const screen = openTerminal(terminal, store.get(), (size) => store.dispatch({ type: 'resize', ...size }));
  try {
    const { drawReview } = await import('./components/draw-review.tsx');
    if (!isLeft) {
      app = drawReview(store, { stdin, stdout: screen.stdout, look: lookFor(color), isSpoken });
      await app.waitUntilExit();
    }
  } finally {
    for (const signal of Object.keys(SIGNALS)) process.off(signal, onSignal);
    stopFollowing();
    clearInterval(ticking);
    secondLook.stop();
    unsubscribe();
    screen.close();
  }
  if (failure !== undefined) throw failure;
}

const after = (milliseconds: number): Promise<null> =>
  new Promise((resolve) => void setTimeout(() => resolve(null), milliseconds).unref());

/** What is waited for until the texts are aligned. */
interface Wait {
  readonly since: number;
  progress: readonly [done: number, total: number] | null;
}

/** Says every second how far it is. */
function tell(store: Store, wait: Wait): NodeJS.Timeout {
  const { source, target } = store.get().story.sides;
  const say = (): void => {
    const seconds = Math.round((Date.now() - wait.since) / 1000);
    const text =
      wait.progress === null
        ? waited(source.segments.length, target.segments.length, seconds)
        : embedded(...wait.progress);
    store.dispatch({ type: 'waiting', text });
  };
  say();
  return setInterval(say, 1000);
}

/** What was found beside the texts, in one sentence. */
function greeted(state: ReviewState, { recovered: unsaved, swapPath }: ReviewDisk): ReviewState {
  const { findings, beads } = state.snapshot.stale;
  const count = findings.length + beads.length;
  const about = state.story.summary.retelling ? RETELLING_NOTICE : null;
  const notice = unsaved !== null ? recovered(basename(swapPath)) : count > 0 ? staleNotice(count) : about;
  return { ...state, notice };
}
