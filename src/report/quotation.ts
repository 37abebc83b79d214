import { readQuotations, readSingleQuotations } from '../evidence/quotes.ts';

/** What closes a quotation that a mark opens; what stands for both is written the usual way round. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '”': '”',
  '„': '“',
  '‟': '”',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
};
/** What opens a quotation that a mark closes. */
const OPENING: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '„',
  '”': '“',
  '‟': '“',
  '«': '»',
  '»': '«',
  '」': '「',
  '』': '『',
};
/** Beside these our own marks would stand doubled. */
const DOUBLE_AT_END = /^["“”„‟]|["“”„‟]$/u;

/** A text as it stands between quotation marks: single ones where it begins or ends with double ones. */
export const quotedWhole = (text: string): string => (DOUBLE_AT_END.test(text) ? `‘${text}’` : `“${text}”`);

/**
 * A text between quotation marks: its own where it is one quotation, or part of one whose other mark lies outside or
 * was cut off; ours else.
 */
export function quoted(text: string): string {
  const { passages, unclosed, unopened } = readQuotations([text]);
  const isWhole = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
    start === 0 && end === text.length;
  if (passages.some(({ opening, closing }) => isWhole({ start: opening.start, end: closing.end }))) return text;
  if (readSingleQuotations(text).some(isWhole)) return text;
  if (text.length > 1 && unclosed[0]?.start === 0) return text + (CLOSING[text[0]!] ?? '');
  if (text.length > 1 && unopened.at(-1)?.end === text.length) return (OPENING[text.at(-1)!] ?? '') + text;
  return quotedWhole(text);
}
