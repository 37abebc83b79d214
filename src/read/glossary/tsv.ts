import { UserError } from '../../core/errors.ts';
import type { Glossary, GlossaryEntry } from '../../core/glossary.ts';

/** Between the terms of one cell. */
const BETWEEN = /\s*[|;]\s*/;
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/i;
const HEADS = new Set(['source', 'source term', 'target', 'target term', 'term', 'translation']);

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

const languageOf = (cell: string): string | null => {
  if (!LANGUAGE.test(cell)) return null;
  try {
    const { language } = new Intl.Locale(cell);
    return languages.of(language) === undefined ? null : language;
  } catch {
    return null;
  }
};

/** What the first line says of the columns: languages, or only that it is a head. Null where it is an entry. */
const readHead = (cells: readonly string[]): readonly [string, string] | null => {
  const [first, second] = [cells[0]!.toLowerCase(), cells[1]?.toLowerCase() ?? ''];
  if (HEADS.has(first) && HEADS.has(second)) return ['source', 'target'];
  const langs = [languageOf(first), languageOf(second)] as const;
  return langs[0] !== null && langs[1] !== null && langs[0] !== langs[1] ? [langs[0], langs[1]] : null;
};

const termsIn = (cell: string | undefined): readonly string[] =>
  (cell ?? '').split(BETWEEN).filter((term) => term !== '');

/**
 * Reads tab-separated values: source term, target term, note, forbidden variants; the last two may be left out. Several terms in a cell
 * are parted by `|`. Empty lines and lines that begin with `#` are passed over; a first line may name the languages (en, tr).
 */
export function readTsv(text: string, path: string): Glossary {
  const entries: GlossaryEntry[] = [];
  let langs: readonly [string, string] = ['source', 'target'];
  let isFirst = true;
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const cells = line.split('\t').map((cell) => cell.trim());
    const head = isFirst ? readHead(cells) : null;
    isFirst = false;
    if (head !== null) {
      langs = head;
      continue;
    }
    const [sources, targets, forbidden] = [termsIn(cells[0]), termsIn(cells[1]), termsIn(cells[3])];
    if (sources.length === 0 || targets.length === 0) {
      throw new UserError(
        `${path} has no ${sources.length === 0 ? 'source' : 'target'} term in line ${at + 1}`,
        'a line holds a source term, a tab, and a target term; see docs/glossary.md',
      );
    }
    entries.push({
      terms: [
        ...sources.map((term) => ({ text: term, lang: langs[0], isForbidden: false })),
        ...targets.map((term) => ({ text: term, lang: langs[1], isForbidden: false })),
        ...forbidden.map((term) => ({ text: term, lang: langs[1], isForbidden: true })),
      ],
      note: cells[2] || null,
    });
  }
  return entries;
}
