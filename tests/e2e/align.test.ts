import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/core/finding.ts';
import type { AlignmentFile } from '../../src/report/alignment-file.ts';
import { readAlignment } from '../../src/report/read-alignment.ts';
import { emptyFolder } from '../support/folders.ts';
import {
  alignment,
  COMMAND,
  cleanEnvironment,
  contents,
  fixture,
  folderWith,
  hizala,
  output,
  pairs,
  ROOT,
} from './command.ts';

const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const crypto = fixture('crypto-training');
const cryptoFile = alignment([crypto.source, crypto.target]);
const PAIR = ['source.txt', 'target.txt'] as const;

describe('help and version', () => {
  test('hizala --help lists the commands and the exit statuses', () => {
    const help = output(['--help']);
    for (const word of ['align', 'review', 'evaluate', 'models', 'SOURCE TARGET', 'Exit status']) {
      expect(help).toContain(word);
    }
    expect(output(['-h'])).toBe(help);
    expect(output(['help'])).toBe(help);
  });

  test.each([
    ['align', ['--format', '--output', '--source-lang', '--target-lang', '--segmentation', '--order', '--model']],
    ['review', ['--review']],
    ['evaluate', ['GOLD.json', '--format']],
    ['models', ['list', 'fetch', 'verify']],
  ])('hizala %s --help names its options', (command, words) => {
    const help = output([command, '--help']);
    for (const word of words) expect(help).toContain(word);
  });

  test('every command that the help lists has a help of its own', () => {
    const listed = [...output(['--help']).matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map((match) => match[1]!);
    expect(listed).toEqual(expect.arrayContaining(['align', 'review', 'evaluate', 'models']));
    for (const command of listed) expect(output([command, '--help'])).toContain(command);
  });

  test('hizala --version is that of package.json', () => {
    expect(output(['--version'])).toBe(`${PACKAGE.version}\n`);
    expect(output(['-V'])).toBe(`${PACKAGE.version}\n`);
  });

  test('--help loads no model and no interface: it is there at once', () => {
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now();
      output(['--help']);
      return performance.now() - start;
    });
    // The bar of `npm run bench` is 200 ms; this one only tells that something heavy is loaded.
    expect(Math.min(...times)).toBeLessThan(1000);
  });
});

