import type { Bead } from '../../src/core/bead.ts';
import type { Comparison, Summary } from '../../src/core/comparison.ts';
import type { Block, Kind } from '../../src/core/document.ts';
import type { Finding, FindingCode, Place } from '../../src/core/finding.ts';
import type { Segment, SegmentedDocument } from '../../src/core/segment.ts';
import type { Side } from '../../src/core/side.ts';

/** A segment of a story made by hand: its text, or its text with what is not a sentence in the story's language. */
export type Line = string | { readonly text: string; readonly kind?: Kind; readonly lang?: string };

/** A document of one segment a line. */
export function documentOf(path: string, lang: string, lines: readonly Line[]): SegmentedDocument {
  const segments: Segment[] = [];
  let text = '';
  for (const [index, line] of lines.entries()) {
    const full = { kind: 'sentence' as const, lang, ...(typeof line === 'string' ? { text: line } : line) };
    const start = text.length;
    segments.push({ ...full, index, start, end: start + full.text.length });
    text += `${full.text}\n`;
  }
  const blocks: Block[] = segments.map(({ start, end, kind }) => ({ start, end, kind }));
  return { lang, segments, document: { path, text, sha256: path.length.toString(16).padStart(64, '0'), blocks } };
}

/** `[source, target, confidence, moved]`, the last two with usual values. */
export type ShortBead = readonly [readonly number[], readonly number[], number?, boolean?];

export const beadOf = ([source, target, confidence = 0.98, moved = false]: ShortBead): Bead => ({
  source,
  target,
  confidence,
  moved,
});

/** The place of a phrase that occurs in a segment; of the whole segment without one. */
export function placeOf(document: SegmentedDocument, side: Side, index: number, phrase?: string): Place {
  const segment = document.segments[index]!;
  const at = phrase === undefined ? 0 : segment.text.indexOf(phrase);
  if (at < 0) throw new Error(`“${phrase}” does not stand in “${segment.text}”`);
  const start = segment.start + at;
  return { side, segment: index, start, end: start + (phrase ?? segment.text).length };
}

export function comparisonOf(
  source: SegmentedDocument,
  target: SegmentedDocument,
  beads: readonly ShortBead[],
  findings: readonly Finding[] = [],
  summary: Partial<Summary> = {},
): Comparison {
  const counts: Partial<Record<FindingCode, number>> = {};
  for (const { code } of findings) counts[code] = (counts[code] ?? 0) + 1;
  return {
    model: { id: 'tr-en-base', revision: '1', dtype: 'q8' },
    sides: { source, target },
    beads: beads.map(beadOf),
    findings,
    summary: {
      sameStory: true,
      retelling: false,
      sourceCovered: 0.8125,
      targetCovered: 0.7401,
      findings: counts,
      ...summary,
    },
  };
}

