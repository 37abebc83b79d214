import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelEntry } from '../../src/embed/models.ts';
import { node, onnxModel, tensor } from './onnx.ts';

/** Whole numbers in [0, 2³²), the same ones for the same seed (Numerical Recipes' generator). */
const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
};

const floats = (count: number, seed: number): Float32Array => {
  const next = random(seed);
  return Float32Array.from({ length: count }, () => next() / 2 ** 31 - 1);
};

const axis = (name: string, value: number) => tensor(name, [1], BigInt64Array.of(BigInt(value)));

/** A table of int8 rows with a scale each, as the bundled model has it. */
const staticGraph = (vocabulary: number, d: number, seed: number): Uint8Array => {
  const next = random(seed);
  return onnxModel(
    [
      node('Gather', ['table', 'input_ids'], 'whole'),
      node('Cast', ['whole'], 'rows', { to: 1 }),
      node('Gather', ['scales', 'input_ids'], 'flat'),
      node('Unsqueeze', ['flat', 'last'], 'scale'),
      node('Mul', ['rows', 'scale'], 'vectors'),
      node('Cast', ['attention_mask'], 'seen', { to: 1 }),
      node('Unsqueeze', ['seen', 'last'], 'mask'),
      node('Mul', ['vectors', 'mask'], 'last_hidden_state'),
    ],
    [
      tensor(
        'table',
        [vocabulary, d],
        Int8Array.from({ length: vocabulary * d }, () => ((next() >>> 8) % 255) - 127),
      ),
      tensor(
        'scales',
        [vocabulary],
        Float32Array.from({ length: vocabulary }, () => (1 + ((next() >>> 8) % 99)) / 5000),
      ),
      axis('last', -1),
    ],
    d,
  );
};

/**
 * One layer in which every token hears of all the others, quantised while it runs (the scale rests on all that is in
 * the run, as in the hub's q8 models), with a table of positions that a run must not exceed.
 */
const contextualGraph = (vocabulary: number, d: number, positions: number, seed: number): Uint8Array => {
  const next = random(seed + 1);
  return onnxModel(
    [
      node('Gather', ['table', 'input_ids'], 'tokens'),
      node('CumSum', ['attention_mask', 'one'], 'numbers'),
      node('Gather', ['places', 'numbers'], 'where'),
      node('Add', ['tokens', 'where'], 'placed'),
      node('ReduceMean', ['placed'], 'all', { axes: [1], keepdims: 1 }),
      node('Add', ['placed', 'all'], 'heard'),
      node('DynamicQuantizeLinear', ['heard'], ['small', 'step', 'zero']),
      node('MatMulInteger', ['small', 'weights', 'zero'], 'products'),
      node('Cast', ['products'], 'whole', { to: 1 }),
      node('Mul', ['step', 'unit'], 'scale'),
      node('Mul', ['whole', 'scale'], 'mixed'),
      node('Tanh', ['mixed'], 'bent'),
      node('Add', ['bent', 'heard'], 'last_hidden_state'),
    ],
    [
      tensor('table', [vocabulary, d], floats(vocabulary * d, seed)),
      tensor('places', [positions + 1, d], floats((positions + 1) * d, seed + 2)),
      tensor(
        'weights',
        [d, d],
        Int8Array.from({ length: d * d }, () => ((next() >>> 8) % 255) - 127),
      ),
      tensor('unit', [], Float32Array.of(0.005)),
      tensor('one', [], BigInt64Array.of(1n)),
    ],
    d,
  );
};

const LETTERS = 'abcçdefgğhıijklmnoöprsştuüvyzwxq0123456789.,\'"()%-';

