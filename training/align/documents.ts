import type { Kind } from '../../src/core/document.ts';
import type { Block, Pair } from './corpora.ts';
import type { Random } from './random.ts';

/** A segment of a made document. */
export interface MadeSegment {
  readonly text: string;
  readonly kind: Kind;
  readonly lang: 'en' | 'tr';
}

/** Two made versions of a story, and which segments say the same. Null beads are left out of the gold. */
export interface MadeStory {
  readonly name: string;
  readonly source: readonly MadeSegment[];
  readonly target: readonly MadeSegment[];
  readonly gold: readonly { readonly source: readonly number[]; readonly target: readonly number[] }[];
}

/** How far the two versions of a made story lie apart. Probabilities a unit, except where said. */
interface Noise {
  readonly dropSource: number;
  readonly dropTarget: number;
  readonly merge: number;
  readonly split: number;
  readonly insert: number;
  /** Share of the units one side of which gives way to something else, so that two strangers stand in one place. */
  readonly replace: number;
  readonly truncate: number;
  /** Share of the units whose two sides lose words of their own, as free paraphrases do. */
  readonly paraphrase: number;
  /** How many blocks stand elsewhere on the other side. */
  readonly moves: number;
  /** How often a unit changes places with one of the three after it. */
  readonly swap: number;
  readonly embed: number;
  readonly list: number;
}

/** From a faithful translation to a retelling that keeps a half; the common kinds stand twice. */
const LEVELS: readonly Noise[] = [
  {
    dropSource: 0.02,
    dropTarget: 0.02,
    merge: 0.06,
    split: 0.05,
    insert: 0.02,
    replace: 0.01,
    truncate: 0,
    paraphrase: 0,
    moves: 0,
    swap: 0,
    embed: 0,
    list: 0,
  },
  {
    dropSource: 0.07,
    dropTarget: 0.07,
    merge: 0.12,
    split: 0.08,
    insert: 0.06,
    replace: 0.02,
    truncate: 0.03,
    paraphrase: 0.03,
    moves: 0,
    swap: 0,
    embed: 0.02,
    list: 0.02,
  },
  {
    dropSource: 0.06,
    dropTarget: 0.06,
    merge: 0.15,
    split: 0.08,
    insert: 0.05,
    replace: 0.02,
    truncate: 0.02,
    paraphrase: 0,
    moves: 1,
    swap: 0,
    embed: 0.01,
    list: 0.02,
  },
  {
    dropSource: 0.08,
    dropTarget: 0.08,
    merge: 0.12,
    split: 0.06,
    insert: 0.08,
    replace: 0.02,
    truncate: 0.03,
    paraphrase: 0.05,
    moves: 2,
    swap: 0.02,
    embed: 0.02,
    list: 0.02,
  },
  {
    dropSource: 0.25,
    dropTarget: 0.2,
    merge: 0.15,
    split: 0.08,
    insert: 0.15,
    replace: 0.05,
    truncate: 0.2,
    paraphrase: 0.4,
    moves: 5,
    swap: 0.08,
    embed: 0.06,
    list: 0.03,
  },
  {
    dropSource: 0.45,
    dropTarget: 0.4,
    merge: 0.15,
    split: 0.08,
    insert: 0.2,
    replace: 0.05,
    truncate: 0.3,
    paraphrase: 0.6,
    moves: 8,
    swap: 0.12,
    embed: 0.08,
    list: 0.03,
  },
];

const UNTRANSLATED = 0.01;

/** A bead in the making: the texts of either side, and whether they are list items or a heading. */
interface Unit {
  source: MadeSegment[];
  target: MadeSegment[];
}

