import { beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import type { CompareInput } from '../../src/compare/context.ts';
import type { Embedder } from '../../src/core/vectors.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { loadModels } from '../../src/embed/load-models.ts';
import { asLine, story } from './story.ts';

/* What is learned is learned for the bundled model, so these cases run on it. */
let embedder: Embedder;

beforeAll(async () => {
  const entry = loadModels().find(({ name }) => name === 'tr-en-base')!;
  embedder = await createEmbedder(entry, { noCache: true });
});

const read = async (source: readonly string[], target: readonly string[]): Promise<CompareInput> => ({
  ...story(source, target),
  vectors: { source: await embedder.embed(source), target: await embedder.embed(target) },
});

const CODES = new Set(['unsupported-span', 'missing-span', 'name-mismatch', 'moved']);

const spans = (input: CompareInput): string[] =>
  compare(input)
    .findings.filter(({ code }) => CODES.has(code))
    .map((finding) => asLine(input, finding));

const SOURCE = [
  'The ministry trains officials of seven countries against cyber attacks, including crypto asset theft.',
  'The minister said that the crypto assets had been sold on local exchanges.',
  'Last year the museum of Ankara was visited by many students.',
];
const TARGET = [
  'Bakanlık, yedi ülkenin yetkililerine kripto varlık çalmak dahil siber saldırılara karşı eğitim veriyor.',
  'Bakan, kripto varlıkların yerel borsalarda satıldığını söyledi.',
  'Geçen yıl Ankara müzesini çok sayıda öğrenci ziyaret etti.',
];

describe('unsupported-span, missing-span, name-mismatch, moved', () => {
  it('keep silent over a translation', async () => {
    expect(spans(await read(SOURCE, TARGET))).toEqual([]);
  });

  it('join a wrong term with the source phrase in its place', async () => {
    const wrong = TARGET[0]!.replace('kripto varlık', 'sanat öğelerini');
    const [line, ...more] = spans(await read(SOURCE, [wrong, ...TARGET.slice(1)]));
    expect(line).toMatch(/^unsupported-span \| mistranslation \| target \| sanat öğelerini.* \| crypto asset/);
    expect(more).toEqual([]);
  });

  it('take a full stop that is missing for a sign that more is', async () => {
    const source = SOURCE.with(1, SOURCE[1]!.replace('.', ', to collectors and banks.'));
    const whereSecondIs = async (second: string): Promise<string[]> =>
      spans(await read(source, TARGET.with(1, second)));
    const cut = 'Bakan, kripto varlıkların yerel borsalarda';
    expect(await whereSecondIs(cut)).toEqual([
      expect.stringMatching(/^missing-span \| source \| .*to collectors and banks$/),
    ]);
    expect(await whereSecondIs(`${cut}.`)).toEqual([]);
    // It may also just be left out.
    expect(spans(await read(SOURCE, TARGET.with(1, TARGET[1]!.replace('.', ''))))).toEqual([]);
  });

  it('mark a clause that the translation adds', async () => {
    const clause = 'hava sıcaklığı bahçedeki ağaçları kuruturken';
    const added = TARGET[1]!.replace('Bakan,', `Bakan, ${clause},`);
    const [line, ...more] = spans(await read(SOURCE, [TARGET[0]!, added, TARGET[2]!]));
    expect(line).toContain('unsupported-span | addition | target | ');
    expect(line).toContain('sıcaklığı bahçedeki ağaçları');
    expect(more).toEqual([]);
  });

  it('mark a clause that the translation drops, in the source', async () => {
    const clause = 'while the trees in the garden withered in the summer heat';
    const longer = SOURCE[1]!.replace('.', `, ${clause}.`);
    const [line, ...more] = spans(await read([SOURCE[0]!, longer, SOURCE[2]!], TARGET));
    expect(line).toContain('missing-span | source | ');
    expect(line).toContain('trees in the garden withered');
    expect(more).toEqual([]);
  });

  it('tell of a clause that the translation says a sentence later that it has moved', async () => {
    const source = SOURCE[0]!.replace('.', ', he told the crowd of farmers in the village square.');
    const target = TARGET[1]!.replace('Bakan,', 'Bakan, köy meydanındaki kalabalık çiftçilere,');
    const [line, ...more] = spans(await read([source, ...SOURCE.slice(1)], [TARGET[0]!, target, TARGET[2]!]));
    expect(line).toMatch(/^moved \| target \| köy meydanındaki kalabalık çiftçilere.* \| .*crowd of farmers/);
    expect(more).toEqual([]);
  });

  it('mark a name that stands for another', async () => {
    const wrong = TARGET[2]!.replace('Ankara', 'Brooklyn');
    expect(spans(await read(SOURCE, [...TARGET.slice(0, 2), wrong]))).toEqual([
      'name-mismatch | target | Brooklyn | Ankara',
    ]);
  });

  it('are at most warnings: similarity is no counted evidence', async () => {
    const wrong = TARGET[2]!.replace('Ankara', 'Brooklyn');
    const { findings } = compare(await read(SOURCE, [...TARGET.slice(0, 2), wrong]));
    expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('take a thousand segments in a moment', async () => {
    const many = <T>(items: readonly T[]): T[] => Array.from({ length: 1000 }, (_, i) => items[i % items.length]!);
    const input = await read(many(SOURCE), many(TARGET));
    const started = process.cpuUsage();
    compare(input);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(6_000);
  });
});
