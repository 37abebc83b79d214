import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PreTrainedTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadModels } from '../../src/embed/load-models.ts';
import { createNormaliser, type Normalizer } from '../../src/embed/normaliser.ts';
import { anyText } from '../support/texts.ts';

const replace = (pattern: object, content: string) => ({ type: 'Replace', pattern, content });

/** The normaliser that transformers.js makes of a description. */
const normalizerOf = (description: object | null): Normalizer | null => {
  const vocab = [['<unk>', 0]];
  const model = { type: 'Unigram', unk_id: 0, vocab };
  const none = { added_tokens: [], pre_tokenizer: null, post_processor: null, decoder: null };
  const json = { version: '1.0', ...none, normalizer: description, model };
  return new PreTrainedTokenizer(json, {})._tokenizer.normalizer;
};

const bundled = JSON.parse(
  readFileSync(join(loadModels().find(({ name }) => name === 'tr-en-base')!.folder, 'tokenizer.json'), 'utf8'),
).normalizer;

describe('a normaliser', () => {
  it.each([
    ['of the bundled model', bundled],
    [
      'whose steps bring what later ones replace, and never the other way round',
      [
        replace({ Regex: '[ab]' }, 'c'),
        replace({ String: 'c' }, 'da'),
        replace({ Regex: '[d-fé]' }, 'ii'),
        { type: 'NFD' },
      ],
    ],
    [
      'whose patterns look around, and find again what a group has found',
      [replace({ Regex: '(?<x>e)s' }, 'a'), replace({ Regex: '(.)\\1' }, 'z'), replace({ Regex: '(?<x>a)|z' }, '')],
    ],
    ['with an astral character in a class', [replace({ Regex: '[😀x]' }, 'y'), { type: 'Lowercase' }]],
    ['of one step', { type: 'Lowercase' }],
    ['that is none', null],
  ])('%s does what all of its steps do', (_, description) => {
    const normalizer = normalizerOf(
      Array.isArray(description) ? { type: 'Sequence', normalizers: description } : description,
    );
    const normalise = createNormaliser(normalizer);
    const words = fc.constantFrom(
      'abc',
      'sees',
      'been',
      'DAD',
      "CAN'T",
      "n't",
      'cannot',
      'İIıi',
      '“5%”',
      'ﬁ…',
      'x😀',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText(),
          fc.array(words).map((parts) => parts.join('')),
        ),
        (text) => {
          expect(normalise(text)).toBe(normalizer === null ? text : normalizer.normalize(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes no step that would change nothing', () => {
    const normalizer = normalizerOf({
      type: 'Sequence',
      normalizers: [replace({ Regex: '[áà]' }, 'a'), replace({ Regex: 'n(?=o)' }, 'm')],
    });
    const steps: string[] = [];
    const watched = normalizer!.normalizers!.map((step, i) => ({
      pattern: step!.pattern!,
      config: step!.config!,
      normalize: (text: string) => {
        steps.push(`${i} ${text}`);
        return step!.normalize(text);
      },
    }));
    const normalise = createNormaliser({ normalize: (text) => text, normalizers: watched });
    expect(['kedi', 'á', 'no'].map(normalise)).toEqual(['kedi', 'a', 'mo']);
    expect(steps).toEqual(['0 á', '1 no']);
  });
});
