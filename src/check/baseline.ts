import * as v from 'valibot';
import { type FileKind, readVersioned, versionOne } from '../report/read-versioned.ts';
import { excerpt } from '../review/finding-identity.ts';
import { type CheckFinding, type KnownFinding, knownFinding } from './check-report.ts';

/** Findings that are known, by the content of both sides; as often as they are known. Positions play no part. */
export interface Baseline {
  readonly known: readonly KnownFinding[];
}

const baselineFile = v.looseObject({
  version: versionOne,
  findings: v.array(knownFinding),
});

const KIND: FileKind = {
  what: 'hizala baseline',
  hint: 'move it away and write a new one with --update-baseline, or name another with --baseline',
};

/** @throws UserError where the text is no baseline */
export const parseBaseline = (text: string, name: string): Baseline => ({
  known: readVersioned(text, name, baselineFile, KIND).findings,
});

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** One finding a line, in order of the files, so that version control shows and merges them one by one. */
export function formatBaseline({ known }: Baseline): string {
  const sorted = [...known].sort(
    (a, b) =>
      compareText(a.target, b.target) ||
      compareText(a.source, b.source) ||
      compareText(a.code, b.code) ||
      compareText(a.fingerprint, b.fingerprint),
  );
  const lines = sorted.map(({ fingerprint, code, source, target, quote }) =>
    JSON.stringify({ fingerprint, code, source, target, quote }),
  );
  const list = lines.length === 0 ? '[]' : `[\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

/** A finding as the baseline keeps it. */
export const knownOf = (finding: CheckFinding): KnownFinding => ({
  fingerprint: finding.fingerprint,
  code: finding.code,
  source: finding.pair.source,
  target: finding.pair.target,
  quote: excerpt((finding.side === 'source' ? finding.sourceText : finding.targetText) ?? finding.message),
});

export interface Matched {
  /** In the order of the findings: is it known? */
  readonly isKnown: readonly boolean[];
  /** What was known and is there no more. */
  readonly stale: readonly KnownFinding[];
}

/**
 * Which findings the baseline knows. An entry covers one finding: first those of its own files, then any other with the
 * same content, since pages are renamed. O(findings + entries).
 */
export function matchBaseline({ known }: Baseline, findings: readonly CheckFinding[]): Matched {
  const place = (fingerprint: string, source: string, target: string): string =>
    JSON.stringify([fingerprint, source, target]);
  const exact = new Map<string, KnownFinding[]>();
  for (const entry of known) {
    const key = place(entry.fingerprint, entry.source, entry.target);
    const list = exact.get(key);
    if (list === undefined) exact.set(key, [entry]);
    else list.push(entry);
  }
  const used = new Set<KnownFinding>();
  const isKnown = findings.map(({ fingerprint, pair }) => {
    const entry = exact.get(place(fingerprint, pair.source, pair.target))?.pop();
    if (entry !== undefined) used.add(entry);
    return entry !== undefined;
  });
  const left = new Map<string, KnownFinding[]>();
  for (const entry of known) {
    if (used.has(entry)) continue;
    const list = left.get(entry.fingerprint);
    if (list === undefined) left.set(entry.fingerprint, [entry]);
    else list.push(entry);
  }
  for (const [at, { fingerprint }] of findings.entries()) {
    if (isKnown[at]) continue;
    const entry = left.get(fingerprint)?.pop();
    if (entry === undefined) continue;
    used.add(entry);
    isKnown[at] = true;
  }
  return { isKnown, stale: known.filter((entry) => !used.has(entry)) };
}
