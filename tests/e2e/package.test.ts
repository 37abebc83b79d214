import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '../support/folders.ts';
import { cleanEnvironment, fixture, output, ROOT } from './command.ts';

interface Packed {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly unpackedSize: number;
}

describe('the package that npm would publish', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: ROOT,
      env: { ...cleanEnvironment(), npm_config_cache: emptyFolder() },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as [Packed];
  const paths = packed.files.map(({ path }) => path);

  test.each([
    'package.json',
    'LICENSE',
    'bin/hizala.js',
    'dist/cli/run.js',
    'models.txt',
    'models/tr-en-base/config.json',
    'models/tr-en-base/tokenizer.json',
    'models/tr-en-base/onnx/model_quantized.onnx',
    'models/tr-en-base/README.md',
    'schema/alignment.schema.json',
  ])('holds %s', (path) => {
    expect(paths).toContain(path);
  });

  test('holds nothing that is of use only here', () => {
    const folders = new Set(paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')));
    expect([...folders].sort()).toEqual(['', 'bin', 'dist', 'models', 'schema']);
    expect(paths.filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
  });

  test('holds no module that is gone: the build leaves none behind', () => {
    const compiled = paths.filter((path) => path.startsWith('dist/'));
    const sources = (path: string): readonly string[] =>
      ['.ts', '.tsx'].map((ending) => path.replace('dist', 'src').replace(/(\.d)?\.[a-z]+$/, ending));
    expect(compiled.filter((path) => !sources(path).some((source) => existsSync(join(ROOT, source))))).toEqual([]);
  });

  test('holds what package.json points at', () => {
    const { bin, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(paths).toContain(bin.hizala);
    const targets = Object.values(exports['.'] ?? {}) as string[];
    for (const target of targets) expect(paths).toContain(target.replace('./', ''));
  });

  test('lends other programs the reader of the JSON export, by the name of the package', () => {
    const { source, target } = fixture('strict-translation');
    const text = output([source, target, '--format', 'json']);
    // A package may import itself by its name, through the same exports as anybody.
    const program = `import { readAlignment } from 'hizala';
      import schema from 'hizala/schema/alignment.schema.json' with { type: 'json' };
      import { readFileSync } from 'node:fs';
      const { beads } = readAlignment(readFileSync(0, 'utf8'));
      console.log(JSON.stringify({ beads: beads.length, type: schema.type }));`;
    const printed = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program], {
      cwd: ROOT,
      input: text,
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).toEqual({ beads: 11, type: 'object' });
  });

  test('has a bundled model of at most 12 MB', () => {
    const size = packed.files
      .filter(({ path }) => path.startsWith('models/tr-en-base/'))
      .reduce((sum, file) => sum + file.size, 0);
    expect(size).toBeLessThanOrEqual(12 * 1000 * 1000);
  });
});
