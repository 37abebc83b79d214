import stringWidth from 'string-width';

export interface Grapheme {
  readonly text: string;
  /** Columns it takes in a terminal: 0, 1 or 2, and more for some clusters of Indic scripts. */
  readonly width: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const SOFT_HYPHEN = 0xad;

/**
 * Code units that are a grapheme of one column each, except beside one that is not: Latin, Greek and Cyrillic letters
 * and general punctuation (a test holds this against string-width). White space other than the space is not expected.
 */
const isPlain = (code: number): boolean =>
  code < 0x300
    ? code !== SOFT_HYPHEN
    : (code >= 0x400 && code <= 0x482) ||
      (code >= 0x3a3 && code < 0x400) ||
      (code >= 0x1e00 && code < 0x1f00) ||
      (code >= 0x2010 && code <= 0x2027);

/** string-width takes microseconds for a grapheme, and a text has few different ones. */
const widths = new Map<string, number>();
const MAX_WIDTHS = 5000;

function widthOfCluster(cluster: string): number {
  const known = widths.get(cluster);
  if (known !== undefined) return known;
  const width = stringWidth(cluster);
  if (cluster.length <= 16 && widths.size < MAX_WIDTHS) widths.set(cluster, width);
  return width;
}

/** Code units that the segmenter is handed at a time. */
const WINDOW = 128;

/**
 * The grapheme clusters of a text. V8's segmenter looks at the whole text again for each cluster (measured on Node 20:
 * twice the text, four times the time), so it is handed windows. The last cluster of a window may go on behind it; the
 * ones before are final, as boundaries look no further than the next character (UAX #29).
 */
function* clustersOf(text: string): Generator<string> {
  let at = 0;
  let size = WINDOW;
  while (at < text.length) {
    // Half of a surrogate pair would be taken for a character.
    const isCut = (text.codePointAt(at + size - 1) ?? 0) > 0xffff;
    const window = text.slice(at, at + size + (isCut ? 1 : 0));
    const isLast = at + window.length >= text.length;
    let pending = '';
    let done = 0;
    for (const { segment } of segmenter.segment(window)) {
      if (pending !== '') {
        yield pending;
        done += pending.length;
      }
      pending = segment;
    }
    if (isLast) {
      yield pending;
      return;
    }
    at += done;
    // One cluster filled the window.
    size = done === 0 ? size * 2 : WINDOW;
  }
}

/** A stretch of text that is laid out as one. */
export interface Stretch extends Grapheme {
  /** True where it is several characters of one code unit and one column each, to be cut anywhere. */
  readonly divisible: boolean;
}

const SPACE = 0x20;

/** Long words come in stretches of this many code units at most. */
const MAX_STRETCH = 64;

/** The text as spaces, stretches of plain characters, and single graphemes. Expects and costs the same as below. */
export function* stretches(text: string): Generator<Stretch> {
  let at = 0;
  while (at < text.length) {
    const isSpace = text.charCodeAt(at) === SPACE;
    let end = at;
    let next = text.charCodeAt(end);
    const limit = Math.min(text.length, at + (isSpace ? 1 : MAX_STRETCH));
    while (end < limit && isPlain(next) && (isSpace || next !== SPACE)) {
      const after = end + 1 === text.length ? SPACE : text.charCodeAt(end + 1);
      if (!isPlain(after)) break;
      end += 1;
      next = after;
    }
    if (end > at) {
      yield { text: text.slice(at, end), width: end - at, divisible: end - at > 1 };
      at = end;
      continue;
    }
    end = clusterEnd(text, at);
    for (const cluster of clustersOf(text.slice(at, end))) {
      yield { text: cluster, width: widthOfCluster(cluster), divisible: false };
    }
    at = end;
  }
}

/** Where a stretch ends, from a unit that is not plain or stands before one that is not: two plain units part it. */
function clusterEnd(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length && !(isPlain(text.charCodeAt(end)) && isPlain(text.charCodeAt(end - 1)))) end += 1;
  return end;
}

/**
 * What a reader sees as characters, with their widths. Expects text without control characters (see visible.ts).
 * Linear; Latin text takes a path that asks neither the segmenter nor string-width (20 times faster on Turkish).
 */
export function* graphemes(text: string): Generator<Grapheme> {
  for (const stretch of stretches(text)) {
    if (stretch.divisible) for (const character of stretch.text) yield { text: character, width: 1 };
    else yield stretch;
  }
}

/** Columns that the text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const stretch of stretches(text)) width += stretch.width;
  return width;
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
