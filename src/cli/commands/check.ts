import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Baseline, formatBaseline, parseBaseline } from '../../check/baseline.ts';
import type { Config } from '../../check/config-file.ts';
import { CONFIG_NAME } from '../../check/config-name.ts';
import { findPairs, type Pair, settingsOf } from '../../check/find-pairs.ts';
import { listFiles } from '../../check/list-files.ts';
import { readConfig } from '../../check/read-config.ts';
import { reviewPathOf } from '../../check/read-pair.ts';
import { openResultCache } from '../../check/result-cache.ts';
import { runCheck } from '../../check/run-check.ts';
import { UserError } from '../../core/errors.ts';
import { mapSides } from '../../core/side.ts';
import { assertApart, readOutputs, writeOutputs } from '../check-outputs.ts';
import { checkStatus } from '../check-status.ts';
import { collectGarbage } from '../collect-garbage.ts';
import type { Arguments, Command, ExitStatus, Io, OptionValues } from '../command.ts';
import { readGlossaryFile } from '../glossary.ts';
import { gateOptions } from '../gate-options.ts';
import { readInput, readTextFile } from '../input.ts';
import { DEFAULT_MODEL, openEmbedder } from '../open-embedder.ts';
import { textOption } from '../options.ts';
import { readStorySettings, STORY_OPTIONS } from '../story-options.ts';
import { assertWritable, writeWhole } from '../output.ts';
import { createProgress } from '../progress.ts';
import { VERSION } from '../version.ts';

const HELP = `hizala check [SOURCE TARGET]

Says which translations lost, added or garbled something: of the pairs that ${CONFIG_NAME} names, or of two files.
hizala init writes a configuration; docs/ci.md shows how to run this in CI.

Options:
  --config FILE                     the configuration (default: ${CONFIG_NAME} in this folder)
  --format FORMAT[=FILE]            text, json, sarif, github, junit, rdjson or markdown; several times for several
                                    reports, all but one with a file (default: text)
  --fail-on error|warning|never     the severity that fails the check (default: error)
  --max-warnings N                  fail where there are more warnings
  --threshold CODE=N                tolerate N findings of a code, whatever their severity; may come several times
  --min-target-covered SHARE        fail where less of a translation has a counterpart, such as 0.8
  --min-source-covered SHARE        fail where less of a source is translated
  --since REF                       only what changed since a commit or branch of git, and what is opposite
  --baseline FILE                   findings that are known and fail nothing
  --update-baseline                 write what is found now to the baseline
  --shard I/N                       check the I-th of N parts; hizala merge joins the JSON reports
  --source-lang CODE, --target-lang CODE, --segmentation sentences|lines, --order free|monotone
                                    as for hizala align, with two files
  --glossary FILE                   terms and their translations, as TSV or TBX (default: the configuration's)
  --model NAME|FOLDER               another model (default: the configuration's, or ${DEFAULT_MODEL})
  --no-cache                        compute everything anew

Exit status: 0 clean, 1 findings that fail the check, 2 could not run or nothing to check.
`;

function shareOption(values: OptionValues, name: string): number | undefined {
  const value = textOption(values, name);
  if (value === undefined) return undefined;
  const share = Number(value);
  if (value.trim() === '' || !(share >= 0 && share <= 1)) {
    throw new UserError(`--${name} cannot be "${value}"`, 'write a share from 0 to 1, such as 0.8');
  }
  return share;
}

function shardOption(values: OptionValues): { index: number; count: number } | null {
  const value = textOption(values, 'shard');
  if (value === undefined) return null;
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(value);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index < 1 || index > count) {
    throw new UserError(`--shard cannot be "${value}"`, 'write the part and the number of parts, such as 1/4');
  }
  return { index, count };
}

interface Loaded {
  readonly config: Config;
  /** The configuration's folder, relative to the working folder, with `/`; empty where they are the same. */
  readonly folder: string;
  readonly name: string;
}

