import type { Kind } from '../core/document.ts';
import { foldLine } from './fold-line.ts';
import { LITTER, type Litter } from './litter.ts';
import { SENTENCE_END } from './sentence-end.ts';

/** No phrase of litter is longer, and no rule here looks at a longer line: their patterns need not be linear. */
const MAX_LENGTH = 240;

const all = (pick: (litter: Litter) => readonly string[]): string[] =>
  Object.values(LITTER).flatMap((litter) => pick(litter).map(foldLine));

/** Whether a line begins with one of the phrases; they are kept by their first letter, since most lines are prose. */
const beginsWithOne = (phrases: readonly string[]): ((folded: string) => boolean) => {
  const byFirst = new Map<string, string[]>();
  for (const phrase of phrases) {
    const first = phrase.charAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  }
  return (folded) => byFirst.get(folded.charAt(0))?.some((phrase) => folded.startsWith(phrase)) ?? false;
};

const alternatives = (words: readonly string[]): string =>
  [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|');

const FURNITURE = new Set(all((litter) => litter.furniture));
const BYLINES = new Set(all((litter) => litter.bylines));
const startsFurniture = beginsWithOne(all((litter) => litter.furnitureStarts));
const startsCaption = beginsWithOne(all((litter) => litter.captionStarts));
const startsByline = beginsWithOne(all((litter) => litter.bylineStarts));
const MONTH = alternatives(all((litter) => litter.months));
const WEEKDAY = alternatives(all((litter) => litter.weekdays));

const DATE = new RegExp(
  `(?:(?:${WEEKDAY}),? )?(?:\\d{1,2}(?:st|nd|rd|th)? (?:${MONTH})\\.?,? \\d{4}|(?:${MONTH})\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|` +
    `\\d{1,2}[./]\\d{1,2}[./]\\d{4}|\\d{4}-\\d{2}-\\d{2})(?:,? (?:${WEEKDAY}))?`,
);
const TIME = /\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?\(?(?:gmt|utc|tsi|et|est|edt|bst|cet)\)?)?/;

/** A fence of code with or without a language, also one whose marks a word processor made into quotation marks. */
const FENCE = /^["“”„'‘’]?[`´~]+["“”„'‘’`´~]*\s?[a-z0-9+#-]{0,12}$/i;
/** A line of HTML tags and nothing else. */
const TAGS = /^(?:<[/!?a-z][^<>]*>\s*)+$/i;
/** A container mark of Markdown dialects (:::note). */
const CONTAINER = /^:{3,}\s*[\w-]*$/;
/** Who took a picture, in brackets at the end of the line. */
const CREDIT = /[([](?:photo|image|picture|fotoğraf|foto|görsel)\b[^()[\]]*[)\]]$/i;
const AGENCY_CREDIT =
  /(?:\b(?:getty images|shutterstock|istock|epa-efe|depo photos)|(?:^|[/|] ?)(?:reuters|afp|ap|aa|epa|dha|iha))\)?$/;
const BY_NAME = /^By:? \p{Lu}[\p{L}.'’-]*(?:,? (?:and|&|of|for|de|van|von|bin|al|\p{Lu}[\p{L}.'’-]*)){0,9}$/u;
const READING_TIME = /^\d{1,3} (?:min(?:ute)?s? read|(?:dk\.?|dakika(?:lik)?) (?:okuma|okuma suresi))$/;
/** Instagram's words under a post. */
const SHARED_POST = /^a post shared by .{1,120}$|\(@[\w.]{1,30}\)['’]?[iıuü]?n paylaştığı bir gönderi$/i;

const isDateline = (folded: string): boolean => {
  if (!DATE.test(folded)) return false;
  const rest = folded
    .replace(DATE, '')
    .replace(TIME, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return rest.length <= 24 && rest.split(' ').length <= 3;
};

/**
 * The kind of a line that shows by itself that it does not belong to the story's text; undefined where it does not
 * show.
 */
export const litterLine = (line: string): Kind | undefined => {
  if (line.length > MAX_LENGTH) return undefined;
  if (!/[\p{L}\p{N}]/u.test(line) || FENCE.test(line) || TAGS.test(line) || CONTAINER.test(line)) return 'markup';
  const folded = foldLine(line);
  const bare = folded.replace(/[\s.:!…»>→\-–—]+$/u, '');
  if (FURNITURE.has(bare) || READING_TIME.test(bare)) return 'boilerplate';
  if (BYLINES.has(bare)) return 'byline';
  if (startsFurniture(folded)) return 'boilerplate';
  if (startsCaption(folded) || CREDIT.test(line)) return 'caption';
  if (startsByline(folded) || BY_NAME.test(line) || SHARED_POST.test(line)) {
    return 'byline';
  }
  if (line.length > 120) return undefined;
  const ended = SENTENCE_END.test(line) && !/[ap]\.m\.$/.test(folded);
  if (!ended && AGENCY_CREDIT.test(folded)) return 'caption';
  if (!ended && /^[\p{Lu}\p{N}(]/u.test(line) && isDateline(folded)) return 'byline';
  return undefined;
};
