import type { Line } from './lines.ts';

const END: Readonly<Record<string, RegExp>> = { '---': /^(?:---|\.\.\.)$/, '+++': /^\+\+\+$/ };
const MAX_LINES = 500;

/** Number of lines, with the marks around it, that the front matter takes; 0 where there is none. */
export const frontMatterLines = (lines: readonly Line[]): number => {
  const first = lines[0];
  if (first === undefined || first.number !== 0 || first.indent !== 0) return 0;
  const end = END[first.text];
  if (end === undefined) return 0;
  for (const line of lines.slice(1, MAX_LINES)) if (end.test(line.text)) return line.number + 1;
  return 0;
};