describe('the command line', () => {
  test('hizala SOURCE TARGET is the same as hizala align SOURCE TARGET, and text is the default', () => {
    const text = output([crypto.source, crypto.target]);
    expect(output(['align', crypto.source, crypto.target])).toBe(text);
    expect(output([crypto.source, crypto.target, '--format', 'text'])).toBe(text);
  });

  test('findings, even errors, leave align at exit status 0', () => {
    const { source, target } = fixture('numbers');
    expect(alignment([source, target]).findings.some(({ severity }) => severity === 'error')).toBe(true);
  });

  test('a phrase of the source that a finding names as what should be said is not told as left out besides', () => {
    const named = cryptoFile.findings.filter(({ counterpart }) => counterpart !== null);
    expect(named.some(({ code }) => code === 'unsupported-span')).toBe(true);
    const left = cryptoFile.findings.filter(({ code }) => code === 'missing-span');
    const within = left.filter(({ start, end }) =>
      named.some(
        ({ counterpart }) => counterpart!.side === 'source' && counterpart!.start < end && start < counterpart!.end,
      ),
    );
    expect(within).toEqual([]);
  });

  test('--source-lang and --target-lang are taken at their word', () => {
    const file = alignment([crypto.source, crypto.target, '--source-lang', 'en-GB', '--target-lang', 'az']);
    expect([file.source.lang, file.target.lang]).toEqual(['en', 'az']);
    expect([cryptoFile.source.lang, cryptoFile.target.lang]).toEqual(['en', 'tr']);
  });

  test('--segmentation lines makes segment i of the i-th line that is not empty', () => {
    const folder = emptyFolder();
    const lines = ['  Two sentences. In one line.  ', '', '“`html', '   ', '• a point', 'The end'];
    writeFileSync(join(folder, 'source.txt'), lines.join('\r\n'));
    writeFileSync(join(folder, 'target.md'), '# İki cümle. Tek satırda.\n\n- bir madde\nSon\n');
    const file = alignment(['source.txt', 'target.md', '--segmentation', 'lines'], { cwd: folder });
    const wanted = lines.map((line) => line.trim()).filter((line) => line !== '');
    expect(file.source.segments.map(({ text }) => text)).toEqual(wanted);
    expect(file.target.segments).toHaveLength(3);
  });

  test('--order monotone pairs nothing crosswise, --order free does', () => {
    const { source, target } = fixture('reordered');
    const crossing = (file: AlignmentFile): boolean => {
      const paired = file.beads.filter((bead) => bead.source.length > 0 && bead.target.length > 0);
      return paired.some((bead, at) => at > 0 && bead.target[0]! < Math.max(...paired[at - 1]!.target));
    };
    const free = alignment([source, target]);
    const monotone = alignment([source, target, '--order', 'monotone']);
    expect(crossing(free)).toBe(true);
    expect(crossing(monotone)).toBe(false);
    expect(monotone.beads.some(({ moved }) => moved)).toBe(false);
    expect(monotone.findings.filter(({ code }) => code === 'moved')).toEqual([]);
    expect(free.beads.some(({ moved }) => moved)).toBe(true);
  });

  test('- reads standard input, on either side', () => {
    const named = cryptoFile;
    const source = alignment(['-', crypto.target], { input: readFileSync(crypto.source) });
    const target = alignment([crypto.source, '-'], { input: readFileSync(crypto.target) });
    expect(source).toEqual({ ...named, source: { ...named.source, path: '-' } });
    expect(target).toEqual({ ...named, target: { ...named.target, path: '-' } });
  });

  test.skipIf(process.platform === 'win32')('a pipe can be named as a file', () => {
    const { stdout } = spawnSync(
      'bash',
      ['-c', 'node "$1" <(cat "$2") "$3" --format json', '-', COMMAND, crypto.source, crypto.target],
      { env: cleanEnvironment(), encoding: 'utf8' },
    );
    expect(pairs(JSON.parse(stdout))).toEqual(pairs(cryptoFile));
  });

  test('--model takes a folder: the same weights give the same beads', () => {
    const folder = emptyFolder();
    cpSync(join(ROOT, 'models/tr-en-base'), join(folder, 'my model'), { recursive: true });
    const named = cryptoFile;
    const copied = alignment([crypto.source, crypto.target, '--model', 'my model'], { cwd: folder });
    expect(copied.beads).toEqual(named.beads);
    expect(named.model).toMatchObject({ id: 'tr-en-base', dtype: 'q8', revision: expect.stringMatching(/^\S+$/) });
    expect(copied.model.revision).toBe(named.model.revision);
  });

  test('hizala models list names the bundled model and the trusted ones; verify runs what is here', () => {
    const list = output(['models', 'list']);
    for (const name of ['tr-en-base', 'LaBSE', 'paraphrase-multilingual-MiniLM-L12-v2', 'multilingual-e5-small']) {
      expect(list).toContain(name);
    }
    expect(output(['models', 'verify'])).toContain('tr-en-base works, and its discriminator');
  });
});

/** A folder with en.txt and tr.txt of 400 sentences, more than a pipe holds once they are aligned. */
function longStory(): string {
  const folder = emptyFolder();
  const many = (line: string): string => Array.from({ length: 400 }, (_, i) => `${line} ${i}.`).join('\n');
  writeFileSync(join(folder, 'en.txt'), many('The boat carries books to island'));
  writeFileSync(join(folder, 'tr.txt'), many('Tekne şu adaya kitap taşıyor'));
  return folder;
}

