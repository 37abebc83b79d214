/*
 * Turkish: kürek çek- "row", karar al- "decide", önem ver- "care" (Göksel and Kerslake 2005, "Turkish: A Comprehensive Grammar",
 * chapter 13). After the stem come voice, negation and ability; then tense and person, or what makes a noun or a converb of the
 * verb (chapter 8). A little more is let through than the language allows.
 */
const STEMS = 'al|at|bul|çek|çik|duy|ed|et|eyle|geç|getir|gir|gör|kal|kil|koy|kur|ol|tut|ver|yap';
const VOICE = '(?:[dt]?[iuü]r|[iuü]?l|[iuü]n)?';
const NEGATION = '(?:m[aeiuü])?';
const ABILITY = '(?:y?[ae](?:bil|m[ae]))?';
const TENSE = '(?:[dt][iuü]|m[iuü]ş|[iuü]?yor|[aeiuü]?r|z|y?[ae]c[ae][kğ]|m[ae]l[iuü]|s[ae])';
const COPULA = '(?:l[ae]r)?(?:y?[dt][iuü]|y?m[iuü]ş|y?s[ae])?';
const PERSON =
  '(?:[iuü]?m|k|n|n[iuü]z|s[iuü]n(?:[iuü]z|l[ae]r)?|y?[iuü][mz]|y?[iuü]n(?:[iuü]z)?|l[ae]r)?(?:[dt][iuü]r)?';
const IMPERATIVE = '(?:y?[iuü]n(?:[iuü]z)?|s[iuü]n(?:l[ae]r)?)?';
const NOUN = '(?:m[ae]k?|y?[ae]n|[dt][iuü][kğ]|y?[ae]c[ae][kğ])';
const CASES =
  '(?:l[ae]r)?(?:s?[iuü](?:n(?=[dt]?[aeiuü]))?|[iuü]?m[iuü]z|l[ae]r[iuü]n?)?(?:n?[iuü]n|[yn]?[iuü]|[yn]?[ae]|[dt][ae]n?|y?l[ae])?(?:[dt][iuü]r)?';
const CONVERB = '(?:y?[ae]r[ae]k|y?[iuü]p|y?[iuü]nc[ae]|m[ae]d[ae]n|[dt][iuü]k[çc][ae]|y?ken)';

/** A form of a verb that makes one verb together with the noun before it, folded, by language. */
const FORMS: Readonly<Record<string, RegExp>> = {
  tr: new RegExp(
    `^(?:${STEMS})${VOICE}${NEGATION}${ABILITY}(?:${TENSE}${COPULA}${PERSON}|${IMPERATIVE}|${NOUN}${CASES}|${CONVERB})$`,
    'u',
  ),
};

/** True for a form of such a verb. @param folded a word @param lang a BCP 47 code; false for a language that is not here */
export const isSupportVerb = (folded: string, lang: string): boolean =>
  FORMS[lang.split('-')[0]!.toLowerCase()]?.test(folded) ?? false;
