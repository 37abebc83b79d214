import { align } from '../../src/align/align.ts';
import type { AlignInput } from '../../src/align/input.ts';
import type { Bead } from '../../src/core/bead.ts';
import { opposite, type Side, type Sides } from '../../src/core/side.ts';
import type { Embedder } from '../../src/core/vectors.ts';
import { readTraits } from '../../src/evidence/traits.ts';
import { documentOf } from './comparison.ts';

/** Three paragraphs for each side that have to do with no story, nor with one another. */
const PARAGRAPHS: Sides<readonly (readonly string[])[]> = {
  source: [
    [
      'To tune a piano, begin with the A above middle C.',
      'Mute two strings of every note with felt and turn the pin slowly.',
      'Listen until the beats between both strings die away.',
    ],
    [
      'Knead the dough for ten minutes and let it rise under a damp cloth.',
      'Rye flour drinks more water than wheat.',
      'Bake the loaf on a hot stone until the crust sounds hollow.',
    ],
    [
      'A sheepshank shortens a rope without cutting it.',
      'The bowline never slips and is easy to untie.',
      'Practise both knots with your eyes closed.',
    ],
  ],
  target: [
    [
      'Hamuru on dakika yoğurun ve nemli bezin altında mayalanmaya bırakın.',
      'Çavdar unu buğdaydan daha çok su çeker.',
      'Ekmeği kızgın taşın üstünde kabuğu boş ses verene kadar pişirin.',
    ],
    [
      'Koyun bağı ipi kesmeden kısaltır.',
      'İzbarço bağı hiç kaymaz ve kolayca çözülür.',
      'İki düğümü de gözleriniz kapalı çalışın.',
    ],
    [
      'Piyano akort ederken ortadaki do sesinin üstündeki la ile başlayın.',
      'Her sesin iki telini keçeyle susturun ve burguyu yavaşça çevirin.',
      'İki tel arasındaki vuruşlar kaybolana dek dinleyin.',
    ],
  ],
};
const LANGS: Sides<string> = { source: 'en', target: 'tr' };

/** Gives the paragraphs, as the aligner sees them. */
export const embedParagraphs = async (embedder: Embedder): Promise<Sides<readonly AlignInput[]>> => {
  const of = (side: Side): Promise<readonly AlignInput[]> =>
    Promise.all(
      PARAGRAPHS[side].map(async (texts) => ({
        vectors: await embedder.embed(texts),
        traits: readTraits(documentOf('', LANGS[side], texts), LANGS[opposite(side)]),
      })),
    );
  return { source: await of('source'), target: await of('target') };
};

/** What became of the beads when a paragraph was put in before segment `at` of a side. */
export interface Insertion {
  readonly side: Side;
  readonly at: number;
  /** True where it parts two members of a bead: then that bead may well change. */
  readonly parts: boolean;
  /** How many beads stand with it as they stand without it. */
  readonly kept: number;
  /** The beads without it that are none with it, and the other way round; members are counted without it. */
  readonly lost: readonly Bead[];
  readonly gained: readonly Bead[];
  /** Beads that pair a sentence of it. */
  readonly paired: readonly Bead[];
}

const keyOf = ({ source, target }: Bead): string => `${source}|${target}`;

/** Puts a paragraph into either side, at both ends and three places between, and aligns each time. */
export function insertEverywhere(
  input: Sides<AlignInput>,
  paragraphs: Sides<readonly AlignInput[]>,
): readonly Insertion[] {
  const before = align(input, { order: 'free' });
  return (['source', 'target'] as const).flatMap((side) => {
    const count = input[side].traits.length;
    const places = [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * count)))];
    return places.map((at, n) => insert(input, before, side, at, paragraphs[side][n % paragraphs[side].length]!));
  });
}

function insert(
  input: Sides<AlignInput>,
  before: readonly Bead[],
  side: Side,
  at: number,
  paragraph: AlignInput,
): Insertion {
  const { vectors, traits } = input[side];
  const grown = {
    vectors: vectors.toSpliced(at, 0, ...paragraph.vectors),
    traits: traits.toSpliced(at, 0, ...paragraph.traits),
  };
  const size = paragraph.traits.length;
  const isNew = (index: number): boolean => index >= at && index < at + size;
  const after = align({ ...input, [side]: grown }, { order: 'free' });
  const others = after
    .filter((bead) => !bead[side].some(isNew))
    .map((bead) => ({ ...bead, [side]: bead[side].map((index) => (index < at ? index : index - size)) }));
  const keys = { before: new Set(before.map(keyOf)), after: new Set(others.map(keyOf)) };
  return {
    side,
    at,
    parts: before.some((bead) => bead[side].includes(at - 1) && bead[side].includes(at)),
    kept: before.filter((bead) => keys.after.has(keyOf(bead))).length,
    lost: before.filter((bead) => !keys.after.has(keyOf(bead))),
    gained: others.filter((bead) => !keys.before.has(keyOf(bead))),
    paired: after.filter((bead) => bead[side].some(isNew) && bead[opposite(side)].length > 0),
  };
}