const TERMS: readonly Pair[] = [
  ['bread', 'ekmek'],
  ['water', 'su'],
  ['salt', 'tuz'],
  ['apples', 'elma'],
  ['Germany', 'Almanya'],
  ['France', 'Fransa'],
  ['Greece', 'Yunanistan'],
  ['Egypt', 'Mısır'],
  ['Hungary', 'Macaristan'],
  ['Spain', 'İspanya'],
  ['Cambodia', 'Kamboçya'],
  ['Indonesia', 'Endonezya'],
  ['Philippines', 'Filipinler'],
  ['Malaysia', 'Malezya'],
  ['Laos', 'Laos'],
  ['Poland', 'Polonya'],
  ['health', 'sağlık'],
  ['education', 'eğitim'],
  ['transport', 'ulaşım'],
  ['energy', 'enerji'],
  ['security', 'güvenlik'],
  ['January', 'Ocak'],
  ['May', 'Mayıs'],
  ['August', 'Ağustos'],
  ['doctors', 'doktorlar'],
  ['teachers', 'öğretmenler'],
  ['the mayor', 'belediye başkanı'],
  ['volunteers', 'gönüllüler'],
  ['the police', 'polis'],
  ['children', 'çocuklar'],
];

/**
 * Makes a story pair from a block of sentence pairs: drops, merges, splits, truncations, foreign sentences, embeds in
 * the other language, lists, moved blocks; the sides are swapped in half of the stories.
 *
 * @param strangers sentence pairs of the same corpus that are not in the block
 */
export function makeStory(
  block: Block,
  strangers: readonly Pair[],
  level: number,
  random: Random,
  swap = random.chance(0.5),
): MadeStory {
  const noise = LEVELS[level % LEVELS.length]!;
  let units = startingUnits(block.pairs, random);
  if (random.chance(noise.list * units.length)) units.splice(random.between(0, units.length), 0, makeList(random));
  units = mergeUnits(units, noise, random);
  for (const unit of units) {
    if (random.chance(noise.split)) splitUnit(unit, random);
    if (random.chance(noise.truncate)) truncateUnit(unit, random);
    if (random.chance(noise.paraphrase)) paraphraseUnit(unit, random);
    if (random.chance(UNTRANSLATED)) leaveUntranslated(unit, random);
  }
  // A drop takes consecutive units now and then, as an editor cuts a passage.
  dropRuns(units, 'source', noise.dropSource, random);
  dropRuns(units, 'target', noise.dropTarget, random);
  units = replaceSides(units, strangers, noise.replace, random);
  units = insertStrangers(units, strangers, noise, random);

  const order = swapNeighbours(moveBlocks(units.length, noise.moves, random), noise.swap, random);
  const sides = { source: [] as MadeSegment[], target: [] as MadeSegment[] };
  const members = units.map(() => ({ source: [] as number[], target: [] as number[] }));
  units.forEach((unit, u) => {
    for (const segment of unit.source) members[u]!.source.push(sides.source.push(segment) - 1);
  });
  for (const u of order) {
    for (const segment of units[u]!.target) members[u]!.target.push(sides.target.push(segment) - 1);
  }
  const gold = members.filter((bead) => bead.source.length > 0 && bead.target.length > 0);
  const name = `${block.corpus}/${level % LEVELS.length}`;
  return !swap
    ? { name, source: sides.source, target: sides.target, gold }
    : {
        name,
        source: sides.target,
        target: sides.source,
        gold: gold
          .map((bead) => ({ source: bead.target, target: bead.source }))
          .sort((a, b) => a.source[0]! - b.source[0]!),
      };
}

/** Stories one after another as one: in a long text everything has more rivals. */
export function joinStories(stories: readonly MadeStory[]): MadeStory {
  const source = stories.flatMap((story) => story.source);
  const target = stories.flatMap((story) => story.target);
  let sourceOffset = 0;
  let targetOffset = 0;
  const gold = stories.flatMap((story) => {
    const beads = story.gold.map((bead) => ({
      source: bead.source.map((i) => i + sourceOffset),
      target: bead.target.map((j) => j + targetOffset),
    }));
    sourceOffset += story.source.length;
    targetOffset += story.target.length;
    return beads;
  });
  return { name: 'joined', source, target, gold };
}

function startingUnits(pairs: readonly Pair[], random: Random): Unit[] {
  const length = Math.min(pairs.length, random.between(6, 40));
  const from = random.between(0, pairs.length - length);
  return pairs.slice(from, from + length).map(([en, tr]) => {
    const kind: Kind = isHeadingLike(en) && isHeadingLike(tr) && random.chance(0.8) ? 'heading' : 'sentence';
    return { source: [{ text: en, kind, lang: 'en' }], target: [{ text: tr, kind, lang: 'tr' }] };
  });
}

