/**
 * A short line as it is looked up among the phrases of litter.ts: lower case, every i without regard to its dot (so
 * that Turkish and English share one folding), inner white space as one space, no marks in front.
 */
export const foldLine = (line: string): string =>
  line
    .replace(/[İIı]/g, 'i')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}©]+/u, '');
