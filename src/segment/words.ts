import type { Span } from '../core/span.ts';

/*
 * A word is a run of letters, marks and digits. What may stand inside it:
 * - an apostrophe and what follows (ABD'nin, 27'sinde, don't), so that a suffix stays with its word;
 * - an underscore (snake_case);
 * - a separator between two digits (1.250,5 · 14.30 · 27/10/2024);
 * - a full stop before a lower-case letter (Node.js, index.html, t.co), soft hyphens and joiners (which are not seen).
 * Initials keep their full stops (U.S., A.B.D.'nin). A hyphen parts words: compounds are not always known to both
 * languages as one.
 */
const RUN = String.raw`[\p{L}\p{M}\p{N}\u00AD\u200C\u200D]+`;
const INNER = String.raw`(?:['’ʼ_]|(?<=\p{N})[.,:/](?=\p{N})|\.(?=\p{Ll}))`;
const INITIALS = String.raw`(?:\p{L}\.){2,}(?:['’ʼ]${RUN})?`;
const WORD = `${INITIALS}|${RUN}(?:${INNER}${RUN})*`;

/*
 * Links, addresses and handles are one word each. The local part of an address is at most 64 octets (RFC 5321,
 * 4.5.3.1.1), which also bounds the look-ahead at every start.
 */
const LINK = String.raw`(?:https?:\/\/|www\.)[^\s<>"“”«»'’]+`;
const ADDRESS = String.raw`[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`;
const HANDLE = String.raw`[@#][\p{L}\p{N}_]+(?:['’ʼ]${RUN})?`;

const PLAIN = new RegExp(WORD, 'gu');
const WITH_LINKS = new RegExp(`${LINK}|${ADDRESS}|${HANDLE}|${WORD}`, 'gu');
const NEEDS_LINKS = /[@#]|:\/\/|www\./;

/** Punctuation that ends a sentence or a bracket around a link rather than the link. */
const AFTER_LINK = '.,;:!?…)]}*';

/** Scripts that are written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han. */
const UNSPACED = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u;

let unspacedWords: Intl.Segmenter | undefined;

/** The words of a text, ascending, in offsets of that text. Linear in its length. */
export const splitWords = (text: string): Span[] => {
  const pattern = NEEDS_LINKS.test(text) ? WITH_LINKS : PLAIN;
  const words: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const found = match[0];
    let end = start + found.length;
    if (pattern === WITH_LINKS && (found.includes('://') || found.startsWith('www.'))) {
      while (end > start && AFTER_LINK.includes(text.charAt(end - 1))) end--;
    }
    if (UNSPACED.test(found)) {
      unspacedWords ??= new Intl.Segmenter('und', { granularity: 'word' });
      for (const piece of unspacedWords.segment(found)) {
        if (piece.isWordLike)
          words.push({ start: start + piece.index, end: start + piece.index + piece.segment.length });
      }
    } else if (end > start) {
      words.push({ start, end });
    }
  }
  return words;
};
