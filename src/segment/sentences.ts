import { split } from 'sentence-splitter';
import type { Span } from '../core/span.ts';
import { english } from './rules/english.ts';
import { foldWord, type SentenceRules } from './rules/sentence-rules.ts';
import { turkish } from './rules/turkish.ts';

const RULES: Readonly<Record<string, SentenceRules>> = { en: english, tr: turkish };

/*
 * sentence-splitter's time per character grows with the abbreviations it has met in one call, so it gets windows of
 * bounded length. Abbreviations are not given to it at all: it compares every word with the whole list, and its list
 * cannot say "only before a number".
 */
const WINDOW = 4_000;
const SPLITTER_OPTIONS = {
  SeparatorParser: { separatorCharacters: ['.', '．', '。', '?', '!', '？', '！', '…', '؟', '۔', '।'] },
  AbbrMarker: { language: { ABBREVIATIONS: [], PREPOSITIVE_ABBREVIATIONS: [], EXCLAMATION_WORDS: [] } },
};

/** A sentence longer than this, in code units, is cut at a space: no model reads that much at once. */
const MAX_LENGTH = 4_000;

const TERMINATORS = '.!?…．。？！؟۔।';
const SPACELESS = '．。？！';
const CLOSERS = '"”’\'»›)]}*_」』）';

/**
 * What sentence-splitter is to see, code unit for code unit: closing marks before the full stop rather than after it,
 * so that they stay with their sentence; no pairs of marks, since it does not look inside pairs and an unpaired mark
 * would hide the rest of the paragraph; no digits and no initials, since it takes each "5." for the number of a list
 * and each "A." before a capital for a part of a name.
 */
