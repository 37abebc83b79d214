import { UserError } from '../core/errors.ts';
import { type FileKind, readVersioned } from '../report/read-versioned.ts';
import { type CheckReport, checkReport } from './check-report.ts';
import { type GateOptions, judge } from './gate.ts';
import { byWorst } from './worst-first.ts';

const KIND: FileKind = { what: 'report of hizala check', hint: 'hizala check --format json=FILE writes one' };

/**
 * Reads the report of a check, of any version 1.x.
 *
 * @throws UserError where the text is none
 */
export const readReport = (text: string, name: string): CheckReport => readVersioned(text, name, checkReport, KIND);

/** A report and the file it came from. */
export interface NamedReport {
  readonly name: string;
  readonly report: CheckReport;
}

const pairKey = ({ source, target }: { source: string; target: string }): string => JSON.stringify([source, target]);

/**
 * The reports of all parts as one, judged as a whole.
 *
 * @param gateOf what fails, from what the reports say of it
 * @throws UserError where a part is missing or comes twice, or they are not of one check
 */
export function mergeReports(
  reports: readonly NamedReport[],
  gateOf: (gate: CheckReport['gate']) => GateOptions,
): CheckReport {
  const [first, ...rest] = reports;
  if (first === undefined) throw new UserError('there is nothing to merge', 'name the JSON reports of all parts');
  const same = (what: string, of: (report: CheckReport) => unknown): void => {
    for (const { name, report } of rest) {
      if (JSON.stringify(of(report)) === JSON.stringify(of(first.report))) continue;
      throw new UserError(
        `${first.name} and ${name} have different ${what}, so they are not parts of one check`,
        'run all parts with the same program and options',
      );
    }
  };
  same('versions of hizala', ({ tool }) => [tool.name, tool.version]);
  same('models', ({ model }) => model && [model.id, model.revision, model.dtype]);
  same('starting commits', ({ since }) => since);
  same('numbers of parts', ({ shard }) => shard?.count ?? null);
  const parts = new Map<number, string>();
  for (const { name, report } of reports) {
    if (report.shard === null) continue;
    const { index } = report.shard;
    const other = parts.get(index);
    if (other !== undefined) throw new UserError(`${other} and ${name} are both part ${index}`, 'name each part once');
    parts.set(index, name);
  }
  const count = first.report.shard?.count ?? 0;
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !parts.has(index));
  if (missing.length > 0) {
    throw new UserError(`of ${count} parts these are missing: ${missing.join(', ')}`, 'name the reports of all parts');
  }
  const seen = new Map<string, string>();
  for (const { name, report } of reports) {
    for (const pair of report.pairs) {
      const other = seen.get(pairKey(pair));
      if (other !== undefined) {
        throw new UserError(`${pair.target} is in ${other} and in ${name}`, 'name the report of each part once');
      }
      seen.set(pairKey(pair), name);
    }
  }
  const all = reports.map(({ report }) => report);
  const findings = all.flatMap((report) => report.findings).sort(byWorst);
  // What no pair has any more is stale in every part.
  const stale = new Map(
    all.flatMap(({ staleBaseline }) => staleBaseline).map((entry) => [JSON.stringify(entry), entry]),
  );
  const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return {
    ...first.report,
    shard: null,
    pairs: all.flatMap(({ pairs }) => pairs).sort((a, b) => compare(a.target, b.target) || compare(a.source, b.source)),
    findings,
    staleBaseline: [...stale.values()],
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
    gate: judge(findings, gateOf(first.report.gate)),
  };
}
