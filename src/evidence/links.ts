import type { Span } from '../core/span.ts';

/** A URL, handle or e-mail address. */
export interface Link extends Span {
  readonly class: 'url' | 'handle' | 'email';
  /** Two links agree if their forms are equal: no scheme, no `www.`, host in lower case, no trailing slash, escapes decoded. */
  readonly canonical: string;
}

const URL = /(?:https?:\/\/|www\.)[^\s<>"“”«»]+/giu;
/** Local part and domain share no character that lets the engine try two ways; both are bounded. */
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
/** Also @name.example.org, as some networks have them. */
const HANDLE = /(?<![\p{L}\p{N}_@./])@[A-Za-z0-9_]{1,30}(?:\.[a-z0-9-]{1,63}){0,4}(?![\p{L}\p{N}_@])/gu;
/** Without a scheme: t.co/x, hizala.dev. Only a few well-known endings, so that "vs.In" is no link. */
const BARE =
  /(?<![\p{L}\p{N}@._/-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|gov|edu|int|info|news|io|ai|dev|app|co|tv|tr|uk|de|eu)(?:\/[^\s<>"“”«»]*)?(?![\p{L}\p{N}@-])/giu;

/** Every link holds one of these; few sentences do: their points are followed by blanks. */
const SIGN_OF_LINK = /@|:\/\/|[a-z0-9-]\.[^\s<>"“”«»]/iu;

const TRAILING = new Set('.,;:!?…\'"’”»*_');
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The end of a link without the punctuation of the sentence that it stands in. Brackets stay if they are balanced. */
const trimmedEnd = (text: string, start: number, end: number): number => {
  const balance: Record<string, number> = {};
  for (let i = start; i < end; i++) {
    const character = text[i]!;
    if ('()[]{}'.includes(character)) balance[character] = (balance[character] ?? 0) + 1;
  }
  let at = end;
  while (at > start) {
    const last = text[at - 1]!;
    const opener = CLOSERS[last];
    if (TRAILING.has(last)) {
      at--;
    } else if (opener !== undefined && (balance[last] ?? 0) > (balance[opener] ?? 0)) {
      balance[last]!--;
      at--;
    } else {
      break;
    }
  }
  return at;
};

const canonicalUrl = (url: string): string => {
  const bare = url.replace(/^https?:\/\//i, '').replace(/^www\./i, '');
  const slash = bare.search(/[/?#]/);
  const host = (slash < 0 ? bare : bare.slice(0, slash)).toLowerCase();
  const rest = slash < 0 ? '' : decoded(bare.slice(slash));
  return host + (rest === '/' ? '' : rest.endsWith('/') ? rest.slice(0, -1) : rest);
};

/** %C5%9F is ş; what is no valid escape stays. */
const decoded = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

const LANGUAGE_PARAMETER = /([?&])(?:lang|language|locale|hl)=[\w-]+/gi;

/**
 * A canonical address without what says the language of a page: en.example.org/page, example.org/tr/page, example.org/page?lang=tr.
 *
 * @param langs primary language codes of the two versions
 */
export const withoutLanguage = (canonical: string, langs: readonly string[]): string => {
  const isLanguage = (part: string): boolean =>
    langs.includes(part.toLowerCase().split(/[-_]/)[0]!) && part.length <= 5;
  const [path, ...query] = canonical.split(/(?=[?#])/);
  const [host, ...folders] = path!.split('/');
  const labels = host!.split('.');
  const name = labels.length > 2 && isLanguage(labels[0]!) ? labels.slice(1) : labels;
  const kept = folders.filter((folder) => !isLanguage(folder));
  const rest = query
    .join('')
    .replace(LANGUAGE_PARAMETER, '$1')
    .replace(/[?&]+$/, '');
  return [name.join('.'), ...kept].join('/') + rest;
};

/** Ascending, without overlaps. Turkish endings after an apostrophe (`t.co/x'te`) are not part of a link. */
export const readLinks = (text: string): Link[] => {
  const links: Link[] = [];
  const add = (start: number, end: number, kind: Link['class'], canonical: string): void => {
    if (end > start) links.push({ start, end, class: kind, canonical });
  };
  if (!SIGN_OF_LINK.test(text)) return links;
  const url = (pattern: RegExp): void => {
    for (const match of text.matchAll(pattern)) {
      const apostrophe = match[0].search(/['’]/);
      const length = apostrophe < 0 ? match[0].length : apostrophe;
      const end = trimmedEnd(text, match.index, match.index + length);
      add(match.index, end, 'url', canonicalUrl(text.slice(match.index, end)));
    }
  };
  if (text.includes('://') || /www\./i.test(text)) url(URL);
  if (text.includes('@')) {
    for (const match of text.matchAll(EMAIL)) {
      add(match.index, match.index + match[0].length, 'email', match[0].toLowerCase());
    }
    for (const match of text.matchAll(HANDLE)) {
      add(match.index, match.index + match[0].length, 'handle', match[0].toLowerCase());
    }
  }
  url(BARE);
  // Of links that overlap (a handle inside a URL) the one that starts first stays, then the longer.
  links.sort((a, b) => a.start - b.start || b.end - a.end);
  let covered = -1;
  return links.filter((link) => {
    if (link.start < covered) return false;
    covered = link.end;
    return true;
  });
};
