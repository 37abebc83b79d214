import type { Comparison } from '../core/comparison.ts';
import type { Kind } from '../core/document.ts';
import type { Finding, FindingClass, FindingCode, Place } from '../core/finding.ts';
import type { SegmentedDocument } from '../core/segment.ts';
import type { AlignmentDocument, AlignmentFile, AlignmentFinding } from '../report/alignment-file.ts';
import { KIND_LABELS } from '../report/message.ts';

/** Kinds of a later 1.x are shown as running text. */
const kindOf = (kind: string): Kind => (Object.hasOwn(KIND_LABELS, kind) ? (kind as Kind) : 'sentence');

const CLASSES: ReadonlySet<string> = new Set<FindingClass>([
  'embed',
  'byline',
  'caption',
  'heading',
  'boilerplate',
  'markup',
  'list-item',
  'prose',
  'addition',
  'mistranslation',
  'number',
  'percent',
  'date',
  'time',
  'currency',
  'lost',
  'unclosed',
  'unopened',
  'unused',
  'forbidden',
]);

const documentOf = ({ path, lang, sha256, segments }: AlignmentDocument): SegmentedDocument => ({
  lang,
  // The export has no text between the segments; nothing here looks at it.
  document: { path, text: '', sha256, blocks: [] },
  segments: segments.map(({ index, start, end, text, kind, lang: own }) => ({
    index,
    start,
    end,
    text,
    kind: kindOf(kind),
    lang: own,
  })),
});

const placeOf = ({ side, segment, start, end }: Place): Place => ({ side, segment, start, end });

const findingOf = (finding: AlignmentFinding): Finding => ({
  ...placeOf(finding),
  code: finding.code as FindingCode,
  severity: finding.severity,
  bead: finding.bead,
  counterpart: finding.counterpart === null ? null : placeOf(finding.counterpart),
  class: finding.class !== null && CLASSES.has(finding.class) ? (finding.class as FindingClass) : null,
  ...(finding.term === undefined ? {} : { term: finding.term }),
  confidence: finding.confidence,
});

/** The comparison that an exported file holds. Codes of a later 1.x are kept; see pages.ts for how they are shown. */
export const comparisonOfFile = (file: AlignmentFile): Comparison => ({
  model: { id: file.model.id, revision: file.model.revision, dtype: file.model.dtype },
  sides: { source: documentOf(file.source), target: documentOf(file.target) },
  beads: file.beads.map(({ source, target, confidence, moved }) => ({ source, target, confidence, moved })),
  findings: file.findings.map(findingOf),
  summary: { ...(file.summary as Comparison['summary']), retelling: file.summary.retelling ?? false },
});
