import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULE_CODES } from '../../src/check/config-file.ts';
import { FINDING_CODES } from '../../src/core/finding.ts';
import { type Example, FINDING_PAGES, readFindingPage } from '../support/finding-page.ts';
import { emptyFolder } from '../support/folders.ts';
import { alignment, hizala } from './command.ts';

const write = (folder: string, files: Example['files']): void => {
  for (const { name, text } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
};

const git = (cwd: string, ...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd, stdio: 'ignore' });

interface Told {
  readonly code: string;
  readonly message: string;
}

/** What `hizala align` says of an example's two files. */
const aligned = (folder: string, { files }: Example): readonly Told[] => {
  const [source, target] = ['source.', 'target.'].map(
    (start) => files.find(({ name }) => name.startsWith(start))!.name,
  );
  const glossary = files.some(({ name }) => name === 'glossary.tsv') ? ['--glossary', 'glossary.tsv'] : [];
  const args = [source!, target!, '--source-lang', 'en', '--target-lang', 'tr', ...glossary];
  return alignment(args, { cwd: folder }).findings;
};

/** What `hizala check` says of an example's files; since the commit of how they were before, if some are. */
const checked = (folder: string, { files }: Example): readonly Told[] => {
  const isSince = files.some(({ isBefore }) => isBefore);
  if (isSince) {
    git(folder, 'init', '--quiet');
    const names = new Set(files.filter(({ isBefore }) => isBefore).map(({ name }) => name));
    write(
      folder,
      files.filter(({ name, isBefore }) => isBefore || !names.has(name)),
    );
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message', 'before');
    write(
      folder,
      files.filter(({ isBefore }) => !isBefore),
    );
  }
  const { stdout } = hizala(['check', '--format', 'json', ...(isSince ? ['--since', 'HEAD'] : [])], { cwd: folder });
  return JSON.parse(stdout).findings;
};

/** The messages of a code that an example gives. */
const messagesOf = (code: string, example: Example): readonly string[] => {
  const folder = emptyFolder();
  write(
    folder,
    example.files.filter(({ isBefore }) => !isBefore),
  );
  const isOfCheck = !(FINDING_CODES as readonly string[]).includes(code);
  return (isOfCheck ? checked : aligned)(folder, example)
    .filter((finding) => finding.code === code)
    .map(({ message }) => message);
};

describe('docs/findings', () => {
  test('has a page for each code, and a code for each page', () => {
    const pages = readdirSync(FINDING_PAGES).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(RULE_CODES.map((code) => `${code}.md`).sort());
  });

  describe.each(RULE_CODES)('%s.md', (code) => {
    const page = readFindingPage(code);

    test('says what it means, gives two examples and tells how to silence it', () => {
      expect([page.title, page.headings]).toEqual([
        code,
        ['An example that fires', 'One that does not', 'To silence it'],
      ]);
      expect(page.silence).toContain(`"${code}": "off"`);
    });

    test('has an example that gives what it says', () => {
      expect(page.fires.messages.length).toBeGreaterThan(0);
      expect(messagesOf(code, page.fires)).toEqual(page.fires.messages);
    });

    test('has an example that gives nothing', () => {
      expect(page.isSilent.files.length).toBeGreaterThan(1);
      expect(messagesOf(code, page.isSilent)).toEqual([]);
    });
  });
});
