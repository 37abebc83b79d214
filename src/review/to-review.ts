import { excerpt, findingIdentity, neighbours } from './finding-identity.ts';
import type { ReviewBead } from './fix-beads.ts';
import { segmentHashes } from './hash.ts';
import type { BeadRecord, FindingRecord, Review } from './review-file.ts';
import { comparisonOf, indexOf, type ReviewState } from './review-state.ts';

function beadRecord(bead: ReviewBead, { story: { sides } }: Pick<ReviewState, 'story'>): BeadRecord | null {
  if (bead.decision === null) return null;
  const hashes = { source: segmentHashes(sides.source), target: segmentHashes(sides.target) };
  const [side, first] =
    bead.source.length > 0 ? (['source', bead.source[0]!] as const) : (['target', bead.target[0]!] as const);
  return {
    ...bead.decision,
    quote: excerpt(sides[side].segments[first]?.text ?? ''),
    source: bead.source.map((index) => hashes.source[index]!),
    target: bead.target.map((index) => hashes.target[index]!),
    context: { source: neighbours(bead.source, hashes.source), target: neighbours(bead.target, hashes.target) },
  };
}

/** What people look for first stands first in its line. */
const inOrder = ({ code, side, verdict, note, by, at, quote, ...rest }: FindingRecord): FindingRecord => ({
  ...{ code, side, verdict },
  ...(note === undefined ? {} : { note }),
  ...(by === undefined ? {} : { by }),
  ...(at === undefined ? {} : { at }),
  quote,
  ...rest,
});

/**
 * Every decision of a state as the review file holds it: in the order of the documents, then those about texts that
 * are not there now.
 */
export function toReview(state: Pick<ReviewState, 'story' | 'snapshot' | 'otherFields'>): Review {
  const { snapshot, otherFields } = state;
  const { keys, order } = indexOf(state);
  const comparison = comparisonOf(state);
  const findings: FindingRecord[] = [];
  const present = new Set<string>();
  for (const index of order) {
    const key = keys[index]!;
    const record = snapshot.verdicts.get(key);
    if (record === undefined) continue;
    present.add(key);
    // The neighbours may have changed since.
    findings.push(inOrder({ ...record, ...findingIdentity(snapshot.findings[index]!, comparison) }));
  }
  for (const [key, record] of snapshot.verdicts) if (!present.has(key)) findings.push(record);
  const beads = snapshot.beads.flatMap((bead) => beadRecord(bead, state) ?? []);
  return {
    version: 1,
    ...otherFields,
    findings: [...findings, ...snapshot.stale.findings],
    beads: [...beads, ...snapshot.stale.beads],
  };
}