describe('standard output carries the result only', () => {
  const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

  test.each([{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1' }, { TERM: 'xterm-256color', COLORTERM: 'truecolor' }])(
    'no colour in a pipe, with %j',
    (env) => {
      expect(output([crypto.source, crypto.target], { env })).not.toMatch(CONTROL);
    },
  );

  test.each(['json', 'html'])('nor in any format: %s', (format) => {
    const env = { FORCE_COLOR: '1' };
    expect(output([crypto.source, crypto.target, '--format', format], { env })).not.toMatch(CONTROL);
  });

  const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;
  test.skipIf(!hasScript)('colour on a terminal, none with NO_COLOR (needs script(1))', () => {
    const onTerminal = (env: Readonly<Record<string, string>>): string =>
      spawnSync('script', ['-qec', `node '${COMMAND}' '${crypto.source}' '${crypto.target}'`, '/dev/null'], {
        env: cleanEnvironment({ TERM: 'xterm-256color', SHELL: '/bin/sh', ...env }),
        encoding: 'utf8',
      }).stdout;
    expect(onTerminal({})).toContain('\u001b[');
    expect(onTerminal({ NO_COLOR: '1' })).not.toContain('\u001b[');
    expect(onTerminal({ TERM: 'dumb' })).not.toContain('\u001b[');
  });

  test('COLUMNS sets the width where there is no terminal', () => {
    const widest = (columns: string): number =>
      Math.max(
        ...output([crypto.source, crypto.target], { env: { COLUMNS: columns } })
          .split('\n')
          .map((line) => [...line].length),
      );
    expect(widest('80')).toBeLessThanOrEqual(80);
    expect(widest('160')).toBeGreaterThan(120);
  });

  test('--output writes the same bytes whole, keeps standard output empty, and leaves nothing beside them', () => {
    const folder = folderWith('crypto-training');
    writeFileSync(join(folder, 'out.json'), 'what stood there before, and longer than nothing');
    const before = Object.keys(contents(folder));
    for (const format of ['text', 'json', 'html']) {
      expect(output([...PAIR, '--format', format, '--output', 'out.json'], { cwd: folder })).toBe('');
      expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe(
        output([...PAIR, '--format', format], { cwd: folder }),
      );
    }
    expect(Object.keys(contents(folder))).toEqual(before);
  });

  test('--output writes through a link to the file that it names', () => {
    const folder = folderWith('strict-translation');
    mkdirSync(join(folder, 'deep'));
    symlinkSync(join('deep', 'real.json'), join(folder, 'link.json'));
    writeFileSync(join(folder, 'deep', 'real.json'), '{}');
    output([...PAIR, '--format', 'json', '-o', 'link.json'], { cwd: folder });
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'deep', 'real.json'), 'utf8')).toContain('"version": 1');
  });

  test('a run that is stopped leaves the file that stood there, and nothing beside it', async () => {
    const folder = longStory();
    writeFileSync(join(folder, 'out.json'), 'what stood there before');
    const before = contents(folder);
    for (const milliseconds of [50, 200, 400]) {
      const args = ['en.txt', 'tr.txt', '--format', 'json', '--output', 'out.json', '--no-cache'];
      const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, env: cleanEnvironment() });
      const ended = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
      setTimeout(() => child.kill('SIGKILL'), milliseconds);
      expect(await ended).toBe('SIGKILL');
      expect(contents(folder)).toEqual(before);
    }
  });

  test('a reader that has seen enough is no error', async () => {
    const folder = longStory();
    for (const format of ['text', 'json']) {
      const child = spawn(process.execPath, [COMMAND, 'en.txt', 'tr.txt', '--format', format], {
        cwd: folder,
        env: cleanEnvironment(),
      });
      child.stdout.destroy();
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      const status = await new Promise((resolve) => child.on('close', resolve));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk behind standard output is told in one sentence', () => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', 'exec node "$1" "$2" "$3" > /dev/full', '-', COMMAND, crypto.source, crypto.target],
      { env: cleanEnvironment(), encoding: 'utf8' },
    );
    expect(stderr).toMatch(/^hizala: cannot write the result: the disk is full[^\n]*\n$/);
    expect(status).toBe(2);
  });
});

