import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alignment, COMMAND, contents, fixture, folderWith, hizala, MODEL, output, type Settings } from './command.ts';

/** One sentence, on one line, that says whose it is; no stack trace. */
const SENTENCE = /^hizala: \S[^\n]*\n$/;

/** Sets up a folder that holds source.txt and target.txt, and gives the arguments to be run in it. */
type SetUp = (write: (name: string, content: string | Uint8Array) => void, folder: string) => readonly string[];

function run(setUp: SetUp, settings: Settings = {}) {
  const folder = folderWith('strict-translation');
  const args = setUp((name, content) => writeFileSync(join(folder, name), content), folder);
  const before = contents(folder);
  const result = hizala(args, { ...settings, cwd: folder });
  return { ...result, changed: before !== contents(folder) && changes(before, contents(folder)) };
}

const changes = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => before[path] !== after[path]);

function expectRefusal(result: ReturnType<typeof run>, message: string): void {
  expect(result.stderr).toContain(message);
  expect(result.stderr).toMatch(SENTENCE);
  expect(result.stderr).not.toMatch(/ {4}at |Error:|undefined/);
  expect({ status: result.status, stdout: result.stdout, changed: result.changed }).toEqual({
    status: 2,
    stdout: '',
    changed: [],
  });
}

/** A copy of the bundled model in the folder `model`, spoiled. */
const brokenModel =
  (spoil: (model: string) => void): SetUp =>
  (_, folder) => {
    cpSync(MODEL, join(folder, 'model'), { recursive: true });
    spoil(join(folder, 'model'));
    return ['source.txt', 'target.txt', '--model', 'model'];
  };

const PAIR = ['source.txt', 'target.txt'] as const;

