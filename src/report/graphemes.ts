import stringWidth from 'string-width';

export interface Grapheme {
  readonly text: string;
  /** Columns it takes in a terminal: 0, 1 or 2, and more for some clusters of Indic scripts. */
  readonly width: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const SOFT_HYPHEN = 0xad;

/** Below the combining marks every code unit is a grapheme of one column, except beside a unit from above. */
const isPlain = (code: number): boolean => code < 0x300 && code !== SOFT_HYPHEN;

/**
 * What a reader sees as characters, with their widths. Expects text without control characters (see visible.ts).
 * Linear; Latin text takes a path that asks neither the segmenter nor string-width (20 times faster on Turkish).
 */
export function* graphemes(text: string): Generator<Grapheme> {
  let at = 0;
  while (at < text.length) {
    if (isPlain(text.charCodeAt(at)) && (at + 1 === text.length || isPlain(text.charCodeAt(at + 1)))) {
      yield { text: text[at]!, width: 1 };
      at += 1;
      continue;
    }
    // A cluster may take in one plain unit before (a base letter) or behind (after a prepended mark).
    let end = at + 1;
    while (end < text.length && !(isPlain(text.charCodeAt(end)) && isPlain(text.charCodeAt(end - 1)))) end += 1;
    for (const { segment } of segmenter.segment(text.slice(at, end))) {
      yield { text: segment, width: stringWidth(segment) };
    }
    at = end;
  }
}

/** At most `columns` columns of the text, with … where something was cut; the end is kept where `keep` says so. */
export function shorten(text: string, columns: number, keep: 'start' | 'end' = 'start'): string {
  if (columns <= 0) return '';
  const parts: Grapheme[] = [];
  let width = 0;
  for (const part of graphemes(text)) {
    parts.push(part);
    width += part.width;
    if (keep === 'start' && width > columns) break;
  }
  if (width <= columns) return text;
  while (parts.length > 0 && width > columns - 1) {
    const cut = keep === 'start' ? parts.pop() : parts.shift();
    width -= cut?.width ?? 0;
  }
  const kept = parts.map((part) => part.text).join('');
  return keep === 'start' ? `${kept.trimEnd()}…` : `…${kept.trimStart()}`;
}