/** A story about a harbour that has one of everything: every kind of row, mark and message. */
export function harbourStory(): Comparison {
  const source = documentOf('news/harbour.en.txt', 'en', [
    { text: 'Old harbour to reopen after five years of repairs', kind: 'heading' },
    'The city council said on Monday that the old harbour will reopen on October 27, after repairs that cost 10.5 million lira.',
    'Divers had found cracks in the eastern pier; a first survey in 2019 had missed them.',
    'Mayor Elif Aydın called the harbour “the front door of the city”, and thanked the crews who worked through two winters.',
    'The programme also trains port staff against crypto asset theft and forged freight papers.',
    'Fishing boats may return to their berths a week earlier.',
    'Three ferry lines will call at the harbour:',
    { text: 'Karşıyaka', kind: 'list-item' },
    { text: 'Foça', kind: 'list-item' },
    { text: 'Urla', kind: 'list-item' },
    'The bill was shared between the ministry and the chamber of commerce, the council added.',
    'Details of the timetable are at https://liman.example/timetable-2024.',
    { text: 'Reporting by Deniz Kaya', kind: 'byline' },
  ]);
  const target = documentOf('news/harbour.tr.txt', 'tr', [
    { text: 'Eski liman beş yıllık onarımın ardından yeniden açılıyor', kind: 'heading' },
    'Belediye meclisi pazartesi günü, eski limanın 27 Ekim’de yeniden açılacağını bildirdi.',
    'Onarım 15,0 milyon liraya mal oldu.',
    {
      text: 'Harbour lights are back on tonight! ⚓️🎉 https://t.co/q1w2e3r4 — Old Harbour (@oldharbour) October 21, 2024',
      kind: 'embed',
      lang: 'en',
    },
    'Balıkçı tekneleri bir hafta önce yerlerine dönebilecek.',
    'Dalgıçlar doğu iskelesinde çatlaklar bulmuştu; 2019’daki ilk inceleme bunları gözden kaçırmıştı.',
    'Başkan Elif Aydın limanı “kentin ön kapısı” diye niteledi ve iki kış boyunca çalışan ekiplere teşekkür etti.',
    'Program, liman çalışanlarını sanat öğelerini çalmaya ve sahte navlun belgelerine karşı da eğitiyor.',
    'Limana üç vapur hattı uğrayacak:',
    { text: 'Karşıyaka', kind: 'list-item' },
    { text: 'Foça', kind: 'list-item' },
    { text: 'Urla', kind: 'list-item' },
    'Fatura bakanlık ile esnaf arasında paylaşıldı.',
    { text: 'Details of the new timetable are at https://liman.example/timetable-2025.', lang: 'en' },
    { text: 'En çok okunanlar', kind: 'boilerplate' },
  ]);
  const src = (index: number, phrase?: string): Place => placeOf(source, 'source', index, phrase);
  const tgt = (index: number, phrase?: string): Place => placeOf(target, 'target', index, phrase);
  const findings: Finding[] = [
    {
      ...tgt(2, '15,0 milyon'),
      code: 'number-mismatch',
      severity: 'error',
      bead: 1,
      counterpart: src(1, '10.5 million'),
      class: 'number',
      confidence: 0.99,
    },
    {
      ...tgt(3),
      code: 'only-in-target',
      severity: 'info',
      bead: 2,
      counterpart: null,
      class: 'embed',
      confidence: 0.97,
    },
    {
      ...tgt(7, 'sanat öğelerini'),
      code: 'unsupported-span',
      severity: 'warning',
      bead: 5,
      counterpart: src(4, 'crypto asset theft'),
      class: 'mistranslation',
      confidence: 0.91,
    },
    { ...tgt(4), code: 'moved', severity: 'info', bead: 6, counterpart: src(5), class: null, confidence: 0.88 },
    {
      ...src(10, 'chamber of commerce'),
      code: 'missing-span',
      severity: 'warning',
      bead: 11,
      counterpart: null,
      class: null,
      confidence: 0.52,
    },
    {
      ...tgt(13),
      code: 'untranslated',
      severity: 'error',
      bead: 12,
      counterpart: src(11),
      class: null,
      confidence: 0.995,
    },
    {
      ...tgt(13, 'https://liman.example/timetable-2025'),
      code: 'link-mismatch',
      severity: 'error',
      bead: 12,
      counterpart: src(11, 'https://liman.example/timetable-2024'),
      class: null,
      confidence: 0.98,
    },
    {
      ...src(12),
      code: 'only-in-source',
      severity: 'info',
      bead: 13,
      counterpart: null,
      class: 'byline',
      confidence: 0.93,
    },
    {
      ...tgt(14),
      code: 'only-in-target',
      severity: 'info',
      bead: 14,
      counterpart: null,
      class: 'boilerplate',
      confidence: 0.9,
    },
  ];
  return comparisonOf(
    source,
    target,
    [
      [[0], [0]],
      [[1], [1, 2], 0.96],
      [[], [3], 0.97],
      [[2], [5]],
      [[3], [6]],
      [[4], [7], 0.93],
      [[5], [4], 0.88, true],
      [[6], [8]],
      [[7], [9]],
      [[8], [10]],
      [[9], [11]],
      [[10], [12], 0.58],
      [[11], [13], 0.95],
      [[12], [], 0.93],
      [[], [14], 0.9],
    ],
    findings,
  );
}
