import { isNull } from '../core/bead.ts';
import { lazily } from '../core/lazily.ts';
import type { Place } from '../core/finding.ts';
import { opposite, type Side } from '../core/side.ts';
import type { CapitalWord } from '../evidence/capitals.ts';
import { isExonym, isKnownForm, isKnownName } from '../evidence/exonyms.ts';
import { isTitleWord } from '../evidence/languages/title-words.ts';
import { looksDerived, looksForeign } from '../evidence/languages/word-shapes.ts';
import { lexiconOf } from '../evidence/lexicon.ts';
import { dayOfYear } from '../evidence/notation.ts';
import { nameLikeness, SAME_NAME, skeletonOf } from '../evidence/spelling.ts';
import { type Context, placeIn } from './context.ts';
import type { WordSupport } from './word-support.ts';

/** A name that nothing opposite answers: neither spelling nor meaning, nor what the other language calls it. */
export interface OpenName {
  readonly place: Place;
  /** Best cosine to a word opposite, at least 0. */
  readonly best: number;
  /** One of titles and institutions, which are translated by meaning. */
  readonly isTitle: boolean;
  /** By its letters it is no common word of its language. */
  readonly isForeign: boolean;
  /** By its letters, an ending after an apostrophe, or as one that tables know, it is a name and no common word. */
  readonly isProper: boolean;
  /** A country, people, language or place that tables know. */
  readonly isKnownPlace: boolean;
  readonly isAcronym: boolean;
  /** In small letters the word stands in the document too. */
  readonly isSmallToo: boolean;
  /** In how many other beads it stands and the other side has the same name. */
  readonly answered: number;
  /** In how many other beads it stands and the other side does not. */
  readonly unanswered: number;
}

/** A name of the target without an answer, and the name of the source that stands there without one. */
export interface NameCandidate {
  readonly name: OpenName;
  readonly other: OpenName | null;
  /** True where the source has the name in another place. */
  readonly isKnown: boolean;
  /** True where the source has the name in the sentences around: the translation says it for a pronoun. */
  readonly isNear: boolean;
  /** True where the two stand opposite each other in another bead too: one is how the other is translated. */
  readonly isTranslation: boolean;
  /** True where an acronym of the source has no answer: the name may belong to what it stands for. */
  readonly hasOpenAcronym: boolean;
  /** True where it stands in brackets, as a translator's note does. */
  readonly isNote: boolean;
  /** How many words the other name lies from where the words around say that it should be. */
  readonly distance: number;
}

/** From this cosine on a word is translated by what it finds. */
export const TRANSLATED = 0.45;
/** The same for what tables know: one country is near to another. */
const TRANSLATED_NAME = 0.75;
/** So many segments around a bead are asked for a name that a pronoun stands for there. */
const NEAR = 2;
/** So many segments around are the document, as far as a name's other places are asked for. */
const AROUND = 60;
/** Two forms of one name in one language. */
const SAME_FORM = 0.9;
/** Words beside a name that are asked where it should be, and how far they are looked for. */
const GUIDES = 2;
const GUIDE_REACH = 4;
const FARTHEST = 9;

/** A word of a bead; `capital` where it begins with one. */
export interface Token {
  readonly word: WordSupport;
  readonly index: number;
  readonly capital: CapitalWord | null;
  readonly skeleton: string;
}

type NameToken = Token & { readonly capital: CapitalWord };

export const tokensOf = (context: Context, side: Side, words: readonly WordSupport[]): readonly Token[] =>
  words.map((word, index) => {
    const segment = word.place.segment!;
    const start = word.place.start - context.segment(side, segment).start;
    const capital = context.capitals(side, segment).find((one) => one.start === start) ?? null;
    return { word, index, capital, skeleton: capital?.skeleton ?? skeletonOf(word.stem) };
  });

/** How alike the names of two sides are. Acronyms are alike only where they are equal, but for an ending. */
const likeness = (
  side: Side,
  own: Pick<Token, 'skeleton'>,
  other: Pick<Token, 'skeleton'>,
  isExact: boolean,
): number => {
  const [target, source] = side === 'target' ? [own.skeleton, other.skeleton] : [other.skeleton, own.skeleton];
  if (isExact) return target === source ? 1 : 0;
  return nameLikeness(target, source);
};

const isForm = (a: string, b: string): boolean => a === b || (a[0] === b[0] && nameLikeness(a, b) >= SAME_FORM);

