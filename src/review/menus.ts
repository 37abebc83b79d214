import { FINDING_CODES, type FindingCode, type Severity } from '../core/finding.ts';
import type { FindingVerdict } from './review-file.ts';
import { decisionOf, type Filter, leftOf, type ReviewState } from './review-state.ts';
import { filterName } from './wording.ts';

export type MenuItem = {
  /** Chooses it at once. */
  readonly key: string;
  readonly text: string;
} & (
  | { readonly does: 'filter'; readonly filter: Filter | null }
  | { readonly does: 'mark'; readonly verdict: FindingVerdict | null }
);

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** What can be chosen to be shown: only what there is, with its count. */
export function filterItems(state: ReviewState): readonly MenuItem[] {
  const { findings } = state.snapshot;
  const codes = new Map<FindingCode, number>();
  const severities = new Map<Severity, number>();
  for (const { code, severity } of findings) {
    codes.set(code, (codes.get(code) ?? 0) + 1);
    severities.set(severity, (severities.get(severity) ?? 0) + 1);
  }
  const item = (filter: Filter | null, name: string, count: number) => ({
    does: 'filter' as const,
    filter,
    text: `${name} (${count})`,
  });
  const known = FINDING_CODES.filter((code) => codes.has(code));
  const others = [...codes.keys()].filter((code) => !FINDING_CODES.includes(code)).sort();
  const items = [
    item(null, 'all', findings.length),
    item({ by: 'undecided' }, filterName({ by: 'undecided' }), leftOf(state)),
    ...SEVERITIES.filter((severity) => severities.has(severity)).map((severity) =>
      item({ by: 'severity', severity }, filterName({ by: 'severity', severity }), severities.get(severity)!),
    ),
    ...[...known, ...others].map((code) => item({ by: 'code', code }, code, codes.get(code)!)),
  ];
  return items.map((each, at) => ({ ...each, key: at < 10 ? String(at) : '' }));
}

/** The code of the selected finding, or nothing. */
export const selectedCode = (state: ReviewState): string =>
  state.finding === null ? '' : (state.snapshot.findings[state.finding]?.code ?? '');

/** What can be done with every finding of the selected one's code. */
export function markItems(state: ReviewState): readonly MenuItem[] {
  const code = selectedCode(state);
  const all = [...state.snapshot.findings.keys()].filter((index) => state.snapshot.findings[index]!.code === code);
  const decided = all.filter((index) => decisionOf(state, index) !== undefined).length;
  const open = all.length - decided;
  return [
    { key: 'a', does: 'mark', verdict: 'accepted', text: `accept the ${open} undecided` },
    { key: 'd', does: 'mark', verdict: 'dismissed', text: `dismiss the ${open} undecided` },
    { key: 'w', does: 'mark', verdict: null, text: `withdraw the ${decided} decided` },
  ];
}
