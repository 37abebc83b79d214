import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readDocument } from '../../src/read/read-document.ts';
import { segmentDocument } from '../../src/segment/segment-document.ts';
import { SHARED } from '../eval/shared-data.ts';
import { createRandom } from '../support/random.ts';

/** A sentence and its translation. */
export type SentencePair = readonly [source: string, target: string];

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** News, a textbook, posts, dialogue, courses and a company's pages: 130,000 pairs. */
const CORPORA = [
  'setimes_news',
  'd2l_book',
  'i2p_blog_dialogue',
  'tatoeba_manythings',
  'ms_beginners_courses',
  'mozilla_org',
].map((name) => join(SHARED, 'corpora', `${name}.tsv.gz`));

/** Whether the stories are made of sentences that people wrote. */
export const hasCorpora = (): boolean => CORPORA.every((path) => existsSync(path));

/** Pairs of which no side comes twice. */
function* corpusPairs(): Generator<SentencePair> {
  const seen = new Set<string>();
  for (const path of CORPORA) {
    for (const line of gunzipSync(readFileSync(path)).toString().split('\n')) {
      const [source, target] = line.split('\t').map((cell) => cell.trim());
      if (!source || !target || seen.has(source) || seen.has(target)) continue;
      seen.add(source).add(target);
      yield [source, target];
    }
  }
}

/** Pairs of sentences that the gold of the faithful fixtures joins one to one. */
async function fixturePairs(): Promise<readonly SentencePair[]> {
  const pairs = ['strict-translation', 'reordered', 'numbers'].map(async (name) => {
    const textsOf = async (file: string, lang: string): Promise<readonly string[]> => {
      const document = await readDocument(readFileSync(join(FIXTURES, name, file)), file);
      return segmentDocument(document, { segmentation: 'sentences', lang }).segments.map(({ text }) => text);
    };
    const [source, target] = [await textsOf('source.en.txt', 'en'), await textsOf('target.tr.txt', 'tr')];
    const { beads } = JSON.parse(readFileSync(join(FIXTURES, name, 'gold.json'), 'utf8')) as {
      beads: [[number], [number]][];
    };
    return beads.map(([[i], [j]]): SentencePair => [source[i]!, target[j]!]);
  });
  return (await Promise.all(pairs)).flat();
}

const FIXTURE_PAIRS = await fixturePairs();

/** Pairs of two sentences of the fixtures each, with a number of their own, without end. */
function* madePairs(): Generator<SentencePair> {
  const random = createRandom(1);
  const any = (): SentencePair => FIXTURE_PAIRS[Math.floor(random() * FIXTURE_PAIRS.length)]!;
  for (let number = 1000; ; number++) {
    const [first, second] = [any(), any()];
    yield [`${first[0]} ${second[0]} (${number})`, `${first[1]} ${second[1]} (${number})`];
  }
}

/** Pairs that are all different, from the corpora beside the project or made of the fixtures. Always the same. */
export const sentencePairs = (): Generator<SentencePair> => (hasCorpora() ? corpusPairs() : madePairs());

/** Distinct sentences with the words of the fixtures in another order. Always the same. */
export function shuffledSentences(count: number): readonly string[] {
  const sentences = FIXTURE_PAIRS.flat();
  const random = createRandom(count);
  return Array.from({ length: count }, (_, at) => {
    const words = sentences[at % sentences.length]!.split(' ');
    for (let i = words.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [words[i], words[j]] = [words[j]!, words[i]!];
    }
    return words.join(' ');
  });
}
