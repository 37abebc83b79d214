import { fold } from './fold.ts';

/**
 * Spellings of one sound in the Latin alphabets of names, in the order in which they are replaced: Turkish writes ş, ç, v, y, ks
 * where English has sh, ch, w, y, x, and newspapers of both drop marks. After folding, so ş is already s.
 */
const SOUNDS: readonly (readonly [pattern: RegExp, sound: string])[] = [
  [/sch|sh/g, 's'],
  [/tch|ch/g, 'c'],
  [/zh/g, 'j'],
  [/d[jz](?=[aeiou])/g, 'c'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ck|q/g, 'k'],
  [/gn/g, 'n'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/y/g, 'i'],
  [/ø/g, 'o'],
  [/ł/g, 'l'],
  [/đ/g, 'd'],
  [/ß/g, 's'],
  [/æ/g, 'e'],
  [/(.)\1+/g, '$1'],
];

const MARKS = /\p{M}+/gu;
const NO_LETTER = /[^\p{L}\p{N}]/gu;

/** A word as it roughly sounds: letters of any alphabet stay, marks and doubled letters go. Not length-preserving. */
export const skeletonOf = (word: string): string => {
  let skeleton = fold(word).normalize('NFD').replace(MARKS, '').replace(NO_LETTER, '');
  for (const [pattern, sound] of SOUNDS) skeleton = skeleton.replace(pattern, sound);
  return skeleton;
};

const VOWELS = new Set('aeiou');
/** Letters that transliterations take for one another. */
const NEAR = new Set(['ck', 'cj', 'cs', 'cg', 'dt', 'bp', 'gk', 'uv', 'sz', 'ij', 'fv', 'hk', 'fp']);

const NEAR_COST = 0.4;
const VOWEL_GAP = 0.5;
/** What an ending that only one of the words has costs a letter: little, because languages inflect names. */
const ENDING_COST = { first: 0.12, second: 0.2 };
const LONGEST_ENDING = { first: 7, second: 4 };
const LEAST_STEM = 3;
/** Longer words are no names, and the table is of their product. */
const LONGEST_WORD = 40;

const substitution = (a: string, b: string): number => {
  if (a === b) return 0;
  if (VOWELS.has(a) && VOWELS.has(b)) return NEAR_COST;
  return NEAR.has(a < b ? a + b : b + a) ? NEAR_COST : 1;
};

const gap = (letter: string): number => (letter === 'h' || VOWELS.has(letter) ? VOWEL_GAP : 1);

/**
 * How alike two skeletons are, in [0, 1]: 1 less the edits from a beginning of one to a beginning of the other (Levenshtein 1966,
 * with cheaper vowels and near letters), a letter of the longer beginning; what is cut off as an ending costs little.
 * `first` is the word of the language that inflects more. Time O(n m).
 */
export const nameLikeness = (first: string, second: string): number => {
  if (first === second) return 1;
  const n = Math.min(first.length, LONGEST_WORD);
  const m = Math.min(second.length, LONGEST_WORD);
  if (n < 2 || m < 2) return 0;
  const least = Math.min(LEAST_STEM, n, m);
  const from = { first: Math.max(least, n - LONGEST_ENDING.first), second: Math.max(least, m - LONGEST_ENDING.second) };
  let row = new Float64Array(m + 1);
  for (let j = 1; j <= m; j++) row[j] = row[j - 1]! + gap(second[j - 1]!);
  let best = 0;
  for (let i = 1; i <= n; i++) {
    const next = new Float64Array(m + 1);
    next[0] = row[0]! + gap(first[i - 1]!);
    for (let j = 1; j <= m; j++) {
      next[j] = Math.min(
        row[j - 1]! + substitution(first[i - 1]!, second[j - 1]!),
        row[j]! + gap(first[i - 1]!),
        next[j - 1]! + gap(second[j - 1]!),
      );
      if (i < from.first || j < from.second) continue;
      const cost = next[j]! + ENDING_COST.first * (n - i) + ENDING_COST.second * (m - j);
      best = Math.max(best, 1 - cost / Math.max(i, j));
    }
    row = next;
  }
  return best;
};

/** From here on two names are taken for spellings of one. */
export const SAME_NAME = 0.78;
