import type { Comparison } from '../core/comparison.ts';
import { type FindingIdentity, findingIdentity, fingerprint } from './finding-identity.ts';
import type { FindingRecord } from './review-file.ts';

export interface MatchedFindings {
  /** The record about each finding, by the finding's index in the comparison. */
  readonly decisions: ReadonlyMap<number, FindingRecord>;
  /** Records about texts that are not there any more, or cannot be told apart any more. */
  readonly stale: readonly FindingRecord[];
}

const contextKeys = ({ context: { source, target } }: FindingIdentity): readonly string[] => [
  JSON.stringify([source, target]),
  `source before ${source[0]}`,
  `source after ${source[1]}`,
  `target before ${target[0]}`,
  `target after ${target[1]}`,
];

/** The contexts that say something: the end of a document is no neighbour. */
const partial = (keys: readonly string[]): readonly string[] => keys.slice(1).filter((key) => !key.endsWith(' null'));

function group<T>(items: Iterable<T>, keysOf: (item: T) => Iterable<string>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const list = groups.get(key);
      if (list === undefined) groups.set(key, [item]);
      else list.push(item);
    }
  }
  return groups;
}

interface Candidate {
  readonly index: number;
  readonly contexts: readonly string[];
}

/**
 * Finds what each record is about: by the texts of both sides, and where several findings have the same texts, by what
 * stands around them. Where not even that decides between more findings than records, a record is stale: a decision
 * must not land on a finding that its reviewer never saw. O(n) for n findings and records.
 */
export function matchFindings(
  comparison: Pick<Comparison, 'sides' | 'beads' | 'findings'>,
  records: readonly FindingRecord[],
): MatchedFindings {
  const decisions = new Map<number, FindingRecord>();
  const stale: FindingRecord[] = [];
  if (records.length === 0) return { decisions, stale };
  const wanted = group(records, (record) => [fingerprint(record)]);
  const found = new Map<string, Candidate[]>();
  for (const [index, finding] of comparison.findings.entries()) {
    const identity = findingIdentity(finding, comparison);
    const print = fingerprint(identity);
    if (!wanted.has(print)) continue;
    const list = found.get(print) ?? [];
    list.push({ index, contexts: contextKeys(identity) });
    found.set(print, list);
  }

  for (const [print, twins] of wanted) {
    const candidates = found.get(print) ?? [];
    let left: readonly FindingRecord[] = twins;
    const free = new Set(candidates);
    const claim = (keysOf: (contexts: readonly string[]) => readonly string[]): void => {
      const byContext = group(free, ({ contexts }) => keysOf(contexts));
      left = left.filter((record) => {
        for (const key of keysOf(contextKeys(record))) {
          const list = byContext.get(key);
          while (list !== undefined && list.length > 0) {
            const candidate = list.shift()!;
            if (!free.delete(candidate)) continue;
            decisions.set(candidate.index, record);
            return false;
          }
        }
        return true;
      });
    };
    claim((contexts) => contexts.slice(0, 1));
    if (free.size > left.length || candidates.length > 1) claim(partial);
    if (left.length < free.size) stale.push(...left);
    else {
      const rest = [...free];
      for (const [at, record] of left.entries()) {
        const candidate = rest[at];
        if (candidate === undefined) stale.push(record);
        else decisions.set(candidate.index, record);
      }
    }
  }
  return { decisions, stale };
}
