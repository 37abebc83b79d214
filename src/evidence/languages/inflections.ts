/** How the words of one language change. All letters are folded: every Turkish i is an i. */
export interface Inflection {
  /** Everything that may follow the stem of a noun. */
  readonly ending: RegExp;
  /** Last letters of a stem that change before an ending: kitap, kita*b*ı. */
  readonly softened: Readonly<Record<string, readonly string[]>>;
  /** True where a stem may lose its last vowel before an ending: şehir, şehri. */
  readonly dropsVowel: boolean;
}

/*
 * Turkish: -lı, -lık, -cı, -sız, -ca; plural; whose; case; -ki; is or was. One of each, in this order (Göksel and Kerslake 2005,
 * "Turkish: A Comprehensive Grammar", chapters 7 and 8), which is a little more than the language allows.
 */
const DERIVED = '(?:l[iuü](?:[kğ](?=[aeiuü]|$|l|t|s))?|[cç][iuü]|s[iuü]z|[cç][ae])';
const PLURAL = 'l[ae]r';
const WHOSE = '(?:[iuü]?m(?:[iuü]z)?|[iuü]n(?:[iuü]z)?|s?[iuü]|l[ae]r[iuü])';
const CASE = '(?:n?[iuü]n|[yn]?[iuü]|[yn]?[ae]|n?[dt][ae]n?|y?l[ae]|n?c[ae])';
const KI = '(?:ki(?:n[iuü]n?|n[ae]|nd[ae]n?|l[ae]r(?:[iuü]n?)?)?)';
const COPULA = '(?:[dt][iuü]r|y?[dt][iuü]|y?m[iuü]ş|y?ken)';
const TURKISH = new RegExp(`^${DERIVED}?${DERIVED}?(?:${PLURAL})?${WHOSE}?${CASE}?${KI}?${COPULA}?$`, 'u');

export const INFLECTIONS: Readonly<Record<string, Inflection>> = {
  tr: {
    ending: TURKISH,
    softened: { p: ['b'], ç: ['c'], t: ['d'], k: ['ğ', 'g'], g: ['ğ'] },
    dropsVowel: true,
  },
  en: { ending: /^(?:s|es|ed|d|ing|ly)?$/u, softened: { y: ['i'], e: [''] }, dropsVowel: false },
};
