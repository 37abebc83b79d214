import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PreTrainedTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadModels } from '../../src/embed/load-models.ts';
import type { Network } from '../../src/embed/network.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { diskStore } from '../../src/embed/store.ts';
import { createTextCutter, type Tokenizer } from '../../src/embed/tokens.ts';
import { loadNetwork } from '../../src/embed/transformers.ts';
import { createUnigram } from '../../src/embed/unigram.ts';
import { splitWords } from '../../src/segment/words.ts';
import { emptyFolder } from '../support/folders.ts';
import { anyText } from '../support/texts.ts';
import { type TinyModel, tinyContextual, tinyStatic, writeModel } from '../support/tiny-models.ts';

const kinds: [string, TinyModel][] = [
  ['Unigram', tinyStatic()],
  ['WordPiece', tinyContextual()],
];

const parse = (model: TinyModel, file: string) => JSON.parse(Buffer.from(model.files[file]!).toString());

describe.each(kinds)('tokens of a %s tokenizer', (kind, model) => {
  let network: Network;
  let tokensOf: (text: string) => { text: string; piece: number; covers: string }[];
  beforeAll(async () => {
    network = await loadNetwork(writeModel(emptyFolder(), model), diskStore);
    const cut = createTextCutter(network.tokenizer);
    tokensOf = (text) => {
      const { ids, starts, ends } = cut(text);
      return Array.from(ids, (piece, i) => ({ text, piece, covers: text.slice(starts[i]!, ends[i]!) }));
    };
  });

  it('are those that transformers.js finds in the whole text', () => {
    const whole = new PreTrainedTokenizer(parse(model, 'tokenizer.json'), parse(model, 'tokenizer_config.json'));
    const special = /<pad>|<unk>|\[(PAD|UNK|CLS|SEP)\]/;
    fc.assert(
      fc.property(
        anyText().filter((text) => !special.test(text)),
        (text) => {
          // Longer runs are cut on purpose; these blanks are white space to JavaScript, and dropped by BERT.
          fc.pre(!/\S{200}|[\v\f\ufeff\u2028\u2029]/u.test(text));
          expect(tokensOf(text).map(({ piece }) => piece)).toEqual(whole.encode(text, { add_special_tokens: false }));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('ascend and stay inside the text, whatever the normaliser does', () => {
    const cut = createTextCutter(network.tokenizer);
    fc.assert(
      fc.property(anyText(), (text) => {
        const { starts, ends } = cut(text);
        let before = 0;
        for (const [i, start] of starts.entries()) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(ends[i]).toBeGreaterThanOrEqual(start);
          expect(ends[i]).toBeLessThanOrEqual(text.length);
          before = start;
        }
      }),
    );
  });

  it('are text where the text spells a special token', () => {
    const ids = tokensOf('<pad> [PAD]').map(({ piece }) => piece);
    expect(ids).not.toContain(0);
  });

  it('cut a run of letters that is too long, between characters, and stay linear', () => {
    const text = `x${'😀'.repeat(50_000)}`;
    const tokens = tokensOf(text);
    expect(tokens.map(({ covers }) => covers).join('')).toBe(text);
    expect(tokens.every(({ covers }) => !/\p{Cs}/u.test(covers))).toBe(true);
  });

  it(`point at what they stand for (${kind})`, () => {
    const covered = (text: string) => tokensOf(text).map(({ covers }) => covers);
    expect(covered('kediler').join('')).toBe('kediler');
    expect(covered('  the\n\tcats ').filter((part) => part !== '')).toEqual(['the', 'cat', 's']);
  });
});

describe('a tokenizer of bytes, whose pieces carry the blank before them', () => {
  /** The letter that stands for each byte (Radford et al. 2019): itself where it can be seen, else one from U+0100 on. */
  const letters = (): string[] => {
    const seen = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    let next = 256;
    return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(seen(byte) ? byte : next++));
  };
  const tokenizerJson = {
    version: '1.0',
    added_tokens: [],
    normalizer: { type: 'NFC' },
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: null,
    model: {
      type: 'BPE',
      vocab: Object.fromEntries([...letters(), 'Ġk', 'ed', 'Ġked', 'Ġkedi', 'Ä±'].map((piece, id) => [piece, id])),
      merges: ['Ġ k', 'e d', 'Ġk ed', 'Ġked i', 'Ä ±'],
    },
  };

  it('is cut as transformers.js cuts it, and its tokens still find their words', async () => {
    const model = tinyStatic();
    const folder = emptyFolder();
    const entry = writeModel(folder, {
      ...model,
      files: { ...model.files, 'tokenizer.json': Buffer.from(JSON.stringify(tokenizerJson)) },
    });
    const { tokenizer } = await loadNetwork(entry, diskStore);
    const whole = new PreTrainedTokenizer(tokenizerJson, {});
    const text = 'kedi kedi ığdır (kedi) ke\u0301di 😀 bitti';
    const { ids, starts, ends } = createTextCutter(tokenizer)(text);
    expect([...ids]).toEqual(whole.encode(text, { add_special_tokens: false }));
    for (const word of text.matchAll(/\S+/g)) {
      const [start, end] = [word.index, word.index + word[0].length];
      expect([...ids].some((_, i) => starts[i]! < end && ends[i]! > start)).toBe(true);
    }
    expect([...ids].every((_, i) => !/\s/.test(text.slice(starts[i]!, ends[i]!)))).toBe(true);
  });
});

describe('the bundled tokenizer', () => {
  const { folder } = loadModels().find(({ name }) => name === 'tr-en-base')!;

  it('is cut as transformers.js cuts it, and every word of letters finds its tokens', async () => {
    const { tokenizer } = await loadNetwork(resolveModel(folder, []), diskStore);
    const whole = new PreTrainedTokenizer(JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')), {});
    const cut = createTextCutter(tokenizer);
    fc.assert(
      fc.property(anyText(), (text) => {
        fc.pre(!/<pad>|<unk>|\S{200}|\ufeff/u.test(text));
        const { ids, starts, ends } = cut(text);
        expect([...ids]).toEqual(whole.encode(text, { add_special_tokens: false }));
        for (const word of splitWords(text)) {
          if (!/\p{L}|\p{N}/u.test(text.slice(word.start, word.end))) continue;
          expect([...ids].some((_, i) => starts[i]! < word.end && ends[i]! > word.start)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('where a token stands', () => {
  let tokenizer: Tokenizer;
  let spans: (text: string) => string[];
  beforeAll(async () => {
    tokenizer = (await loadNetwork(writeModel(emptyFolder(), tinyStatic()), diskStore)).tokenizer;
    const cut = createTextCutter(tokenizer);
    spans = (text) => {
      const { starts, ends } = cut(text);
      return Array.from(starts, (start, i) => text.slice(start, ends[i]!)).filter((part) => part !== '');
    };
  });

  it.each([
    ['a letter that becomes one code unit (İ)', 'İki', ['İ', 'k', 'i']],
    ['letters that are composed', 'c\u0327a', ['c\u0327', 'a']],
    ['a ligature that becomes two letters', 'ﬁl', ['ﬁ', 'ﬁ', 'l']],
    ['a contraction that becomes two words', "can't", ['can', 't']],
    ['brackets that are set apart', '(cats),', ['(', 'cat', 's', ')', ',']],
    ['a character that nobody knows', 'a猫猫b', ['a', '猫猫', 'b']],
  ])('is right for %s', (_, text, expected) => {
    expect(spans(text)).toEqual(expected);
  });
});

describe('the search for the best pieces', () => {
  it('takes the likelier way, the longer first piece on a tie, and joins unknown characters', () => {
    const pieces = ['<unk>', 'a', 'b', 'ab', 'abc', 'c', 'bc'];
    const search = createUnigram({ pieces, scores: [0, -1, -1, -2, -2.5, -1, -1.5], unknown: 0 }, new Set([0]));
    const cut = (word: string) => {
      const { ids, ends } = search(word);
      const tokens = ends.map((end, i) => word.slice(ends[i - 1] ?? 0, end));
      expect(ids.map((id, i) => (id === 0 ? tokens[i] : pieces[id]))).toEqual(tokens);
      return tokens;
    };
    expect(cut('ab')).toEqual(['ab']);
    expect(cut('abc')).toEqual(['abc']);
    expect(cut('cab')).toEqual(['c', 'ab']);
    expect(cut('x😀yab')).toEqual(['x😀y', 'ab']);
    expect(cut('')).toEqual([]);
  });
});
