import { basename, dirname, extname, join } from 'node:path';

/** Where decisions about a translation are kept: `story.tr.txt` has `story.tr.review.json` beside it. */
export const reviewPathFor = (target: string): string =>
  join(dirname(target), `${basename(target, extname(target))}.review.json`);
