import { eld } from 'eld/extrasmall';

/** More of a text than this does not make the detector surer. In code units. */
const SAMPLE = 6_000;
const SEGMENT_SAMPLE = 240;

const sample = (text: string): string => {
  if (text.length <= SAMPLE) return text;
  const third = SAMPLE / 3;
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, third)} ${text.slice(middle, middle + third)} ${text.slice(-third)}`;
};

/** What is not written in any language. */
const withoutLinks = (text: string): string => text.replace(/https?:\/\/\S+|[@#][\p{L}\p{N}_]+/gu, ' ');

/** Code of the language most of a text is written in; `und` where that cannot be told. */
export const detectLanguage = (text: string): string => eld.detect(withoutLinks(sample(text))).language || 'und';

/**
 * The language of one segment: the document's, unless the detector is clearly surer of another. Names, numbers and
 * single words never change it.
 */
export const detectSegmentLanguage = (text: string, documentLang: string): string => {
  const words = withoutLinks(text.slice(0, SEGMENT_SAMPLE));
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  if (letters < MIN_LETTERS) return documentLang;
  const result = eld.detect(words);
  if (result.language === '' || result.language === documentLang) return documentLang;
  const scores = result.getScores();
  const own = scores[documentLang.split('-', 1)[0]!] ?? 0;
  return (scores[result.language] ?? 0) - own >= MARGIN ? result.language : documentLang;
};

const MIN_LETTERS = 20;
const MARGIN = 0.2;
