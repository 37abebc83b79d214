import fc from 'fast-check';
import type { Comparison } from '../../src/core/comparison.ts';
import type { Kind } from '../../src/core/document.ts';
import { FINDING_CODES, type Finding, type FindingClass } from '../../src/core/finding.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import { comparisonOf, documentOf, type ShortBead } from './comparison.ts';

const KINDS: readonly Kind[] = [
  'sentence',
  'heading',
  'list-item',
  'quote',
  'embed',
  'byline',
  'caption',
  'boilerplate',
  'markup',
];
const CLASSES: readonly (FindingClass | null)[] = [null, 'prose', 'embed', 'addition', 'mistranslation', 'percent'];

/** Words that are hard to lay out: long, wide, combining, joined, controlling, right to left. */
const WORDS = [
  'liman',
  'açılıyor',
  'İstanbul',
  'a',
  '10,5',
  'https://liman.example/a/very/long/path/that/never/ends?and=goes&on=and-on#forever',
  '港口将在十月二十七日重新开放。',
  '「港」',
  '👩‍👩‍👧‍👦',
  '🇹🇷',
  '⚓️',
  'e\u0301te\u0301',
  '\u0301',
  'हिन्दी',
  'का\u093E\u093E\u093E\u093E\u093E\u093E',
  '한국어',
  'ᄒ\u1161\u11AB',
  'שלום',
  '\u202Eevil\u202C',
  '\u001B[31mred\u001B[0m',
  '\u001B]8;;https://x.example\u0007link\u001B]8;;\u0007',
  '\t',
  '\r\n',
  '\u0000',
  '\u200B\u200B',
  '\uD83D',
  'a\u00ADb',
  '<b>&"\'',
  '⟦x⟧',
];

const text = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 }).map((w) => w.join(' ')),
    },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((w) => w.join('')),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }) },
  )
  .map((value) => value.trim() || 'x');

const anyDocument = (path: string): fc.Arbitrary<SegmentedDocument> =>
  fc
    .record({
      lang: fc.constantFrom('en', 'tr', 'zh-Hant', 'not a code'),
      lines: fc.array(fc.record({ text, kind: fc.constantFrom(...KINDS), lang: fc.constantFrom('en', 'tr', 'und') }), {
        maxLength: 6,
      }),
    })
    .map(({ lang, lines }) => documentOf(path, lang, lines));

/** Beads that cover both sides: each segment is dealt to a bead by the number drawn for it. */
const beadsFor = (source: SegmentedDocument, target: SegmentedDocument): fc.Arbitrary<readonly ShortBead[]> => {
  const deal = (count: number): fc.Arbitrary<number[]> =>
    fc.array(fc.integer({ min: 0, max: 7 }), { minLength: count, maxLength: count });
  return fc
    .record({
      source: deal(source.segments.length),
      target: deal(target.segments.length),
      confidence: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
      moved: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    })
    .map((dealt) =>
      Array.from({ length: 8 }, (_, bead): ShortBead => {
        const members = (list: readonly number[]): number[] => [...list.keys()].filter((index) => list[index] === bead);
        return [members(dealt.source), members(dealt.target), dealt.confidence[bead]!, dealt.moved[bead]!];
      }).filter(([a, b]) => a.length + b.length > 0),
    );
};

function findingFor(source: SegmentedDocument, target: SegmentedDocument, beads: readonly ShortBead[]) {
  return fc
    .record({
      code: fc.constantFrom(...FINDING_CODES),
      severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
      bead: fc.nat(),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
      class: fc.constantFrom(...CLASSES),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      isPaired: fc.boolean(),
    })
    .map((drawn): Finding => {
      const bead = beads.length === 0 ? null : drawn.bead % beads.length;
      const place = (document: SegmentedDocument, index: number) => {
        const segment = document.segments[index]!;
        const [from, to] = [drawn.from, drawn.to].sort((a, b) => a - b) as [number, number];
        return {
          segment: index,
          start: segment.start + Math.floor(from * segment.text.length),
          end: segment.start + Math.ceil(to * segment.text.length),
        };
      };
      const { code, severity, confidence } = drawn;
      const common = { code, severity, confidence, class: drawn.class };
      const [first, second] = bead === null ? [[], []] : beads[bead]!;
      if (second[0] !== undefined) {
        const counterpart =
          drawn.isPaired && first[0] !== undefined ? { side: 'source' as const, ...place(source, first[0]) } : null;
        return { ...common, bead, side: 'target', ...place(target, second[0]), counterpart };
      }
      if (first[0] !== undefined)
        return { ...common, bead, side: 'source', ...place(source, first[0]), counterpart: null };
      return { ...common, bead: null, side: 'target', segment: null, start: 0, end: 0, counterpart: null };
    });
}

/** Valid comparisons with hostile texts. */
export const anyComparison: fc.Arbitrary<Comparison> = fc
  .tuple(anyDocument('a/source.txt'), anyDocument('\u001B[2Jb/target.txt'))
  .chain(([source, target]) =>
    beadsFor(source, target).chain((beads) =>
      fc
        .record({ findings: fc.array(findingFor(source, target, beads), { maxLength: 6 }), sameStory: fc.boolean() })
        .map(({ findings, sameStory }) => comparisonOf(source, target, beads, findings, { sameStory })),
    ),
  );
