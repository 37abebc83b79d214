import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '../support/folders.ts';
import { alignment, hizala, output, ROOT } from './command.ts';

const SOURCE = `The ministry trained police officers from nine island states last week.

Thieves stole crypto assets worth 38 million dollars from the region last year.

The court in Suva will hear the first case in the spring.
`;
const TARGET = `Bakanlık geçen hafta dokuz ada devletinden polis memurlarını eğitti.

Hırsızlar geçen yıl bölgeden 38 milyon dolar değerinde kripto para çaldı.

Suva'daki mahkeme ilk davaya ilkbaharda bakacak.
`;
const TERMS =
  'en\ttr\tnote\tforbidden\ncrypto asset\tkripto varlık\tas the ministry says\tkripto para\ncourt\tmahkeme\n';

const story = (target = TARGET): string => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'en.txt'), SOURCE);
  writeFileSync(join(folder, 'tr.txt'), target);
  writeFileSync(join(folder, 'terms.tsv'), TERMS);
  return folder;
};

const PAIR = ['en.txt', 'tr.txt', '--source-lang', 'en', '--target-lang', 'tr'];

describe('--glossary', () => {
  test('tells a forbidden variant, with the term and its note', () => {
    const cwd = story();
    const { findings } = alignment([...PAIR, '--glossary', 'terms.tsv'], { cwd });
    expect(findings.filter(({ code }) => code === 'term-mismatch')).toMatchObject([
      {
        severity: 'error',
        side: 'target',
        class: 'forbidden',
        term: { allowed: ['kripto varlık'], note: 'as the ministry says' },
        message: 'the glossary forbids “kripto para” and asks for “kripto varlık” (as the ministry says)',
      },
    ]);
  });

  test('tells a term that is not used, and nothing where it is used in any form', () => {
    const codes = (target: string): string[] =>
      alignment([...PAIR, '--glossary', 'terms.tsv'], { cwd: story(target) })
        .findings.filter(({ code }) => code === 'term-mismatch')
        .map(({ message }) => message);
    expect(codes(TARGET.replace('kripto para', 'sanat eseri'))).toEqual([
      'the glossary asks for “kripto varlık” where the source says “crypto assets” (as the ministry says)',
    ]);
    expect(codes(TARGET.replace('kripto para', 'kripto varlıkları'))).toEqual([]);
  });

  test('is named by a configuration too, relative to it, and is part of what a kept result depends on', () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'site/en'), { recursive: true });
    mkdirSync(join(cwd, 'site/tr'), { recursive: true });
    writeFileSync(join(cwd, 'site/en/a.md'), SOURCE);
    writeFileSync(join(cwd, 'site/tr/a.md'), TARGET);
    const config = { pairs: [{ source: 'en/{path}.md', target: 'tr/{path}.md', sourceLang: 'en', targetLang: 'tr' }] };
    const check = (more: object, terms = TERMS): [number | null, string[]] => {
      writeFileSync(join(cwd, 'site/hizala.config.json'), JSON.stringify({ ...config, ...more }));
      writeFileSync(join(cwd, 'site/terms.tsv'), terms);
      const { status, stdout } = hizala(['check', '--config', 'site/hizala.config.json', '--format', 'json'], { cwd });
      const report = JSON.parse(stdout) as { findings: { code: string }[]; notes: string[] };
      expect(report.notes).toEqual([]);
      return [status, report.findings.map(({ code }) => code).filter((code) => code === 'term-mismatch')];
    };
    expect(check({})).toEqual([0, []]);
    expect(check({ glossary: 'terms.tsv' })).toEqual([1, ['term-mismatch']]);
    expect(check({ glossary: 'terms.tsv' }, 'crypto asset\tkripto para\n')).toEqual([0, []]);
  });

  test('is named in the help, and never written over', () => {
    for (const command of ['align', 'review', 'check'])
      expect(output([command, '--help'])).toContain('--glossary FILE');
    const cwd = story();
    const { status } = hizala([...PAIR, '--glossary', 'terms.tsv', '--output', 'terms.tsv'], { cwd });
    expect([status, readFileSync(join(cwd, 'terms.tsv'), 'utf8')]).toEqual([2, TERMS]);
  });

  test('says where it has no terms in the languages of the texts', () => {
    const cwd = story();
    writeFileSync(join(cwd, 'terms.tsv'), 'de\tfr\nGericht\ttribunal\n');
    const { status, stderr } = hizala([...PAIR, '--glossary', 'terms.tsv'], { cwd });
    expect([status, stderr]).toEqual([0, 'hizala: terms.tsv has no terms for en and tr\n']);
  });

  test.each([
    ['missing.tsv', null, 'does not exist'],
    ['empty.tsv', '', 'is empty'],
    ['half.tsv', 'asset\n', 'has no target term in line 1'],
    ['page.tbx', '<html></html>', 'is XML, but no TBX'],
    ['broken.tbx', '<tbx><text>', 'is not closed'],
    ['binary.tsv', 'a\0b', 'binary'],
  ])('%s ends in one sentence', (name, content, words) => {
    const cwd = story();
    if (content !== null) writeFileSync(join(cwd, name), content);
    for (const command of ['align', 'check']) {
      const { status, stderr } = hizala([command, ...PAIR, '--glossary', name], { cwd });
      expect(status).toBe(2);
      expect(stderr).toMatch(new RegExp(`^hizala: ${name.replace('.', '\\.')} .*${words}.*\n$`));
    }
  });

  test('the example of docs/glossary.md is read as it stands there', () => {
    const cwd = story();
    const example = /```\n(en\t[^`]*)```/.exec(readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8'))![1]!;
    writeFileSync(join(cwd, 'terms.tsv'), example);
    const { findings } = alignment([...PAIR, '--glossary', 'terms.tsv'], { cwd });
    expect(findings.map(({ class: kind }) => kind)).toContain('forbidden');
  });
});
