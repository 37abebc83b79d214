import type { CheckCode, Finding, Place } from '../core/finding.ts';
import { spanInFile } from '../core/origin.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import { mapSides, opposite, SIDES, type Side, type Sides } from '../core/side.ts';
import { type Span, spansOverlap } from '../core/span.ts';
import { importanceOf } from '../report/importance.ts';
import { findingMessage } from '../report/message.ts';
import type { AppliedReview } from '../review/apply-review.ts';
import { findingIdentity, fingerprint } from '../review/finding-identity.ts';
import { textHash } from '../review/hash.ts';
import { createScope, type SideChanges, staleParts } from './changes.ts';
import type { CheckFinding } from './check-report.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { IgnoreComment } from './ignore-comments.ts';
import { createLocator } from './position.ts';
import { adviceFor, staleTranslation } from './wording.ts';

/** What a check knows of one pair, before the configuration's rules: it depends on the files' contents alone. */
export interface PairResult {
  readonly langs: Sides<string>;
  readonly covered: Sides<number>;
  readonly findings: readonly CheckFinding[];
  readonly notes: readonly string[];
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/** A quotation of what a finding is about: its segment, or all segments of the other side of its bead. */
function sentence(document: SegmentedDocument, members: readonly number[]): string | null {
  const text = members.map((member) => document.segments[member]?.text ?? '').join(' ');
  return text === '' ? null : text.replace(/\s+/g, ' ').slice(0, 2000);
}

/**
 * The findings of a pair as every report shows them.
 *
 * @param changes what became of both sides since an earlier state, where only that is looked at
 */
export function pairFindings(
  { comparison, decisions, stale }: AppliedReview,
  files: Sides<string>,
  comments: Sides<readonly IgnoreComment[]>,
  changes: Sides<SideChanges> | null,
): PairResult {
  const { sides, beads } = comparison;
  const locate = mapSides(sides, ({ document: { text, origin } }) => {
    if (origin === undefined) return createLocator(text);
    const inFile = createLocator(origin.text);
    return (span: Span) => inFile(spanInFile(origin, span));
  });
  const placed = ({ side, segment, start, end }: Place) => ({
    side,
    file: files[side],
    region: segment === null ? null : locate[side]({ start, end }),
  });
  const suppress = createSuppressor(comparison, comments);
  const isInScope = changes === null ? () => true : createScope(comparison, changes);

  const found = comparison.findings.flatMap((finding, at): CheckFinding[] => {
    const suppressedByComment = suppress(finding);
    if (!isInScope(finding)) return [];
    const decision = decisions.get(at);
    const bead = finding.bead === null ? undefined : beads[finding.bead];
    const members = (side: Side): readonly number[] =>
      finding.segment === null ? [] : finding.side === side ? [finding.segment] : (bead?.[side] ?? []);
    return [
      {
        code: finding.code,
        severity: finding.severity,
        pair: { ...files },
        ...placed(finding),
        counterpart: finding.counterpart === null ? null : placed(finding.counterpart),
        class: finding.class,
        confidence: rounded(finding.confidence),
        importance: rounded(importanceOf(finding, comparison)),
        message: findingMessage(finding, comparison),
        advice: adviceFor(finding.code),
        sourceText: sentence(sides.source, members('source')),
        targetText: sentence(sides.target, members('target')),
        change: null,
        fingerprint: fingerprintOf(fingerprint(findingIdentity(finding, comparison))),
        suppressed:
          decision?.verdict === 'dismissed'
            ? { by: 'review', reason: decision.note ?? null }
            : suppressedByComment === null
              ? null
              : { by: 'comment', reason: suppressedByComment.reason },
      },
    ];
  });

  const staleFindings = (changes === null ? [] : staleParts(comparison, changes)).map((part): CheckFinding => {
    const span = (side: Side, members: readonly number[]): Place | null => {
      const [first, last] = [members[0], members.at(-1)];
      if (first === undefined || last === undefined) return null;
      const { segments } = sides[side];
      return { side, segment: first, start: segments[first]!.start, end: segments[last]!.end };
    };
    const source = part.source === null ? null : span('source', [part.source]);
    const target = span('target', part.target);
    const comment = suppress({
      code: 'stale-translation',
      places: [source, target].filter((place) => place !== null),
    });
    return {
      code: 'stale-translation',
      severity: 'warning',
      pair: { ...files },
      ...(target === null ? { side: 'target' as const, file: files.target, region: null } : placed(target)),
      counterpart: source === null ? null : placed(source),
      class: null,
      confidence: 0.9,
      message: staleTranslation(part.before, part.after),
      advice: adviceFor('stale-translation'),
      sourceText: part.after === '' ? null : part.after.slice(0, 2000),
      targetText: sentence(sides.target, part.target),
      change: {
        before: part.before,
        after: part.after,
        removed: part.diff.removed.map(({ start, end }) => ({ start, end })),
        added: part.diff.added.map(({ start, end }) => ({ start, end })),
      },
      fingerprint: fingerprintOf(
        'stale-translation',
        textHash(part.after),
        textHash(part.after === '' ? part.before : ''),
        ...part.target.map((member) => textHash(sides.target.segments[member]!.text)),
      ),
      suppressed: comment === null ? null : { by: 'comment', reason: comment.reason },
    };
  });

  const notes: string[] = [];
  const outdated = stale.findings.length + stale.beads.length;
  if (outdated > 0) {
    notes.push(
      `${files.target}: ${outdated} ${outdated === 1 ? 'decision of its review is' : 'decisions of its review are'} about texts that have changed; hizala review lists them`,
    );
  }
  // A comment may be about what did not change, so a check of changes cannot know that it is of no use.
  if (changes === null) {
    for (const side of SIDES) {
      for (const comment of comments[side]) {
        if (suppress.used.has(comment)) continue;
        notes.push(`${files[side]}:${comment.line}: this hizala-ignore ${comment.codes.join(',')} hides nothing`);
      }
    }
  }
  return {
    langs: mapSides(sides, ({ lang }) => lang),
    covered: { source: rounded(comparison.summary.sourceCovered), target: rounded(comparison.summary.targetCovered) },
    findings: [...found, ...staleFindings],
    notes,
  };
}

interface Suppressor {
  (finding: Finding | { readonly code: CheckCode; readonly places: readonly Place[] }): IgnoreComment | null;
  readonly used: ReadonlySet<IgnoreComment>;
}

/** Finds the comment that hides a finding: one of its code, about a paragraph where it or its counterpart stands. */
function createSuppressor(
  { sides, beads }: AppliedReview['comparison'],
  comments: Sides<readonly IgnoreComment[]>,
): Suppressor {
  const used = new Set<IgnoreComment>();
  const spansOf = (side: Side, members: readonly number[]): readonly Span[] =>
    members.flatMap((member) => sides[side].segments[member] ?? []);
  /** Where content of one side would stand on the other: at the members of the nearest beads before and after. */
  const neighbours = (at: number, side: Side): readonly Span[] => {
    const before = beads.slice(0, at).findLast((bead) => bead[side].length > 0);
    const after = beads.slice(at + 1).find((bead) => bead[side].length > 0);
    return [...spansOf(side, before?.[side].slice(-1) ?? []), ...spansOf(side, after?.[side].slice(0, 1) ?? [])];
  };
  const placesOn = (finding: Finding, side: Side): readonly Span[] => {
    if (finding.segment === null) return [{ start: 0, end: Number.MAX_SAFE_INTEGER }];
    const bead = finding.bead === null ? undefined : beads[finding.bead];
    if (finding.side === side) return [finding];
    const { counterpart } = finding;
    const own = counterpart !== null && counterpart.side === side ? [counterpart] : [];
    const members = spansOf(side, bead?.[side] ?? []);
    if (own.length + members.length > 0) return [...own, ...members];
    return finding.side === opposite(side) && finding.bead !== null ? neighbours(finding.bead, side) : [];
  };
  const suppress = (finding: Parameters<Suppressor>[0]): IgnoreComment | null => {
    for (const side of SIDES) {
      const relevant = comments[side].filter(({ codes }) => codes.includes(finding.code));
      if (relevant.length === 0) continue;
      const places =
        'places' in finding ? finding.places.filter((place) => place.side === side) : placesOn(finding, side);
      const found = relevant.find(({ scope }) => places.some((place) => spansOverlap(place, scope)));
      if (found === undefined) continue;
      used.add(found);
      return found;
    }
    return null;
  };
  return Object.assign(suppress, { used });
}
