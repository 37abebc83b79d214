import type { CheckCode, Severity } from '../core/finding.ts';
import { plural, SEVERITY_NAMES } from '../report/message.ts';

/** Every sentence and word of a check that a report of one story does not have too is made in this file. */

/** What to do about a finding of each code; an imperative without a full stop. */
const ADVICE: Readonly<Record<CheckCode, string>> = {
  'only-in-source': 'translate it, or dismiss it if it was left out on purpose',
  'only-in-target': 'remove it, or dismiss it if it was added on purpose',
  'missing-span': 'translate the phrase',
  'unsupported-span': 'correct the phrase, or remove what the source does not say',
  'number-mismatch': 'correct the figure',
  'name-mismatch': 'correct the name',
  untranslated: 'translate it',
  repeated: 'remove one of the two',
  'link-mismatch': 'correct the address',
  'quote-mismatch': 'put the quotation marks where the source has them',
  'list-mismatch': 'give the item a place of its own',
  'term-mismatch': 'use the term of the glossary',
  moved: 'move it back, or turn this rule off if texts may be rearranged',
  'not-same-story': 'check that the pair belongs together',
  'missing-translation': 'translate the page, or add it to the ignore list',
  'stale-translation': 'bring the translation up to date, or dismiss it if nothing changes there',
  'unreadable-file': 'mend the file, or add it to the ignore list',
  'low-coverage': 'translate what is missing and remove what was added, or lower the bound in the configuration',
};

export const adviceFor = (code: CheckCode): string => ADVICE[code];

/** What a code is about, for the list of rules in SARIF and for docs. */
const RULE_NAMES: Readonly<Record<CheckCode, string>> = {
  'only-in-source': 'The translation does not have this part of the source',
  'only-in-target': 'The translation has a part that the source does not',
  'missing-span': 'A phrase of the source is not rendered',
  'unsupported-span': 'A phrase of the translation is not supported by the source',
  'number-mismatch': 'A number, amount, percentage, date or time differs',
  'name-mismatch': 'A name differs',
  untranslated: 'Text is left in the source language',
  repeated: 'The translation says something twice',
  'link-mismatch': 'An address differs',
  'quote-mismatch': 'Quotation marks are missing',
  'list-mismatch': 'A list has fewer items',
  'term-mismatch': 'A term is not the one of the glossary',
  moved: 'The content stands elsewhere',
  'not-same-story': 'These do not look like two versions of one story',
  'missing-translation': 'A page exists in one language only',
  'stale-translation': 'The source changed and the translation did not',
  'unreadable-file': 'A file cannot be read',
  'low-coverage': 'Too little of a page has a counterpart',
};

export const ruleName = (code: string): string => (RULE_NAMES as Readonly<Record<string, string>>)[code] ?? code;

export const missingTranslation = (source: string, target: string): string =>
  `${source} has no translation: ${target} does not exist`;

export const missingSource = (source: string, target: string): string =>
  `${target} translates nothing: ${source} does not exist`;

export const staleTranslation = (before: string, after: string): string => {
  if (after === '') return 'the source does not say this any more, and the translation did not change';
  return before === ''
    ? 'the source says this newly, and the translation did not change'
    : 'the source changed here, and the translation did not';
};

const percent = (share: number): string => `${Math.floor(share * 1000) / 10}%`;

export const lowCoverage = (side: 'source' | 'target', share: number, least: number): string =>
  side === 'target'
    ? `only ${percent(share)} of the translation has a counterpart in the source; at least ${percent(least)} is asked for`
    : `only ${percent(share)} of the source is translated; at least ${percent(least)} is asked for`;

const ADJECTIVES: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** `3 errors, 1 warning`; empty where there is nothing. */
export const countsText = (counts: Readonly<Record<Severity, number>>): string =>
  (['error', 'warning', 'info'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], ADJECTIVES[severity]))
    .join(', ');

export const severityName = (severity: Severity): string => SEVERITY_NAMES[severity];

export const suppressedBy = (by: string, reason: string | null): string =>
  `known by ${by === 'baseline' ? 'the baseline' : by === 'review' ? 'the review' : 'a comment'}${reason ? `: ${reason}` : ''}`;

/** Why a check fails. */
export const gateReasons = {
  severity: (counts: string, count: number): string => `${counts} ${count === 1 ? 'fails' : 'fail'} the check`,
  maxWarnings: (count: number, most: number): string =>
    `${plural(count, 'warning')}, and at most ${most} ${most === 1 ? 'is' : 'are'} allowed`,
  threshold: (code: string, count: number, most: number): string =>
    `${plural(count, 'finding')} of ${code}, and at most ${most} ${most === 1 ? 'is' : 'are'} allowed`,
} as const;

export const suppressedText = (count: number): string =>
  `${plural(count, 'known finding')} left out (baseline, review or comment)`;

export const sinceText = (report: {
  readonly since: string | null;
  readonly pairs: readonly { readonly status: string }[];
}): string => {
  if (report.since === null) return '';
  const unchanged = report.pairs.filter(({ status }) => status === 'unchanged').length;
  return ` of those changed since ${report.since} (${unchanged} unchanged)`;
};
