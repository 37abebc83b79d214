import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reviewCommand } from '../../src/cli/commands/review.ts';
import { BINDINGS, keyName } from '../../src/review/keys.ts';
import { reviewFile } from '../../src/review/review-file.ts';

const docs = readFileSync(new URL('../../docs/review.md', import.meta.url), 'utf8');
const screen = (name: string): string =>
  readFileSync(new URL(`snapshots/${name}.txt`, import.meta.url), 'utf8').trimEnd();

describe('docs/review.md', () => {
  test.each(['finding-120x40', 'finding-40x15'])('shows the screen %s as it is drawn', (name) => {
    expect(docs).toContain(screen(name));
  });

  test('lists every key and what it does', () => {
    for (const { bindings } of BINDINGS) {
      for (const { keys, help } of bindings) {
        expect(docs).toContain(`| ${keys.map((key) => `\`${keyName(key)}\``).join(' ')} | ${help} |`);
      }
    }
  });

  test('lists every option', () => {
    for (const option of Object.keys(reviewCommand.options)) expect(docs).toContain(`\`--${option}`);
  });

  test('says what every verdict means', () => {
    const { findings, beads } = reviewFile.pipe[0].entries;
    for (const { options } of [findings.item.entries.verdict.pipe[0], beads.item.entries.verdict.pipe[0]]) {
      for (const verdict of options) expect(docs).toContain(`| \`${verdict}\` |`);
    }
  });
});

test('no key has two commands', () => {
  const keys = BINDINGS.flatMap(({ bindings }) => bindings.flatMap((binding) => binding.keys));
  expect(new Set(keys).size).toBe(keys.length);
});
