import { foldLine } from './fold-line.ts';
import { LITTER } from './litter.ts';

const MAX_LENGTH = 600;

const one = (words: readonly string[]): string => words.map(foldLine).join('|');

/** Name, verb, profession: "Ada Smith is a … reporter for …". Turkish has the profession at the end, with a suffix. */
const BIOS = Object.values(LITTER).map(({ bioVerbs, professions }) =>
  bioVerbs.length > 0
    ? new RegExp(
        `^(?:\\p{Lu}[\\p{L}.'’-]* ){1,4}(?:${bioVerbs.join('|')}) (?:an?|the|our|\\p{L}+['’]s) .{0,120}?\\b(?:${one(professions)})s?\\b`,
        'u',
      )
    : new RegExp(
        `^(?:\\p{Lu}[\\p{L}.'’-]*,? ){2,5}.{0,160}?(?<!\\p{L})(?:${one(professions)})(?:d[iı]r|l[iı]k|s[iı]d[iı]r|l[iı]ğ[iı])(?!\\p{L})`,
        'u',
      ),
);

/** Whether a paragraph tells who the author is. Only paragraphs at a story's end should be asked about. */
export const isAuthorLine = (paragraph: string): boolean =>
  paragraph.length <= MAX_LENGTH && BIOS.some((bio) => bio.test(paragraph));
