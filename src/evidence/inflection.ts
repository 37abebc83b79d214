import { INFLECTIONS } from './languages/inflections.ts';

const VOWEL = /[aeiouöü]/;
/** A stem loses its last vowel only before an ending that begins with one, and only if it is long enough to be known after that. */
const LEAST_WITHOUT_VOWEL = 4;

const primary = (lang: string): string => lang.split('-')[0]!.toLowerCase();

/**
 * True where a word is a stem with an ending of its language: varlığı of varlık, şehrinde of şehir, policies of policy. In a language
 * that is not known the two must be equal. Both folded; what follows an apostrophe is cut off before.
 */
export const isFormOf = (word: string, stem: string, lang: string): boolean => {
  if (word === stem) return true;
  const inflection = INFLECTIONS[primary(lang)];
  if (inflection === undefined || stem.length < 2) return false;
  const { ending, softened, dropsVowel } = inflection;
  if (word.startsWith(stem) && ending.test(word.slice(stem.length))) return true;
  const body = stem.slice(0, -1);
  for (const last of softened[stem.at(-1)!] ?? []) {
    const soft = body + last;
    // A consonant softens before a vowel only.
    if (word.startsWith(soft) && VOWEL.test(word[soft.length] ?? '') && ending.test(word.slice(soft.length)))
      return true;
  }
  if (!dropsVowel || stem.length < LEAST_WITHOUT_VOWEL || !VOWEL.test(body.at(-1)!)) return false;
  const short = body.slice(0, -1) + stem.at(-1)!;
  return (
    !VOWEL.test(stem.at(-1)!) &&
    !VOWEL.test(short.at(-2)!) &&
    word.startsWith(short) &&
    VOWEL.test(word[short.length] ?? '') &&
    ending.test(word.slice(short.length))
  );
};

/** True where a language has such an ending; for a language that is not known, where there is none. */
export const isEnding = (ending: string, lang: string): boolean =>
  ending === '' || (INFLECTIONS[primary(lang)]?.ending.test(ending) ?? false);

/** The stems that a word may be a form of, longest first, to look up in a list. Includes the word. */
export const stemsOf = (word: string, lang: string): readonly string[] => {
  const inflection = INFLECTIONS[primary(lang)];
  if (inflection === undefined) return [word];
  const stems = [word];
  for (let cut = word.length - 1; cut >= 2; cut--) {
    const stem = word.slice(0, cut);
    if (!inflection.ending.test(word.slice(cut))) continue;
    stems.push(stem);
    if (!VOWEL.test(word[cut]!)) continue;
    for (const [hard, soft] of Object.entries(inflection.softened)) {
      if (soft.includes(stem.at(-1)!)) stems.push(stem.slice(0, -1) + hard);
    }
    if (inflection.dropsVowel && stem.length >= LEAST_WITHOUT_VOWEL - 1 && !VOWEL.test(stem.slice(-2))) {
      for (const vowel of 'iuü') stems.push(stem.slice(0, -1) + vowel + stem.at(-1)!);
    }
  }
  return stems;
};
