/** What a word of a language never looks like: letters that it does not have, beginnings and endings that it does not allow. Folded. */
const FOREIGN: Readonly<Record<string, readonly RegExp[]>> = {
  tr: [
    /[qwx]/u,
    // Two consonants at the start, pairs that spell one sound elsewhere, vowels side by side.
    /^[^aeiouöü]{2}/u,
    /ck|sh|ph|th|gh|[aeou][eou](?!$)|ee|oo|y$/u,
    // At the end only r, l, n, s, ş, y, f, m before a hard consonant.
    /[^aeiouöü](?<![rlnsşyf])[^aeiouöü]$|[^aeiouöü][^aeiouöütkçpşh]$/u,
    // An o after the first syllable, but in -yor and -yon.
    /^[^aeiouöü]*[aeiouöü]+[^aeiouöü]+(?:[aeiouöü]+[^aeiouöü]+)*(?<!y)[oö]/u,
  ],
};

/** True where a folded word cannot be of a language by its letters, but for loans. False for a language that is not known. */
export const looksForeign = (folded: string, lang: string): boolean =>
  FOREIGN[lang.split('-')[0]!.toLowerCase()]?.some((pattern) => pattern.test(folded)) ?? false;

/** Endings by which words of a language are made from other words: what ends so is a common word. Folded. */
const DERIVED: Readonly<Record<string, RegExp>> = {
  en: /(?:tion|sion|ment|ness|ity|ety|ical|ional|ial|ural|ly|ing|ous|ive|able|ible|ance|ence|ancy|ency|ship|hood|ary|ory|ism|ology|ful|less|ward|ened|ated|ized|ised|ational|ist|ists|ers)s?$/u,
};

/** True where a folded word is made from another word of its language, and so no name. False for a language that is not known. */
export const looksDerived = (folded: string, lang: string): boolean =>
  DERIVED[lang.split('-')[0]!.toLowerCase()]?.test(folded) ?? false;
