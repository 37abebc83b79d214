import { unwatchFile, watchFile } from 'node:fs';
import { basename } from 'node:path';
import { render } from 'ink';
import { UserError } from '../core/errors.ts';
import { App } from './components/App.tsx';
import type { ReviewBead } from './fix-beads.ts';
import { lookFor } from './look.ts';
import { openReviewDisk } from './review-disk.ts';
import { isUnsaved, type ReviewState, type Snapshot, type Stamp } from './review-state.ts';
import { openReview, reopenReview, type Story, withOthers } from './reviewed-story.ts';
import { reduce } from './state.ts';
import { steadyOutput } from './steady-output.ts';
import { createStore } from './store.ts';
import { toReview } from './to-review.ts';
import { recovered, reloaded, saved, savedWithOthers, staleNotice } from './wording.ts';

export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly color: boolean;
  /** Reads one row at a time as sentences, without columns. */
  readonly isSpoken: boolean;
  /** Draw below what the terminal shows already, and leave the last screen there. */
  readonly isInline: boolean;
}

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
/** A second look at changed beads waits until the keys rest. */
const COMPARE_AFTER = 150;

const ENTER_SCREEN = '\u001B[?1049h\u001B[H';
const LEAVE_SCREEN = '\u001B[?1049l';
const SHOW_CURSOR = '\u001B[?25h';
const CLEAR = '\u001B[2J\u001B[H';

const sizeOf = (stdout: NodeJS.WriteStream): ReviewState['size'] => ({
  columns: stdout.columns || 80,
  rows: stdout.rows || 24,
});

/**
 * Shows a review in the terminal until its reviewer leaves. Resolves when the terminal is as it was; throws UserError
 * where the texts or the review file cannot be read (the terminal is not touched then).
 */