describe('the same input, model and version give the same bytes', () => {
  test.each(['text', 'json', 'html'])(
    'as %s: on a second run, with the cache and without, in another folder',
    (format) => {
      const [one, other] = [folderWith('crypto-training'), folderWith('crypto-training')];
      const cache = emptyFolder();
      const args = [...PAIR, '--format', format];
      const env = { HIZALA_CACHE: cache };
      const first = output(args, { cwd: one, env });
      expect(Object.keys(contents(cache)).length).toBeGreaterThan(0);
      expect(output(args, { cwd: one, env }), 'with the cache').toBe(first);
      expect(output([...args, '--no-cache'], { cwd: one, env }), 'without the cache').toBe(first);
      expect(output(args, { cwd: other, env }), 'in another folder').toBe(first);
    },
  );

  test.each([
    ['a file where a folder should be', (file: string) => file],
    ['below a file', (file: string) => join(file, 'below')],
    // Here Linux says of a folder that it makes none that there is none to make it in.
    ['where the system keeps its own', () => '/proc/hizala/cache'],
  ])('a cache that cannot be used changes nothing: %s', (_, cacheIn) => {
    const folder = folderWith('crypto-training');
    const file = join(folder, 'cache');
    writeFileSync(file, 'a file');
    const args = [...PAIR, '--format', 'json'];
    expect(output(args, { cwd: folder, env: { HIZALA_CACHE: cacheIn(file) } })).toBe(output(args, { cwd: folder }));
  });

  test('in a folder and under names with blanks, quotes and letters beyond ASCII', () => {
    const folder = folderWith('crypto-training', "the ‘source’ it's.txt", 'çeviri İı.txt');
    const file = alignment(["the ‘source’ it's.txt", 'çeviri İı.txt'], { cwd: folder });
    expect([file.source.path, file.target.path]).toEqual(["the ‘source’ it's.txt", 'çeviri İı.txt']);
    expect(pairs(file)).toEqual(pairs(cryptoFile));
  });

  test.each<[string, (text: string) => string | Uint8Array]>([
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['UTF-16, little end first', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('and %s changes no offset', (_, encode) => {
    const folder = emptyFolder();
    for (const [name, path] of Object.entries({ 'source.txt': crypto.source, 'target.txt': crypto.target })) {
      writeFileSync(join(folder, name), encode(readFileSync(path, 'utf8')));
    }
    const plain = cryptoFile;
    const { beads, findings, source, target } = alignment(PAIR, { cwd: folder });
    expect(beads).toEqual(plain.beads);
    expect(findings).toEqual(plain.findings);
    expect(source.segments).toEqual(plain.source.segments);
    expect(target.segments).toEqual(plain.target.segments);
  });

  test.each(['crypto-training', 'markdown'])('and CRLF changes offsets only: %s', (name) => {
    const { source, target } = fixture(name);
    const folder = emptyFolder();
    const ending = source.slice(source.lastIndexOf('.'));
    for (const [side, path] of Object.entries({ source, target })) {
      writeFileSync(join(folder, side + ending), readFileSync(path, 'utf8').replaceAll('\n', '\r\n'));
    }
    const plain = alignment([source, target]);
    const crlf = alignment([`source${ending}`, `target${ending}`], { cwd: folder });
    const texts = (file: AlignmentFile): readonly string[] =>
      [...file.source.segments, ...file.target.segments].map(({ text }) => text.replaceAll('\r\n', '\n'));
    expect(texts(crlf)).toEqual(texts(plain));
    expect(pairs(crlf)).toEqual(pairs(plain));
    const kept = (file: AlignmentFile) => file.findings.map(({ code, side, segment }) => ({ code, side, segment }));
    expect(kept(crlf)).toEqual(kept(plain));
  });
});

describe('the JSON export, version 1', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'schema/alignment.schema.json'), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

  describe.each(['crypto-training', 'strict-translation', 'reordered', 'numbers', 'markdown', 'unrelated'])(
    '%s',
    (name) => {
      const { source, target } = fixture(name);
      const text = output([source, target, '--format', 'json']);
      const file = readAlignment(text);

      test('validates against the published schema and names the tool, the model and the files', () => {
        validate(JSON.parse(text));
        expect(validate.errors).toBeNull();
        expect(Object.keys(JSON.parse(text))).toEqual([
          'version',
          'tool',
          'model',
          'source',
          'target',
          'beads',
          'findings',
          'summary',
        ]);
        expect(file).toMatchObject({
          version: 1,
          tool: { name: 'hizala', version: PACKAGE.version },
          model: { id: 'tr-en-base', dtype: 'q8' },
          source: { path: source, lang: 'en', sha256: createHash('sha256').update(readFileSync(source)).digest('hex') },
          target: { path: target, lang: 'tr', sha256: createHash('sha256').update(readFileSync(target)).digest('hex') },
        });
      });

      test('cuts each segment out of the text, in order', () => {
        for (const [side, path] of [
          ['source', source],
          ['target', target],
        ] as const) {
          const whole = readFileSync(path, 'utf8');
          let reached = 0;
          for (const [at, segment] of file[side].segments.entries()) {
            expect(segment.index).toBe(at);
            expect(segment.start).toBeGreaterThanOrEqual(reached);
            expect(whole.slice(segment.start, segment.end)).toBe(segment.text);
            expect(segment.text).toBe(segment.text.trim());
            reached = segment.end;
          }
          expect(file[side].segments.length).toBeGreaterThan(0);
        }
      });

      test('has each segment in one bead, beads in source order, null target beads at their place', () => {
        for (const side of ['source', 'target'] as const) {
          const members = file.beads.flatMap((bead) => bead[side]);
          expect([...members].sort((a, b) => a - b)).toEqual(file[side].segments.map((_, at) => at));
          for (const bead of file.beads) expect(bead[side]).toEqual([...bead[side]].sort((a, b) => a - b));
        }
        const starts = file.beads.flatMap((bead) => bead.source.slice(0, 1));
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        const place = file.beads.flatMap(({ source: left, target: right }, at) =>
          left.length === 0 ? [[at, right]] : [],
        );
        for (const [at, right] of place as [number, number[]][]) {
          const before = file.beads.slice(0, at).findLast((bead) => bead.target.length > 0);
          const after = file.beads.slice(at + 1).find((bead) => bead.target.length > 0);
          const isNeighbour = before?.target.includes(right[0]! - 1) || after?.target.includes(right.at(-1)! + 1);
          expect(isNeighbour || file.target.segments.length === right.length, `bead ${at}`).toBe(true);
        }
      });

      test('points each finding at a place inside its segment, and says it in a sentence', () => {
        const whole = { source: readFileSync(source, 'utf8'), target: readFileSync(target, 'utf8') };
        for (const finding of file.findings) {
          expect(FINDING_CODES).toContain(finding.code);
          expect(finding.message).toMatch(/^\S[^\n]*[^\s]$/);
          expect(whole[finding.side].length).toBeGreaterThanOrEqual(finding.end);
          if (finding.segment === null || finding.bead === null) continue;
          expect(file.beads[finding.bead]![finding.side]).toContain(finding.segment);
        }
      });

      test('lets nothing be an error that rests on likeness alone', () => {
        const counted = ['number-mismatch', 'untranslated', 'link-mismatch', 'repeated'];
        for (const { code, severity } of file.findings) if (severity === 'error') expect(counted).toContain(code);
      });

      test('counts its findings in the summary', () => {
        const counts: Record<string, number> = {};
        for (const { code } of file.findings) counts[code] = (counts[code] ?? 0) + 1;
        expect(file.summary.findings).toEqual(counts);
        expect(file.summary.sameStory).toBe(!('not-same-story' in counts));
      });
    },
  );

  test('is what hizala evaluate reads: an alignment is right against its own beads', () => {
    const folder = folderWith('crypto-training');
    output([...PAIR, '--format', 'json', '-o', 'out.json'], { cwd: folder });
    const beads = pairs(alignment(PAIR, { cwd: folder }));
    writeFileSync(join(folder, 'gold.json'), JSON.stringify(beads));
    const scores = JSON.parse(output(['evaluate', 'gold.json', 'out.json', '--format', 'json'], { cwd: folder }));
    expect(scores.beads.f1).toBe(1);
    expect(scores.unmatched.f1).toBe(1);
  });
});

test('an unknown command is told with where to look', () => {
  const { status, stderr } = hizala(['allign', crypto.source, crypto.target]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^hizala: [^\n]+; see hizala [^\n]*--help\n$/);
});
