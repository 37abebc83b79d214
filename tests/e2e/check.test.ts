import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { readAlignment } from '../../src/report/read-alignment.ts';
import { comparisonOfFile } from '../../src/review/comparison-of-file.ts';
import { findingIdentity } from '../../src/review/finding-identity.ts';
import { serialiseReview } from '../../src/review/review-file.ts';
import { commitAll, git, hizala, isBuilt, type Ran } from '../support/built.ts';
import { emptyFolder } from '../support/folders.ts';
import { PROBLEMS, plant, repair, replaceIn, siteFolder } from '../support/site.ts';

/** One cache for all tests of this file: what is tested is found with it and without it. */
const cache = emptyFolder();
const ENV = { HIZALA_CACHE: cache };
const check = (folder: string, ...args: readonly string[]): Ran => hizala(folder, ['check', ...args], ENV);

interface Finding {
  readonly code: string;
  readonly file: string;
  readonly severity: string;
  readonly side: string;
  readonly message: string;
  readonly fingerprint: string;
  readonly region: { startLine: number; startColumn: number; endColumn: number; startByte: number } | null;
  readonly change: { before: string; after: string; removed: { start: number; end: number }[] } | null;
  readonly suppressed: { by: string; reason: string | null } | null;
}

interface Report {
  readonly findings: readonly Finding[];
  readonly pairs: readonly { readonly target: string; readonly status: string }[];
  readonly staleBaseline: readonly { readonly code: string }[];
  readonly notes: readonly string[];
}

const json = (ran: Ran): Report => {
  expect(ran.stderr).not.toMatch(/\n\s+at /);
  return JSON.parse(ran.stdout);
};
const openFindings = (report: Report): Finding[] => report.findings.filter(({ suppressed }) => suppressed === null);
const codesOf = (report: Report): string[] =>
  openFindings(report)
    .map(({ code }) => code)
    .sort();

/** The page that each problem is in, and what the finding is about. */
const EXPECTED = PROBLEMS.map(({ code, file }) => `${code} ${file.replace(/^content\/(?:en|tr)\//, '')}`).sort();
const named = (code: string, file: string): string => `${code} ${file.replace(/^content\/(?:en|tr)\//, '')}`;

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

