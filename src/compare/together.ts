import { isNull } from '../core/bead.ts';
import type { Side } from '../core/side.ts';
import { opposite, SIDES } from '../core/side.ts';
import type { Context } from './context.ts';

/** Words that share so many letters at the beginning are taken to be one word with different endings. */
const KEY_LENGTH = 5;

/** So many of the beads that have a word are looked at. */
const MOST_ASKED = 32;

const keyOf = (form: string): string => form.slice(0, KEY_LENGTH);

const firstOf = (beads: ReadonlySet<number>, count: number): readonly number[] => {
  const first: number[] = [];
  for (const bead of beads) {
    if (first.length === count) break;
    first.push(bead);
  }
  return first;
};

/** So many beads are thought to have one of the words alone, besides those that have: few beads may agree by chance. */
const PRIOR = 1;

/**
 * How far two words keep to the same beads, by the phi coefficient (Yule 1912) with a prior against it: 0 for words that stand
 * together as often as chance has it, towards 1 for words of which neither stands without the other.
 *
 * @param both beads that have both words, `own` and `other` those that have one of them at least, of `all`
 */
const association = (both: number, own: number, other: number, all: number): number => {
  const [ownAlone, otherAlone] = [own - both + PRIOR, other - both + PRIOR];
  const none = Math.max(0, all - own - other + both);
  const [ownWith, ownWithout] = [both + ownAlone, otherAlone + none];
  const [otherWith, otherWithout] = [both + otherAlone, ownAlone + none];
  return Math.max(
    0,
    (both * none - ownAlone * otherAlone) / Math.sqrt(ownWith * ownWithout * otherWith * otherWithout),
  );
};

/**
 * Tells how steadily two words of the two sides are used together, in [0, 1), in the other beads; null where the word is used
 * once. What a translator always says for a term is its translation, whether the model knows it or not. Read once in time
 * linear in the words.
 */
export const togetherIn = (context: Context): ((side: Side, form: string) => ((other: string) => number) | null) => {
  let paired = 0;
  const beadsOf = { source: new Map<string, Set<number>>(), target: new Map<string, Set<number>>() };
  context.beads.forEach((bead, index) => {
    if (isNull(bead)) return;
    paired++;
    for (const side of SIDES) {
      for (const member of bead[side]) {
        for (const { folded } of context.words(side, member)) {
          const key = keyOf(folded);
          const known = beadsOf[side].get(key);
          if (known === undefined) beadsOf[side].set(key, new Set([index]));
          else known.add(index);
        }
      }
    }
  });
  return (side, form) => {
    const own = beadsOf[side].get(keyOf(form));
    if (own === undefined || own.size < 2) return null;
    const asked = firstOf(own, MOST_ASKED);
    return (other) => {
      const others = beadsOf[opposite(side)].get(keyOf(other));
      if (others === undefined) return 0;
      const both = asked.reduce((count, bead) => count + (others.has(bead) ? 1 : 0), 0);
      // One bead is as a rule the one that is asked about.
      if (both < 2) return 0;
      const share = (both - 1) / (asked.length - 1);
      return association(share * (own.size - 1), own.size - 1, others.size - 1, paired - 1);
    };
  };
};