/** Pieces of one letter, inner and leading, and some words of both languages. */
const unigramTokenizer = () => {
  const words = [
    '▁merhaba',
    '▁dünya',
    '▁kedi',
    'ler',
    '▁the',
    '▁cat',
    's',
    '▁sat',
    'lar',
    'dan',
    '▁ev',
    '▁house',
    '▁can',
    '▁not',
  ];
  const pieces: [string, number][] = [
    ['<pad>', 0],
    ['<unk>', 0],
    ['▁', -4],
    ...words.map((word, i): [string, number] => [word, -3 - i / 10]),
    ...Array.from(LETTERS, (letter, i): [string, number] => [letter, -6 - i / 10]),
    ...Array.from(LETTERS, (letter, i): [string, number] => [`▁${letter}`, -6.5 - i / 10]),
  ];
  return {
    version: '1.0',
    added_tokens: ['<pad>', '<unk>'].map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFKC' },
        { type: 'Replace', pattern: { Regex: 'İ' }, content: 'i' },
        { type: 'Lowercase' },
        { type: 'Replace', pattern: { Regex: "can't" }, content: 'can not' },
        { type: 'Replace', pattern: { Regex: '(?<=[.,()"%-])|(?=[.,()"%-])' }, content: ' ' },
        { type: 'Strip', strip_left: true, strip_right: true },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'WhitespaceSplit' },
        { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
      ],
    },
    post_processor: null,
    decoder: null,
    model: { type: 'Unigram', unk_id: 1, byte_fallback: false, vocab: pieces },
  };
};

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];

const wordPieceTokenizer = () => {
  const pieces = [...SPECIAL, ...LETTERS, ...Array.from(LETTERS, (letter) => `##${letter}`)];
  pieces.push('query', ':', 'merhaba', 'dünya', 'kedi', '##ler', 'the', 'cat', '##s', 'sat', 'İ', '!', '?', '“', '”');
  return {
    version: '1.0',
    added_tokens: SPECIAL.map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: false,
      lowercase: false,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries([...new Set(pieces)].map((piece, id) => [piece, id])),
    },
  };
};

export interface TinyModel {
  /** Path inside the folder → content. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly entry: Omit<ModelEntry, 'folder'>;
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** A static model of the bundled one's shape, with weights of no meaning. */
export const tinyStatic = (seed = 1, d = 16): TinyModel => {
  const tokenizer = unigramTokenizer();
  const vocabulary = tokenizer.model.vocab.length;
  return {
    files: {
      'config.json': json({ model_type: 'bert', hidden_size: d, vocab_size: vocabulary, num_hidden_layers: 0 }),
      'tokenizer.json': json(tokenizer),
      'tokenizer_config.json': json({
        tokenizer_class: 'PreTrainedTokenizerFast',
        pad_token: '<pad>',
        unk_token: '<unk>',
      }),
      'onnx/model_quantized.onnx': staticGraph(vocabulary, d, seed),
    },
    entry: {
      name: 'tiny-static',
      hub: null,
      revision: null,
      dtype: 'q8',
      pooling: 'mean',
      tokens: 'static',
      dimensions: d,
      size: '-',
      licence: '-',
      prefix: '',
    },
  };
};

/** A contextual model with [CLS] and [SEP] that takes at most `positions` tokens a run. */
export const tinyContextual = (seed = 1, d = 12, positions = 24): TinyModel => {
  const tokenizer = wordPieceTokenizer();
  const vocabulary = Object.keys(tokenizer.model.vocab).length;
  return {
    files: {
      'config.json': json({
        model_type: 'bert',
        hidden_size: d,
        vocab_size: vocabulary,
        num_hidden_layers: 1,
        max_position_embeddings: positions,
      }),
      'tokenizer.json': json(tokenizer),
      'tokenizer_config.json': json({
        tokenizer_class: 'BertTokenizer',
        unk_token: '[UNK]',
        model_max_length: positions,
      }),
      'onnx/model_quantized.onnx': contextualGraph(vocabulary, d, positions, seed),
    },
    entry: {
      name: 'tiny-contextual',
      hub: null,
      revision: null,
      dtype: 'q8',
      pooling: 'cls',
      tokens: 'contextual',
      dimensions: d,
      size: '-',
      licence: '-',
      prefix: 'query: ',
    },
  };
};

/** Writes a model to a folder and gives its entry. */
export const writeModel = (folder: string, { files, entry }: TinyModel): ModelEntry => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return { ...entry, folder };
};
