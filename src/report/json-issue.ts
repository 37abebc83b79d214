import type * as v from 'valibot';

/** What is wrong with a JSON file, in words: the same for every file that the program reads. */

/** `beads[3].confidence` */
export const pathOf = (keys: readonly unknown[]): string =>
  keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, '');

/** What stands there, short enough for a sentence. */
export function received(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  loose_object: 'an object',
  strict_object: 'an object',
  record: 'an object',
  integer: 'a whole number',
  nullable: 'a value or null',
};

function expected(issue: v.BaseIssue<unknown>, nouns: Readonly<Record<string, string>>): string {
  if (issue.type === 'min_value') return `at least ${String(issue.requirement)}`;
  if (issue.type === 'max_value') return `at most ${String(issue.requirement)}`;
  if (issue.type === 'picklist')
    return `one of ${(issue.expected ?? '').replace(/[()"]/g, '').replaceAll(' | ', ', ')}`;
  return nouns[issue.type] ?? NOUNS[issue.type] ?? issue.expected ?? 'something else';
}

/**
 * One sentence, without a full stop.
 *
 * @param nouns what a value should be, by the type of the issue, where this file's own word does not fit
 */
export function describeIssue(issue: v.BaseIssue<unknown>, nouns: Readonly<Record<string, string>> = {}): string {
  const path = pathOf((issue.path ?? []).map(({ key }) => key)) || 'it';
  const isKeyMissing = issue.expected?.startsWith('"') === true && issue.received === 'undefined';
  if (isKeyMissing || issue.input === undefined) return `${path} is missing`;
  if (issue.type === 'min_length') return `${path} should not be empty`;
  return `${path} should be ${expected(issue, nouns)}, and is ${received(issue.input)}`;
}