describe.skipIf(!isBuilt)('ten translated pages with seven planted problems', () => {
  let site: string;
  beforeEach(() => {
    site = siteFolder();
  });

  test('as they are committed have none', () => {
    const ran = check(site);
    expect(ran.stdout).toBe('10 pairs checked, no findings.\n');
    expect(ran.status).toBe(0);
  });

  test('have exactly these seven in every format', () => {
    plant(site);
    const ran = check(
      site,
      ...['json', 'sarif', 'junit', 'rdjson', 'markdown', 'github'].flatMap((name) => [
        '--format',
        `${name}=out.${name}`,
      ]),
    );
    expect(ran).toEqual({ status: 1, stdout: '', stderr: '' });

    const report = JSON.parse(read(site, 'out.json')) as Report;
    valid(checkSchema(), report);
    expect(report.findings.map(({ code, file }) => named(code, file)).sort()).toEqual(EXPECTED);

    const sarif = JSON.parse(read(site, 'out.sarif'));
    valid(sarifSchema(), sarif);
    const results = sarif.runs[0].results as {
      ruleId: string;
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
      partialFingerprints: Record<string, string>;
    }[];
    expect(
      results.map(({ ruleId, locations }) => named(ruleId, locations[0]!.physicalLocation.artifactLocation.uri)).sort(),
    ).toEqual(EXPECTED);
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints['hizalaContent/v1'])).size).toBe(7);

    const junit = read(site, 'out.junit');
    expect(
      [...junit.matchAll(/<testcase name="(\S+) ([^":]+):\d+:\d+"[^>]*>\n\s*<failure /g)]
        .map(([, code, file]) => named(code!, file!))
        .sort(),
    ).toEqual(EXPECTED);
    expect(junit).toContain('<testsuites name="hizala" tests="10" failures="7" errors="0" skipped="0">');

    const rdjson = JSON.parse(read(site, 'out.rdjson'));
    valid(rdjsonSchema(), rdjson);
    expect(
      rdjson.diagnostics
        .map((one: { code: { value: string }; location: { path: string } }) => named(one.code.value, one.location.path))
        .sort(),
    ).toEqual(EXPECTED);

    const rows = read(site, 'out.markdown')
      .split('\n')
      .filter((line) => /^\| (?:error|warning)/.test(line));
    expect(
      rows.map((row) => named(row.split(' | ')[2]!, row.split(' | ')[1]!.replace(/:\d+:\d+$/, ''))).sort(),
    ).toEqual(EXPECTED);

    const annotations = [
      ...read(site, 'out.github').matchAll(/^::(?:error|warning) file=([^,]+),.*title=hizala%3A ([^:]+)::/gm),
    ];
    expect(annotations.map(([, file, code]) => named(code!, file!)).sort()).toEqual(EXPECTED);

    const text = check(site);
    expect(text.status).toBe(1);
    const found: string[] = [];
    let file = '';
    for (const line of text.stdout.split('\n')) {
      const head = /^(\S+) {2}\(/.exec(line);
      if (head !== null) file = head[1]!;
      const finding = /^ {2}(?:error|warning) +\d+:\d+ {2}(\S+) /.exec(line);
      if (finding !== null) found.push(named(finding[1]!, file));
    }
    expect(found.sort()).toEqual(EXPECTED);
    expect(text.stdout).toContain(
      '10 pairs checked, 5 errors, 2 warnings.\nFailed: 5 errors, 2 warnings fail the check.',
    );
  });

  test('have none when they are repaired', () => {
    plant(site);
    expect(check(site).status).toBe(1);
    repair(site);
    for (const { file, right, wrong } of PROBLEMS) {
      if (wrong === '') replaceIn(site, file, 'kontrol edin.', `kontrol edin.${right}`);
    }
    expect(check(site)).toMatchObject({ status: 0, stdout: '10 pairs checked, no findings.\n' });
  });

  test('have none when they are in the baseline, which says which of its entries are there no more', () => {
    plant(site);
    expect(check(site, '--baseline', 'known.json', '--update-baseline')).toMatchObject({
      status: 0,
      stderr: 'hizala: known.json knows 7 findings now\n',
    });
    const ran = check(site, '--baseline', 'known.json', '--format', 'json');
    expect(ran.status).toBe(0);
    expect(codesOf(json(ran))).toEqual([]);
    // They are still listed for machines.
    expect(json(ran).findings.map(({ suppressed }) => suppressed?.by)).toEqual(new Array(7).fill('baseline'));

    replaceIn(site, 'content/tr/join.md', 'Kart 13 yıl', 'Kart 3 yıl');
    const fixed = check(site, '--baseline', 'known.json');
    expect(fixed.status).toBe(0);
    expect(fixed.stdout).toContain(
      'baseline: content/tr/join.md: number-mismatch “Kart 13 yıl geçerlidir.” is there no more',
    );
    expect(check(site, '--baseline', 'known.json', '--update-baseline').stderr).toContain('knows 6 findings');
  });

  test('are known by content: a moved paragraph stays known, one with another error does not', () => {
    plant(site);
    check(site, '--baseline', 'known.json', '--update-baseline');
    for (const language of ['en', 'tr']) {
      const path = `content/${language}/join.md`;
      const [title, ...paragraphs] = read(site, path).trimEnd().split('\n\n');
      writeFileSync(join(site, path), `${[title, ...paragraphs.reverse()].join('\n\n')}\n`);
    }
    expect(codesOf(json(check(site, '--baseline', 'known.json', '--format', 'json')))).toEqual([]);
    replaceIn(site, 'content/tr/join.md', 'Kart 13 yıl', 'Kart 31 yıl');
    const report = json(check(site, '--baseline', 'known.json', '--format', 'json'));
    expect(codesOf(report)).toEqual(['number-mismatch']);
    expect(report.staleBaseline.map(({ code }) => code)).toEqual(['number-mismatch']);
  });

  test('stay known when a page is renamed', () => {
    plant(site);
    check(site, '--baseline', 'known.json', '--update-baseline');
    for (const language of ['en', 'tr']) {
      renameSync(join(site, `content/${language}/join.md`), join(site, `content/${language}/membership.md`));
    }
    expect(check(site, '--baseline', 'known.json').status).toBe(0);
  });

  test('are found by parts too, and merging the parts gives what one run gives', () => {
    plant(site);
    const statuses = [1, 2, 3].map(
      (part) => check(site, '--shard', `${part}/3`, '--format', `json=part${part}.json`).status,
    );
    expect(Math.max(...statuses.map(Number))).toBe(1);
    const whole = json(check(site, '--format', 'json'));
    const merged = hizala(site, ['merge', 'part2.json', 'part1.json', 'part3.json', '--format', 'json'], ENV);
    expect(merged.status).toBe(1);
    expect(json(merged)).toEqual(whole);
    const lenient = hizala(site, ['merge', 'part1.json', 'part2.json', 'part3.json', '--fail-on', 'never'], ENV);
    expect(lenient.status).toBe(0);
    expect(hizala(site, ['merge', 'part1.json', 'part3.json'], ENV)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'hizala: of 3 parts these are missing: 2; name the reports of all parts\n',
    });
    expect(hizala(site, ['merge', 'part1.json', 'part1.json', 'part3.json'], ENV).stderr).toContain('are both part 1');
    symlinkSync('part1.json', join(site, 'link.json'));
    const parts = ['part1.json', 'part2.json', 'part3.json'];
    expect(hizala(site, ['merge', ...parts, '--format', 'json=link.json'], ENV)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('would write over a file that is read'),
    });
  });

  test.each([
    [['--fail-on', 'never'], 0],
    [['--fail-on', 'error'], 1],
    [['--fail-on', 'never', '--max-warnings', '2'], 0],
    [['--fail-on', 'never', '--max-warnings', '1'], 1],
    [['--fail-on', 'never', '--threshold', 'number-mismatch=2'], 0],
    [['--fail-on', 'never', '--threshold', 'number-mismatch=1'], 1],
    [['--fail-on', 'never', '--min-target-covered', '0.1'], 0],
  ] as const)('pass or fail as the gate says: %j', (args, status) => {
    plant(site);
    expect(check(site, ...args).status).toBe(status);
  });

  test('fail where too little of a page is covered', () => {
    plant(site);
    const report = json(check(site, '--min-target-covered', '0.95', '--format', 'json'));
    const low = report.findings.find(({ code }) => code === 'low-coverage');
    expect(low).toMatchObject({ file: 'content/tr/history.md', severity: 'error' });
    expect(low?.message).toMatch(/^only \d\d\.?\d?% of the translation has a counterpart in the source; at least 95%/);
  });

  test('are the same with the cache and without, and a damaged entry is computed anew', () => {
    plant(site);
    const fresh = check(site, '--no-cache', '--format', 'json').stdout;
    expect(check(site, '--format', 'json').stdout).toBe(fresh);
    const folder = join(cache, 'checks', 'v1');
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    expect(entries.length).toBeGreaterThan(0);
    for (const [at, name] of entries.entries()) {
      const path = join(folder, name);
      const bytes = readFileSync(path);
      writeFileSync(
        path,
        at % 2 === 0 ? bytes.subarray(0, bytes.length / 2) : Buffer.concat([bytes, Buffer.from('x')]),
      );
    }
    expect(check(site, '--format', 'json').stdout).toBe(fresh);
  });

  test('are the same for several processes that share an empty cache', async () => {
    plant(site);
    const shared = emptyFolder();
    const run = promisify(execFile);
    const one = async (): Promise<string> => {
      const args = [
        join(import.meta.dirname, '../../bin/hizala.js'),
        'check',
        '--format',
        'json',
        '--fail-on',
        'never',
      ];
      return (await run(process.execPath, args, { cwd: site, env: { ...process.env, HIZALA_CACHE: shared } })).stdout;
    };
    const [first, ...others] = await Promise.all([one(), one(), one()]);
    expect(JSON.parse(first!).findings).toHaveLength(7);
    for (const other of others) expect(other).toBe(first);
    // What is left is whole entries and nothing else.
    const names = readdirSync(join(shared, 'checks'), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /\.tmp$/.test(name))).toEqual([]);
    expect(await one()).toBe(first);
  });

  test('a page in one language only is a finding, whichever it is', () => {
    rmSync(join(site, 'content/tr/maps.md'));
    rmSync(join(site, 'content/en/boats.md'));
    const ran = check(site, '--format', 'json');
    expect(ran.status).toBe(1);
    expect(json(ran).findings.map(({ code, file, message }) => [code, file, message])).toEqual([
      [
        'missing-translation',
        'content/en/maps.md',
        'content/en/maps.md has no translation: content/tr/maps.md does not exist',
      ],
      [
        'missing-translation',
        'content/tr/boats.md',
        'content/tr/boats.md translates nothing: content/en/boats.md does not exist',
      ],
    ]);
  });

  test('a file that cannot be read is a finding, and the rest is checked', () => {
    writeFileSync(join(site, 'content/tr/maps.md'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    writeFileSync(join(site, 'content/tr/boats.md'), '');
    plant(
      site,
      PROBLEMS.filter(({ file }) => file === 'content/tr/join.md'),
    );
    const report = json(check(site, '--format', 'json'));
    expect(report.findings.map(({ code, file }) => [code, file])).toEqual([
      ['unreadable-file', 'content/tr/boats.md'],
      ['unreadable-file', 'content/tr/maps.md'],
      ['number-mismatch', 'content/tr/join.md'],
    ]);
  });

  test('a comment hides findings of its code in its paragraph only, with its reason', () => {
    plant(site);
    replaceIn(
      site,
      'content/tr/join.md',
      '14 yaşından',
      '<!-- hizala-ignore number-mismatch the law says 13 -->\n14 yaşından',
    );
    replaceIn(
      site,
      'content/tr/fees.md'.replace('tr/', 'tr/guides/'),
      'Kitap ödünç',
      '<!-- hizala-ignore number-mismatch not here -->\nKitap ödünç',
    );
    const report = json(check(site, '--format', 'json'));
    expect(codesOf(report)).toHaveLength(6);
    expect(report.findings.filter(({ suppressed }) => suppressed !== null)).toMatchObject([
      { file: 'content/tr/join.md', suppressed: { by: 'comment', reason: 'the law says 13' } },
    ]);
    expect(report.notes).toEqual(['content/tr/guides/fees.md:3: this hizala-ignore number-mismatch hides nothing']);
  });

  test('what a review dismissed fails nothing, and what it accepted does until it is mended', () => {
    plant(site);
    const review = 'content/tr/join.review.json';
    const decide = (verdict: 'accepted' | 'dismissed'): void => {
      const paths = ['content/en/join.md', 'content/tr/join.md', '--source-lang', 'en', '--target-lang', 'tr'];
      const aligned = hizala(site, ['align', ...paths, '--format', 'json'], ENV).stdout;
      const comparison = comparisonOfFile(readAlignment(aligned));
      const records = comparison.findings.map((finding) => ({
        verdict,
        note: 'asked the author',
        ...findingIdentity(finding, comparison),
      }));
      const neighbours = records.map((record) => ({
        ...record,
        context: { source: [...record.context.source], target: [...record.context.target] },
      }));
      writeFileSync(join(site, review), serialiseReview({ version: 1, findings: neighbours, beads: [] }));
    };
    decide('accepted');
    expect(codesOf(json(check(site, '--format', 'json')))).toHaveLength(7);
    decide('dismissed');
    const report = json(check(site, '--format', 'json'));
    expect(codesOf(report)).toHaveLength(6);
    expect(report.findings.at(-1)).toMatchObject({
      file: 'content/tr/join.md',
      suppressed: { by: 'review', reason: 'asked the author' },
    });
    replaceIn(site, 'content/tr/join.md', 'Kart 13 yıl', 'Kart 31 yıl');
    const later = json(check(site, '--format', 'json'));
    expect(codesOf(later)).toHaveLength(7);
    expect(later.notes).toEqual([
      'content/tr/join.md: 1 decision of its review is about texts that have changed; hizala review lists them',
    ]);
    for (const damaged of ['no review', '']) {
      writeFileSync(join(site, review), damaged);
      expect(json(check(site, '--format', 'json')).findings[0]).toMatchObject({
        code: 'unreadable-file',
        file: review,
      });
    }
    // A link that leads nowhere: the decisions are not where they should be.
    rmSync(join(site, review));
    symlinkSync('elsewhere.json', join(site, review));
    expect(json(check(site, '--format', 'json')).findings[0]).toMatchObject({ code: 'unreadable-file', file: review });
  });

  test('the rules of the configuration turn codes off and raise or lower them', () => {
    plant(site);
    const config = JSON.parse(read(site, 'hizala.config.json'));
    config.rules = { 'number-mismatch': 'off', repeated: 'info' };
    config.pairs[0].rules = { 'only-in-target': 'error' };
    writeFileSync(join(site, 'hizala.config.json'), JSON.stringify(config));
    const report = json(check(site, '--format', 'json'));
    expect(report.findings.map(({ code, severity }) => `${code} ${severity}`).sort()).toEqual([
      'link-mismatch error',
      'only-in-source warning',
      'only-in-target error',
      'repeated info',
      'untranslated error',
    ]);
  });

  test('a configuration elsewhere is relative to its own folder', () => {
    plant(site);
    mkdirSync(join(site, 'elsewhere'));
    const report = json(check(join(site, 'elsewhere'), '--config', '../hizala.config.json', '--format', 'json'));
    expect(report.findings).toHaveLength(7);
    expect(report.findings[0]?.file).toBe('../content/tr/events.md');
  });

  test('GitHub is told paths from the root of the checkout', () => {
    plant(site);
    const ran = hizala(join(site), ['check', '--format', 'github'], { ...ENV, GITHUB_WORKSPACE: dirname(site) });
    expect(ran.stdout).toContain(`file=${site.slice(dirname(site).length + 1)}/content/tr/join.md,`);
  });
});

