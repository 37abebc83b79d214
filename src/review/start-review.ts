import { unwatchFile, watchFile } from 'node:fs';
import { basename } from 'node:path';
import type { Instance } from 'ink';
import { createKeeper, sentenceOf } from './keeper.ts';
import { lookFor } from './look.ts';
import { openReviewDisk } from './review-disk.ts';
import type { ReviewState, Stamp } from './review-state.ts';
import { openReview, reopenReview, type Story } from './reviewed-story.ts';
import { createSecondLook } from './second-look.ts';
import { reduce } from './state.ts';
import { createStore } from './store.ts';
import { openTerminal, sizeOf, type Terminal } from './terminal.ts';
import { recovered, reloaded, staleNotice } from './wording.ts';

export interface ReviewOptions {
  /** Reads the texts and compares them; called again when they change. */
  readonly open: () => Promise<Story>;
  readonly reviewPath: string;
  /** Go on with what another process has not saved, though it seems to run. */
  readonly takesOver?: boolean;
  /** Files to look at for changes; empty where nothing is watched. */
  readonly watched: readonly string[];
  readonly stamp: () => Stamp | undefined;
}

/** In milliseconds. */
const WATCH_EVERY = 300;

const SIGNALS = { SIGTERM: 15, SIGHUP: 1, SIGINT: 2 } as const;

/**
 * Shows a review in the terminal until its reviewer leaves. Resolves when the terminal is as it was; throws UserError
 * where the texts or the review file cannot be read (the terminal is not touched then).
 */
export async function startReview(
  { open, reviewPath, takesOver = false, watched, stamp }: ReviewOptions,
  terminal: Terminal,
): Promise<void> {
  const disk = openReviewDisk(reviewPath, takesOver);
  let story = await open();
  const { color, isSpoken, stdin } = terminal;
  const initial = openReview(story, disk.review, disk.recovered, { size: sizeOf(terminal.stdout), color });
  const store = createStore({ ...initial, notice: greetingOf(initial, disk) }, stamp);
  const keeper = createKeeper(store, disk, () => story);
  const secondLook = createSecondLook(store, () => story);

  let app: Instance | undefined;
  let isLeft = false;
  let failure: unknown;
  const leave = (): void => {
    isLeft = true;
    app?.unmount();
  };

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
        secondLook.realignSoon();
    }
  };
  const unsubscribe = store.subscribe(() => {
    keeper.keepSoon();
    secondLook.compareSoon();
    serve(store.get());
  });

  // One reading at a time; a change while one goes on is read after it.
  let isReading = false;
  let isChanged = false;
  const read = async (name: string): Promise<void> => {
    isChanged = true;
    if (isReading) return;
    isReading = true;
    while (isChanged) {
      isChanged = false;
      try {
        story = await open();
        const next = reopenReview(store.get(), story);
        secondLook.isCompared(next.snapshot.beads);
        store.replace(reduce(reduce(next, { type: 'resize', ...next.size }), { type: 'notice', text: reloaded(name) }));
      } catch (error) {
        try {
          store.dispatch({ type: 'notice', text: sentenceOf(error) });
        } catch (bug) {
          failure = bug;
          leave();
          break;
        }
      }
    }
    isReading = false;
  };
  for (const path of watched) watchFile(path, { interval: WATCH_EVERY }, () => void read(basename(path)));

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
    for (const path of watched) unwatchFile(path);
    secondLook.stop();
    unsubscribe();
    screen.close();
  }
  if (failure !== undefined) throw failure;
}

/** What was found beside the texts, in one sentence. */
function greetingOf(
  { snapshot: { stale } }: ReviewState,
  { recovered: unsaved, swapPath }: Pick<ReturnType<typeof openReviewDisk>, 'recovered' | 'swapPath'>,
): string | null {
  if (unsaved !== null) return recovered(basename(swapPath));
  const count = stale.findings.length + stale.beads.length;
  return count > 0 ? staleNotice(count) : null;
}
