import { frameText } from './frame-text.ts';
import { lookFor } from './look.ts';
import type { ReviewState } from './review-state.ts';
import { steadyOutput } from './steady-output.ts';

export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly color: boolean;
  /** Reads one row at a time as sentences, without columns. */
  readonly isSpoken: boolean;
  /** Draw below what the terminal shows already, and leave the last screen there. */
  readonly isInline: boolean;
}

export interface OpenTerminal {
  /** What Ink draws on. */
  readonly stdout: NodeJS.WriteStream;
  /** Gives the terminal back as it was. May be called again. */
  close(): void;
}

const ENTER_SCREEN = '\u001B[?1049h\u001B[H';
const LEAVE_SCREEN = '\u001B[?1049l';
const SHOW_CURSOR = '\u001B[?25h';
const HIDE_CURSOR = '\u001B[?25l';
const CLEAR = '\u001B[2J\u001B[H';

export const sizeOf = (stdout: NodeJS.WriteStream): ReviewState['size'] => ({
  columns: stdout.columns || 80,
  rows: stdout.rows || 24,
});

/**
 * Takes the terminal for a review and shows its first frame at once: Ink, which draws all others, takes longer to load
 * than a reader to look up. However the process ends, the terminal is given back.
 */
export function openTerminal(
  { stdin, stdout, color, isSpoken, isInline }: Terminal,
  first: ReviewState,
  onResize: (size: ReviewState['size']) => void,
): OpenTerminal {
  const isFullScreen = !isInline && !isSpoken;
  const steady = steadyOutput(stdout);
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    process.off('exit', close);
    stdout.off('resize', resized);
    if (stdin.isTTY) stdin.setRawMode(false);
    stdout.write(`${isFullScreen ? LEAVE_SCREEN : ''}${SHOW_CURSOR}`);
  };
  // This listener comes before Ink's own, so that Ink draws the new size.
  const resized = (): void => {
    if (isFullScreen) stdout.write(CLEAR);
    steady.reset();
    onResize(sizeOf(stdout));
  };
  process.once('exit', close);
  stdout.on('resize', resized);
  // What is typed from now on is for the review, and no echo of it stands in the frame.
  if (stdin.isTTY) stdin.setRawMode(true);
  if (isFullScreen) {
    stdout.write(`${ENTER_SCREEN}${HIDE_CURSOR}`);
    steady.draw(frameText(first, lookFor(color)));
  }
  return { stdout: isSpoken ? stdout : steady.stream, close };
}
