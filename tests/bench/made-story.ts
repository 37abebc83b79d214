import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '../../src/read/read-document.ts';
import { segmentDocument } from '../../src/segment/segment-document.ts';
import { createRandom } from '../support/random.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** Pairs of sentences that the gold of the faithful fixtures joins one to one. */
async function sentencePairs(): Promise<readonly (readonly [string, string])[]> {
  const pairs = ['strict-translation', 'reordered', 'numbers'].map(async (name) => {
    const textsOf = async (file: string, lang: string): Promise<readonly string[]> => {
      const document = await readDocument(readFileSync(join(FIXTURES, name, file)), file);
      return segmentDocument(document, { segmentation: 'sentences', lang }).segments.map(({ text }) => text);
    };
    const [source, target] = [await textsOf('source.en.txt', 'en'), await textsOf('target.tr.txt', 'tr')];
    const { beads } = JSON.parse(readFileSync(join(FIXTURES, name, 'gold.json'), 'utf8')) as {
      beads: [[number], [number]][];
    };
    return beads.map(([[i], [j]]) => [source[i]!, target[j]!] as const);
  });
  return (await Promise.all(pairs)).flat();
}

const PAIRS = await sentencePairs();

/**
 * A story of `count` source lines, each two sentences of the fixtures and a number of its own, with its translation: one
 * line in seventeen is left out of either side, and one tenth of the target stands elsewhere. Always the same.
 */
export function madeStory(count: number): { readonly source: string; readonly target: string } {
  const random = createRandom(count);
  const any = (): readonly [string, string] => PAIRS[Math.floor(random() * PAIRS.length)]!;
  const source: string[] = [];
  const target: string[] = [];
  for (let at = 0; source.length < count; at++) {
    const [first, second] = [any(), any()];
    const number = 1000 + at;
    if (at % 17 !== 5) source.push(`${first[0]} ${second[0]} (${number})`);
    if (at % 17 !== 11) target.push(`${first[1]} ${second[1]} (${number})`);
  }
  const tenth = Math.floor(target.length / 10);
  const block = target.splice(2 * tenth, tenth);
  target.splice(6 * tenth, 0, ...block);
  return { source: source.join('\n'), target: target.join('\n') };
}

/** Distinct sentences with the words of the fixtures in another order. Always the same. */
export function madeSentences(count: number): readonly string[] {
  const sentences = PAIRS.flat();
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
