import type { ReviewBead } from './fix-beads.ts';
import type { Story } from './reviewed-story.ts';
import type { Store } from './store.ts';

/** In milliseconds: a second look at changed beads waits until the keys rest. */
const COMPARE_AFTER = 150;

/** Compares and aligns again what a reviewer has changed. */
export interface SecondLook {
  /** Compares the beads as they are now, unless they were compared already, when the keys rest. */
  compareSoon(): void;
  /** Aligns again around what is decided, after the screen says so. */
  realignSoon(): void;
  /** These beads and their findings came together. */
  isCompared(beads: readonly ReviewBead[]): void;
  stop(): void;
}

/** @param story the two texts as they are now */
export function createSecondLook(store: Store, story: () => Story): SecondLook {
  const compared = new WeakSet<readonly ReviewBead[]>([store.get().snapshot.beads]);
  let comparing: NodeJS.Timeout | undefined;

  const compare = (): void => {
    const { beads } = store.get().snapshot;
    const { recompare } = story();
    if (recompare === undefined || compared.has(beads)) return;
    compared.add(beads);
    store.dispatch({ type: 'compared', beads, ...recompare(beads) });
  };

  const realign = (): void => {
    const { beads } = store.get().snapshot;
    const { realign: around } = story();
    if (around === undefined) return;
    const aligned = around(beads.filter(({ decision }) => decision !== null));
    const decided = aligned.beads.map((bead) => ({ decision: null, ...bead }));
    compared.add(decided);
    const { findings, summary } = aligned;
    store.dispatch({ type: 'realigned', from: beads, beads: decided, findings, summary });
  };

  return {
    compareSoon: () => {
      if (compared.has(store.get().snapshot.beads)) return;
      clearTimeout(comparing);
      comparing = setTimeout(compare, COMPARE_AFTER);
    },
    realignSoon: () => void setImmediate(realign),
    isCompared: (beads) => void compared.add(beads),
    stop: () => clearTimeout(comparing),
  };
}
