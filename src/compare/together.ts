import { isNull } from '../core/bead.ts';
import type { Side } from '../core/side.ts';
import { opposite, SIDES } from '../core/side.ts';
import type { Context } from './context.ts';

/** Words that share so many letters at the beginning are taken to be one word with different endings. */
const KEY_LENGTH = 5;

/** So many of the beads that have a word are looked at. */
const MOST_ASKED = 16;

const keyOf = (form: string): string => form.slice(0, KEY_LENGTH);

const firstOf = (beads: ReadonlySet<number>, count: number): readonly number[] => {
  const first: number[] = [];
  for (const bead of beads) {
    if (first.length === count) break;
    first.push(bead);
  }
  return first;
};

/**
 * Tells how often two words are used together: of the other beads that have the word, the share that has another on the other
 * side; null where the word is used once. What a translator always says for a term is its translation, whether the model knows
 * it or not. Read once in time linear in the words.
 */
export const togetherIn = (context: Context): ((side: Side, form: string) => ((other: string) => number) | null) => {
  const beadsOf = { source: new Map<string, Set<number>>(), target: new Map<string, Set<number>>() };
  context.beads.forEach((bead, index) => {
    if (isNull(bead)) return;
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
      return Math.max(0, both - 1) / (asked.length - 1);
    };
  };
};
