const NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/**
 * The primary language of a BCP 47 code (`pt` of pt-BR); null for what is none. Longer subtags are allowed and none is registered
 * (RFC 5646, section 2.2.1), so "turkish" is a word; of three letters there are more than the platform has names for.
 */
export function primaryLanguage(code: string): string | null {
  let language: string;
  try {
    ({ language } = new Intl.Locale(code));
  } catch {
    return null;
  }
  return language.length > 3 || (language.length === 2 && NAMES.of(language) === undefined) ? null : language;
}
