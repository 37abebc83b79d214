const DOTS = /[İIı]/g;
const SINGLE_QUOTES = /[‘’‚‛ʼ´`]/g;
const DOUBLE_QUOTES = /[“”„‟«»]/g;
const SPACES = /[\u00a0\u2000-\u200a\u202f\u3000]/g;

/**
 * Folds case, the four Turkish i's (İ, I, ı, i all become i), typographic quotes and wide spaces, so that two spellings
 * of one word compare equal.
 * Invariant: `fold(text).length === text.length`, so offsets in the folded text are offsets in the text. (`İ` is the
 * one character whose lower case is longer; it is replaced before `toLowerCase` sees it.)
 */
export const fold = (text: string): string =>
  text.replace(DOTS, 'i').replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"').replace(SPACES, ' ').toLowerCase();
