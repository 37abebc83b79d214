import { isNull } from '../../core/bead.ts';
import { placeOf } from '../context.ts';
import type { Rule } from '../rule.ts';

/** Content that is there, elsewhere: beads that break the order of their neighbours. */
export const moved: Rule = (context) =>
  context.beads.flatMap((bead, index) =>
    bead.moved && !isNull(bead)
      ? [
          {
            code: 'moved' as const,
            severity: 'info' as const,
            ...placeOf(context, 'target', bead.target[0]!),
            bead: index,
            counterpart: placeOf(context, 'source', bead.source[0]!),
            class: null,
            confidence: bead.confidence,
          },
        ]
      : [],
  );
