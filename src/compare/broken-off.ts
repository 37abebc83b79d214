import { isNull } from '../core/bead.ts';
import { SENTENCE_END } from '../read/sentence-end.ts';
import type { CompareInput } from './context.ts';

/** A colon, a semicolon or a dash goes on in the next line. */
const GOES_ON = /[:;–—-]["'”’»)]*$/u;

/** What stands alone without a full stop may be a heading: a translation that breaks off has at least so much of its source. */
const LEAST_LENGTH = 0.3;

/** Where more than this share of the sentences have no end, it is how the version is written. */
const MOST = 0.2;
/** So many sentences with an end are counted besides: one of one says little. */
const PRIOR_ENDED = 4;

const SMALL = /^\p{Ll}/u;

/**
 * The beads whose translation stops in the middle, by index: the source's sentence has its full stop, the translation's has none. Such an
 * end is lost with the words before it: in the first half of the errors suite, of 423 segments in one, of nine with a clause left out in five.
 */
export const brokenOff = ({ sides: { source, target }, beads }: CompareInput): ReadonlySet<number> => {
  const broken = new Set<number>();
  let ended = PRIOR_ENDED;
  beads.forEach((bead, index) => {
    if (isNull(bead)) return;
    const [said, saying] = [source.segments[bead.source.at(-1)!]!, target.segments[bead.target.at(-1)!]!];
    if (said.kind !== 'sentence' || !SENTENCE_END.test(said.text)) return;
    if (SENTENCE_END.test(saying.text) || GOES_ON.test(saying.text)) {
      ended++;
      return;
    }
    const next = target.segments[saying.index + 1];
    const goesOn = next !== undefined && SMALL.test(next.text);
    const isHeading = saying.kind !== 'sentence' && saying.text.length < LEAST_LENGTH * said.text.length;
    if (!goesOn && !isHeading) broken.add(index);
  });
  return broken.size > MOST * (broken.size + ended) ? new Set() : broken;
};
