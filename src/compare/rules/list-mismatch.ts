import { isNull } from '../../core/bead.ts';
import type { Block } from '../../core/document.ts';
import type { Finding } from '../../core/finding.ts';
import type { Side } from '../../core/side.ts';
import { mapSides } from '../../core/side.ts';
import type { Span } from '../../core/span.ts';
import { type Context, placeIn, placeOf } from '../context.ts';
import type { Rule } from '../rule.ts';

const LEAST_ITEMS = 3;
const CONFIDENCE = 0.9;

/** An item of a list: its segments. A list is a run of items that nothing parts. */
interface Item {
  readonly list: number;
  readonly segments: readonly number[];
}

/** The items of a side's lists, in order. A segment of its own, where nothing is known of blocks, is an item. */
const itemsOf = (context: Context, side: Side): readonly Item[] => {
  const { document, segments } = context.sides[side];
  const items: { list: number; block: Block | undefined; segments: number[] }[] = [];
  let at = 0;
  let list = 0;
  let isOpen = false;
  for (const { index, start, kind } of segments) {
    if (kind !== 'list-item') {
      if (isOpen) list++;
      isOpen = false;
      continue;
    }
    while (at < document.blocks.length && document.blocks[at]!.end <= start) at++;
    const block = document.blocks[at];
    const last = items.at(-1);
    if (isOpen && last !== undefined && block !== undefined && last.block === block) last.segments.push(index);
    else items.push({ list, block, segments: [index] });
    isOpen = true;
  }
  return items;
};

const lengths = (items: readonly Item[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const { list } of items) counts.set(list, (counts.get(list) ?? 0) + 1);
  return counts;
};

/** Items of lists that share the item of the other side with an item before them: it has one too few. */
const sharedItems = (context: Context): readonly Finding[] => {
  const items = mapSides(context.sides, (_, side) => itemsOf(context, side));
  const length = mapSides(items, lengths);
  const itemAt = new Map<number, Item>();
  for (const item of items.target) for (const segment of item.segments) itemAt.set(segment, item);
  const taken = new Set<Item>();
  return items.source.flatMap((item) => {
    const at = context.beadOf.source[item.segments[0]!]!;
    const bead = context.beads[at]!;
    const own = length.source.get(item.list)!;
    if (isNull(bead) || own < LEAST_ITEMS) return [];
    const opposite = itemAt.get(bead.target[0]!);
    if (opposite === undefined) return [];
    if (!taken.has(opposite)) {
      taken.add(opposite);
      return [];
    }
    return length.target.get(opposite.list)! < own
      ? [finding(context, at, item.segments[0]!, null, opposite.segments[0]!)]
      : [];
  });
};

const finding = (context: Context, bead: number, segment: number, span: Span | null, target: number): Finding => ({
  code: 'list-mismatch',
  severity: 'warning',
  ...(span === null ? placeOf(context, 'source', segment) : placeIn(context, 'source', segment, span)),
  bead,
  counterpart: placeOf(context, 'target', target),
  class: null,
  confidence: CONFIDENCE,
});

/** (a), b), (iii), 2): what numbers the items of a list in running text. */
const NUMERAL = /(?<![\p{L}\p{N}])\(?(\p{Ll}|[ivx]{1,4}|\d{1,2})\)(?=\s)/gu;
const FIRST = new Set(['a', 'i', '1']);

const numerals = (text: string): readonly Span[] => {
  const found = [...text.matchAll(NUMERAL)];
  if (found.length < 2 || !FIRST.has(found[0]![1]!)) return [];
  return found.map(({ 0: numeral, index }) => ({ start: index, end: index + numeral.length }));
};

/** Lists in running text that number their items, and whose target has fewer numbers. */
const numberedItems = (context: Context): readonly Finding[] =>
  context.beads.flatMap((bead, at) => {
    if (isNull(bead)) return [];
    const of = (side: Side): readonly (Span & { segment: number })[] =>
      bead[side].flatMap((segment) =>
        numerals(context.segment(side, segment).text).map((span) => ({ ...span, segment })),
      );
    const source = of('source');
    if (source.length === 0) return [];
    const target = of('target');
    if (target.length === 0 || target.length >= source.length) return [];
    const missing = source[target.length]!;
    const { text } = context.segment('source', missing.segment);
    const next = source.find(({ segment, start }) => segment === missing.segment && start > missing.start);
    const rest = text.slice(missing.start, next?.start ?? text.length).trimEnd();
    const span = { start: missing.start, end: missing.start + rest.length };
    return [finding(context, at, missing.segment, span, target.at(-1)!.segment)];
  });

/**
 * Lists with a missing item, where an item of the target answers two of the source, or a list in running text has fewer numbers. (An item
 * that nothing answers is told as `only-in-source`.)
 */
export const listMismatch: Rule = (context) => [...sharedItems(context), ...numberedItems(context)];
