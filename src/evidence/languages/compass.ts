import { stemsOf } from '../inflection.ts';

/** North is n, the south-east se, in any language. */
export type Direction = 'n' | 's' | 'e' | 'w' | 'ne' | 'nw' | 'se' | 'sw';

/** Words for the points of the compass, folded. */
const WORDS: Readonly<Record<string, Readonly<Record<string, Direction>>>> = {
  en: {
    north: 'n',
    northern: 'n',
    south: 's',
    southern: 's',
    east: 'e',
    eastern: 'e',
    west: 'w',
    western: 'w',
    northeast: 'ne',
    northeastern: 'ne',
    northwest: 'nw',
    northwestern: 'nw',
    southeast: 'se',
    southeastern: 'se',
    southwest: 'sw',
    southwestern: 'sw',
  },
  tr: {
    kuzey: 'n',
    güney: 's',
    doğu: 'e',
    bati: 'w',
    kuzeydoğu: 'ne',
    kuzeybati: 'nw',
    güneydoğu: 'se',
    güneybati: 'sw',
  },
};

/** The point of the compass that a word names, perhaps inflected; null for other words. @param lang a BCP 47 code */
export const directionOf = (folded: string, lang: string): Direction | null => {
  const words = WORDS[lang.split('-')[0]!.toLowerCase()];
  if (words === undefined) return null;
  for (const stem of stemsOf(folded.replace('-', ''), lang)) if (Object.hasOwn(words, stem)) return words[stem]!;
  return null;
};
