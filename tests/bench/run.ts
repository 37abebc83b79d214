/**
 * `npm run bench [-- SIZE …]`: how fast the built command and its rooms are, as Markdown tables. Inputs are always the
 * same; times of the command are medians. SIZE is the number of lines of a story that is aligned, 10000 or 5032x6300
 * (default: 1000 10000 100000 5032x6300).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import { hasShared, readRetrieval, SHARED } from '../eval/shared-data.ts';
import { hasCorpora, shuffledSentences } from './sentence-pairs.ts';
import { makeStory } from './story.ts';

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
  const texts: [string, readonly string[]][] = [['sentences made of the same words', shuffledSentences(20_000)]];
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
  readonly read: number;
  readonly embed: number;
  readonly align: number;
  readonly total: number;
  /** Processor time of all threads. */
  readonly busy: number;
  readonly peak: number;
  readonly f1: number;
}

/** How many lines the two sides have. */
type Size = readonly [source: number, target: number];

function measureAlign([sourceCount, targetCount]: Size): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'hizala-bench-'));
  try {
    const { source, target, beads } = makeStory(sourceCount, targetCount);
    const paths = ['source.txt', 'target.txt', 'gold.json'].map((name) => join(folder, name));
    for (const [i, content] of [source.join('\n'), target.join('\n'), JSON.stringify(beads)].entries()) {
      writeFileSync(paths[i]!, content);
    }
    const program = join(import.meta.dirname, 'measure-align.ts');
    return JSON.parse(
      execFileSync(process.execPath, ['--import', 'tsx', program, ...paths], { cwd: ROOT, encoding: 'utf8' }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The exponent k of `time = c · size^k`, by least squares over logarithms. */
function exponentOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const over = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function benchAlign(sizes: readonly Size[]): void {
  print();
  print(
    `Lines are ${hasCorpora() ? 'sentences of news, books, posts and dialogue' : 'made of the fixtures'}; seconds after the model is loaded.`,
  );
  print();
  row('lines', 'read', 'embed', 'align', 'in all', 'processor', 'peak memory', 'strict F1');
  row('---', '---', '---', '---', '---', '---', '---', '---');
  const measured = sizes.map((size) => {
    const result = measureAlign(size);
    const { read, embed, align, total, busy, peak, f1 } = result;
    const memory = `${Math.round(peak / 1024 / 1024)} MB`;
    row(result.sizes.join(' × '), ...[read, embed, align, total, busy].map(seconds), memory, f1.toFixed(3));
    return result;
  });
  if (measured.length < 2) return;
  const points = (of: (result: Measured) => number) =>
    measured.map((result) => [result.sizes[0] + result.sizes[1], of(result)] as const);
  const [time, memory] = [exponentOf(points(({ total }) => total)), exponentOf(points(({ peak }) => peak))];
  print();
  print(`Time grows with the lines to the power of ${time.toFixed(2)}, peak memory to that of ${memory.toFixed(2)}.`);
}

function readSize(word: string): Size {
  const [, source, target] = /^([1-9]\d*)(?:x([1-9]\d*))?$/.exec(word) ?? [];
  if (source === undefined) {
    process.stderr.write(`"${word}" is no number of lines; write 10000 or 5032x6300\n`);
    process.exit(2);
  }
  return [Number(source), Number(target ?? source)];
}

if (!existsSync(join(ROOT, 'dist/cli/run.js'))) throw new Error('npm run build first');
const words = process.argv.slice(2);
const sizes = (words.length > 0 ? words : ['1000', '10000', '100000', '5032x6300']).map(readSize);
print(`${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.version}`);
print();
benchCommand();
await benchEmbedding();
benchAlign(sizes);
