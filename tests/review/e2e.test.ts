import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyFolder } from '../support/folders.ts';
import { emulate } from './screen.ts';

const command = join(import.meta.dirname, '../../bin/hizala.js');
const story = join(import.meta.dirname, '../../fixtures/crypto-training');
const isBuilt = existsSync(join(import.meta.dirname, '../../dist/cli/commands/review.js'));

/** util-linux's script(1) gives a command a terminal of its own: a pty, without a native module. */
const hasScript = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
})();

/** Away from the cache of whoever runs the tests. */
process.env.HIZALA_CACHE = emptyFolder();

let folder: string;
let running: ChildProcess[] = [];
beforeEach(() => {
  folder = emptyFolder();
  for (const name of ['source.en.txt', 'target.tr.txt']) copyFileSync(join(story, name), join(folder, name));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
});

/** The first screen of a slow machine shows the texts before they are aligned. */
const ALIGNED = /\d+ of \d+ left/;

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Runs the built command in a real terminal of this size. */
function run(args: readonly string[], columns = 120, rows = 40) {
  const screen = emulate(columns, rows);
  const line = [process.execPath, command, ...args].map(quoted).join(' ');
  const child = spawn('script', ['-qefc', `stty cols ${columns} rows ${rows}; exec ${line}`, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, TERM: 'xterm-256color', CI: 'true', NO_COLOR: '', SHELL: '/bin/sh' },
  });
  running.push(child);
  child.stdout.on('data', (chunk: Buffer) => screen.terminal.write(chunk));
  const done = new Promise<number | null>((resolve) => child.on('exit', resolve));
  /** The process of the review itself, a child of script. */
  const processId = (): number =>
    Number(
      execFileSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' })
        .trim()
        .split('\n')[0],
    );
  return { ...screen, done, processId, type: (keys: string) => void child.stdin.write(keys) };
}

/** What `hizala check` says of the pair: its exit status, the errors that stand, and what the review settled. */
function check() {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, 'check', 'source.en.txt', 'target.tr.txt', '--format', 'json'],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const findings: { code: string; severity: string; suppressed: { by: string } | null }[] = JSON.parse(stdout).findings;
  return {
    status,
    open: findings.flatMap(({ code, severity, suppressed }) =>
      severity === 'error' && suppressed === null ? [code] : [],
    ),
    dismissed: findings.flatMap(({ code, suppressed }) => (suppressed?.by === 'review' ? [code] : [])),
  };
}

const saved = () => JSON.parse(readFileSync(join(folder, 'target.tr.review.json'), 'utf8'));
const swap = () => join(folder, 'target.tr.review.json.swap');

