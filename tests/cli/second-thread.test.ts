import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSides as readInOneThread } from '../../src/cli/compare-files.ts';
import { readTraits } from '../../src/evidence/traits.ts';
import { emptyFolder } from '../support/folders.ts';

/** As it is shipped: run from its source it has no second thread. */
const built = async <Module>(path: string): Promise<Module> =>
  import(new URL(`../../dist/${path}.js`, import.meta.url).href);
const { readSides } = await built<typeof import('../../src/cli/compare-files.ts')>('cli/compare-files');
const { runInSecondThread } = await built<typeof import('../../src/cli/second-thread.ts')>('cli/second-thread');

const LINES = 4000;
const folder = emptyFolder();
const io = { cwd: folder, readStdin: () => Promise.reject(new Error('no standard input here')) };
const options = { segmentation: 'sentences', langs: { source: undefined, target: undefined } } as const;

beforeAll(() => {
  const english = (n: number): string =>
    `On day ${n} the ferry from Suva carried ${n + 3} passengers to the island. “It was late”, said Ann Smith.`;
  const turkish = (n: number): string =>
    `Suva'dan kalkan feribot ${n}. gün adaya ${n + 3} yolcu taşıdı. Ann Smith “Geç kaldı” dedi.`;
  const numbers = Array.from({ length: LINES }, (_, n) => n);
  writeFileSync(join(folder, 'source.en.txt'), numbers.map(english).join('\n'));
  writeFileSync(join(folder, 'target.tr.txt'), numbers.map(turkish).join('\n'));
  writeFileSync(join(folder, 'noise.bin'), new Uint8Array(400_000));
});

describe('a second thread', () => {
  it('reads a side as the first one does', async () => {
    const paths = { source: 'source.en.txt', target: 'target.tr.txt' };
    expect(await readSides(paths, options, io)).toEqual(await readInOneThread(paths, options, io));
  });

  it('reads the traits that the first one reads', async () => {
    const sides = await readInOneThread({ source: 'source.en.txt', target: 'target.tr.txt' }, options, io);
    const columnsOf = ({ lang, segments }: typeof sides.source) => ({
      lang,
      texts: segments.map(({ text }) => text),
      kinds: segments.map(({ kind }) => kind),
      langs: segments.map((segment) => segment.lang),
    });
    const traits = await runInSecondThread('traits', {
      source: columnsOf(sides.source),
      target: columnsOf(sides.target),
    });
    expect(traits.source).toEqual(readTraits(sides.source, sides.target.lang));
    expect(traits.target).toEqual(readTraits(sides.target, sides.source.lang));
  });

  it('says what is wrong with a file as the first one does', async () => {
    const paths = { source: 'source.en.txt', target: 'noise.bin' };
    const expected = await readInOneThread(paths, options, io).catch((error: unknown) => error);
    const { message, hint } = expected as Error & { hint: string };
    await expect(readSides(paths, options, io)).rejects.toMatchObject({ name: 'UserError', message, hint });
  });
});
