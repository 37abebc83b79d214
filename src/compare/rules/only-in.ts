import { isNull } from '../../core/bead.ts';
import type { Kind } from '../../core/document.ts';
import type { FindingClass, Severity } from '../../core/finding.ts';
import { SIDES } from '../../core/side.ts';
import { placeOf } from '../context.ts';
import type { Rule } from '../rule.ts';

const CLASS: Readonly<Record<Kind, FindingClass>> = {
  sentence: 'prose',
  quote: 'prose',
  heading: 'heading',
  'list-item': 'list-item',
  embed: 'embed',
  byline: 'byline',
  caption: 'caption',
  boilerplate: 'boilerplate',
  markup: 'markup',
};

/** What a reader loses with prose or an item of a list is content; the rest belongs to the page. */
const severityOf = (kind: FindingClass): Severity => (kind === 'prose' || kind === 'list-item' ? 'warning' : 'info');

/** Segments that the other version does not have: the members of null beads. */
export const onlyIn: Rule = (context) =>
  context.beads.flatMap((bead, index) =>
    isNull(bead)
      ? SIDES.flatMap((side) =>
          bead[side].map((member) => {
            const kind = CLASS[context.segment(side, member).kind];
            return {
              code: side === 'source' ? ('only-in-source' as const) : ('only-in-target' as const),
              severity: severityOf(kind),
              ...placeOf(context, side, member),
              bead: index,
              counterpart: null,
              class: kind,
              confidence: bead.confidence,
            };
          }),
        )
      : [],
  );
