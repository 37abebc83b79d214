/** How many numbers the last one, two, three and four letters of a word are shared out to. */
const BUCKETS = [64, 512, 2048, 2048] as const;

/** All of them together. */
export const ENDINGS = BUCKETS.reduce((sum, size) => sum + size, 0);

const DIGIT = /^\p{N}/u;

/** 32-bit FNV-1a (Fowler, Noll and Vo) over code units. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
};

/**
 * Numbers below ENDINGS for the last one to four letters of a folded word, by hash. In a suffixing language they say what a
 * word does in its sentence. All numbers written in digits end alike.
 */
export const endingsOf = (folded: string): readonly number[] => {
  const word = folded.replaceAll("'", '') || '#';
  let offset = 0;
  return BUCKETS.map((size, at) => {
    const length = at + 1;
    const ending = word.length < length ? `^${word}` : DIGIT.test(word) ? '0' : word.slice(-length);
    const bucket = offset + (hash(ending) % size);
    offset += size;
    return bucket;
  });
};
