import { type Instance, render } from 'ink';
import type { Look } from '../look.ts';
import type { Store } from '../store.ts';
import { App } from './App.tsx';

export interface DrawOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly look: Look;
  readonly isSpoken: boolean;
}

/** Draws a review until it is unmounted. Imported when the first frame stands: it brings React and Ink along. */
export const drawReview = (store: Store, { stdin, stdout, look, isSpoken }: DrawOptions): Instance =>
  render(<App store={store} look={look} isSpoken={isSpoken} />, {
    stdin,
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: isSpoken,
    maxFps: 60,
  });
