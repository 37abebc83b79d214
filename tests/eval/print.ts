export const print = (line = ''): void => void process.stdout.write(`${line}\n`);

export const row = (...cells: readonly (string | number)[]): void => print(`| ${cells.join(' | ')} |`);

/** The head of a Markdown table. */
export function head(...cells: readonly string[]): void {
  print();
  row(...cells);
  row(...cells.map(() => '---'));
}

export const three = (value: number): string => value.toFixed(3);

export const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

/** Says on standard error, from time to time, how far something has come. */
export function progress(what: string, done: number, total: number): void {
  if (done % 100 === 0 || done === total) process.stderr.write(`${what}: ${done} of ${total}\n`);
}

/** The half that thresholds may be looked at on, and the half that they may not. */
export function halves<T>(documents: readonly T[]): readonly (readonly [string, readonly T[]])[] {
  const middle = Math.ceil(documents.length / 2);
  return [
    ['first half', documents.slice(0, middle)],
    ['second half', documents.slice(middle)],
  ];
}