const present = (text: string): string =>
  text
    .replace(/(?<![.!?…])([.!?…]+)(["”’'»›)\]}*_]+)(?=\s|$)/gu, '$2$1')
    .replace(/["()[\]{}「」『』（）【】《》〚〛［］｛｝]/g, '_')
    .replace(/[0-9]/g, 'n')
    .replace(/(?<![\p{L}\p{N}])\p{L}(?=\.)/gu, (letter) => '_'.repeat(letter.length));

/** A full stop after a word in small letters, then a capital without a space: a missing space. */
const NO_SPACE = /(?<![.!?…])[.!?…]+["”’]?(?=\p{Lu}\p{Ll}{2,30}[\s,;:])/gu;
const SMALL_WORD = /(?:^|[\s"“‘'(])\p{L}?\p{Ll}{2,30}$/u;

/** A full stop, then notes in square brackets without a space before them: [3], [citation needed]. */
const NOTED = /[.!?…]["”’]?(?:\[[^[\]\n]{1,40}\])+(?=\s|$)/gu;

/** Offsets after which a sentence may end, ascending. */
const findCandidates = (text: string): number[] => {
  const ends = new Set<number>();
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + WINDOW);
    if (to < text.length) {
      // Windows end before white space, so that no word is cut.
      let space = to;
      while (space > from + WINDOW / 2 && !/\s/u.test(text.charAt(space))) space--;
      if (space > from + WINDOW / 2) to = space;
    }
    const window = text.slice(from, to);
    if (/[.!?…．。？！؟۔।]/u.test(window)) {
      for (const node of split(present(window), SPLITTER_OPTIONS)) {
        if (node.type !== 'Sentence' && node.type !== 'Punctuation') continue;
        const end = from + node.range[1];
        if (end < to || endsWithTerminator(text, end)) ends.add(end);
      }
    }
    from = to;
  }
  for (const match of text.matchAll(NO_SPACE)) {
    if (SMALL_WORD.test(text.slice(Math.max(0, match.index - 33), match.index)))
      ends.add(match.index + match[0].length);
  }
  for (const match of text.matchAll(NOTED)) ends.add(match.index + match[0].length);
  return [...ends].sort((a, b) => a - b);
};

const skipBack = (text: string, from: number, characters: string): number => {
  let at = from;
  while (at > 0 && characters.includes(text.charAt(at - 1))) at--;
  return at;
};

const endsWithTerminator = (text: string, end: number): boolean => {
  const at = skipBack(text, end, CLOSERS);
  return at > 0 && TERMINATORS.includes(text.charAt(at - 1));
};

const isSpace = (text: string, at: number): boolean => /\s/u.test(text.charAt(at));

/** Pairs of brackets no further apart than this hold no sentence end of the sentence around them. */
const MAX_BRACKET = 400;

const findBrackets = (text: string): Span[] => {
  const pairs: Span[] = [];
  const open: number[] = [];
  for (const match of text.matchAll(/[()[\]]/g)) {
    if (match[0] === '(' || match[0] === '[') {
      open.push(match.index);
    } else {
      const start = open.pop();
      if (start !== undefined && match.index - start <= MAX_BRACKET) pairs.push({ start, end: match.index });
    }
  }
  return pairs.sort((a, b) => a.start - b.start);
};

const OPENING = /^["“„«‹‘'([{*_¿¡—–-]*/u;

/** The word that begins at an offset, without opening marks: at most 60 code units of it. */
const wordAt = (text: string, at: number): string =>
  text
    .slice(at, at + 60)
    .replace(OPENING, '')
    .match(/^[^\s]*/u)![0];

const bare = (word: string): string => foldWord(word.replace(/[^\p{L}\p{N}]+$/u, '').replace(/['’].*$/u, ''));

/** Whether the full stop at `end - 1` belongs to the word before it. `next` is where the following word begins. */
const isWordsOwnStop = (text: string, sentence: number, end: number, next: number, rules: SentenceRules): boolean => {
  const stop = end - 1;
  let from = stop;
  while (from > sentence && stop - from < 40 && !isSpace(text, from - 1)) from--;
  const word = text.slice(from, stop).replace(OPENING, '');
  const following = wordAt(text, next);
  const numberFollows = /^[\p{N}#]/u.test(following);
  // "A." after an initial is another initial, not the article.
  const opens = !/^\p{L}\./u.test(following) && rules.openers.has(bare(following));
  const folded = foldWord(word);

  if (/^\p{N}{1,3}$/u.test(word)) {
    // The number of a list or a chapter.
    if (from === sentence) return true;
    if (!rules.ordinals) return false;
    if (/^\p{Ll}/u.test(following)) return true;
    // "s. 45." is a page, not the forty-fifth.
    const before = text.slice(Math.max(sentence, from - 12), from).match(/(\p{L}+)[.:]\s+$/u)?.[1];
    if (before !== undefined && rules.beforeNumber.has(foldWord(before))) return false;
    return numberFollows ? /^\p{N}+\.(?!\p{N})/u.test(following) : !opens;
  }
  if (rules.beforeWord.has(folded)) return true;
  if (rules.beforeNumber.has(folded) && numberFollows) return true;
  if (rules.ordinals && /^[IVXLCDM]+$/u.test(word)) return !opens;
  if (/^\p{Lu}$/u.test(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word)) return !opens;
  // Joined initials of a double name: J.-P., Ch.
  if (/^\p{Lu}\.?-\p{Lu}$/u.test(word)) return !opens;
  return rules.anywhere.has(folded) && !opens;
};

/** "…!" Ayşe sordu: after a question or call in quotation marks, its speaker and a verb of speech. */
const isReportedSpeech = (text: string, next: number, rules: SentenceRules): boolean => {
  const words = text
    .slice(next, next + 80)
    .split(/\s+/u, 5)
    .map((word) => word.replace(/[,.;:!?]+$/u, ''));
  // "…?" She said no one …: a pronoun with a capital begins a sentence of its own.
  if (rules.openers.has(foldWord(words[0]!))) return false;
  for (const word of words) {
    if (rules.speechVerbs.has(foldWord(word))) return true;
    if (!/^\p{Lu}/u.test(word)) return false;
  }
  return false;
};

/** Whether a sentence that began at `sentence` ends at `end`. */
const isSentenceEnd = (
  text: string,
  sentence: number,
  end: number,
  rules: SentenceRules,
  caseless: boolean,
): boolean => {
  let next = end;
  while (next < text.length && isSpace(text, next)) next++;
  if (next >= text.length) return true;
  const notes = /(?<=[.!?…]["”’]?)(?:\[[^[\]]{1,40}\])+$/u.exec(text.slice(Math.max(0, end - 100), end));
  const afterMarks = skipBack(text, end - (notes?.[0].length ?? 0), CLOSERS);
  const terminator = text.charAt(afterMarks - 1);
  if (next === end && !SPACELESS.includes(terminator)) {
    // Only the rule for missing spaces brings such a candidate here, or a mark inside a word (Yahoo!'s, ?q=).
    return /^\p{Lu}\p{Ll}{2,}[\s,;:]/u.test(text.slice(next, next + 40));
  }
  const ahead = text.slice(next, next + 60).replace(OPENING, '');
  const first = String.fromCodePoint(ahead.codePointAt(0) ?? 0x20);
  // Marks only, up to the next space: they belong to what stands before.
  if (
    !/[\p{L}\p{N}]/u.test(ahead.split(/\s/u, 1)[0]!) &&
    /^["”’'»)\].!?…]+(?:\s|$)/u.test(text.slice(next, next + 60))
  ) {
    return false;
  }
  const single = terminator === '.' && text.charAt(afterMarks - 2) !== '.';
  if (single && afterMarks === end && isWordsOwnStop(text, sentence, end, next, rules)) return false;
  if (/\p{Ll}/u.test(first) && !/^\p{Ll}\p{Lu}/u.test(ahead)) return caseless;
  if ((terminator === '!' || terminator === '?') && afterMarks < end) return !isReportedSpeech(text, next, rules);
  return true;
};

const trim = (text: string, start: number, end: number): Span | undefined => {
  const slice = text.slice(start, end);
  const lead = slice.length - slice.trimStart().length;
  const length = slice.trim().length;
  return length > 0 ? { start: start + lead, end: start + lead + length } : undefined;
};

/** Cuts what is too long to be one sentence, at white space if there is some. */
const cut = (text: string, { start, end }: Span): Span[] => {
  if (end - start <= MAX_LENGTH) return [{ start, end }];
  const pieces: Span[] = [];
  let from = start;
  while (end - from > MAX_LENGTH) {
    let to = from + MAX_LENGTH;
    while (to > from + MAX_LENGTH / 2 && !isSpace(text, to)) to--;
    if (to <= from + MAX_LENGTH / 2) to = from + MAX_LENGTH;
    // Never between the halves of a surrogate pair.
    if (/[\uDC00-\uDFFF]/.test(text.charAt(to))) to--;
    const piece = trim(text, from, to);
    if (piece !== undefined) pieces.push(piece);
    from = to;
  }
  const rest = trim(text, from, end);
  if (rest !== undefined) pieces.push(rest);
  return pieces;
};

/**
 * The sentences of a paragraph, ascending, in offsets of its text. sentence-splitter finds where sentences may end; the
 * rules of the language then decide. Only white space is left out. Time is linear in the length.
 *
 * @param lang BCP 47 code; a language without rules of its own is split by those of English
 */
export const splitSentences = (text: string, lang: string): Span[] => {
  const rules = RULES[lang.split('-', 1)[0]!.toLowerCase()] ?? english;
  const caseless = !/\p{Lu}/u.test(text);
  const brackets = findBrackets(text);
  const sentences: Span[] = [];
  let bracket = 0;
  let start = 0;
  /** End of the brackets opened inside the present sentence. */
  let inside = -1;
  const push = (end: number): void => {
    const span = trim(text, start, end);
    if (span !== undefined) sentences.push(...cut(text, span));
    start = end;
    while (start < text.length && isSpace(text, start)) start++;
    inside = -1;
  };
  for (const end of findCandidates(text)) {
    if (end <= start) continue;
    for (; bracket < brackets.length && brackets[bracket]!.start < end; bracket++) {
      const pair = brackets[bracket]!;
      if (pair.start > start) inside = Math.max(inside, pair.end);
    }
    if (end <= inside || !isSentenceEnd(text, start, end, rules, caseless)) continue;
    push(end);
  }
  push(text.length);
  return sentences;
};