async function loadConfig(values: OptionValues, io: Io): Promise<Loaded | null> {
  const named = textOption(values, 'config');
  const path = named ?? CONFIG_NAME;
  if (named === undefined && !existsSync(resolve(io.cwd, path))) return null;
  const config = readConfig(await readTextFile(path, io), path);
  const folder = relative(io.cwd, dirname(resolve(io.cwd, path)))
    .split(sep)
    .join('/');
  return { config, folder, name: path };
}

async function configuredPairs({ config, folder, name }: Loaded, io: Io): Promise<readonly Pair[]> {
  const root = resolve(io.cwd, folder);
  const pairs = await findPairs(config, (below) => listFiles(root, below)).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${name}: ${error.message}`, error.hint, { cause: error });
  });
  const prefix = folder === '' ? '' : `${folder}/`;
  return pairs.map((pair) => ({ ...pair, files: mapSides(pair.files, (file) => prefix + file) }));
}

const NO_CONFIG: Config = { pairs: [] };

function namedPair({ positionals, values }: Arguments, config: Config): Pair {
  const [source, target, ...rest] = positionals;
  if (source === undefined || target === undefined || rest.length > 0) {
    throw new UserError(
      `check takes two files, SOURCE and TARGET, or none, and was given ${positionals.length}`,
      'see hizala check --help',
    );
  }
  if (source === '-' && target === '-') {
    throw new UserError('both versions cannot come from standard input', 'name a file for one of them');
  }
  const base = settingsOf(config, {}, undefined);
  return {
    files: { source, target },
    missing: null,
    settings: {
      ...base,
      ...readStorySettings(values),
    },
  };
}

async function run(args: Arguments, io: Io): Promise<ExitStatus> {
  const { positionals, values } = args;
  const outputs = await readOutputs(values, io);
  const shard = shardOption(values);
  const loaded = await loadConfig(values, io);
  const config = loaded?.config ?? NO_CONFIG;
  const gate = gateOptions(values, {
    ...(config.failOn === undefined ? {} : { failOn: config.failOn }),
    maxWarnings: config.maxWarnings ?? null,
    thresholds: { ...config.thresholds } as Record<string, number>,
  });
  const isStrict = positionals.length > 0;
  if (!isStrict && loaded === null) {
    throw new UserError(
      `there is no ${CONFIG_NAME} here, and no two files were named`,
      'write one with hizala init, or name SOURCE and TARGET',
    );
  }
  const least = {
    source: shareOption(values, 'min-source-covered'),
    target: shareOption(values, 'min-target-covered'),
  };
  const found = isStrict || loaded === null ? [namedPair(args, config)] : await configuredPairs(loaded, io);
  const pairs = found.map((pair) => ({
    ...pair,
    settings: { ...pair.settings, least: mapSides(least, (share, side) => share ?? pair.settings.least[side]) },
  }));
  if (pairs.length === 0) {
    throw new UserError('there is nothing to check: every file is ignored', 'look at the ignore lists');
  }

  const inFolder = (path: string): string => (loaded === null ? path : join(loaded.folder, path));
  const baselinePath = textOption(values, 'baseline') ?? (config.baseline && inFolder(config.baseline));
  const glossaryPath = textOption(values, 'glossary') ?? (config.glossary && inFolder(config.glossary));
  const read = [
    loaded?.name,
    baselinePath,
    glossaryPath,
    ...pairs.flatMap((pair) => [pair.files.source, pair.files.target, reviewPathOf(pair)]),
  ];
  assertApart(
    outputs,
    read.filter((path) => path !== undefined),
    io,
  );
  const isUpdate = values['update-baseline'] === true;
  const since = textOption(values, 'since');
  if (isUpdate && baselinePath === undefined) {
    throw new UserError('--update-baseline needs a file', 'name one with --baseline, or in the configuration');
  }
  if (isUpdate && (since !== undefined || shard !== null)) {
    throw new UserError('--update-baseline has to see every pair', 'leave out --since and --shard');
  }
  if (isUpdate) await assertWritable(resolve(io.cwd, baselinePath!));
  const baseline = await readBaseline(baselinePath, isUpdate, io);
  const glossary = await readGlossaryFile(glossaryPath, io);

  const model = textOption(values, 'model') ?? modelOf(config.model, inFolder, io);
  const noCache = values['no-cache'] === true;
  // What was found in a pair is kept whole, so vectors are asked for where a text changed; then a static model is loaded
  // anyway.
  const embedder = await openEmbedder(model, { noCache: noCache || 'static' });
  const progress = createProgress(io, 'Checking pair');
  const cache = noCache
    ? null
    : openResultCache(JSON.stringify([embedder.identity, embedder.discriminatorRevision(), glossary ?? []]));
  const earlier = since === undefined ? null : await (await import('../../check/git.ts')).openGit(io.cwd, since);
  let stdin: Promise<Uint8Array> | undefined;
  const { report, updatedBaseline } = await runCheck(
    pairs,
    { tool: { name: 'hizala', version: VERSION }, shard, baseline, isUpdate, gate, isStrict },
    {
      // Standard input can be read once only.
      read: (path) => {
        if (path !== '-') return readInput(path, io);
        stdin ??= readInput(path, io);
        return stdin;
      },
      // A link that leads nowhere is there too: reading it tells what is wrong.
      exists: (path) => lstatSync(resolve(io.cwd, path), { throwIfNoEntry: false }) !== undefined,
      embedder,
      openStory: async (...args) => (await import('../open-story.ts')).openStory(...args, glossary),
      cache,
      earlier,
      onProgress: progress.report,
      onBatch: collectGarbage,
    },
  );
  progress.end();
  cache?.tidy();
  if (report.pairs.length > 0 && report.pairs.every(({ status }) => status === 'incomplete')) {
    report.notes.push('no pair could be compared: a side is missing or cannot be read in each');
  }
  if (updatedBaseline !== null) {
    await writeWhole(resolve(io.cwd, baselinePath!), formatBaseline(updatedBaseline));
    const count = updatedBaseline.known.length;
    io.stderr.write(`hizala: ${baselinePath} knows ${count} ${count === 1 ? 'finding' : 'findings'} now\n`);
  }
  await writeOutputs(report, outputs, io);
  if (shard !== null && report.pairs.length === 0) {
    io.stderr.write(`hizala: part ${shard.index} of ${shard.count} has no pairs\n`);
  }
  return checkStatus(report);
}

async function readBaseline(path: string | undefined, isUpdate: boolean, io: Io): Promise<Baseline | null> {
  if (path === undefined) return null;
  if (isUpdate && !existsSync(resolve(io.cwd, path))) return { known: [] };
  return parseBaseline(await readTextFile(path, io), path);
}

/** A model's folder in a configuration is relative to it. */
function modelOf(model: string | undefined, inFolder: (path: string) => string, io: Io): string | undefined {
  if (model === undefined) return undefined;
  const folder = resolve(io.cwd, inFolder(model));
  return /[\\/]/.test(model) && existsSync(folder) ? folder : model;
}

export const checkCommand: Command = {
  name: 'check',
  summary: 'say which translations of a repository lost, added or garbled something, for CI',
  help: HELP,
  options: {
    config: { type: 'string' },
    format: { type: 'string', multiple: true },
    'fail-on': { type: 'string' },
    'max-warnings': { type: 'string' },
    threshold: { type: 'string', multiple: true },
    'min-target-covered': { type: 'string' },
    'min-source-covered': { type: 'string' },
    since: { type: 'string' },
    baseline: { type: 'string' },
    'update-baseline': { type: 'boolean' },
    shard: { type: 'string' },
    ...STORY_OPTIONS,
  },
  run,
};