describe.skipIf(!isBuilt || !hasScript)(
  'the built command in a real terminal (needs npm run build and script(1))',
  () => {
    test('a whole review: open, next finding, dismiss, split, undo, save, reopen, and check agrees', async () => {
      expect(check()).toEqual({ status: 1, open: ['number-mismatch'], dismissed: [] });
      const review = run(['review', 'source.en.txt', 'target.tr.txt']);
      await review.until(ALIGNED);
      const [, total] = /(\d+) of \d+ left/.exec(review.text())!;
      await review.until(/▌ 1 .*```html/);
      review.type('n');
      await review.until(/^[2-9]\d?\/\d+ · .* left/m);
      await review.until('undecided');
      review.type('d');
      await review.until(`${Number(total) - 1} of ${total} left · unsaved`);
      await review.until(/, dismissed$/m);
      const rows = Number(/\d+\/(\d+) ·/.exec(review.text())![1]);
      review.type('/learning by following\r');
      await review.until('match 1 of 1');
      review.type('x');
      await review.until(`/${rows + 1} ·`);
      review.type('z');
      await review.until('undone: split');
      await review.until(`/${rows} ·`);
      review.type('s');
      await review.until('saved 1 decision to target.tr.review.json');
      review.type('q');
      expect(await review.done).toBe(0);
      expect(review.terminal.buffer.active.type).toBe('normal');
      expect(saved()).toMatchObject({ version: 1, findings: [{ verdict: 'dismissed' }], beads: [] });

      const again = run(['review', 'source.en.txt', 'target.tr.txt'], 80, 24);
      await again.until(`${Number(total) - 1} of ${total} left`);
      again.type('n');
      await again.until(/, dismissed$/m);
      again.type('q');
      expect(await again.done).toBe(0);
      expect(saved().findings).toHaveLength(1);
      const [{ code }] = saved().findings;
      expect(check()).toEqual({ status: 1, open: ['number-mismatch'], dismissed: [code] });
    });

    test('what is dismissed fails no check, what is accepted does until it is mended', async () => {
      const decide = async (key: string, verdict: string): Promise<void> => {
        const review = run(['review', 'source.en.txt', 'target.tr.txt']);
        await review.until(ALIGNED);
        review.type('f');
        await review.until('Show which findings?');
        const [, entry] = /(\d) number-mismatch \(1\)/.exec(review.text())!;
        review.type(entry!);
        await review.until(/^error number-mismatch/m);
        review.type(key);
        await review.until(`, ${verdict}`);
        review.type('q');
        expect(await review.done).toBe(0);
      };
      await decide('d', 'dismissed');
      expect(check()).toEqual({ status: 0, open: [], dismissed: ['number-mismatch'] });
      await decide('a', 'accepted');
      expect(saved().findings).toMatchObject([{ code: 'number-mismatch', verdict: 'accepted' }]);
      expect(check()).toEqual({ status: 1, open: ['number-mismatch'], dismissed: [] });

      const target = join(folder, 'target.tr.txt');
      writeFileSync(target, readFileSync(target, 'utf8').replace('83 milyon', '38 milyon'));
      expect(check()).toEqual({ status: 0, open: [], dismissed: [] });
      const later = run(['review', 'source.en.txt', 'target.tr.txt']);
      await later.until('1 decision is about texts that have changed; L lists them');
      later.type('L');
      await later.until(/accepted number-mismatch “/);
      later.type('\u001B');
      await later.until(ALIGNED);
      later.type('q');
      expect(await later.done).toBe(0);
    });

    test('decisions of a review that was killed are there when it is opened again', async () => {
      const review = run(['review', 'source.en.txt', 'target.tr.txt']);
      await review.until(ALIGNED);
      review.type('nac');
      await review.until('unsaved');
      await review.until(() => existsSync(swap()) && readFileSync(swap(), 'utf8').includes('confirmed'));
      process.kill(review.processId(), 'SIGKILL');
      await review.done;
      expect(existsSync(join(folder, 'target.tr.review.json'))).toBe(false);
      const again = run(['review', 'source.en.txt', 'target.tr.txt']);
      await again.until('recovered unsaved decisions');
      again.type('q');
      expect(await again.done).toBe(0);
      expect(saved()).toMatchObject({ findings: [{ verdict: 'accepted' }], beads: [{ verdict: 'confirmed' }] });
      expect(existsSync(swap())).toBe(false);
    });

    test('SIGTERM saves and gives the terminal back', async () => {
      const review = run(['review', 'source.en.txt', 'target.tr.txt']);
      await review.until(ALIGNED);
      review.type('nd');
      await review.until('unsaved');
      process.kill(review.processId(), 'SIGTERM');
      expect(await review.done).toBe(143);
      await review.until(() => review.terminal.buffer.active.type === 'normal');
      expect(saved().findings).toHaveLength(1);
    });

    test('an exported file is reviewed too', async () => {
      execFileSync(
        process.execPath,
        [command, 'align', 'source.en.txt', 'target.tr.txt', '--format', 'json', '--output', 'story.json'],
        { cwd: folder },
      );
      const review = run(['review', 'story.json']);
      await review.until(ALIGNED);
      review.type('na');
      await review.until('unsaved');
      review.type('r');
      await review.until('an exported file cannot be aligned again');
      review.type('q');
      expect(await review.done).toBe(0);
      expect(saved().findings).toMatchObject([{ verdict: 'accepted' }]);
    });

    test('a broken review file is one sentence and exit 2, and the terminal is not touched', async () => {
      const review = run(['review', 'source.en.txt', 'target.tr.txt', '--review', 'source.en.txt'], 200);
      expect(await review.done).toBe(2);
      await review.until('hizala:');
      expect(review.text()).toMatch(/source\.en\.txt is not a hizala review: it is not valid JSON/);
      expect(review.text()).not.toContain('    at ');
    });
  },
);

test.skipIf(!isBuilt)('without a terminal it says to use hizala align, exit 2', () => {
  const spawned = (() => {
    try {
      execFileSync(process.execPath, [command, 'review', 'source.en.txt', 'target.tr.txt'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      return null;
    } catch (error) {
      return error as { status: number; stdout: string; stderr: string };
    }
  })();
  expect(spawned).toMatchObject({ status: 2, stdout: '' });
  expect(spawned!.stderr).toBe(
    'hizala: a review needs a terminal to draw on and a keyboard; use hizala align for a report\n',
  );
});

test.skipIf(!isBuilt)('--merge joins the files of two reviewers', () => {
  const record = (verdict: string, mark: string) => ({
    code: 'moved',
    side: 'target',
    verdict,
    quote: 'x',
    mark: mark.repeat(16),
    source: [],
    target: ['a'.repeat(16)],
    context: { source: [null, null], target: [null, null] },
  });
  const write = (name: string, ...findings: readonly object[]) => {
    execFileSync(process.execPath, [
      '-e',
      'require("fs").writeFileSync(process.argv[1], process.argv[2])',
      join(folder, name),
      JSON.stringify({ version: 1, findings, beads: [] }),
    ]);
  };
  write('a.review.json', record('dismissed', '1'), record('dismissed', '2'));
  write('b.review.json', record('accepted', '2'), record('dismissed', '3'));
  const merged = JSON.parse(
    execFileSync(process.execPath, [command, 'review', '--merge', 'a.review.json', 'b.review.json'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  expect(merged.findings.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
    'dismissed',
    'accepted',
    'dismissed',
  ]);
});