const around = (context: Context, side: Side, members: readonly number[], reach: number): readonly number[] => {
  const low = Math.max(0, (members[0] ?? 0) - reach);
  const high = Math.min(context.sides[side].segments.length - 1, (members[0] ?? 0) + reach);
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
};

/** The readings that a month or weekday has as a quantity; none for other words. */
const dayReadings = (folded: string, lang: string): readonly string[] => {
  const meaning = lexiconOf(lang).meaning(folded);
  if (meaning?.month !== undefined) return [`m${meaning.month}`, dayOfYear(meaning.month, 0).slice(0, 3)];
  return meaning?.weekday === undefined ? [] : [`w${meaning.weekday}`];
};

/** The names of one side of a bead that the other side does not answer. */
const openNames = (
  context: Context,
  side: Side,
  own: readonly Token[],
  others: readonly Token[],
): readonly NameToken[] => {
  const { lang } = context.sides[side];
  const otherLang = context.sides[opposite(side)].lang;
  const skeletons = others.map(({ skeleton }) => skeleton);
  const readings = lazily(1, () =>
    others
      .map(({ word }) => word.place.segment!)
      .filter((segment, i, all) => all.indexOf(segment) === i)
      .flatMap((segment) => context.quantities(opposite(side), segment).flatMap((quantity) => quantity.readings)),
  );
  const isPlace = ({ skeleton }: Token): boolean => isKnownForm(skeleton, lang, otherLang);
  const isAnswered = (token: NameToken): boolean => {
    const { word, capital, skeleton } = token;
    const isKnown = isKnownName(skeleton, lang, otherLang);
    return (
      word.best >= (isKnown ? TRANSLATED_NAME : TRANSLATED) ||
      others.some((other) => {
        const value = likeness(side, { skeleton }, other, capital.isAcronym || (other.capital?.isAcronym ?? false));
        // A common word must be nearer than another name; of two that the tables know, they say whether they are one.
        if (value < (other.capital === null ? SAME_FORM : SAME_NAME)) return false;
        return other.skeleton === skeleton || !(isPlace(token) && isKnownForm(other.skeleton, otherLang, lang));
      }) ||
      isExonym(skeleton, lang, skeletons, otherLang)
    );
  };
  return own.filter((token): token is NameToken => {
    const { capital, word } = token;
    if (capital === null || (!word.content && !capital.hasApostrophe)) return false;
    if (capital.isUnsure && !capital.hasApostrophe && !context.isNamed(side, capital.skeleton) && !isPlace(token)) {
      return false;
    }
    const days = dayReadings(capital.folded, lang);
    // A month that only the source names is often said otherwise: last month, then.
    if (days.length > 0 && (side === 'source' || readings(0).some((one) => days.some((day) => one.startsWith(day))))) {
      return false;
    }
    return !isAnswered(token as NameToken);
  });
};

interface Elsewhere {
  readonly beads: ReadonlySet<number>;
  readonly answered: number;
}

/** The other beads in which a name stands, and in how many the other side has it. Looks at 2 AROUND segments. */
const elsewhere = (context: Context, side: Side, bead: number, { capital }: NameToken): Elsewhere => {
  const beads = new Set<number>();
  let answered = 0;
  for (const segment of around(context, side, context.beads[bead]![side], AROUND)) {
    const at = context.beadOf[side][segment]!;
    if (at < 0 || at === bead || beads.has(at) || isNull(context.beads[at]!)) continue;
    if (!context.capitals(side, segment).some((word) => isForm(word.skeleton, capital.skeleton))) continue;
    beads.add(at);
    const isThere = context.beads[at]![opposite(side)].some((other) =>
      context
        .capitals(opposite(side), other)
        .some((word) => likeness(side, capital, word, capital.isAcronym || word.isAcronym) >= SAME_NAME),
    );
    if (isThere) answered++;
  }
  return { beads, answered };
};

/** Indices opposite around which a name is expected: where the words beside it find their partners. */
const expected = (own: readonly Token[], at: number, others: readonly Token[]): readonly number[] => {
  const places: number[] = [];
  for (const step of [-1, 1]) {
    let found = 0;
    for (let i = at + step; i >= 0 && i < own.length && found < GUIDES && Math.abs(i - at) <= GUIDE_REACH; i += step) {
      const { word, skeleton } = own[i]!;
      if (!word.content) continue;
      const spelled = others.findIndex(
        (other) => other.skeleton.length > 2 && nameLikeness(skeleton, other.skeleton) >= SAME_FORM,
      );
      const place = spelled >= 0 ? spelled : word.best >= TRANSLATED ? word.partner : -1;
      if (place < 0) continue;
      places.push(place);
      found++;
    }
  }
  return places;
};

