import { beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../src/compare/context.ts';
import { replacedTerm } from '../../src/compare/rules/replaced-term.ts';
import type { Embedder } from '../../src/core/vectors.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { loadModels } from '../../src/embed/load-models.ts';
import { asLine, type Pairing, story } from './story.ts';

let embedder: Embedder;

beforeAll(async () => {
  const entry = loadModels().find(({ name }) => name === 'tr-en-base')!;
  embedder = await createEmbedder(entry, { noCache: true });
});

/** What the rule marks; without beads, segment i belongs to segment i. */
const replaced = async (
  source: readonly string[],
  target: readonly string[],
  beads?: readonly Pairing[],
): Promise<readonly string[]> => {
  const vectors = { source: await embedder.embed(source), target: await embedder.embed(target) };
  const input = { ...story(source, target, beads), vectors };
  return replacedTerm(createContext(input)).map((finding) => asLine(input, finding));
};

/** A story told faithfully, and the words of its translation that a careless hand puts other words for. */
interface Story {
  readonly about: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly right: string;
  readonly wrong: string;
  /** What the source says there. */
  readonly term: RegExp;
}

const STORIES: readonly Story[] = [
  {
    about: 'wind power',
    source: [
      'A wind farm will be built off the coast next spring.',
      'The company said that the first wind turbine towers would arrive in March.',
      'Fishermen fear that the turbines will drive the fish away.',
      'The wind blows there on three hundred days a year.',
    ],
    target: [
      'Önümüzdeki bahar kıyı açıklarında bir rüzgâr santrali kurulacak.',
      'Şirket, ilk rüzgâr türbini kulelerinin martta geleceğini söyledi.',
      'Balıkçılar, türbinlerin balıkları kaçıracağından korkuyor.',
      'Orada rüzgâr yılda üç yüz gün esiyor.',
    ],
    right: 'rüzgâr türbini',
    wrong: 'düğün pastası',
    term: /wind|turbine/,
  },
  {
    about: 'a court',
    source: [
      'The court heard the first witness in the bribery trial on Tuesday.',
      'Prosecutors say that the mayor hid bribery payments in his garden.',
      'The judge asked why nobody had reported the bribery.',
      'The trial will go on for two months.',
    ],
    target: [
      'Mahkeme, rüşvet davasındaki ilk tanığı salı günü dinledi.',
      'Savcılar, belediye başkanının rüşvet ödemelerini bahçesine sakladığını söylüyor.',
      'Yargıç, rüşveti neden kimsenin bildirmediğini sordu.',
      'Dava iki ay sürecek.',
    ],
    right: 'rüşvet ödemelerini',
    wrong: 'zeytin ödemelerini',
    term: /bribery/,
  },
  {
    about: 'refugees',
    source: [
      'The refugees crossed the border before dawn.',
      'Volunteers opened a refugee camp beside the old railway station.',
      'Many of the refugees had walked for a week.',
      'The station has been closed since the war.',
    ],
    target: [
      'Mülteciler sınırı şafaktan önce geçti.',
      'Gönüllüler, eski tren istasyonunun yanında bir mülteci kampı açtı.',
      'Mültecilerin çoğu bir hafta boyunca yürümüştü.',
      'İstasyon savaştan beri kapalı.',
    ],
    right: 'mülteci kampı',
    wrong: 'satranç kampı',
    term: /refugee/,
  },
  {
    about: 'a dam',
    source: [
      'The dam was damaged by the earthquake in April.',
      'Engineers measured the dam walls and found no new cracks.',
      'Villages below the dam were emptied for two days.',
      'The earthquake was felt as far as the capital.',
    ],
    target: [
      'Baraj, nisandaki depremde hasar gördü.',
      'Mühendisler baraj duvarlarını ölçtü ve yeni çatlak bulmadı.',
      'Barajın altındaki köyler iki günlüğüne boşaltıldı.',
      'Deprem başkentte bile hissedildi.',
    ],
    right: 'baraj duvarlarını',
    wrong: 'peynir duvarlarını',
    term: /dam/,
  },
  {
    about: 'data',
    source: [
      'The bank lost customer data in a break-in last year.',
      'Its staff now learn how to answer attacks, including customer data theft.',
      'A customer found his own data on the internet.',
      'The bank paid a fine of two million euros.',
    ],
    target: [
      'Banka geçen yıl bir saldırıda müşteri verilerini kaybetti.',
      'Çalışanları artık müşteri verisi hırsızlığı dahil saldırılara nasıl karşılık vereceklerini öğreniyor.',
      'Bir müşteri kendi verilerini internette buldu.',
      'Banka iki milyon avro ceza ödedi.',
    ],
    right: 'müşteri verisi',
    wrong: 'orman ağacı',
    term: /customer|data/,
  },
];

describe('a term in whose place the translation says something else', () => {
  it.each(STORIES)('is marked in a story about $about', async ({ source, target, right, wrong, term }) => {
    const spoilt = target.map((sentence) => sentence.replace(right, wrong));
    const found = await replaced(source, spoilt);
    expect(found).toHaveLength(1);
    const [, , , marked, counterpart] = found[0]!.split(' | ');
    expect(marked).toContain(wrong.split(' ')[0]);
    expect(counterpart).toMatch(term);
  });

  it.each(STORIES)('is not looked for where the story about $about says it', async ({ source, target, right }) => {
    expect(target.join(' ')).toContain(right);
    expect(await replaced(source, target)).toEqual([]);
  });

  it('is marked in a sentence that is told too freely to be paired', async () => {
    const { source, target, right, wrong } = STORIES.at(-1)!;
    const spoilt = target.map((sentence) => sentence.replace(right, wrong));
    const apart: readonly Pairing[] = [
      [[0], [0]],
      [[1], []],
      [[], [1]],
      [[2], [2]],
      [[3], [3]],
    ];
    expect(await replaced(source, spoilt, apart)).toHaveLength(1);
    expect(await replaced(source, target, apart)).toEqual([]);
  });

  it('is none that the translation nowhere knows: a word may be left out', async () => {
    const { source, target, right, wrong } = STORIES[1]!;
    const spoilt = target.map((sentence) => sentence.replace(right, wrong).replaceAll(/rüşvet\p{L}*/gu, 'bu'));
    expect(await replaced(source, spoilt)).toEqual([]);
  });
});
