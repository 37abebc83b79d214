import { diffArrays } from 'diff';
import { isNull } from '../core/bead.ts';
import type { Comparison } from '../core/comparison.ts';
import type { Finding } from '../core/finding.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import { SIDES, type Side, type Sides } from '../core/side.ts';
import { type WordDiff, wordDiff } from '../report/word-diff.ts';
import { segmentHashes } from '../review/hash.ts';

/** Segments that stand in the place of others now. Either list may be empty. */
export interface Hunk {
  /** Texts that are there no more. */
  readonly before: readonly string[];
  /** Indices of segments that are new. */
  readonly after: readonly number[];
  /** The segment that the hunk stands before; the number of segments at the end. */
  readonly at: number;
}

/** What became of one version since an earlier state of its file. A segment that only moved did not change. */
export interface SideChanges {
  readonly changed: ReadonlySet<number>;
  readonly hunks: readonly Hunk[];
}

/** Myers' algorithm takes time by the square of the edits; texts further apart than this count as new. */
const MAX_EDITS = 4000;

/** Everything is new where there was no earlier state, or the two have little in common. */
const allNew = ({ segments }: SegmentedDocument): SideChanges => ({
  changed: new Set(segments.map(({ index }) => index)),
  hunks: [],
});

export const UNCHANGED: SideChanges = { changed: new Set(), hunks: [] };

/** What changed in a document, segment by segment; the line breaks of a paragraph are no change. */
export function changesOf(before: SegmentedDocument | null, after: SegmentedDocument): SideChanges {
  if (before === null) return allNew(after);
  const [old, fresh] = [segmentHashes(before), segmentHashes(after)];
  const parts = diffArrays([...old], [...fresh], { maxEditLength: MAX_EDITS });
  if (parts === undefined) return allNew(after);

  const raw: { before: number[]; after: number[]; at: number }[] = [];
  let inOld = 0;
  let inFresh = 0;
  let open: (typeof raw)[number] | undefined;
  for (const { removed, added, count } of parts) {
    if (removed || added) {
      if (open === undefined) {
        open = { before: [], after: [], at: inFresh };
        raw.push(open);
      }
      for (let i = 0; i < count; i++) {
        if (removed) open.before.push(inOld++);
        else open.after.push(inFresh++);
      }
    } else {
      open = undefined;
      inOld += count;
      inFresh += count;
    }
  }
  // What was taken out here and put in there has moved.
  const taken = new Map<string, number>();
  for (const hunk of raw) for (const at of hunk.before) taken.set(old[at]!, (taken.get(old[at]!) ?? 0) + 1);
  const moved = new Map<string, number>();
  const hunks = raw.map((hunk) => ({
    ...hunk,
    after: hunk.after.filter((at) => {
      const left = taken.get(fresh[at]!) ?? 0;
      if (left === 0) return true;
      taken.set(fresh[at]!, left - 1);
      moved.set(fresh[at]!, (moved.get(fresh[at]!) ?? 0) + 1);
      return false;
    }),
  }));
  const result = hunks
    .map(({ before: members, after: added, at }) => ({
      before: members
        .filter((member) => {
          const left = moved.get(old[member]!) ?? 0;
          if (left > 0) moved.set(old[member]!, left - 1);
          return left === 0;
        })
        .map((member) => before.segments[member]!.text),
      after: added,
      at,
    }))
    .filter((hunk) => hunk.before.length + hunk.after.length > 0);
  return { changed: new Set(result.flatMap((hunk) => hunk.after)), hunks: result };
}

type Story = Pick<Comparison, 'sides' | 'beads'>;

const ownersOf = ({ sides, beads }: Story, side: Side): readonly number[] => {
  const owners = new Array<number>(sides[side].segments.length).fill(-1);
  for (const [at, bead] of beads.entries()) for (const member of bead[side]) owners[member] = at;
  return owners;
};

/** Says of a finding whether it is in or opposite what changed. Findings about the whole story always are. */
export function createScope(story: Story, changes: Sides<SideChanges>): (finding: Finding) => boolean {
  const { beads } = story;
  const touched = new Set<number>();
  for (const [at, bead] of beads.entries()) {
    if (SIDES.some((side) => bead[side].some((member) => changes[side].changed.has(member)))) touched.add(at);
  }
  // Where a sentence was taken out, what stood opposite is alone now: the null beads between its old neighbours.
  for (const side of SIDES) {
    const owners = ownersOf(story, side);
    for (const { before, at } of changes[side].hunks) {
      if (before.length === 0) continue;
      for (const [from, step] of [
        [at === 0 ? -1 : owners[at - 1]!, 1],
        [at >= owners.length ? beads.length : owners[at]!, -1],
      ] as const) {
        for (let i = from + step; i >= 0 && i < beads.length && beads[i]![side].length === 0; i += step) touched.add(i);
      }
    }
  }
  return ({ bead, segment, side, counterpart }) =>
    segment === null ||
    (bead !== null && touched.has(bead)) ||
    changes[side].changed.has(segment) ||
    (counterpart !== null &&
      counterpart.segment !== null &&
      changes[counterpart.side].changed.has(counterpart.segment));
}

/** A sentence of the source that changed, and the sentences opposite, which did not. */
export interface Stale {
  readonly before: string;
  readonly after: string;
  readonly diff: WordDiff;
  /** The changed segment; null where it was taken out. */
  readonly source: number | null;
  readonly target: readonly number[];
}

/** Old sentences of a hunk that a new one is compared with: a rewritten chapter is not read word by word. */
const MAX_RIVALS = 16;
/** Two sentences that share less are not two states of one. */
const MIN_SHARED = 0.25;

/** Where the source changed and the translation did not. */
export function staleParts(story: Story, changes: Sides<SideChanges>): readonly Stale[] {
  const owners = ownersOf(story, 'source');
  const { segments } = story.sides.source;
  const stale: Stale[] = [];
  const isTargetUntouched = changes.target.changed.size === 0 && changes.target.hunks.length === 0;
  for (const { before, after, at } of changes.source.hunks) {
    for (const [place, index] of after.entries()) {
      const bead = story.beads[owners[index]!];
      if (bead === undefined || isNull(bead)) continue;
      if (bead.target.some((member) => changes.target.changed.has(member))) continue;
      const text = segments[index]!.text;
      const rivals = before.slice(0, MAX_RIVALS).map((old) => ({ old, diff: wordDiff(old, text) }));
      const best = rivals.reduce<(typeof rivals)[number] | null>(
        (one, other) => (one === null || other.diff.shared > one.diff.shared ? other : one),
        null,
      );
      const sameSlot = before.length === after.length ? rivals[place] : undefined;
      const old = best !== null && best.diff.shared >= MIN_SHARED ? best : sameSlot;
      // A new sentence with an old counterpart: the translation had it already, or another member of the bead changed.
      if (old === undefined) continue;
      stale.push({ before: old.old, after: text, diff: old.diff, source: index, target: bead.target });
    }
    if (after.length === 0 && isTargetUntouched) {
      const text = before.join(' ');
      const near = story.beads[owners[Math.max(0, at - 1)] ?? -1];
      stale.push({
        before: text,
        after: '',
        diff: { removed: [{ start: 0, end: text.length }], added: [], shared: 0 },
        source: null,
        target: near?.target ?? [],
      });
    }
  }
  return stale;
}
