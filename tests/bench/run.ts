/**
 * `npm run bench [-- SIZE …]`: how fast the built command and its rooms are, as a Markdown table. Inputs are always the
 * same; times are medians. SIZE is the number of lines of the stories that are aligned (default: 1000 3000 10000).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { hasShared, readRetrieval, SHARED } from '../eval/shared-data.ts';
import { madeSentences } from './made-story.ts';

const ROOT = join(import.meta.dirname, '../..');
const COMMAND = join(ROOT, 'bin/hizala.js');
const RUNS = 7;

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const seconds = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
const row = (...cells: readonly string[]): void => print(`| ${cells.join(' | ')} |`);

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Seconds of one run of the command, from start to exit. */
function timeCommand(args: readonly string[], cache: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, HIZALA_CACHE: cache },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`hizala ${args.join(' ')} ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

const repeated = (run: () => number): number => median(Array.from({ length: RUNS }, run));

/** The pair of real stories where the evaluation data is there, else a fixture. */
function storyPair(): { readonly name: string; readonly paths: readonly [string, string] } {
  const seeds = ['000_e030ccb33e80e41f.txt', '002_2d4e8a482adc2297.txt'].map((name) => join(SHARED, 'seeds', name));
  if (seeds.every((path) => existsSync(path))) return { name: 'the seed pair', paths: [seeds[0]!, seeds[1]!] };
  const folder = join(ROOT, 'fixtures/crypto-training');
  return {
    name: 'fixtures/crypto-training',
    paths: [join(folder, 'source.en.txt'), join(folder, 'target.tr.txt')],
  };
}

function benchCommand(): void {
  const folder = mkdtempSync(join(tmpdir(), 'hizala-bench-'));
  try {
    row('measure', 'value', 'bar');
    row('---', '---', '---');
    const help = repeated(() => timeCommand(['--help'], folder));
    row('`hizala --help`', seconds(help), '0.2 s');
    const { name, paths } = storyPair();
    let fresh = 0;
    const cold = repeated(() => timeCommand(paths, join(folder, `cold-${fresh++}`)));
    row(`${name}, model load included, no cache yet`, seconds(cold), '1.5 s');
    const warm = repeated(() => timeCommand(paths, join(folder, 'cold-0')));
    row(`${name}, vectors in the cache`, seconds(warm), '1.5 s');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchEmbedding(): Promise<void> {
  const embedder = await openEmbedder(undefined, { noCache: true });
  await embedder.embed(['The model is loaded before the clock starts.']);
  const texts: [string, readonly string[]][] = [['made sentences', madeSentences(20_000)]];
  if (hasShared()) {
    const { source, target } = readRetrieval('news');
    texts.unshift(['news sentences, each read for the first time', [...source, ...target]]);
  }
  for (const [name, sentences] of texts) {
    const start = performance.now();
    await embedder.embed(sentences);
    const rate = sentences.length / ((performance.now() - start) / 1000);
    row(`embedding ${sentences.length} ${name}, tokenising included`, `${Math.round(rate)} a second`, '20,000');
  }
}

interface Measured {
  readonly sizes: readonly [number, number];
  readonly embed: number;
  readonly align: number;
  readonly peak: number;
  readonly right: number;
  readonly paired: number;
}

const measureAlign = (count: number): Measured =>
  JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'measure-align.ts'), String(count)], {
      cwd: ROOT,
      encoding: 'utf8',
    }),
  );

/** The exponent k of `time = c · size^k`, by least squares over logarithms. */
function exponentOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const over = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function benchAlign(counts: readonly number[]): void {
  print();
  row('lines', 'embed', 'align', 'peak memory', 'pairs that are right');
  row('---', '---', '---', '---', '---');
  const measured = counts.map((count) => {
    const result = measureAlign(count);
    const { sizes, embed, align, peak, right, paired } = result;
    const memory = `${Math.round(peak / 1024 / 1024)} MB`;
    row(sizes.join(' × '), seconds(embed), seconds(align), memory, `${right} of ${paired}`);
    return result;
  });
  if (measured.length < 2) return;
  const time = exponentOf(measured.map(({ sizes, align }) => [sizes[0], align]));
  const memory = exponentOf(measured.map(({ sizes, peak }) => [sizes[0], peak]));
  print();
  print(`Time to align grows with the lines to the power of ${time.toFixed(2)}, peak memory ${memory.toFixed(2)}.`);
}

if (!existsSync(join(ROOT, 'dist/cli/run.js'))) throw new Error('npm run build first');
const counts = process.argv.slice(2).map(Number);
print(`${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.version}`);
print();
benchCommand();
await benchEmbedding();
benchAlign(counts.length > 0 ? counts : [1000, 3000, 10_000]);