describe.skipIf(!isBuilt)('lines and columns', () => {
  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
  ])('are right with %s, emoji and letters of several bytes', (_, end) => {
    const folder = emptyFolder();
    const write = (name: string, lines: readonly string[]): void =>
      writeFileSync(join(folder, name), `\uFEFF${lines.join(end)}${end}`);
    write('a.en.md', ['# Tides', '', 'The tide 📚 rises slowly. The harbour has 40 boats.']);
    write('a.tr.md', ['# Gelgit', '', 'Gelgit 📚 yavaşça yükselir. Limanda 14 tekne var.']);
    const report = json(check(folder, 'a.en.md', 'a.tr.md', '--format', 'json'));
    const finding = report.findings.find(({ code }) => code === 'number-mismatch');
    const line = 'Gelgit 📚 yavaşça yükselir. Limanda 14 tekne var.';
    const column = line.indexOf('14') + 1;
    expect(finding?.region).toMatchObject({
      startLine: 3,
      startColumn: column,
      endColumn: column + 2,
      startByte: Buffer.byteLength(line.slice(0, column - 1)) + 1,
    });
  });
});

describe.skipIf(!isBuilt)('pages in HTML', () => {
  const page = (lang: string, paragraphs: readonly string[]): string =>
    `<!DOCTYPE html>\r\n<html lang="${lang}"><head><style>p { margin: 0 }</style></head><body>\r\n${paragraphs.join('\r\n')}\r\n</body></html>\r\n`;
  const pages = (turkish: readonly string[]): string => {
    const folder = emptyFolder();
    writeFileSync(
      join(folder, 'a.en.html'),
      page('en', [
        '<h1>Tides &amp; boats</h1>',
        '<p>The tide rises <em>slowly</em> in the morning.</p>',
        '<p>The harbour has 40 boats and two cranes.</p>',
        '<p>Each captain pays 15 euros a day.</p>',
      ]),
    );
    writeFileSync(join(folder, 'a.tr.html'), page('tr', turkish));
    return folder;
  };
  const RIGHT = [
    '<h1>Gelgit &amp; tekneler</h1>',
    '<p>Gelgit sabahları <em>yavaşça</em> yükselir.</p>',
    '<p>Limanda 40 tekne ve iki vinç var.</p>',
    '<p>Her kaptan günde 15 avro öder.</p>',
  ];
  const [heading, tide, , fee] = RIGHT as [string, string, string, string];

  test('are compared without their tags', () => {
    expect(check(pages(RIGHT), 'a.en.html', 'a.tr.html')).toMatchObject({ status: 0 });
  });

  test('are told with the line and column in the file, past tags, entities and emoji', () => {
    const line = '<p>📚&nbsp;<b>Limanda</b> 14 tekne ve &#105;ki vinç var.</p>';
    const report = json(check(pages([heading, tide, line, fee]), 'a.en.html', 'a.tr.html', '--format', 'json'));
    expect(codesOf(report)).toEqual(['number-mismatch']);
    const column = line.indexOf('14') + 1;
    expect(report.findings[0]?.region).toMatchObject({
      startLine: 5,
      startColumn: column,
      endColumn: column + 2,
      startByte: Buffer.byteLength(line.slice(0, column - 1)) + 1,
    });
  });

  test.each([
    ['before its paragraph', (wrong: string) => `<!-- hizala-ignore number-mismatch as agreed -->\r\n${wrong}`],
    [
      'in its paragraph',
      (wrong: string) => wrong.replace('</p>', '<!-- hizala-ignore number-mismatch as agreed --></p>'),
    ],
  ])('have comments that hide a finding: %s, and not of the next one', (_, hide) => {
    const wrong = '<p>Limanda 14 tekne ve iki vinç var.</p>';
    const folder = pages([heading, tide, hide(wrong), fee.replace('15', '51')]);
    const report = json(check(folder, 'a.en.html', 'a.tr.html', '--format', 'json'));
    expect(openFindings(report).map(({ code, message }) => [code, message.includes('51')])).toEqual([
      ['number-mismatch', true],
    ]);
    expect(report.findings.find(({ suppressed }) => suppressed !== null)?.suppressed).toEqual({
      by: 'comment',
      reason: 'as agreed',
    });
  });
});

