import { fingerprint } from './finding-identity.ts';
import { type BeadRecord, EMPTY_REVIEW, type FindingRecord, type Review } from './review-file.ts';

/** Two reviewers who decided differently about one thing. */
export interface Conflict {
  readonly quote: string;
  readonly ours: string;
  readonly theirs: string;
  /** The verdict that the merged review has. */
  readonly kept: string;
}

export interface MergedReview {
  readonly review: Review;
  readonly conflicts: readonly Conflict[];
}

type AnyRecord = FindingRecord | BeadRecord;

const beadPrint = ({ source, target }: BeadRecord): string => JSON.stringify([source, target]);

/**
 * Names records by what they are about, and only where one reviewer decided about several equal texts, by what stands
 * around them too: the surroundings change when the documents are edited.
 */
function keysFor<R extends AnyRecord>(print: (record: R) => string, ...lists: readonly (readonly R[])[]) {
  const twins = new Set<string>();
  for (const records of lists) {
    const seen = new Set<string>();
    for (const record of records) {
      const key = print(record);
      if (seen.has(key)) twins.add(key);
      seen.add(key);
    }
  }
  return (record: R): string => {
    const key = print(record);
    return twins.has(key) ? `${key} ${JSON.stringify([record.context.source, record.context.target])}` : key;
  };
}

/** Both notes, where both say something of their own. */
function notes(ours: string | undefined, theirs: string | undefined): { note?: string } {
  const all = [...new Set([ours, theirs].filter((note) => note !== undefined && note !== ''))];
  return all.length === 0 ? {} : { note: all.join(' / ') };
}

/**
 * Joins what two reviewers decided, each starting from `base` (an empty review where they share none). A decision that
 * one of them withdrew from the base is gone. Where they contradict each other, the later one counts if both are
 * signed with a time; else a finding stays accepted, because a check must rather fail than keep silent, and a bead is
 * as in `ours`. Contradictions are told.
 *
 * Merging is idempotent, and with no contradictions the order of the two does not change what is decided.
 */
export function mergeReviews(ours: Review, theirs: Review, base: Review = EMPTY_REVIEW): MergedReview {
  const conflicts: Conflict[] = [];
  const isLater = (a: { at?: string | undefined }, b: { at?: string | undefined }): boolean | null =>
    a.at === undefined || b.at === undefined || a.at === b.at ? null : a.at > b.at;

  const findingKey = keysFor(fingerprint, ours.findings, theirs.findings, base.findings);
  const beadKey = keysFor(beadPrint, ours.beads, theirs.beads, base.beads);
  const findings = joined(ours.findings, theirs.findings, base.findings, findingKey, (mine, other) => {
    if (mine.verdict === other.verdict) return { ...other, ...mine, ...notes(mine.note, other.note) };
    const kept = (isLater(mine, other) ?? mine.verdict === 'accepted') ? mine : other;
    conflicts.push({ quote: mine.quote, ours: mine.verdict, theirs: other.verdict, kept: kept.verdict });
    return { ...kept, ...notes(mine.note, other.note) };
  });

  const same = joined(ours.beads, theirs.beads, base.beads, beadKey, (mine, other) => ({
    ...other,
    ...mine,
    ...notes(mine.note, other.note),
  }));
  // Two beads that share a segment cannot both hold.
  const beads: BeadRecord[] = [];
  const owner = new Map<string, BeadRecord>();
  const mine = new Set(ours.beads.map(beadKey));
  for (const record of [...same].sort((a, b) => Number(mine.has(beadKey(b))) - Number(mine.has(beadKey(a))))) {
    const rival = membersOf(record)
      .map((key) => owner.get(key))
      .find((other) => other !== undefined);
    if (rival === undefined || mine.has(beadKey(record))) {
      beads.push(record);
      for (const key of membersOf(record)) owner.set(key, record);
    } else {
      conflicts.push({ quote: record.quote, ours: rival.verdict, theirs: record.verdict, kept: rival.verdict });
    }
  }
  return { review: { ...theirs, ...ours, findings: [...findings], beads }, conflicts };
}

/**
 * A name for each segment of a bead that another reviewer's bead has for it too, as long as the members are neighbours.
 * (Where they are not, both beads are kept, and the second is stale when the file is read.)
 */
const membersOf = (record: BeadRecord): readonly string[] =>
  (['source', 'target'] as const).flatMap((side) => {
    const hashes = record[side];
    const [before, after] = record.context[side];
    return hashes.map((hash, at) => JSON.stringify([side, hash, hashes[at - 1] ?? before, hashes[at + 1] ?? after]));
  });

function joined<R>(
  ours: readonly R[],
  theirs: readonly R[],
  base: readonly R[],
  keyOf: (record: R) => string,
  both: (mine: R, other: R) => R,
): readonly R[] {
  const [mine, others, old] = [ours, theirs, base].map(
    (records) => new Map(records.map((record) => [keyOf(record), record])),
  );
  const text = (record: R | undefined): string | undefined =>
    record === undefined ? undefined : JSON.stringify(record);
  const result: R[] = [];
  for (const [key, record] of mine!) {
    const other = others!.get(key);
    const before = old!.get(key);
    if (other === undefined) {
      // They took it back, and we did not touch it.
      if (before === undefined || text(before) !== text(record)) result.push(record);
    } else if (before !== undefined && text(before) === text(record)) result.push(other);
    else if (before !== undefined && text(before) === text(other)) result.push(record);
    else result.push(text(record) === text(other) ? record : both(record, other));
  }
  for (const [key, other] of others!) {
    if (mine!.has(key)) continue;
    const before = old!.get(key);
    if (before === undefined || text(before) !== text(other)) result.push(other);
  }
  return result;
}
