import type { Io } from './command.ts';

/** Work shorter than this shows no progress. */
const QUIET_MS = 1000;
const INTERVAL_MS = 100;

/** Shows `Embedding 1,200 of 5,000 sentences` on a terminal's standard error, and nothing elsewhere. */
export function createProgress(
  io: Pick<Io, 'stderr'>,
  what: string,
): { report(done: number, total: number): void; end(): void } {
  const started = Date.now();
  let last = 0;
  return {
    report: (done, total) => {
      const now = Date.now();
      if (!io.stderr.isTTY || now - started < QUIET_MS || now - last < INTERVAL_MS) return;
      last = now;
      io.stderr.write(`\r\u001b[K${what} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`);
    },
    end: () => {
      if (last > 0) io.stderr.write('\r\u001b[K');
    },
  };
}