export async function startReview(
  { open, reviewPath, takesOver = false, watched, stamp }: ReviewOptions,
  terminal: Terminal,
): Promise<void> {
  const { stdin, stdout, color, isSpoken } = terminal;
  const disk = openReviewDisk(reviewPath, takesOver);
  let story = await open();
  const initial = openReview(story, disk.review, disk.recovered, { size: sizeOf(stdout), color });
  const { stale } = initial.snapshot;
  const staleCount = stale.findings.length + stale.beads.length;
  const greeting =
    disk.recovered !== null ? recovered(basename(disk.swapPath)) : staleCount > 0 ? staleNotice(staleCount) : null;
  const store = createStore({ ...initial, notice: greeting }, stamp);

  const isFullScreen = !terminal.isInline && !isSpoken;
  let isRestored = false;
  const restore = (): void => {
    if (isRestored) return;
    isRestored = true;
    if (stdin.isTTY) stdin.setRawMode(false);
    stdout.write(`${isFullScreen ? LEAVE_SCREEN : ''}${SHOW_CURSOR}`);
  };
  process.once('exit', restore);
  if (isFullScreen) stdout.write(ENTER_SCREEN);

  const steady = steadyOutput(stdout);
  // The listener comes before Ink's own, so that Ink draws the new size.
  const onResize = (): void => {
    if (isFullScreen) stdout.write(CLEAR);
    steady.reset();
    store.dispatch({ type: 'resize', ...sizeOf(stdout) });
  };
  stdout.on('resize', onResize);

  const app = render(<App store={store} look={lookFor(color)} isSpoken={isSpoken} />, {
    stdin,
    stdout: isSpoken ? stdout : steady.stream,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: isSpoken,
    maxFps: 60,
  });

  const save = (): void => {
    const state = store.get();
    const { review, isMerged, conflicts } = disk.save(toReview(state));
    const name = basename(disk.path);
    const count = review.findings.length + review.beads.length;
    const notice = isMerged ? savedWithOthers(name, conflicts.length) : saved(name, count);
    if (isMerged) {
      store.replace(withOthers(state, story, review));
      // Once more, in the order of the texts.
      disk.save(toReview(store.get()));
    }
    store.dispatch({ type: 'saved', snapshot: store.get().snapshot, notice });
  };
  const sentence = (error: unknown): string => {
    if (!(error instanceof UserError)) throw error;
    return error.hint === undefined ? error.message : `${error.message}; ${error.hint}`;
  };

  // Decisions are kept beside the file as they are made, after the screen shows them.
  let keptAt: Snapshot = initial.snapshot;
  let isKeeping = false;
  const keep = (): void => {
    isKeeping = false;
    const state = store.get();
    if (state.snapshot === keptAt) return;
    keptAt = state.snapshot;
    try {
      if (isUnsaved(state)) disk.keep(toReview(state));
      else disk.forget();
    } catch (error) {
      store.dispatch({ type: 'notice', text: sentence(error) });
    }
  };

  const compared = new WeakSet<readonly ReviewBead[]>([initial.snapshot.beads]);
  let comparing: NodeJS.Timeout | undefined;
  const compareAgain = (): void => {
    const { beads } = store.get().snapshot;
    if (story.recompare === undefined || compared.has(beads)) return;
    compared.add(beads);
    store.dispatch({ type: 'compared', beads, ...story.recompare(beads) });
  };

  const realign = (): void => {
    const { beads } = store.get().snapshot;
    if (story.realign === undefined) return;
    const aligned = story.realign(beads.filter(({ decision }) => decision !== null));
    const decided = aligned.beads.map((bead) => ({ decision: null, ...bead }));
    compared.add(decided);
    store.dispatch({
      type: 'realigned',
      from: beads,
      beads: decided,
      findings: aligned.findings,
      summary: aligned.summary,
    });
  };

  let failure: unknown;
  const leave = (): void => app.unmount();
  const saveAndLeave = (): void => {
    if (isUnsaved(store.get())) {
      try {
        save();
      } catch (error) {
        store.dispatch({ type: 'notice', text: sentence(error) });
        return;
      }
    }
    leave();
  };

  let served = 0;
  const unsubscribe = store.subscribe(() => {
    const { request, snapshot } = store.get();
    if (snapshot !== keptAt && !isKeeping) {
      isKeeping = true;
      setImmediate(keep);
    }
    if (!compared.has(snapshot.beads)) {
      clearTimeout(comparing);
      comparing = setTimeout(compareAgain, COMPARE_AFTER);
    }
    if (request === null || request.serial <= served) return;
    served = request.serial;
    switch (request.what) {
      case 'save':
        try {
          save();
        } catch (error) {
          store.dispatch({ type: 'notice', text: sentence(error) });
        }
        return;
      case 'quit':
        return saveAndLeave();
      case 'discard':
        disk.forget();
        return leave();
      case 'realign':
        setImmediate(realign);
    }
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
        compared.add(next.snapshot.beads);
        store.replace(reduce(reduce(next, { type: 'resize', ...next.size }), { type: 'notice', text: reloaded(name) }));
      } catch (error) {
        if (!(error instanceof UserError)) {
          failure = error;
          leave();
          break;
        }
        store.dispatch({ type: 'notice', text: sentence(error) });
      }
    }
    isReading = false;
  };
  for (const path of watched) watchFile(path, { interval: WATCH_EVERY }, () => void read(basename(path)));

  const signals = { SIGTERM: 15, SIGHUP: 1, SIGINT: 2 } as const;
  const onSignal = (signal: keyof typeof signals): void => {
    try {
      // What cannot be saved now stays in the swap file.
      keep();
      if (isUnsaved(store.get())) save();
    } catch (error) {
      if (!(error instanceof UserError)) failure = error;
    }
    leave();
    restore();
    process.exit(128 + signals[signal]);
  };
  const listeners = (Object.keys(signals) as (keyof typeof signals)[]).map((signal) => {
    const listener = (): void => onSignal(signal);
    process.once(signal, listener);
    return { signal, listener };
  });

  try {
    await app.waitUntilExit();
  } finally {
    for (const { signal, listener } of listeners) process.off(signal, listener);
    for (const path of watched) unwatchFile(path);
    clearTimeout(comparing);
    unsubscribe();
    stdout.off('resize', onResize);
    restore();
    process.off('exit', restore);
  }
  if (failure !== undefined) throw failure;
}