const isHeadingLike = (text: string): boolean => !/[.!?:;,…"”)]$/.test(text) && text.split(/\s+/).length <= 9;

function makeList(random: Random): Unit {
  const terms = random.shuffle(TERMS).slice(0, random.between(3, 11));
  const list = (side: 0 | 1, and: string): string => {
    const words = terms.map((term) => term[side]);
    return `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;
  };
  const items = (side: 0 | 1, lang: 'en' | 'tr'): MadeSegment[] =>
    terms.map((term) => ({ text: term[side], kind: 'list-item', lang }));
  const intro: Pair = random.pick([
    ['These are part of it:', 'Bunlar onun parçasıdır:'],
    ['The following took part:', 'Katılanlar şunlardı:'],
    ['Among them are:', 'Bunlar arasında şunlar var:'],
  ] as const);
  const en: MadeSegment = { text: `${intro[0]} ${list(0, 'and')}.`, kind: 'sentence', lang: 'en' };
  const tr: MadeSegment = { text: `${intro[1]} ${list(1, 've')}.`, kind: 'sentence', lang: 'tr' };
  return random.chance(0.5)
    ? { source: [en], target: [{ text: intro[1], kind: 'sentence', lang: 'tr' }, ...items(1, 'tr')] }
    : { source: [{ text: intro[0], kind: 'sentence', lang: 'en' }, ...items(0, 'en')], target: [tr] };
}

/** Joins the texts of neighbouring units on one side, so that a bead of 2-1, 3-1, 1-2 or 2-2 comes to be. */
function mergeUnits(units: readonly Unit[], noise: Noise, random: Random): Unit[] {
  const merged: Unit[] = [];
  for (let u = 0; u < units.length; u++) {
    const unit = units[u]!;
    const plain = (candidate: Unit | undefined): boolean =>
      isPair(candidate) && candidate.source[0]!.kind === 'sentence';
    // A heading may run into the sentence under it where a page was copied as text.
    const opens = plain(unit) || (isPair(unit) && unit.source[0]!.kind === 'heading' && random.chance(0.3));
    if (!opens || !plain(units[u + 1]) || !random.chance(noise.merge)) {
      merged.push(unit);
      continue;
    }
    const count = plain(units[u + 2]) && random.chance(0.2) ? 3 : 2;
    const parts = units.slice(u, u + count);
    const side = random.pick(['source', 'target'] as const);
    const joined = (which: 'source' | 'target'): MadeSegment => ({
      ...parts[1]![which][0]!,
      text: parts.map((part) => part[which][0]!.text).join(' '),
    });
    const apart = (which: 'source' | 'target'): MadeSegment[] => parts.map((part) => part[which][0]!);
    merged.push(
      side === 'source'
        ? { source: [joined('source')], target: apart('target') }
        : { source: apart('source'), target: [joined('target')] },
    );
    u += count - 1;
  }
  return merged;
}

const isPair = (unit: Unit | undefined): unit is Unit => unit?.source.length === 1 && unit.target.length === 1;

/** Leaves the target in the source's language, or the source in the target's. */
function leaveUntranslated(unit: Unit, random: Random): void {
  if (!isPair(unit)) return;
  if (random.chance(0.5)) unit.target = [...unit.source];
  else unit.source = [...unit.target];
}

/** Cuts one side of a 1-1 unit in two at a comma, semicolon or dash near its middle. */
function splitUnit(unit: Unit, random: Random): void {
  const side = random.pick(['source', 'target'] as const);
  const [segment] = unit[side];
  if (segment === undefined || unit.source.length + unit.target.length !== 2 || segment.kind !== 'sentence') return;
  const cuts = [...segment.text.matchAll(/[,;:–—] /g)]
    .map((match) => match.index + 1)
    .filter((at) => at > segment.text.length * 0.25 && at < segment.text.length * 0.75);
  if (cuts.length === 0) return;
  const at = random.pick(cuts);
  unit[side] = [segment.text.slice(0, at), segment.text.slice(at).trim()].map((text) => ({ ...segment, text }));
}

/** Takes a fifth to a half of the words out of one side, in one piece. */
function truncateUnit(unit: Unit, random: Random): void {
  const side = random.pick(['source', 'target'] as const);
  const at = random.between(0, unit[side].length - 1);
  const segment = unit[side][at];
  if (segment === undefined || segment.kind !== 'sentence') return;
  const words = segment.text.split(/\s+/);
  if (words.length < 9) return;
  const lost = Math.round(words.length * (0.2 + random.next() * 0.3));
  const from = random.between(0, words.length - lost);
  unit[side][at] = { ...segment, text: [...words.slice(0, from), ...words.slice(from + lost)].join(' ') };
}

/** Drops up to half of the words of each side, each on its own, so that less is shared than was. */
function paraphraseUnit(unit: Unit, random: Random): void {
  for (const side of ['source', 'target'] as const) {
    const rate = random.next() * 0.5;
    unit[side] = unit[side].map((segment) => {
      const words = segment.text.split(/\s+/);
      if (segment.kind !== 'sentence' || words.length < 6) return segment;
      return {
        ...segment,
        text: words.filter((_, w) => w === 0 || w === words.length - 1 || !random.chance(rate)).join(' '),
      };
    });
  }
}

function dropRuns(units: Unit[], side: 'source' | 'target', rate: number, random: Random): void {
  for (let u = 0; u < units.length; u++) {
    if (!random.chance(rate / 1.6)) continue;
    const length = random.chance(0.3) ? random.between(2, 4) : 1;
    for (let n = 0; n < length && u + n < units.length; n++) units[u + n]![side] = [];
    u += length;
  }
}

/** Puts a foreign sentence in the place of one side; what it stood for and what it says are then without counterpart. */
function replaceSides(units: readonly Unit[], strangers: readonly Pair[], rate: number, random: Random): Unit[] {
  return units.flatMap((unit): Unit[] => {
    if (!isPair(unit) || unit.source[0]!.kind !== 'sentence' || !random.chance(rate)) return [unit];
    const [en, tr] = random.pick(strangers);
    return random.chance(0.5)
      ? [
          { source: unit.source, target: [] },
          { source: [], target: [{ text: tr, kind: 'sentence', lang: 'tr' }] },
        ]
      : [
          { source: [], target: unit.target },
          { source: [{ text: en, kind: 'sentence', lang: 'en' }], target: [] },
        ];
  });
}

function insertStrangers(units: readonly Unit[], strangers: readonly Pair[], noise: Noise, random: Random): Unit[] {
  const result: Unit[] = [];
  for (const unit of units) {
    result.push(unit);
    if (random.chance(noise.embed)) {
      const source = random.chance(0.5);
      const lang = source ? 'tr' : 'en';
      const text = random.pick(strangers)[source ? 1 : 0];
      const post: MadeSegment = {
        text: `${text} https://t.co/${random.between(1e6, 9e6).toString(36)}`,
        kind: 'embed',
        lang,
      };
      const byline: MadeSegment = { text: '— Some News (@some_news) October 3, 2023', kind: 'byline', lang };
      result.push(source ? { source: [post, byline], target: [] } : { source: [], target: [post, byline] });
    }
    while (random.chance(noise.insert)) {
      const [en, tr] = random.pick(strangers);
      const inSource = random.chance(0.5);
      // Quoted posts are often left in the language they were written in.
      const inEnglish = random.chance(0.25) ? !inSource : inSource;
      const stranger: MadeSegment = { text: inEnglish ? en : tr, kind: 'sentence', lang: inEnglish ? 'en' : 'tr' };
      result.push(inSource ? { source: [stranger], target: [] } : { source: [], target: [stranger] });
    }
  }
  return result;
}

/** The order in which the units stand on the target side. */
function moveBlocks(length: number, moves: number, random: Random): number[] {
  const order = Array.from({ length }, (_, u) => u);
  for (let move = 0; move < moves && length >= 6; move++) {
    const block = order.splice(random.between(0, length - 4), random.between(1, 4));
    order.splice(random.between(0, order.length), 0, ...block);
  }
  return order;
}

/** A retelling often says in another order what stands close together. */
function swapNeighbours(order: number[], rate: number, random: Random): number[] {
  for (let at = 0; at + 1 < order.length; at++) {
    if (!random.chance(rate)) continue;
    const other = Math.min(order.length - 1, at + random.between(1, 3));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
