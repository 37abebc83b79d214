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

const VOWELS = 'aeiou';
/** Letters that transliterations take for one another. */
const NEAR = ['ck', 'cj', 'cs', 'cg', 'dt', 'bp', 'gk', 'uv', 'sz', 'ij', 'fv', 'hk', 'fp'];

/** Costs are whole numbers, fifty to an edit: tables of bytes are looked up faster than words are compared. */
const EDIT = 50;
const NEAR_COST = 20;
const SOFT_GAP = 25;
/** What a letter costs of an ending that only one of the words has: little, because languages inflect names. */
const ENDING_COST = { first: 6, second: 10 };
const LONGEST_ENDING = { first: 7, second: 4 };
const LEAST_STEM = 3;
/** Longer words are no names, and the table is of their product. */
const LONGEST_WORD = 40;

/** Letters beyond ASCII share a row, so two of them that differ are told apart by their codes. */
const ASCII = 128;

const SUBSTITUTION: Uint8Array = (() => {
  const costs = new Uint8Array(ASCII * ASCII).fill(EDIT);
  const set = (a: string, b: string, cost: number): void => {
    costs[a.charCodeAt(0) * ASCII + b.charCodeAt(0)] = cost;
    costs[b.charCodeAt(0) * ASCII + a.charCodeAt(0)] = cost;
  };
  for (const a of VOWELS) for (const b of VOWELS) set(a, b, NEAR_COST);
  for (const pair of NEAR) set(pair[0]!, pair[1]!, NEAR_COST);
  for (let code = 0; code < ASCII; code++) costs[code * ASCII + code] = 0;
  return costs;
})();

const GAP: Uint8Array = new Uint8Array(ASCII).fill(EDIT);
for (const letter of `h${VOWELS}`) GAP[letter.charCodeAt(0)] = SOFT_GAP;

const substitution = (a: number, b: number): number =>
  a < ASCII && b < ASCII ? SUBSTITUTION[a * ASCII + b]! : a === b ? 0 : EDIT;

const gap = (code: number): number => (code < ASCII ? GAP[code]! : EDIT);

/** Two rows of the table; nothing in them outlives a call. */
const rows = [new Uint16Array(LONGEST_WORD + 1), new Uint16Array(LONGEST_WORD + 1)] as const;

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
  const fromFirst = Math.max(least, n - LONGEST_ENDING.first);
  const fromSecond = Math.max(least, m - LONGEST_ENDING.second);
  let [row, next] = rows;
  row[0] = 0;
  for (let j = 1; j <= m; j++) row[j] = row[j - 1]! + gap(second.charCodeAt(j - 1));
  let best = 0;
  for (let i = 1; i <= n; i++) {
    const letter = first.charCodeAt(i - 1);
    const above = gap(letter);
    next[0] = row[0]! + above;
    for (let j = 1; j <= m; j++) {
      const other = second.charCodeAt(j - 1);
      next[j] = Math.min(row[j - 1]! + substitution(letter, other), row[j]! + above, next[j - 1]! + gap(other));
      if (i < fromFirst || j < fromSecond) continue;
      const cost = next[j]! + ENDING_COST.first * (n - i) + ENDING_COST.second * (m - j);
      best = Math.max(best, 1 - cost / (EDIT * Math.max(i, j)));
    }
    [row, next] = [next, row];
  }
  return best;
};

/** From here on two names are taken for spellings of one. */
export const SAME_NAME = 0.78;
