import * as v from 'valibot';
import { UserError } from '../core/errors.ts';
import { primaryLanguage } from '../core/language-code.ts';
import { nearestNames } from '../core/nearest-names.ts';
import { describeIssue, pathOf, received } from '../report/json-issue.ts';
import { type Config, configFile } from './config-file.ts';

const HINT = 'mend it, or see docs/ci.md for every key';

const NOUNS = { union: 'a language code or a list of them' };

/** The keys that an object at this path may have. */
function keysAt(path: readonly unknown[]): readonly string[] {
  let schema: unknown = configFile;
  const entriesOf = (value: unknown): Readonly<Record<string, unknown>> | undefined => {
    let inner = value as
      { entries?: Record<string, unknown>; wrapped?: unknown; pipe?: readonly unknown[] } | undefined;
    while (inner !== undefined && inner.entries === undefined && inner.wrapped !== undefined) {
      inner = inner.wrapped as typeof inner;
    }
    return inner?.entries;
  };
  const itemOf = (value: unknown): unknown => {
    let inner = value as { item?: unknown; wrapped?: unknown } | undefined;
    while (inner !== undefined && inner.item === undefined && inner.wrapped !== undefined) {
      inner = inner.wrapped as typeof inner;
    }
    return inner?.item;
  };
  for (const key of path) schema = typeof key === 'number' ? itemOf(schema) : entriesOf(schema)?.[String(key)];
  return Object.keys(entriesOf(schema) ?? {});
}

function describe(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const where = issue.type === 'strict_object' && issue.expected === 'never' ? keys.at(-1) : undefined;
  if (where !== undefined) {
    const parent = keys.slice(0, -1);
    const known = keysAt(parent);
    // Of those that contain it, or that it contains, the one that is most like it.
    const unlike = (name: string): number => Math.abs(name.length - String(where).length);
    const [near] = nearestNames(String(where), known).sort((a, b) => unlike(a) - unlike(b));
    const inside = parent.length === 0 ? '' : ` in ${pathOf(parent)}`;
    const advice = near === undefined ? `known: ${known.join(', ')}` : `did you mean "${near}"?`;
    return `it has an unknown key "${String(where)}"${inside} (${advice})`;
  }
  return describeIssue(issue, NOUNS);
}

/**
 * Reads a configuration.
 *
 * @param name what to call the file in a message
 * @throws UserError that names the key, what stands there and what may
 */
export function readConfig(text: string, name: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (cause) {
    const detail = cause instanceof Error ? ` (${cause.message.split('\n', 1)[0]})` : '';
    throw new UserError(`${name} is not valid JSON${detail}`, 'check its commas and quotes', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(`${name} cannot be used: it should be an object, and is ${received(value)}`, HINT);
  }
  const result = v.safeParse(configFile, value, { abortEarly: true, abortPipeEarly: true });
  if (!result.success) throw new UserError(`${name} cannot be used: ${describe(result.issues[0])}`, HINT);
  for (const [at, pair] of result.output.pairs.entries()) {
    const langs = [pair.sourceLang, ...[pair.targetLang].flat()];
    for (const lang of langs) {
      if (lang === undefined || primaryLanguage(lang) !== null) continue;
      throw new UserError(
        `${name} cannot be used: pairs[${at}] names "${lang}", which is no language code`,
        'use a code such as en or tr',
      );
    }
  }
  return result.output;
}
