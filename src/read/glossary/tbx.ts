import { Parser } from 'htmlparser2';
import { UserError } from '../../core/errors.ts';
import type { Glossary, GlossaryEntry, GlossaryTerm } from '../../core/glossary.ts';

/*
 * TBX (ISO 30042:2008 and 2019): concepts hold sections by language, which hold terms with notes about them. Both editions, and the
 * dialects that put an element's type into its name, say the same with other names.
 */
const ROOTS = new Set(['martif', 'tbx']);
const CONCEPTS = new Set(['termentry', 'conceptentry']);
const LANGUAGES = new Set(['langset', 'langsec']);
const TERMS = new Set(['tig', 'ntig', 'termsec']);
const STATUSES = new Set(['administrativestatus', 'normativeauthorization']);
/** deprecatedTerm-admn-sts, supersededTerm-admn-sts, deprecatedTerm, supersededTerm, forbidden. */
const FORBIDDEN = /deprecated|superseded|forbidden|rejected|donotuse|not[-\s]?recommended/i;

/** Deeper files are no glossaries. */
const MOST_DEPTH = 100;

interface OpenTerm {
  text: string;
  isForbidden: boolean;
}

/** The name without its prefix: `min:administrativeStatus`. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

/**
 * Reads TBX.
 *
 * @throws UserError where it is no TBX, or not well formed
 */
export function readTbx(text: string, path: string): Glossary {
  const entries: GlossaryEntry[] = [];
  const open: string[] = [];
  let sawRoot = false;
  let terms: GlossaryTerm[] = [];
  let note = '';
  let lang = '';
  let term: OpenTerm | null = null;
  let status: string | null = null;
  let content = '';
  const broken = (what: string): UserError =>
    new UserError(`${path} is no well-formed TBX: ${what}`, 'mend it with the program that it comes from');

  const endTerm = (): void => {
    const words = term?.text.replace(/\s+/g, ' ').trim() ?? '';
    if (words !== '' && lang !== '') terms.push({ text: words, lang, isForbidden: term!.isForbidden });
    term = null;
  };
  const onEnd = (name: string): void => {
    if (name === 'term' && term !== null) term.text = content;
    else if (status !== null && name === status) {
      if (term !== null && FORBIDDEN.test(content)) term.isForbidden = true;
      status = null;
    } else if ((name === 'note' || name === 'descrip' || name === 'definition') && note === '') {
      note = content.replace(/\s+/g, ' ').trim();
    } else if (TERMS.has(name)) endTerm();
    else if (LANGUAGES.has(name)) lang = '';
    else if (CONCEPTS.has(name)) {
      if (terms.length > 0) entries.push({ terms, note: note === '' ? null : note });
      terms = [];
      note = '';
    }
    content = '';
  };

  const parser = new Parser(
    {
      onopentag: (full, attributes) => {
        const name = localName(full);
        if (open.length === 0 && !ROOTS.has(name)) {
          throw new UserError(
            `${path} is XML, but no TBX: it begins with <${full.slice(0, 40)}>`,
            'give a TBX or TSV file',
          );
        }
        if (open.length === MOST_DEPTH) throw broken(`elements stand in one another ${MOST_DEPTH} deep`);
        sawRoot = true;
        open.push(full);
        content = '';
        if (LANGUAGES.has(name)) lang = primaryOf(attributes['xml:lang'] ?? attributes.lang ?? '');
        else if (TERMS.has(name)) term = { text: '', isForbidden: false };
        else if (STATUSES.has(name) || STATUSES.has((attributes.type ?? '').toLowerCase())) status = name;
      },
      ontext: (piece) => {
        content += piece;
      },
      onclosetag: (full, isImplied) => {
        if (isImplied || open.at(-1) !== full) throw broken(`<${open.at(-1)?.slice(0, 40) ?? full}> is not closed`);
        open.pop();
        onEnd(localName(full));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  if (!sawRoot) throw new UserError(`${path} begins as XML does, and holds no element`, 'give a TBX or TSV file');
  return entries;
}

const primaryOf = (code: string): string => {
  try {
    return new Intl.Locale(code).language;
  } catch {
    return '';
  }
};