describe('what cannot be run is told in one sentence, exit status 2, and nothing is left behind', () => {
  test.each<[string, string, SetUp]>([
    ['a missing file', 'nowhere.txt does not exist', () => ['nowhere.txt', 'target.txt']],
    ['a missing target', 'nowhere.txt does not exist', () => ['source.txt', 'nowhere.txt']],
    ['a path through a file', 'source.txt/x does not exist', () => ['source.txt/x', 'target.txt']],
    ['an empty name', 'a file name is empty', () => ['', 'target.txt']],
    ['a name with a line feed', 'no such file does not exist', () => ['no\nsuch file', 'target.txt']],
    ['a name that would colour the terminal', 'red does not exist', () => ['\u001b[31mred', 'target.txt']],
    [
      'a directory',
      'folder is a folder',
      (_, folder) => {
        mkdirSync(join(folder, 'folder'));
        return ['source.txt', 'folder'];
      },
    ],
    [
      'an empty file',
      'empty.txt is empty',
      (write) => {
        write('empty.txt', '');
        return ['empty.txt', 'empty.txt'];
      },
    ],
    [
      'one side empty',
      'empty.txt is empty',
      (write) => {
        write('empty.txt', '');
        return ['source.txt', 'empty.txt'];
      },
    ],
    [
      'nothing but white space',
      'blank.txt is empty',
      (write) => {
        write('blank.txt', '\uFEFF \t\r\n\u00a0\n\u200b');
        return ['blank.txt', 'target.txt'];
      },
    ],
    [
      'a binary file',
      'picture.txt looks like a binary file',
      (write) => {
        write(
          'picture.txt',
          Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 251),
        );
        return ['picture.txt', 'target.txt'];
      },
    ],
    [
      'invalid UTF-8',
      'old.txt is not valid UTF-8',
      (write) => {
        write('old.txt', Buffer.from('Kahve içtik, sonra çıktık.\n', 'latin1'));
        return ['source.txt', 'old.txt'];
      },
    ],
    [
      'half a UTF-16 unit',
      'odd.txt is not valid UTF-16',
      (write) => {
        write('odd.txt', Uint8Array.of(0xff, 0xfe, 0x41, 0x00, 0x42));
        return ['source.txt', 'odd.txt'];
      },
    ],
    [
      'a line of 50 MB',
      'long.txt is too large: 50 MB',
      (write) => {
        write('long.txt', Buffer.alloc(50 * 1024 * 1024, 'word '));
        return ['long.txt', 'target.txt'];
      },
    ],
    ['both sides from standard input', 'both versions cannot come from standard input', () => ['-', '-']],
    ['nothing on standard input', 'standard input is empty', () => ['-', 'target.txt']],
    ['no argument', 'nothing to do', () => []],
    ['one file only', 'takes two files', () => ['source.txt']],
    ['align without a file', 'takes two files', () => ['align']],
    ['three files', 'was given 3 files', () => [...PAIR, 'target.txt']],
    ['a misspelt command', 'there is no command "allign" (did you mean align?)', () => ['allign', ...PAIR]],
    ['an unknown command', 'there is no command "frobnicate"; see hizala --help', () => ['frobnicate']],
    ['an unknown command with files', 'there is no command "frobnicate"', () => ['frobnicate', ...PAIR]],
    ['help of an unknown command', 'there is no command "frobnicate"', () => ['frobnicate', '--help']],
    ['a word that names no file', 'nowhere does not exist', () => ['nowhere', 'target.txt', '--no-cache']],
    [
      'a word that names a file',
      'align takes two files, SOURCE and TARGET, and was given 1 file',
      (write) => {
        write('story', 'A story.');
        return ['story'];
      },
    ],
    ['an output that is an input', 'is one of the two versions', () => [...PAIR, '--output', PAIR[1]!]],
    [
      'an output that is an input through a link',
      '--output link.txt is one of the two versions',
      (_, folder) => {
        symlinkSync('source.txt', join(folder, 'link.txt'));
        return [...PAIR, '--output', 'link.txt'];
      },
    ],
    [
      'an output that is another name of an input',
      '--output hard.txt is one of the two versions',
      (_, folder) => {
        linkSync(join(folder, 'target.txt'), join(folder, 'hard.txt'));
        return [...PAIR, '--output', 'hard.txt'];
      },
    ],
    [
      'an output to which an input is a link',
      '--output source.txt is one of the two versions',
      (_, folder) => {
        symlinkSync('source.txt', join(folder, 'link.txt'));
        return ['link.txt', 'target.txt', '--output', 'source.txt'];
      },
    ],
    [
      'an output that is the glossary through a link',
      '--output link.tsv is the glossary',
      (write, folder) => {
        write('terms.tsv', 'harbour\tliman\n');
        symlinkSync('terms.tsv', join(folder, 'link.tsv'));
        return [...PAIR, '--glossary', 'terms.tsv', '--output', 'link.tsv'];
      },
    ],
    ['an unknown option', "unknown option '--colour'", () => [...PAIR, '--colour']],
    ['an option without its value', '--format', () => [...PAIR, '--format']],
    ['an unknown format', '--format cannot be "xml"; use one of: text, json, html', () => [...PAIR, '--format', 'xml']],
    ['an unknown segmentation', '--segmentation cannot be "words"', () => [...PAIR, '--segmentation', 'words']],
    ['an unknown order', '--order cannot be "any"', () => [...PAIR, '--order', 'any']],
    ['what is no language', '--source-lang "en glish"', () => [...PAIR, '--source-lang', 'en glish']],
    ['a language by its name', '--target-lang "turkish"', () => [...PAIR, '--target-lang', 'turkish']],
    ['a code that nobody has', '--target-lang "xx"', () => [...PAIR, '--target-lang', 'xx']],
    ['an unknown model', 'there is no model "labs"; did you mean LaBSE?', () => [...PAIR, '--model', 'labs']],
    ['a missing model folder', 'there is no model folder ./nowhere', () => [...PAIR, '--model', './nowhere']],
    ['a model that was not fetched', 'the model LaBSE is not on this machine', () => [...PAIR, '--model', 'LaBSE']],
    [
      'a folder that is no model',
      'config.json',
      (_, folder) => {
        mkdirSync(join(folder, 'folder'));
        return [...PAIR, '--model', 'folder'];
      },
    ],
    ...['config.json', 'tokenizer.json', 'onnx/model_quantized.onnx'].map((file): [string, string, SetUp] => [
      `a model without its ${file}`,
      file,
      (_, folder) => {
        cpSync(MODEL, join(folder, 'model'), { recursive: true, filter: (path) => !path.endsWith(file) });
        return [...PAIR, '--model', 'model'];
      },
    ]),
    [
      'a model whose weights were cut off',
      'onnx/model_quantized.onnx that cannot be loaded',
      brokenModel((model) => truncateSync(join(model, 'onnx/model_quantized.onnx'), 5000)),
    ],
    [
      'a model with an empty file of weights',
      'onnx/model_quantized.onnx',
      brokenModel((model) => truncateSync(join(model, 'onnx/model_quantized.onnx'), 0)),
    ],
    [
      'a model whose configuration is no JSON',
      'config.json is not valid JSON',
      brokenModel((model) => writeFileSync(join(model, 'config.json'), '{"hidden_size":')),
    ],
    [
      'a model whose tokenizer was cut off',
      'tokenizer.json is not valid JSON',
      brokenModel((model) => truncateSync(join(model, 'tokenizer.json'), 5000)),
    ],
    [
      'a model whose tokenizer is something else',
      'tokenizer.json that cannot be used',
      brokenModel((model) => writeFileSync(join(model, 'tokenizer.json'), '{"version": "1.0"}')),
    ],
    ['an output in a missing folder', 'its folder does not exist', () => [...PAIR, '--output', 'nowhere/out.json']],
    ['an output through a file', 'a part of the path is no folder', () => [...PAIR, '--output', 'source.txt/out.json']],
    ['an output without a name', 'the name of the output file is empty', () => [...PAIR, '--output', '']],
    [
      'an output that is a folder',
      'it is a folder',
      (_, folder) => {
        mkdirSync(join(folder, 'folder'));
        return [...PAIR, '--output', 'folder'];
      },
    ],
    ['an input that is missing, with an output', 'nowhere.txt', () => ['nowhere.txt', 'target.txt', '-o', 'out.txt']],
    ['gold without an alignment', 'has no alignment beside it', () => ['evaluate', 'source.txt']],
    ['gold that is no JSON', 'source.txt is not valid JSON', () => ['evaluate', 'source.txt', 'target.txt']],
    ['an unknown action on models', 'there is no models burn', () => ['models', 'burn']],
    ['a review without a terminal', 'use hizala align', () => ['review', ...PAIR]],
  ])('%s', (_, message, setUp) => {
    expectRefusal(run(setUp), message);
  });

  test('a model that cannot be fetched, for want of a network', () => {
    const nobody = { HIZALA_HUB: 'http://127.0.0.1:9' };
    expectRefusal(
      run(() => ['models', 'fetch', 'LaBSE'], { env: nobody }),
      'cannot reach 127.0.0.1',
    );
  });

  test.skipIf(!existsSync('/dev/stdin')).each(['align', 'check'])(
    '%s over the file that standard input comes from (needs /dev/stdin)',
    (command) => {
      const folder = folderWith('strict-translation');
      const before = contents(folder);
      const to = command === 'align' ? '--output source.txt' : '--format json=source.txt';
      const line = `'${process.execPath}' '${COMMAND}' ${command} - target.txt ${to} < source.txt`;
      const { status, stderr } = spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
      expect(stderr).toMatch(
        /^hizala: .*source\.txt (?:is one of the two versions|would write over a file that is read).*\n$/,
      );
      expect(status).toBe(2);
      expect(contents(folder)).toEqual(before);
    },
  );

  test.skipIf(!existsSync('/dev/zero'))('a device without an end (needs /dev/zero)', () => {
    expectRefusal(
      run(() => ['/dev/zero', 'target.txt']),
      '/dev/zero is too large',
    );
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk (needs /dev/full)', () => {
    expectRefusal(
      run(() => [...PAIR, '--output', '/dev/full']),
      'the disk is full',
    );
  });

  // Permissions mean nothing to root: there is nothing to be refused.
  test.skipIf(process.getuid?.() === 0)('files and folders without permission (skipped for root)', () => {
    expectRefusal(
      run((write, folder) => {
        write('locked.txt', 'Nobody reads this.');
        chmodSync(join(folder, 'locked.txt'), 0);
        return ['locked.txt', 'target.txt'];
      }),
      'locked.txt cannot be read',
    );
    expectRefusal(
      run((_, folder) => {
        mkdirSync(join(folder, 'locked'), { mode: 0o555 });
        return [...PAIR, '--output', 'locked/out.json'];
      }),
      'permission denied',
    );
  });
});

