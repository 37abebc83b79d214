const ESC = '\u001B[';

/** How Ink begins a frame: it erases each line of the frame before, from the last one up. */
const LINE_ERASED = `${ESC}2K`;
const UP = `${ESC}1A`;
const HOME = `${ESC}G`;

/** How many lines up a chunk erases before it writes, and where it begins to write; null where it erases nothing. */
function erasedBy(chunk: string): { readonly up: number; readonly end: number } | null {
  let at = 0;
  let up = 0;
  while (chunk.startsWith(LINE_ERASED + UP, at)) {
    at += LINE_ERASED.length + UP.length;
    up += 1;
  }
  if (!chunk.startsWith(LINE_ERASED + HOME, at)) return null;
  return { up, end: at + LINE_ERASED.length + HOME.length };
}

export interface SteadyOutput {
  readonly stream: NodeJS.WriteStream;
  /** Writes a frame that Ink's first one takes the place of. */
  draw(frame: string): void;
  /** The screen was cleared: nothing is where it was. */
  reset(): void;
}

/**
 * A terminal on which Ink's frames replace each other in place. Ink erases a whole frame before it writes the next
 * one, which flickers where a terminal draws in between; here unchanged lines are left alone, and changed ones are
 * written over. (Ink 6.8 has `incrementalRendering` for that, but draws one line too low where a frame is as high as
 * the one before.)
 */
export function steadyOutput(stdout: NodeJS.WriteStream): SteadyOutput {
  let before: readonly string[] = [];
  /** Does a frame stand that Ink knows nothing of? */
  let isOwn = false;
  const rewrite = (chunk: string): string => {
    const replacesOwn = isOwn && chunk.includes('\n');
    if (replacesOwn) isOwn = false;
    const erased = erasedBy(chunk) ?? (replacesOwn ? { up: before.length - 1, end: 0 } : null);
    if (erased === null) {
      if (chunk.includes('\n')) before = chunk.split('\n');
      return chunk;
    }
    const { up, end } = erased;
    const lines = chunk.slice(end).split('\n');
    const isSame = up === before.length - 1;
    const text = lines.map((line, at) => {
      if (isSame && at < lines.length - 1 && line === before[at]) return '';
      // Erasing first: after a line as wide as the terminal, erasing would take its last character.
      return `${ESC}2K${line}`;
    });
    before = lines;
    return `${up > 0 ? `${ESC}${up}A` : ''}\r${text.join('\r\n')}${ESC}J`;
  };
  const write = (chunk: unknown, ...rest: unknown[]): boolean => {
    const next = typeof chunk === 'string' ? rewrite(chunk) : chunk;
    return (stdout.write as (...args: unknown[]) => boolean).call(stdout, next, ...rest);
  };
  const stream = new Proxy(stdout, {
    get(target, property) {
      if (property === 'write') return write;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    stream,
    draw: (frame) => {
      before = `${frame}\n`.split('\n');
      isOwn = true;
      stdout.write(before.join('\r\n'));
    },
    reset: () => {
      before = [];
      isOwn = false;
    },
  };
}
