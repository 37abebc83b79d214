import type { Config } from './config-file.ts';
import { CONFIG_SCHEMA } from './config-name.ts';

/** What a folder looks like it holds: one source and its translations. */
export interface Proposal {
  readonly pairs: Config['pairs'];
  /** For each pair how many files have a counterpart, and how many have none. */
  readonly counts: readonly { readonly paired: number; readonly unpaired: number }[];
}

/** Texts that hizala reads. */
const TEXT = /\.(md|markdown|mdx|txt|html?)$/i;

/** Two letters as in ISO 639-1, with a region as in pt-BR or zh_Hans. */
const LANG = /^([a-z]{2})(?:[-_][A-Za-z]{2,4})?$/;

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** A code that stands for a language; many two letters do not, and some that do are names of other things too. */
const isLanguage = (code: string): boolean => {
  if (!LANG.test(code)) return false;
  try {
    return names.of(code.replace('_', '-')) !== undefined;
  } catch {
    return false;
  }
};

interface Place {
  readonly lang: string;
  /** The path with {lang} for the language and {path} for what varies. */
  readonly pattern: string;
  readonly value: string;
}

/** Each way in which a path may name its language: a folder, the end of the name, a file named for it. */
function placesOf(path: string): readonly Place[] {
  const extension = TEXT.exec(path)?.[0];
  if (extension === undefined) return [];
  const parts = path.split('/');
  const places: Place[] = [];
  for (const [at, part] of parts.slice(0, -1).entries()) {
    if (!isLanguage(part)) continue;
    const before = parts.slice(0, at);
    const rest = parts.slice(at + 1).join('/');
    places.push({
      lang: part,
      pattern: [...before, '{lang}', `{path}${extension}`].join('/'),
      value: rest.slice(0, -extension.length),
    });
  }
  const stem = path.slice(0, -extension.length);
  const ending = /^(.+)[._-]([a-z]{2}(?:[-_][A-Za-z]{2,4})?)$/.exec(stem);
  if (ending !== null && isLanguage(ending[2]!)) {
    const separator = stem[ending[1]!.length]!;
    places.push({ lang: ending[2]!, pattern: `{path}${separator}{lang}${extension}`, value: ending[1]! });
  }
  return places;
}

/** English is what most sources are written in; else the language with most files. */
function sourceOf(langs: ReadonlyMap<string, ReadonlySet<string>>): string {
  const english =
    [...langs.keys()].find((lang) => lang === 'en') ?? [...langs.keys()].find((lang) => /^en[-_]/.test(lang));
  if (english !== undefined) return english;
  return [...langs].sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1))[0]![0];
}

const code = (lang: string): string => lang.replace('_', '-');

/** Looks for files that differ in the language of their path only. Pure; O(files). */
export function proposeConfig(files: readonly string[]): Proposal {
  const groups = new Map<string, Map<string, Set<string>>>();
  for (const file of files) {
    for (const { lang, pattern, value } of placesOf(file)) {
      const langs = groups.get(pattern) ?? new Map<string, Set<string>>();
      groups.set(pattern, langs);
      langs.set(lang, (langs.get(lang) ?? new Set()).add(value));
    }
  }
  const found: { pair: Config['pairs'][number]; paired: number; unpaired: number; pattern: string }[] = [];
  for (const [pattern, langs] of groups) {
    if (langs.size < 2) continue;
    const source = sourceOf(langs);
    const sources = langs.get(source)!;
    const shared = (lang: string): number => [...langs.get(lang)!].filter((value) => sources.has(value)).length;
    const targets = [...langs.keys()].filter((lang) => lang !== source && shared(lang) > 0).sort();
    if (targets.length === 0) continue;
    const paired = targets.reduce((sum, lang) => sum + shared(lang), 0);
    const all = targets.reduce((sum, lang) => sum + new Set([...langs.get(lang)!, ...sources]).size, 0);
    const plain = targets.every((lang) => code(lang) === lang);
    const base = { source: pattern.replace('{lang}', source), sourceLang: code(source) };
    if (targets.length > 1 && plain) {
      found.push({ pattern, paired, unpaired: all - paired, pair: { ...base, target: pattern, targetLang: targets } });
      continue;
    }
    for (const lang of targets) {
      const own = shared(lang);
      found.push({
        pattern,
        paired: own,
        unpaired: new Set([...langs.get(lang)!, ...sources]).size - own,
        pair: { ...base, target: pattern.replace('{lang}', lang), targetLang: code(lang) },
      });
    }
  }
  found.sort((a, b) => b.paired - a.paired || (a.pattern < b.pattern ? -1 : 1));
  return {
    pairs: found.map(({ pair: { source, target, ...rest } }) => ({ source, target, ...rest })),
    counts: found.map(({ paired, unpaired }) => ({ paired, unpaired })),
  };
}

/** The text of a configuration with these pairs. */
export const formatConfig = (pairs: Config['pairs']): string =>
  `${JSON.stringify({ $schema: CONFIG_SCHEMA, pairs, failOn: 'error' }, null, 2)}\n`;
