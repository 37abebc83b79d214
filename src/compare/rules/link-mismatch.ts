import { isNull } from '../../core/bead.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { Side, Sides } from '../../core/side.ts';
import { mapSides, opposite } from '../../core/side.ts';
import { type Link, withoutLanguage } from '../../evidence/links.ts';
import { type Context, placeIn } from '../context.ts';
import type { Rule } from '../rule.ts';

const CONFIDENCE_CHANGED = 0.995;
const CONFIDENCE_ALONE = 0.8;

interface Placed {
  readonly link: Link;
  readonly place: Place;
}

/** Addresses as they are compared: a page in the language of each version is one page. */
const keysOf = (context: Context): ((link: Link) => string) => {
  const langs = [context.sides.source.lang, context.sides.target.lang].map((lang) => lang.split('-')[0]!.toLowerCase());
  return (link) => (link.class === 'url' ? withoutLanguage(link.canonical, langs) : link.canonical);
};

/** Every link of a version, so that one that only moved is not missed. */
const allLinks = (context: Context, keyOf: (link: Link) => string): Sides<ReadonlySet<string>> =>
  mapSides(
    context.sides,
    ({ segments }, side) => new Set(segments.flatMap((segment) => context.links(side, segment.index).map(keyOf))),
  );

/** URLs, handles and e-mail addresses of paired segments that the other version has nowhere. */
export const linkMismatch: Rule = (context) => {
  const keyOf = keysOf(context);
  const all = allLinks(context, keyOf);
  if (all.source.size === 0 && all.target.size === 0) return [];
  const findings: Finding[] = [];
  context.beads.forEach((bead, index) => {
    if (isNull(bead)) return;
    const missing = (side: Side): Placed[] =>
      bead[side].flatMap((member) =>
        context
          .links(side, member)
          .filter((link) => !all[opposite(side)].has(keyOf(link)))
          .map((link) => ({ link, place: placeIn(context, side, member, link) })),
      );
    const dropped = missing('source');
    const finding = (one: Placed, partner: Placed | undefined): Finding => ({
      code: 'link-mismatch',
      severity: partner === undefined ? 'warning' : 'error',
      ...one.place,
      bead: index,
      counterpart: partner?.place ?? null,
      class: null,
      confidence: partner === undefined ? CONFIDENCE_ALONE : CONFIDENCE_CHANGED,
    });
    for (const one of missing('target')) {
      const at = dropped.findIndex(({ link }) => link.class === one.link.class);
      findings.push(finding(one, at < 0 ? undefined : dropped.splice(at, 1)[0]));
    }
    for (const one of dropped) findings.push(finding(one, undefined));
  });
  return findings;
};