describe.skipIf(!isBuilt)('in a git repository, --since', () => {
  let site: string;
  let first: string;
  beforeEach(() => {
    site = siteFolder();
    git(site, 'init', '-q', '-b', 'main');
    plant(
      site,
      PROBLEMS.filter(({ file }) => file === 'content/tr/fees.md'.replace('tr/', 'tr/guides/')),
    );
    first = commitAll(site, 'pages');
  });
  const since = (ref: string, ...args: readonly string[]): Report =>
    json(check(site, '--since', ref, '--format', 'json', ...args));

  test('has nothing to say where nothing changed, and says so', () => {
    const ran = check(site, '--since', first);
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(
      /^0 pairs checked of those changed since [0-9a-f]{12} \(10 unchanged\), no findings\.\n$/,
    );
  });

  test('says where the source changed and the translation did not, word by word', () => {
    replaceIn(
      site,
      'content/en/boats.md',
      'wash the salt off the boat with fresh water',
      'wash the salt and sand off the boat with fresh water',
    );
    commitAll(site, 'sand too');
    const report = since('HEAD~1');
    const [finding] = report.findings.filter(({ code }) => code === 'stale-translation');
    expect(finding).toMatchObject({ file: 'content/tr/boats.md', severity: 'warning', region: { startLine: 7 } });
    expect(finding?.change?.before).toContain('wash the salt off');
    expect(finding?.change?.after).toContain('wash the salt and sand off');
    expect(report.pairs.filter(({ status }) => status === 'checked').map(({ target }) => target)).toEqual([
      'content/tr/boats.md',
    ]);
    expect(check(site, '--since', 'HEAD~1').stdout).toContain('{+and sand+}');
  });

  test('is content when the translation was changed too', () => {
    replaceIn(site, 'content/en/boats.md', 'with fresh water', 'with fresh, warm water');
    replaceIn(site, 'content/tr/boats.md', 'tatlı suyla', 'tatlı, ılık suyla');
    commitAll(site, 'warm');
    expect(codesOf(since('HEAD~1'))).toEqual([]);
  });

  test('reports what is in or opposite changed sentences only', () => {
    // The page had a wrong percentage before; that is not of this change.
    replaceIn(site, 'content/tr/guides/fees.md', '20 sent', '30 sent');
    commitAll(site, 'a wrong fee');
    const report = since('HEAD~1');
    expect(report.findings.map(({ code, message }) => [code, message.includes('30')])).toEqual([
      ['number-mismatch', true],
    ]);
    expect(codesOf(json(check(site, '--format', 'json')))).toHaveLength(2);
  });

  test('sees what a sentence that was taken out leaves alone opposite', () => {
    replaceIn(site, 'content/en/boats.md', ' Do not row beyond the red buoy.', '');
    commitAll(site, 'no buoy');
    expect(codesOf(since('HEAD~1'))).toContain('only-in-target');
  });

  test('sees a moved paragraph as unchanged', () => {
    for (const language of ['en', 'tr']) {
      const path = `content/${language}/guides/fees.md`;
      const [title, ...paragraphs] = read(site, path).trimEnd().split('\n\n');
      writeFileSync(join(site, path), `${[title, ...paragraphs.reverse()].join('\n\n')}\n`);
    }
    commitAll(site, 'other order');
    expect(codesOf(since('HEAD~1'))).toEqual([]);
  });

  test('follows a renamed page, and sees pages that git does not know yet', () => {
    for (const language of ['en', 'tr'])
      git(site, 'mv', `content/${language}/boats.md`, `content/${language}/rowing.md`);
    replaceIn(site, 'content/en/rowing.md', 'four life jackets', 'five life jackets');
    commitAll(site, 'rename');
    writeFileSync(join(site, 'content/en/new.md'), '# New\n');
    const report = since('HEAD~1');
    expect(codesOf(report)).toContain('stale-translation');
    expect(report.findings.find(({ code }) => code === 'missing-translation')?.file).toBe('content/en/new.md');
  });

  test('counts from where the branch left the other one', () => {
    git(site, 'checkout', '-q', '-b', 'topic');
    replaceIn(site, 'content/tr/hours.md', '9.30', '9.45');
    commitAll(site, 'topic');
    git(site, 'checkout', '-q', 'main');
    replaceIn(site, 'content/en/maps.md', '1704', '1705');
    commitAll(site, 'main');
    git(site, 'checkout', '-q', 'topic');
    const report = since('main');
    expect(report.pairs.filter(({ status }) => status === 'checked').map(({ target }) => target)).toEqual([
      'content/tr/hours.md',
    ]);
  });

  test.each([
    ['no-such-branch', 'git knows no commit "no-such-branch"'],
    ['--output=x', 'git knows no commit "--output=x"'],
  ])('refuses %s in one sentence', (ref, message) => {
    const ran = check(site, `--since=${ref}`);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain(`hizala: ${message}`);
    expect(existsSync(join(site, 'x'))).toBe(false);
  });

  test('needs a repository', () => {
    const plain = siteFolder();
    const ran = hizala(plain, ['check', '--since', 'HEAD'], { ...ENV, GIT_CEILING_DIRECTORIES: dirname(plain) });
    expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining('works in a git repository only') });
  });
});

