import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rooms in the order the data walks. A room imports only rooms that stand before it. */
const ROOMS = [
  'core',
  'read',
  'segment',
  'evidence',
  'embed',
  'align',
  'compare',
  'report',
  'evaluate',
  'review',
  'check',
  'cli',
];
/** Rooms that are handed data and give data: no disk, no network, no clock, no process. */
const PURE = ['core', 'segment', 'evidence', 'align', 'compare', 'report', 'evaluate'];
const IMPURE_MODULES =
  /^(node:)?(fs|fs\/promises|net|http|https|http2|child_process|process|os|worker_threads|dgram|dns|tls|readline)$/;
const IMPURE_GLOBALS = /\b(process\.|fetch\(|Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|console\.)/;
/** Heavy packages, and the only rooms that may name them. */
const GUARDED: Readonly<Record<string, readonly string[]>> = {
  '@xenova/transformers': ['embed'],
  ink: ['review'],
  react: ['review'],
};

const root = join(import.meta.dirname, '..', 'src');
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));
const roomOf = (file: string): string => relative(root, file).split(sep)[0]!;
const withoutComments = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
const specifiersIn = (code: string): readonly { specifier: string; lazy: boolean }[] => [
  ...[...code.matchAll(/(?:^|\n)(?:import|export)\s(?:type\s)?[^'"]*?['"]([^'"]+)['"]/g)].map((m) => ({
    specifier: m[1]!,
    lazy: m[0].includes(' type '),
  })),
  ...[...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((m) => ({ specifier: m[1]!, lazy: true })),
];

describe('the walls between rooms', () => {
  it('finds the rooms', () => {
    expect([...new Set(files.filter((f) => relative(root, f).includes(sep)).map(roomOf))].sort()).toEqual(
      expect.arrayContaining(['align', 'cli', 'core', 'read', 'segment']),
    );
    for (const file of files) if (relative(root, file).includes(sep)) expect(ROOMS).toContain(roomOf(file));
  });

  it.each(files.map((file) => [relative(root, file), file]))('%s imports only rooms before it', (name, file) => {
    const room = roomOf(file);
    if (!name.includes(sep)) return;
    for (const { specifier } of specifiersIn(withoutComments(readFileSync(file, 'utf8')))) {
      if (!specifier.startsWith('.')) continue;
      const other = roomOf(join(file, '..', specifier));
      expect(ROOMS.indexOf(other), `${name} imports ${specifier}`).toBeLessThanOrEqual(ROOMS.indexOf(room));
    }
  });

  it.each(files.filter((file) => PURE.includes(roomOf(file))).map((file) => [relative(root, file), file]))(
    '%s touches no disk, network, clock or process',
    (_, file) => {
      const code = withoutComments(readFileSync(file, 'utf8'));
      for (const { specifier } of specifiersIn(code)) expect(specifier).not.toMatch(IMPURE_MODULES);
      expect(code).not.toMatch(IMPURE_GLOBALS);
    },
  );

  it.each(files.map((file) => [relative(root, file), file]))('%s leaves heavy packages to their room', (_, file) => {
    for (const { specifier, lazy } of specifiersIn(withoutComments(readFileSync(file, 'utf8')))) {
      const rooms = GUARDED[specifier];
      if (rooms === undefined) continue;
      expect(rooms).toContain(roomOf(file));
      if (specifier === '@xenova/transformers') expect(lazy, `${specifier} is imported when needed`).toBe(true);
    }
  });

  it('has no default exports and no utils folder', () => {
    for (const file of files) {
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/^export default /m);
      expect(file).not.toMatch(/[\\/]utils?[\\/]/);
    }
  });
});
