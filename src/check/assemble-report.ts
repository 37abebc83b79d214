import type { ModelIdentity } from '../core/comparison.ts';
import { SIDES } from '../core/side.ts';
import { type Baseline, knownOf, matchBaseline } from './baseline.ts';
import type { CheckOptions } from './check-options.ts';
import type { CheckPorts } from './check-ports.ts';
import type { CheckFinding, CheckReport, KnownFinding } from './check-report.ts';
import { coverageFinding } from './file-findings.ts';
import type { Pair } from './find-pairs.ts';
import { judge } from './gate.ts';
import type { LookedPair } from './looked-pair.ts';
import { byWorst } from './worst-first.ts';

export interface CheckResult {
  readonly report: CheckReport;
  /** The baseline with what was found now in the place of what was known of these pairs; null where none is asked for. */
  readonly updatedBaseline: Baseline | null;
}

/** Puts together what was found in all pairs: the configuration's rules, the baseline, the gate. */
export function assemble(
  all: readonly Pair[],
  looked: readonly LookedPair[],
  options: CheckOptions,
  { earlier, embedder }: CheckPorts,
): CheckResult {
  const found: CheckFinding[] = [];
  const notes: string[] = [];
  for (const { pair, result, fileFindings } of looked) {
    const { files, settings } = pair;
    if (result !== null) notes.push(...result.notes);
    const coverage = SIDES.flatMap((side) => {
      const least = settings.least[side];
      return result === null || least === undefined || result.covered[side] >= least
        ? []
        : [coverageFinding(files, side, result.covered[side], least)];
    });
    const levels = settings.rules as Readonly<Record<string, CheckFinding['severity'] | 'off' | undefined>>;
    for (const finding of [...fileFindings, ...(result?.findings ?? []), ...coverage]) {
      const level = levels[finding.code];
      if (level !== 'off') found.push(level === undefined ? finding : { ...finding, severity: level });
    }
  }

  // What a review or a comment settled needs no baseline.
  const open = found.filter(({ suppressed }) => suppressed === null);
  const settled = found.filter(({ suppressed }) => suppressed !== null);
  // A check of changes does not see everything that was known.
  const isLooked = earlier === null ? isLookedAt(all, looked, options) : () => false;
  const kept = (options.baseline?.known ?? []).filter((entry) => !isLooked(entry));
  const updatedBaseline = options.isUpdate ? { known: [...kept, ...open.map(knownOf)] } : null;
  const matched = matchKnown(updatedBaseline ?? options.baseline, open);
  const report: CheckReport = {
    version: 1,
    tool: { ...options.tool },
    model: modelOf(embedder.identity),
    since: earlier?.name ?? null,
    shard: options.shard === null ? null : { ...options.shard },
    pairs: looked.map(({ pair, status, result }) => ({
      source: pair.files.source,
      target: pair.files.target,
      status,
      sourceLang: result?.langs.source ?? null,
      targetLang: result?.langs.target ?? null,
      sourceCovered: result?.covered.source ?? null,
      targetCovered: result?.covered.target ?? null,
    })),
    findings: [...matched.findings, ...settled].sort(byWorst),
    staleBaseline: matched.stale.filter(isLooked),
    notes,
    gate: judge(matched.findings, options.gate),
  };
  return { report, updatedBaseline };
}

function matchKnown(
  baseline: Baseline | null,
  open: readonly CheckFinding[],
): { findings: readonly CheckFinding[]; stale: readonly KnownFinding[] } {
  if (baseline === null) return { findings: open, stale: [] };
  const { isKnown, stale } = matchBaseline(baseline, open);
  const suppressed = { by: 'baseline' as const, reason: null };
  return { findings: open.map((finding, at) => (isKnown[at] ? { ...finding, suppressed } : finding)), stale };
}

/** Of a pair that was not looked at whole, nothing can be said of what is not there any more. */
function isLookedAt(
  all: readonly Pair[],
  looked: readonly LookedPair[],
  { isStrict }: CheckOptions,
): (entry: KnownFinding) => boolean {
  const key = (source: string, target: string): string => JSON.stringify([source, target]);
  const every = new Set(all.map(({ files }) => key(files.source, files.target)));
  const done = new Set(
    looked
      .filter(({ status, pair, result }) => status !== 'unchanged' && (result !== null || pair.missing !== null))
      .map(({ pair }) => key(pair.files.source, pair.files.target)),
  );
  return ({ source, target }) => done.has(key(source, target)) || (!isStrict && !every.has(key(source, target)));
}

const modelOf = ({ id, revision, dtype }: ModelIdentity): CheckReport['model'] => ({ id, revision, dtype });