const describe = (
  context: Context,
  side: Side,
  { word, capital }: NameToken,
  { beads, answered }: Elsewhere,
): OpenName => {
  const { lang } = context.sides[side];
  const isForeign = looksForeign(capital.folded, lang);
  const isKnownPlace = isKnownName(capital.skeleton, lang, context.sides[opposite(side)].lang);
  return {
    place: placeIn(context, side, word.place.segment!, capital),
    best: Math.max(0, word.best),
    isTitle: isTitleWord(capital.folded, lang),
    isForeign,
    isProper: isForeign || capital.hasApostrophe || isKnownPlace,
    isKnownPlace,
    isAcronym: capital.isAcronym,
    isSmallToo: context.isWrittenSmall(side, capital.folded) || looksDerived(capital.folded, lang),
    answered,
    unanswered: beads.size - answered,
  };
};

const isInBrackets = (context: Context, { word, capital }: NameToken): boolean => {
  const before = context.segment('target', word.place.segment!).text.slice(0, capital.start);
  return (
    Math.max(before.lastIndexOf('('), before.lastIndexOf('[')) >
    Math.max(before.lastIndexOf(')'), before.lastIndexOf(']'))
  );
};

interface Pair {
  readonly name: NameToken;
  readonly other: NameToken;
  readonly distance: number;
  readonly gain: number;
}

/** A title stands for a title, as a rule. */
const OTHER_KIND = 0.5;

/** What little the two find elsewhere, less where they stand apart, more where they are spelled alike: how likely one stands for the other. */
const pairsOf = (
  context: Context,
  open: readonly NameToken[],
  left: readonly NameToken[],
  target: readonly Token[],
  source: readonly Token[],
): readonly Pair[] =>
  open.flatMap((name) => {
    const places = expected(target, name.index, source);
    const isTitle = isTitleWord(name.capital.folded, context.sides.target.lang);
    return left.flatMap((other) => {
      if (other.capital.isAcronym !== name.capital.isAcronym) return [];
      const apart =
        places.length === 0 ? FARTHEST / 2 : Math.min(...places.map((place) => Math.abs(place - other.index)));
      const distance = Math.min(FARTHEST, apart);
      const unfound = (1 - Math.max(0, name.word.best)) * (1 - Math.max(0, other.word.best));
      const alike = nameLikeness(name.skeleton, other.skeleton);
      const isOneKind = isTitle === isTitleWord(other.capital.folded, context.sides.source.lang);
      return [
        {
          name,
          other,
          distance,
          gain: unfound * (1 - distance / (2 * FARTHEST)) * (1 + alike) * (isOneKind ? 1 : OTHER_KIND),
        },
      ];
    });
  });

interface BeadNames {
  readonly source: readonly Token[];
  readonly target: readonly Token[];
  /** Names that nothing opposite answers. */
  readonly open: { readonly source: readonly NameToken[]; readonly target: readonly NameToken[] };
}

const namesOf = (context: Context, bead: number): BeadNames | null => {
  const support = context.support(bead);
  if (support === null) return null;
  const source = tokensOf(context, 'source', support.source);
  const target = tokensOf(context, 'target', support.target);
  return {
    source,
    target,
    open: {
      source: openNames(context, 'source', source, target),
      target: openNames(context, 'target', target, source),
    },
  };
};

/** What stands between two names of an enumeration. */
const BETWEEN_NAMES = /^\s*,?\s*(?:(?:and|or|ve|veya|ya da|ile|und|oder|et|ou|&)\s+)?(?:the\s+)?$/u;
/** A shorter row is no enumeration, and says too little of how it is translated. */
const LEAST_NAMES = 3;

/** True where the target has a name of the source by its spelling, or as what its language calls it; not by meaning. */
const isSpelled = (context: Context, { capital, skeleton }: NameToken, target: readonly Token[]): boolean =>
  target.some(
    (other) => other.capital !== null && likeness('source', { skeleton }, other, capital.isAcronym) >= SAME_NAME,
  ) ||
  isExonym(
    skeleton,
    context.sides.source.lang,
    target.map((other) => other.skeleton),
    context.sides.target.lang,
  );