describe.skipIf(!isBuilt)('bad input is told in one sentence, exit status 2', () => {
  test.each<[string, (site: string) => void, readonly string[], string]>([
    [
      'a broken configuration',
      (site) => writeFileSync(join(site, 'hizala.config.json'), '{"pairs": [,]}'),
      [],
      'hizala.config.json is not valid JSON',
    ],
    [
      'an unknown key',
      (site) => replaceIn(site, 'hizala.config.json', '"failOn"', '"failon"'),
      [],
      'it has an unknown key "failon" (did you mean "failOn"?)',
    ],
    [
      'a pattern that matches nothing',
      (site) => replaceIn(site, 'hizala.config.json', 'content/tr', 'content/de'),
      [],
      'hizala.config.json: pairs[0].target matches no file: content/de/{path}.md',
    ],
    ['no configuration', (site) => rmSync(join(site, 'hizala.config.json')), [], 'there is no hizala.config.json here'],
    ['a configuration that is not there', () => {}, ['--config', 'c.json'], 'c.json does not exist'],
    ['a missing model', () => {}, ['--model', './nowhere'], 'there is no model folder ./nowhere'],
    ['an unknown model', () => {}, ['--model', 'tr-en-bse'], 'did you mean tr-en-base?'],
    ['an unknown format', () => {}, ['--format', 'xml'], '--format cannot be "xml"; use one of: text, json, sarif'],
    ['two formats on standard output', () => {}, ['--format', 'json', '--format', 'text'], 'two formats cannot share'],
    ['a missing baseline', () => {}, ['--baseline', 'b.json'], 'b.json does not exist'],
    [
      'a baseline that is none',
      (site) => writeFileSync(join(site, 'b.json'), '{}'),
      ['--baseline', 'b.json'],
      'b.json is not a hizala baseline',
    ],
    ['a part beyond the parts', () => {}, ['--shard', '3/2'], '--shard cannot be "3/2"'],
    [
      'an unknown code',
      () => {},
      ['--threshold', 'numbermismatch=1'],
      '--threshold names an unknown code "numbermismatch"',
    ],
    [
      'one file',
      () => {},
      ['content/en/maps.md'],
      'check takes two files, SOURCE and TARGET, or none, and was given 1',
    ],
    ['a file that is not there', () => {}, ['content/en/maps.md', 'nowhere.md'], 'nowhere.md does not exist'],
    [
      'one pattern for both sides',
      (site) => replaceIn(site, 'hizala.config.json', 'content/tr/', 'content/en/'),
      [],
      'pairs[0] has one pattern for both sides',
    ],
    ['a report over a page', () => {}, ['--format', 'json=content/tr/maps.md'], 'would write over a file that is read'],
    [
      'a report over the configuration',
      () => {},
      ['--format', 'json=hizala.config.json'],
      'would write over a file that is read',
    ],
    [
      'a report over a page, through a link',
      (site) => symlinkSync('content/tr/maps.md', join(site, 'report.json')),
      ['--format', 'json=report.json'],
      'json=report.json would write over a file that is read',
    ],
    [
      'a report over the decisions about a page',
      () => {},
      ['--format', 'json=content/tr/maps.review.json'],
      'would write over a file that is read',
    ],
    [
      'two reports in one file',
      () => {},
      ['--format', 'json=report', '--format', 'sarif=./report'],
      'two formats cannot be written to ./report',
    ],
    [
      'two reports in one file, through a link to where nothing is yet',
      (site) => symlinkSync('report', join(site, 'link')),
      ['--format', 'json=report', '--format', 'sarif=link'],
      'two formats cannot be written to link',
    ],
    [
      'a report in the baseline that is written, through a link',
      (site) => symlinkSync('known.json', join(site, 'link')),
      ['--format', 'json=link', '--baseline', 'known.json', '--update-baseline'],
      'would write over a file that is read',
    ],
    ['a model without a name', () => {}, ['--model', ''], 'the name of the model is empty'],
    [
      'everything ignored',
      (site) => replaceIn(site, 'hizala.config.json', '"failOn"', '"ignore": ["**"], "failOn"'),
      [],
      'there is nothing to check: every file is ignored',
    ],
  ])('%s', (_, spoil, args, message) => {
    const site = siteFolder();
    spoil(site);
    const ran = check(site, ...args);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a run in which no pair could be compared fails, whatever the gate', () => {
    const site = siteFolder();
    for (const name of readdirSync(join(site, 'content/tr'), { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.md')) writeFileSync(join(site, 'content/tr', name), '');
    }
    expect(check(site, '--fail-on', 'never').status).toBe(2);
  });
});

describe.skipIf(!isBuilt)('hizala init', () => {
  test('writes a configuration with which the check runs, and says what it found', () => {
    const site = siteFolder();
    rmSync(join(site, 'hizala.config.json'));
    const ran = hizala(site, ['init'], ENV);
    expect(ran.status).toBe(0);
    expect(ran.stderr).toContain('content/en/{path}.md ↔ content/tr/{path}.md: 10 pairs');
    valid(configSchema(), JSON.parse(read(site, 'hizala.config.json')));
    expect(check(site).status).toBe(0);
    expect(hizala(site, ['init'], ENV)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is there already'),
    });
  });

  test('says so where it finds nothing', () => {
    expect(hizala(emptyFolder(), ['init'], ENV)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no files were found'),
    });
  });
});

