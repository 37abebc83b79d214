import { isNull } from '../../core/bead.ts';
import type { Finding, Place } from '../../core/finding.ts';
import { missingNames, nameCandidates, type NameCandidate } from '../name-candidates.ts';
import { wrongDirections } from '../named-directions.ts';
import type { Rule } from '../rule.ts';

/**
 * How sure each kind of evidence makes it: the share of true findings where one name of twenty sentences is wrong, by what each kind found
 * and cried wolf over in 1,617 held-out sentences of news and on the first half of the errors suite.
 */
const CONFIDENCE = {
  kept: 0.95,
  places: 0.95,
  foreign: 0.95,
  title: 0.75,
  neither: 0.7,
  added: 0.65,
  missing: 0.9,
} as const;

/** A name that finds more than this opposite is as a rule translated by meaning. */
const MOST = { foreign: 0.4, title: 0.25, neither: 0.2, added: 0.25 } as const;
/** The same for the name that it stands for. */
const MOST_OTHER = { foreign: 0.4, title: 0.3, neither: 0.3 } as const;
const NEAR_ENOUGH = 4;

const finding = (bead: number, place: Place, counterpart: Place | null, confidence: number): Finding => ({
  code: 'name-mismatch',
  severity: 'warning',
  ...place,
  bead,
  counterpart,
  class: null,
  confidence,
});

/** How sure it is that the translation says a name for another; null where it is not. */
const replaced = ({ name, other, isNear, hasOpenAcronym, isTranslation, distance }: NameCandidate): number | null => {
  if (other === null || isTranslation) return null;
  const bothCommon = (name.isTitle || name.isSmallToo) && (other.isTitle || other.isSmallToo);
  // Elsewhere the translation keeps the source's name as it is, and so would here; a title it translates as it likes.
  if (other.answered > 0 && (name.isForeign || !(bothCommon || other.isTitle))) return CONFIDENCE.kept;
  if (name.isKnownPlace && other.isKnownPlace && !name.isTitle && !other.isTitle) return CONFIDENCE.places;
  // Beside it both sides have the name: it is said for a pronoun.
  if (isNear && name.answered > 0) return null;
  // Said so elsewhere too, or an acronym of its own language: a translation by meaning.
  if (name.unanswered > 0 || name.isAcronym || hasOpenAcronym) return null;
  const isForeign = name.isForeign && !name.isKnownPlace && !name.isTitle;
  if (isForeign && name.best < MOST.foreign && other.best < MOST_OTHER.foreign) return CONFIDENCE.foreign;
  if (name.isSmallToo || other.isSmallToo || other.isTitle) return null;
  if (name.isTitle) return name.best < MOST.title && other.best < MOST_OTHER.title ? CONFIDENCE.title : null;
  return name.best < MOST.neither && other.best < MOST_OTHER.neither && distance <= NEAR_ENOUGH
    ? CONFIDENCE.neither
    : null;
};

/** How sure it is that the translation has a name that the whole source does not have; null where it is not. */
const added = ({ name, other, isKnown, isNear, hasOpenAcronym, isNote }: NameCandidate): number | null =>
  other === null &&
  name.isProper &&
  name.best < MOST.added &&
  name.unanswered === 0 &&
  !(isKnown || isNear || hasOpenAcronym || isNote || name.isTitle || name.isSmallToo || name.isAcronym)
    ? CONFIDENCE.added
    : null;

/**
 * Names of paired segments that nothing opposite answers: one that an enumeration lost; where the source's name at that place is not answered either, one stands for
 * the other; where the source has the name nowhere, it was added. By spelling, with transliterations and the names that languages have of
 * their own; a name said for a pronoun, a title and a name translated by meaning are no findings.
 */
export const nameMismatch: Rule = (context) =>
  context.beads.flatMap((bead, index) =>
    isNull(bead)
      ? []
      : [
          ...nameCandidates(context, index).flatMap((candidate) => {
            const confidence = replaced(candidate) ?? added(candidate);
            return confidence === null
              ? []
              : [finding(index, candidate.name.place, candidate.other?.place ?? null, confidence)];
          }),
          ...missingNames(context, index).map((place) => finding(index, place, null, CONFIDENCE.missing)),
          ...wrongDirections(context, index).map(([place, other]) => finding(index, place, other, CONFIDENCE.places)),
        ],
  );