describe('what is odd but can be run', () => {
  test('both sides in the same language: a sentence, and the comparison', () => {
    const { status, stdout, stderr } = run(() => ['source.txt', 'source.txt', '--format', 'json']);
    expect(status).toBe(0);
    expect(stderr).toMatch(SENTENCE);
    expect(stderr).toContain('both versions are in the same language (en)');
    const { beads, findings } = JSON.parse(stdout);
    expect(
      beads.every(({ source, target }: { source: number[]; target: number[] }) => `${source}` === `${target}`),
    ).toBe(true);
    expect(findings).toEqual([]);
  });

  test('two different stories: not-same-story', () => {
    const { source, target } = fixture('unrelated');
    const { findings, summary } = alignment([source, target]);
    expect(summary.sameStory).toBe(false);
    expect(findings.map(({ code }) => code)).toContain('not-same-story');
    expect(output([source, target])).toContain('not look like two versions of one story');
  });

  test('one segment on each side', () => {
    const folder = folderWith('strict-translation');
    writeFileSync(join(folder, 'en.txt'), 'The ferry leaves at seven.');
    writeFileSync(join(folder, 'tr.txt'), 'Feribot yedide kalkıyor.');
    expect(alignment(['en.txt', 'tr.txt'], { cwd: folder }).beads).toHaveLength(1);
  });

  test('a long line without a full stop, and one without a blank', () => {
    const folder = folderWith('strict-translation');
    writeFileSync(join(folder, 'words.txt'), 'the rope and '.repeat(4_000));
    writeFileSync(join(folder, 'letters.txt'), 'a'.repeat(300_000));
    for (const name of ['words.txt', 'letters.txt']) {
      const { status, stderr } = hizala([name, 'target.txt', '--source-lang', 'en'], { cwd: folder });
      expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' });
    }
  });

  test('control characters of a text reach no terminal', () => {
    const folder = folderWith('strict-translation');
    const harbour = 'The boat leaves the harbour at six o’clock. '.repeat(12);
    writeFileSync(join(folder, 'red.txt'), `${harbour}The \u001b[31mred\u001b[0m boat\u0007 stays.\n`);
    writeFileSync(join(folder, 'tr.txt'), 'Tekne limandan saat altıda ayrılıyor. Kırmızı tekne kalıyor.\n');
    for (const format of ['text', 'html']) {
      const report = output(['red.txt', 'tr.txt', '--format', format], { cwd: folder });
      expect([...report].filter((letter) => letter < ' ' && letter !== '\n')).toEqual([]);
    }
  });

  test('links to files are followed', () => {
    const folder = folderWith('strict-translation');
    symlinkSync('source.txt', join(folder, 'link.txt'));
    copyFileSync(join(folder, 'target.txt'), join(folder, 'file.txt'));
    symlinkSync('file.txt', join(folder, 'out.txt'));
    expect(output(['link.txt', 'target.txt', '-o', 'out.txt'], { cwd: folder })).toBe('');
    expect(contents(folder)[join(folder, 'file.txt')]).toContain('Sandvik');
  });
});
