import type { ReviewBead } from './fix-beads.ts';
import type { Story } from './reviewed-story.ts';
import type { Store } from './store.ts';
import { NOTICES } from './wording.ts';

/** In milliseconds: a second look at changed beads waits until the keys rest. */
const COMPARE_AFTER = 150;

/** Compares and aligns again what a reviewer has changed. */
export interface SecondLook {
  /** Compares the beads as they are now, unless they were compared already, when the keys rest. */
  compareSoon(): void;
  /** Aligns again around what is decided. */
  realign(): void;
  /** These beads and their findings came together. */
  isCompared(beads: readonly ReviewBead[]): void;
  stop(): void;
}

/**
 * @param story the two texts as they are now
 * @param onFailure told of a bug: what a reviewer decides cannot make a comparison fail
 */
export function createSecondLook(store: Store, story: () => Story, onFailure: (error: unknown) => void): SecondLook {
  const compared = new WeakSet<readonly ReviewBead[]>([store.get().snapshot.beads]);
  let comparing: NodeJS.Timeout | undefined;
  /** One comparison at a time: what changes meanwhile is looked at after it. */
  let isBusy = false;

  const compare = async (): Promise<void> => {
    const { beads } = store.get().snapshot;
    const { recompare } = story();
    if (recompare === undefined || isBusy || compared.has(beads)) return;
    compared.add(beads);
    isBusy = true;
    try {
      const found = await recompare(beads);
      store.dispatch({ type: 'compared', beads, ...found });
    } finally {
      isBusy = false;
    }
    compareSoon();
  };

  const compareSoon = (): void => {
    if (isBusy || compared.has(store.get().snapshot.beads)) return;
    clearTimeout(comparing);
    comparing = setTimeout(() => void compare().catch(onFailure), COMPARE_AFTER);
  };

  const realign = async (): Promise<void> => {
    const { beads } = store.get().snapshot;
    const aligned = await story().compare(beads.filter(({ decision }) => decision !== null));
    if (store.get().snapshot.beads !== beads) {
      store.dispatch({ type: 'notice', text: NOTICES.changedMeanwhile });
      return;
    }
    const { findings, summary } = aligned;
    const decided = aligned.beads.map((bead) => ({ decision: null, ...bead }));
    compared.add(decided);
    store.dispatch({ type: 'realigned', from: beads, beads: decided, findings, summary });
  };

  return {
    compareSoon,
    realign: () => void realign().catch(onFailure),
    isCompared: (beads) => void compared.add(beads),
    stop: () => clearTimeout(comparing),
  };
}