function valid(validate: ValidateFunction, value: unknown): void {
  validate(value);
  expect(validate.errors).toBeNull();
}

const ours = (name: string): ValidateFunction =>
  new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8')),
  );
const checkSchema = (): ValidateFunction => ours('check');
const configSchema = (): ValidateFunction => ours('config');

/** The published schema of SARIF 2.1.0, as Microsoft's package of matchers carries it. It is in draft 4. */
function sarifSchema(): ValidateFunction {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema, id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  return new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
}

/** What this relies on of reviewdog's format, written by hand after proto/rdf/reviewdog.proto: no package carries it. */
function rdjsonSchema(): ValidateFunction {
  const position = {
    type: 'object',
    required: ['line', 'column'],
    properties: { line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } },
    additionalProperties: false,
  };
  const location = {
    type: 'object',
    required: ['path', 'range'],
    properties: {
      path: { type: 'string' },
      range: {
        type: 'object',
        required: ['start'],
        properties: { start: position, end: position },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  };
  const severity = { enum: ['ERROR', 'WARNING', 'INFO'] };
  return new Ajv({ allErrors: true }).compile({
    type: 'object',
    required: ['source', 'diagnostics'],
    properties: {
      source: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      severity,
      diagnostics: {
        type: 'array',
        items: {
          type: 'object',
          required: ['message', 'location', 'severity', 'code'],
          properties: {
            message: { type: 'string', minLength: 1 },
            location,
            severity,
            code: {
              type: 'object',
              required: ['value'],
              properties: { value: { type: 'string' } },
              additionalProperties: false,
            },
          },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  });
}
