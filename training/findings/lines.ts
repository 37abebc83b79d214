import { createContext } from '../../src/compare/context.ts';
import type { BeadSupport } from '../../src/compare/word-support.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import type { Side, Sides } from '../../src/core/side.ts';
import { mapSides } from '../../src/core/side.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import type { Block, Pair } from '../align/corpora.ts';
import type { Random } from '../align/random.ts';
import { type ErrorType, type Injected, inject, makeStock, type Stock } from './inject.ts';

/** A bead of a made document, and the error that was put into it. */
export interface Line {
  readonly corpus: string;
  readonly error: (Injected & { readonly side: Side }) | null;
  readonly support: BeadSupport;
  /** Where the segments with the error begin. */
  readonly offset: Sides<number>;
}

export type Stocks = ReadonlyMap<string, Sides<Stock>>;

const LANGS: Sides<string> = { source: 'en', target: 'tr' };

const ERROR_RATE = 0.35;
/** How often two pairs become one of which the other side has only the first: a sentence that was dropped, or added. */
const JOIN_RATE = 0.025;
/** How often a word is replaced in the source: then the translation lacks a word, and has another too many. */
const SOURCE_RATE = 0.35;
/** How often a bead has two sentences on each side. */
const PAIR_RATE = 0.06;
/** Longer sentences are not joined. */
const MOST_JOINED = 110;
/** How often the clause that is added comes from the same block rather than from anywhere in the corpus. */
const SAME_BLOCK = 0.3;

/** What each corpus has to put into its sentences. */
export function makeStocks(blocks: readonly Block[]): Stocks {
  const byCorpus = new Map<string, Pair[]>();
  for (const { corpus, pairs } of blocks) byCorpus.set(corpus, [...(byCorpus.get(corpus) ?? []), ...pairs]);
  return new Map([...byCorpus].map(([corpus, pairs]) => [corpus, stockOf(pairs)]));
}

const stockOf = (pairs: readonly Pair[]): Sides<Stock> => ({
  source: makeStock(
    pairs.map(([en]) => en),
    'en',
  ),
  target: makeStock(
    pairs.map(([, tr]) => tr),
    'tr',
  ),
});

interface MadePair {
  readonly source: string;
  readonly target: string;
  readonly error: Line['error'];
}

/** How often each type of error is put in. */
const TYPES: readonly ErrorType[] = ['word', 'word', 'phrase', 'name', 'addition', 'addition'];

/**
 * Makes a document of a block, with errors put into some of its pairs, and measures its beads: those with an error, and the
 * others if they are wanted.
 */
export async function readLines(
  { corpus, pairs }: Block,
  wantClean: boolean,
  stocks: Stocks,
  embedder: IdentifiedEmbedder,
  random: Random,
): Promise<Line[]> {
  const stock = { far: stocks.get(corpus)!, near: stockOf(pairs) };
  const made = makePairs(pairs, stock, random);
  const texts = { source: made.map(({ source }) => source), target: made.map(({ target }) => target) };
  const sides = mapSides(texts, (some, side) => asDocument(some, LANGS[side]));
  const vectors = { source: await embedder.embed(texts.source), target: await embedder.embed(texts.target) };
  const groups = groupsOf(made, random);
  const beads = groups.map((group) => ({ source: group, target: group, confidence: 1, moved: false }));
  const context = createContext({ sides, vectors, beads, discriminator: embedder.discriminator() });
  return groups.flatMap((group, i) => {
    const wrong = group.find((at) => made[at]!.error !== null) ?? group[0]!;
    const { error } = made[wrong]!;
    const support = error === null && !wantClean ? null : context.support(i);
    if (support === null) return [];
    return [{ corpus, error, support, offset: mapSides(sides, ({ segments }) => segments[wrong]!.start) }];
  });
}

/** The pairs in beads: mostly one each, now and then two together, of which one at most has an error. */
function groupsOf(made: readonly MadePair[], random: Random): number[][] {
  const groups: number[][] = [];
  for (let i = 0; i < made.length; i++) {
    const next = made[i + 1];
    const both = next !== undefined && (made[i]!.error === null || next.error === null) && random.chance(PAIR_RATE);
    groups.push(both ? [i, ++i] : [i]);
  }
  return groups;
}

function makePairs(
  pairs: readonly Pair[],
  stock: { readonly far: Sides<Stock>; readonly near: Sides<Stock> },
  random: Random,
): MadePair[] {
  const made: MadePair[] = [];
  for (let i = 0; i < pairs.length; i++) {
    const pair = { source: pairs[i]![0].trim(), target: pairs[i]![1].trim() };
    const next = pairs[i + 1];
    if (next !== undefined && random.chance(JOIN_RATE)) {
      const side: Side = random.chance(0.5) ? 'source' : 'target';
      const joined = join(pair[side], next[side === 'source' ? 0 : 1].trim(), random);
      if (joined !== null) {
        made.push({ ...pair, [side]: joined.text, error: { ...joined, side } });
        i++;
        continue;
      }
    }
    if (!random.chance(ERROR_RATE)) {
      made.push({ ...pair, error: null });
      continue;
    }
    const type = random.pick(TYPES);
    const side: Side = random.chance(type === 'addition' ? 0.5 : SOURCE_RATE) ? 'source' : 'target';
    const from = random.chance(SAME_BLOCK) ? stock.near : stock.far;
    const error = inject(pair[side], LANGS[side], type, from[side], random);
    // A clause that the sentence says already is no error.
    const isError = error !== null && !pair[side].includes(error.text.slice(error.start, error.end));
    made.push(isError ? { ...pair, [side]: error.text, error: { ...error, side } } : { ...pair, error: null });
  }
  return made;
}

/** What stands between two sentences that became one. */
const JOINTS = [', ', ' – ', '; ', ' '] as const;

function join(first: string, second: string, random: Random): Injected | null {
  if (first.length > MOST_JOINED || second.length > MOST_JOINED || second.split(' ').length < 4) return null;
  const joint = random.pick(JOINTS);
  const head = joint === ' ' ? first : first.replace(/[.!?…]+$/, '');
  const start = head.length + joint.length;
  return { text: head + joint + second, type: 'addition', start, end: start + second.length };
}

function asDocument(texts: readonly string[], lang: string): SegmentedDocument {
  let at = 0;
  const segments = texts.map((text, index) => {
    const start = at;
    at += text.length + 1;
    return { index, start, end: start + text.length, text, kind: 'sentence' as const, lang };
  });
  return { document: { path: '', text: texts.join('\n'), sha256: '', blocks: [] }, lang, segments };
}