/** The enumerations of names in one text: each name as its words. */
const enumerations = (
  context: Context,
  names: readonly NameToken[],
): readonly (readonly (readonly NameToken[])[])[] => {
  const rows: NameToken[][][] = [];
  let last: NameToken | null = null;
  for (const name of names) {
    const { segment } = name.word.place;
    const { text } = context.segment('source', segment!);
    const isNext = last !== null && last.word.place.segment === segment;
    const between = isNext ? text.slice(last!.capital.end, name.capital.start) : null;
    if (between === ' ' || between === '-') rows.at(-1)!.at(-1)!.push(name);
    else if (between !== null && BETWEEN_NAMES.test(between)) rows.at(-1)!.push([name]);
    else rows.push([[name]]);
    last = name;
  }
  return rows.filter((row) => row.length >= LEAST_NAMES);
};

/**
 * Names of an enumeration of the source (Fiji, Palau and Tonga) that the target does not have, where it has the most of them and no name
 * that could be the missing one in its language.
 */
export const missingNames = (context: Context, bead: number): readonly Place[] => {
  const { source: members, target: opposite } = context.beads[bead]!;
  // Most beads have no three names.
  const capitals = members.flatMap((segment) => context.capitals('source', segment));
  if (capitals.length < LEAST_NAMES) return [];
  const names = namesOf(context, bead);
  if (names === null || names.open.source.length === 0 || names.open.target.length > 0) return [];
  const open = new Set<Token>(names.open.source);
  const near = around(context, 'target', opposite, NEAR).flatMap((segment) => context.capitals('target', segment));
  const capital = names.source.filter((token): token is NameToken => token.capital !== null && token.word.content);
  return enumerations(context, capital).flatMap((row) => {
    const missing = row.filter((name) => name.every((token) => open.has(token)));
    const answered = row.filter((name) => name.some((token) => isSpelled(context, token, names.target))).length;
    if (missing.length === 0 || answered < LEAST_NAMES - 1 || missing.length >= answered) return [];
    return missing
      .filter(([first]) => !near.some((word) => nameLikeness(word.skeleton, first!.skeleton) >= SAME_NAME))
      .map((name) =>
        placeIn(context, 'source', name[0]!.word.place.segment!, {
          start: name[0]!.capital.start,
          end: name.at(-1)!.capital.end,
        }),
      );
  });
};

/** The names of a bead's target that nothing answers, each with the source's name that it may stand for; each name once. */
export const nameCandidates = (context: Context, bead: number): readonly NameCandidate[] => {
  if (context.beads[bead]!.target.every((segment) => context.capitals('target', segment).length === 0)) return [];
  const names = namesOf(context, bead);
  if (names === null || names.open.target.length === 0) return [];
  const { source, target } = names;
  const { source: left, target: open } = names.open;
  const hasOpenAcronym = left.some(({ capital }) => capital.isAcronym);
  const members = context.beads[bead]!.source;
  const near = around(context, 'source', members, NEAR).filter((segment) => !members.includes(segment));
  const partners = new Map<NameToken, Pair>();
  const taken = new Set<NameToken>();
  for (const pair of [...pairsOf(context, open, left, target, source)].sort((a, b) => b.gain - a.gain)) {
    if (partners.has(pair.name) || taken.has(pair.other)) continue;
    partners.set(pair.name, pair);
    taken.add(pair.other);
  }
  return open.map((name) => {
    const pair = partners.get(name);
    const own = elsewhere(context, 'target', bead, name);
    const others = pair === undefined ? null : elsewhere(context, 'source', bead, pair.other);
    const isIn = (segments: readonly number[], least: number): boolean =>
      segments.some((segment) =>
        context
          .capitals('source', segment)
          .some((word) => likeness('target', name, word, name.capital.isAcronym) >= least),
      );
    return {
      name: describe(context, 'target', name, own),
      other: pair === undefined ? null : describe(context, 'source', pair.other, others!),
      isKnown: isIn(around(context, 'source', members, AROUND), SAME_FORM),
      isNear: isIn(near, SAME_NAME),
      isTranslation: others !== null && [...own.beads].some((at) => others.beads.has(at)),
      hasOpenAcronym,
      isNote: isInBrackets(context, name),
      distance: pair?.distance ?? FARTHEST,
    };
  });
};
