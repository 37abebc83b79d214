import { isNull } from '../core/bead.ts';
import type { Side } from '../core/side.ts';
import { SIDES } from '../core/side.ts';
import type { Context } from './context.ts';

/** Words that share so many letters at the beginning are taken to be one word with different endings. */
const KEY_LENGTH = 5;

const keyOf = (form: string): string => form.slice(0, KEY_LENGTH);

/**
 * Tells how often two words are used together: of the other beads that have the word, the share that has the other on the other
 * side. 0 where the word is used once. What a translator always says for a term is its translation, whether the model knows
 * it or not. Read once in time linear in the words.
 */
export const togetherIn = (context: Context): ((side: Side, form: string, other: string) => number) => {
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
  return (side, form, other) => {
    const own = beadsOf[side].get(keyOf(form));
    const others = beadsOf[side === 'source' ? 'target' : 'source'].get(keyOf(other));
    if (own === undefined || others === undefined || own.size < 2) return 0;
    let both = 0;
    for (const bead of own) if (others.has(bead)) both++;
    // Its own bead has both.
    return Math.max(0, both - 1) / (own.size - 1);
  };
};
