import fc from 'fast-check';
import { expect, test } from 'vitest';
import { steadyOutput } from '../../src/review/steady-output.ts';
import { emulate } from './screen.ts';

/** What Ink's log-update writes: the frame before erased from below, then the new one. */
const frameOf = (lines: readonly string[], before: number): string => {
  const erased = before === 0 ? '' : `${'\u001B[2K\u001B[1A'.repeat(before)}\u001B[2K\u001B[G`;
  return `${erased}${lines.join('\n')}\n`;
};

const line = fc
  .string({ unit: fc.constantFrom('a', 'b', ' ', 'ş', '港'), maxLength: 14 })
  .map((text) => text.trimEnd());
const frames = fc.array(fc.array(line, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 6 });

test('a terminal shows the same as if each frame were erased and written', async () => {
  await fc.assert(
    fc.asyncProperty(frames, async (list) => {
      const [plain, steady] = [emulate(30, 9), emulate(30, 9)];
      const raw = (text: string) => text.replace(/(?<!\r)\n/g, '\r\n');
      const writes: Promise<void>[] = [];
      const stdout = {
        write(text: string) {
          writes.push(new Promise((resolve) => steady.terminal.write(raw(text), resolve)));
          return true;
        },
      } as unknown as NodeJS.WriteStream;
      const { stream } = steadyOutput(stdout);
      let before = 0;
      for (const lines of list) {
        const chunk = frameOf(lines, before);
        before = lines.length;
        writes.push(new Promise((resolve) => plain.terminal.write(raw(chunk), resolve)));
        stream.write(chunk);
      }
      await Promise.all(writes);
      expect(steady.text()).toBe(plain.text());
    }),
    { numRuns: 60 },
  );
});

test('what is no frame passes as it is, and the rest of the stream is there', () => {
  const written: unknown[] = [];
  const stdout = {
    columns: 80,
    rows: 24,
    isTTY: true,
    write: (chunk: unknown) => written.push(chunk) > 0,
  } as unknown as NodeJS.WriteStream;
  const { stream } = steadyOutput(stdout);
  stream.write('\u001B[?25l');
  expect([written, stream.columns, stream.rows, stream.isTTY]).toEqual([['\u001B[?25l'], 80, 24, true]);
});

test('Ink’s first frame takes the place of the one that was drawn before it', async () => {
  const { terminal, text } = emulate(20, 6);
  const writes: Promise<void>[] = [];
  const stdout = {
    write(chunk: string) {
      writes.push(new Promise((resolve) => terminal.write(chunk, resolve)));
      return true;
    },
  } as unknown as NodeJS.WriteStream;
  const steady = steadyOutput(stdout);
  steady.draw('one\nanother line\nthree');
  steady.stream.write('\u001B[?25l');
  steady.stream.write(frameOf(['one', 'two', 'three'], 0));
  await Promise.all(writes);
  expect(text().trimEnd()).toBe('one\ntwo\nthree');
  steady.stream.write(frameOf(['one', 'two', '3'], 3));
  await Promise.all(writes);
  expect(text().trimEnd()).toBe('one\ntwo\n3');
});
