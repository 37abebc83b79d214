import picomatch from 'picomatch';
import { UserError } from '../core/errors.ts';
import type { Sides } from '../core/side.ts';
import type { Config, PairConfig, Rules } from './config-file.ts';
import { type Pattern, parsePattern } from './patterns.ts';

export interface PairSettings {
  readonly langs: Sides<string | undefined>;
  readonly segmentation: 'sentences' | 'lines';
  readonly order: 'free' | 'monotone';
  readonly rules: Rules;
  /** Least share of each side that must have a counterpart. */
  readonly least: Sides<number | undefined>;
}

/** Two files that are versions of one story; one of them may be missing. Paths with `/`, relative to the root. */
export interface Pair {
  readonly files: Sides<string>;
  readonly missing: 'source' | 'target' | null;
  readonly settings: PairSettings;
}

/** All that this asks of the disk: the files below a folder, with `/`, relative to the root. */
export type ListFiles = (folder: string) => Promise<readonly string[]>;

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Is the file one of these? Patterns are relative to the root or to the folder of the file's pattern. */
function createIgnore(globs: readonly string[], folder: string): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const matches = picomatch([...globs], { dot: true });
  return (path) => matches(path) || (folder !== '' && matches(path.slice(folder.length + 1)));
}

export function settingsOf(config: Config, pair: Partial<PairConfig>, targetLang: string | undefined): PairSettings {
  return {
    langs: { source: primary(pair.sourceLang), target: primary(targetLang) },
    segmentation: pair.segmentation ?? 'sentences',
    order: pair.order ?? 'free',
    rules: { ...config.rules, ...pair.rules },
    least: {
      source: pair.minSourceCovered ?? config.minSourceCovered,
      target: pair.minTargetCovered ?? config.minTargetCovered,
    },
  };
}

const primary = (lang: string | undefined): string | undefined =>
  lang === undefined ? undefined : new Intl.Locale(lang).language;

/** A pair of the configuration for one language: `{lang}` of the target replaced. */
interface PatternPair {
  readonly where: string;
  readonly source: Pattern;
  readonly target: Pattern;
  readonly targetLang: string | undefined;
}

function patternPairs(pair: PairConfig, at: number): readonly PatternPair[] {
  const where = `pairs[${at}]`;
  const source = parsePattern(pair.source, `${where}.source`);
  const langs = [pair.targetLang].flat().filter((lang) => lang !== undefined);
  const usesLang = pair.target.includes('{lang}') && !source.names.includes('lang');
  if (usesLang && langs.length === 0) {
    throw new UserError(`${where}.target has {lang}, and no targetLang says which`, 'add "targetLang": ["tr"]');
  }
  if (!usesLang && langs.length > 1) {
    throw new UserError(`${where} has several targetLang, and its target no {lang}`, 'put {lang} into the target');
  }
  return (langs.length === 0 ? [undefined] : langs).map((targetLang) => {
    const text = usesLang ? pair.target.replaceAll('{lang}', targetLang!) : pair.target;
    const target = parsePattern(text, `${where}.target`);
    if (text === pair.source) {
      throw new UserError(`${where} has one pattern for both sides: ${text}`, 'name the folder of the translations');
    }
    const differing = [...source.names, ...target.names].find(
      (name) => !source.names.includes(name) || !target.names.includes(name),
    );
    if (differing !== undefined) {
      throw new UserError(
        `${where} has {${differing}} on one side only`,
        'use the same placeholders in source and target, or {lang} in the target with targetLang',
      );
    }
    return { where, source, target, targetLang };
  });
}

/**
 * The pairs that a configuration names, in order of their paths, without duplicates. A file whose counterpart is not
 * there makes a pair with one side missing.
 *
 * @throws UserError for a pattern that is none, and for one that matches no file
 */
export async function findPairs(config: Config, list: ListFiles): Promise<readonly Pair[]> {
  const lists = new Map<string, Promise<readonly string[]>>();
  const filesIn = (folder: string): Promise<readonly string[]> => {
    const known = lists.get(folder) ?? list(folder);
    lists.set(folder, known);
    return known;
  };
  const found = new Map<string, Pair>();
  for (const [at, pair] of config.pairs.entries()) {
    const globs = [...(config.ignore ?? []), ...(pair.ignore ?? [])];
    for (const { where, source, target, targetLang } of patternPairs(pair, at)) {
      const read = async (own: Pattern, other: Pattern, name: 'source' | 'target') => {
        const isIgnored = createIgnore(globs, own.folder);
        const files = new Map<string, string>();
        let any = false;
        for (const file of await filesIn(own.folder)) {
          const values = own.match(file);
          // One pattern may lie within the other (docs/{path}.md and docs/tr/{path}.md).
          if (values === null || (isWithin(other, own) && other.match(file) !== null)) continue;
          any = true;
          if (!isIgnored(file)) files.set(other.fill(values), file);
        }
        if (!any) {
          throw new UserError(
            `${where}.${name} matches no file: ${own.text}`,
            'check the pattern; it is relative to the configuration',
          );
        }
        return files;
      };
      /** Source files by the target that they should have. */
      const sources = await read(source, target, 'source');
      const targets = await read(target, source, 'target');
      const settings = settingsOf(config, pair, targetLang);
      const isIgnoredTarget = createIgnore(globs, target.folder);
      const isIgnoredSource = createIgnore(globs, source.folder);
      const present = new Set(targets.values());
      for (const [targetFile, sourceFile] of sources) {
        if (isIgnoredTarget(targetFile)) continue;
        const missing = present.has(targetFile) ? null : ('target' as const);
        add({ files: { source: sourceFile, target: targetFile }, missing, settings });
      }
      const known = new Set(sources.values());
      for (const [sourceFile, targetFile] of targets) {
        if (known.has(sourceFile) || isIgnoredSource(sourceFile)) continue;
        add({ files: { source: sourceFile, target: targetFile }, missing: 'source', settings });
      }
    }
  }
  function add(pair: Pair): void {
    const key = JSON.stringify([pair.files.source, pair.files.target]);
    if (!found.has(key) && pair.files.source !== pair.files.target) found.set(key, pair);
  }
  return [...found.values()].sort(
    (a, b) => compareText(a.files.target, b.files.target) || compareText(a.files.source, b.files.source),
  );
}

const isWithin = (inner: Pattern, outer: Pattern): boolean =>
  inner.folder !== outer.folder && (outer.folder === '' || inner.folder.startsWith(`${outer.folder}/`));
