import type { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';

export interface Screen {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Everything that was written. */
  readonly written: readonly string[];
  /** The lines that the terminal shows, without spaces at their ends. */
  lines(): readonly string[];
  /** The same as one text. */
  text(): string;
  /** The lines that have scrolled out at the top. */
  scrollback(): readonly string[];
  /** Is the alternate screen shown? */
  isAlternate(): boolean;
  /** Does a cell show reversed colours? Column and row from 0. */
  isReversed(column: number, row: number): boolean;
  isRaw(): boolean;
  type(keys: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** Waits until the screen shows this; fails with the screen where it does not. */
  until(shows: string | RegExp | ((screen: Screen) => boolean)): Promise<void>;
}

const PATIENCE_MS = 15_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type TerminalBuffer = xterm.Terminal['buffer']['active'];

const linesOf = (buffer: TerminalBuffer, from: number, to: number): string[] =>
  Array.from(
    { length: to - from },
    (_, at) =>
      buffer
        .getLine(from + at)
        ?.translateToString(true)
        .trimEnd() ?? '',
  );

/** A terminal without a window, that understands what is written to it as xterm does. */
export function emulate(columns: number, rows: number) {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  const lines = (): readonly string[] => {
    const { active } = terminal.buffer;
    return linesOf(active, active.baseY, active.baseY + terminal.rows);
  };
  const text = (): string => lines().join('\n');
  return {
    terminal,
    lines,
    text,
    /** Waits until the screen shows this; fails with the screen where it does not. */
    async until(what: string | RegExp | (() => boolean)): Promise<void> {
      const isShown = (): boolean =>
        typeof what === 'function' ? what() : typeof what === 'string' ? text().includes(what) : what.test(text());
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
        if (isShown()) return;
        await pause(10);
      }
      throw new Error(`the screen never showed ${what}:\n${text()}`);
    },
  };
}

/** Such a terminal in the place of the process's own streams. */
export function openScreen(columns: number, rows: number): Screen {
  const { terminal, lines, text, until } = emulate(columns, rows);
  const written: string[] = [];
  let isRaw = false;

  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const content = chunk.toString('utf8');
      written.push(content);
      // As a terminal driver does it.
      terminal.write(content.replace(/(?<!\r)\n/g, '\r\n'), done);
    },
  });
  const stdout = Object.assign(output, { isTTY: true, columns, rows }) as unknown as NodeJS.WriteStream;
  const input = new Readable({ read() {} });
  const stdin = Object.assign(input, {
    isTTY: true,
    setRawMode(mode: boolean) {
      isRaw = mode;
      return input;
    },
    ref: () => input,
    unref: () => input,
  }) as unknown as NodeJS.ReadStream;

  const screen: Screen = {
    stdin,
    stdout,
    written,
    lines,
    text,
    scrollback: () => linesOf(terminal.buffer.normal, 0, terminal.buffer.normal.baseY),
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    isReversed: (column, row) =>
      (terminal.buffer.active
        .getLine(terminal.buffer.active.baseY + row)
        ?.getCell(column)
        ?.isInverse() ?? 0) !== 0,
    isRaw: () => isRaw,
    async type(keys) {
      input.push(Buffer.from(keys));
      await pause(0);
    },
    async resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      Object.assign(stdout, { columns: newColumns, rows: newRows });
      (stdout as unknown as EventEmitter).emit('resize');
      await pause(50);
    },
    until: (shows) => until(typeof shows === 'function' ? () => shows(screen) : shows),
  };
  return screen;
}
