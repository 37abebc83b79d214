import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkCommand } from '../../src/cli/commands/check.ts';
import { commitAll, git, isBuilt } from '../support/built.ts';
import { emptyFolder } from '../support/folders.ts';
import { plant, siteFolder } from '../support/site.ts';

/** The examples of docs/ci.md, action.yml and the hooks, run as they stand: only npx is one of ours, without network. */
const ROOT = resolve(import.meta.dirname, '../..');
const DOCS = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');
const HOOKS = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as readonly {
  readonly id: string;
  readonly language: string;
  readonly entry: string;
}[];
const VERSION = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version as string;
const cache = emptyFolder();

/** The first code block of a language under a heading. */
function example(heading: string, language: string): string {
  const section = DOCS.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  const block = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(section ?? '');
  if (block === null) throw new Error(`docs/ci.md has no ${language} under ${heading}`);
  return block[1]!;
}

/** A folder with an npx and a hizala that run the built command. */
const programs = (() => {
  const folder = emptyFolder();
  const program = (name: string, text: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  const run = `exec '${process.execPath}' '${join(ROOT, 'bin/hizala.js')}' "$@"`;
  program('hizala', run);
  program(
    'npx',
    `while true; do case "$1" in --*) shift;; hizala|hizala@*) shift; break;; *) exit 64;; esac; done\n${run}`,
  );
  return folder;
})();

function shell(folder: string, script: string, env: Readonly<Record<string, string>> = {}, program = 'sh') {
  const { status, stdout, stderr } = spawnSync(program, ['-e', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${programs}${delimiter}${process.env.PATH}`,
      HOME: folder,
      HIZALA_CACHE: cache,
      NO_COLOR: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      ...env,
    },
  });
  return { status, stdout, stderr };
}

describe('the examples of docs/ci.md', () => {
  test('have a configuration that is valid', () => {
    const schema = JSON.parse(readFileSync(join(ROOT, 'schema/config.schema.json'), 'utf8'));
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    validate(JSON.parse(example('The configuration', 'json')));
    expect(validate.errors).toBeNull();
  });

  test('the page names every key of the configuration and every format', () => {
    const schema = JSON.parse(readFileSync(join(ROOT, 'schema/config.schema.json'), 'utf8'));
    for (const key of Object.keys(schema.properties)) expect(DOCS).toContain(key);
    for (const key of Object.keys(schema.properties.pairs.items.properties)) expect(DOCS).toContain(key);
    for (const [, format] of DOCS.matchAll(/^\| `([a-z]+)` \|/gm)) expect(checkCommand.help + DOCS).toContain(format);
  });
});

describe.skipIf(!isBuilt || process.platform === 'win32')('run in a repository with seven problems', () => {
  let site: string;
  beforeEach(() => {
    site = siteFolder();
    plant(site);
  });

  test('the plain shell fails and leaves its reports', () => {
    const { status, stdout } = shell(site, example('A plain shell', 'sh'));
    expect(status).toBe(1);
    expect(stdout).toContain('10 pairs checked, 5 errors, 2 warnings.');
    expect(JSON.parse(readFileSync(join(site, 'reports/hizala.json'), 'utf8')).findings).toHaveLength(7);
    expect(existsSync(join(site, 'reports/hizala.sarif'))).toBe(true);
  });

  test('the parts of a large tree are merged', () => {
    const { status, stdout } = shell(site, example('Large trees', 'sh'));
    expect(status).toBe(1);
    expect(stdout.trimEnd().split('\n').slice(-2)[0]).toBe('10 pairs checked, 5 errors, 2 warnings.');
  });

  test("GitLab's job fails and leaves the JUnit report that it names", () => {
    const { translations } = parse(example('GitLab', 'yaml'));
    const { status } = shell(site, translations.script.join('\n'), { HIZALA_CACHE: cache });
    expect(status).toBe(1);
    expect(readFileSync(join(site, translations.artifacts.reports.junit), 'utf8')).toContain('failures="7"');
  });

  test('each hook runs the version on npm that is this one: a clone holds no built command', () => {
    for (const { language, entry } of HOOKS) {
      expect(language).toBe('system');
      expect(entry).toContain(` hizala@${VERSION} check`);
      expect(shell(site, entry.replace('--since HEAD', '')).status).toBe(1);
    }
  });

  test('pre-commit is shown a hook that there is, and the hook looks at what is not committed yet', () => {
    const [{ hooks: wanted }] = parse(example('pre-commit', 'yaml')).repos;
    const hook = HOOKS.find(({ id }) => id === wanted[0].id);
    git(site, 'init', '-q', '-b', 'main');
    commitAll(site, 'pages, with their problems');
    expect(shell(site, hook!.entry).status).toBe(0);
    writeFileSync(
      join(site, 'content/tr/hours.md'),
      readFileSync(join(site, 'content/tr/hours.md'), 'utf8').replace('9.30', '8.30'),
    );
    const { status, stdout } = shell(site, hook!.entry);
    expect(status).toBe(1);
    expect(stdout).toContain('1 pair checked of those changed');
  });
});

describe.skipIf(!isBuilt || process.platform === 'win32')('action.yml', () => {
  const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
  const step = action.runs.steps.find(({ id }: { id?: string }) => id === 'check');

  /** The variables of the step with the inputs given, or their defaults. */
  const variables = (runner: string, inputs: Readonly<Record<string, string>>): Record<string, string> => {
    const values: Record<string, string> = { RUNNER_TEMP: runner };
    values.GITHUB_STEP_SUMMARY = join(runner, 'summary');
    values.GITHUB_OUTPUT = join(runner, 'output');
    for (const [name, text] of Object.entries(step.env as Record<string, string>)) {
      values[name] = text.replace(/\$\{\{ (\S+) \}\}/g, (_, path: string) =>
        path === 'runner.temp'
          ? runner
          : (inputs[path.replace('inputs.', '')] ?? action.inputs[path.replace('inputs.', '')].default),
      );
    }
    return { ...values, HIZALA_CACHE: cache };
  };
  const act = (site: string, inputs: Readonly<Record<string, string>> = {}) => {
    const runner = emptyFolder();
    const ran = shell(site, step.run, variables(runner, inputs), 'bash');
    const text = (name: string): string =>
      existsSync(join(runner, name)) ? readFileSync(join(runner, name), 'utf8') : '';
    return { ...ran, summary: text('summary'), output: text('output'), runner };
  };

  test('pins what it uses, and is of this version', () => {
    for (const { uses } of action.runs.steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    expect(action.inputs.version.default).toBe(VERSION);
    // What an input holds must not become a part of the script.
    expect(step.run).not.toContain('${{');
  });

  test('annotates, writes the summary, names its report, and fails as the check does', () => {
    const site = siteFolder();
    plant(site);
    const { status, stdout, summary, output, runner } = act(site);
    expect(status).toBe(1);
    expect(stdout.match(/^::(?:error|warning) /gm)).toHaveLength(7);
    expect(summary).toContain('10 pairs checked: 5 errors, 2 warnings.');
    expect(output).toBe(`report=${join(runner, 'hizala-report.json')}\n`);
  });

  test('passes where nothing is wrong, and takes its inputs', () => {
    const site = siteFolder();
    expect(act(site)).toMatchObject({ status: 0, stdout: '' });
    plant(site);
    mkdirSync(join(site, 'out'));
    const { status } = act(site, { 'fail-on': 'never', sarif: 'out/h.sarif', args: '--max-warnings 5 --no-cache' });
    expect(status).toBe(0);
    expect(existsSync(join(site, 'out/h.sarif'))).toBe(true);
  });

  test('runs nothing that stands in an input', () => {
    const site = siteFolder();
    const { status } = act(site, { 'fail-on': '$(touch broken)', args: '; touch broken' });
    expect(status).toBe(2);
    expect(existsSync(join(site, 'broken'))).toBe(false);
  });
});
