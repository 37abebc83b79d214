import { UserError } from '../core/errors.ts';
import type { Dtype, ModelEntry } from './models.ts';
import type { Network } from './network.ts';
import { readJsonFile } from './resolve-model.ts';
import type { Store } from './store.ts';
import { type Inner, tokenizerOf, unigramOf, withoutPieces } from './tokenizer.ts';
import type { Tokenizer } from './tokens.ts';

/** The file that each dtype is read from, as transformers.js names it. */
const SUFFIX: Readonly<Record<Dtype, string>> = {
  q8: '_quantized',
  fp32: '',
  fp16: '_fp16',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
};

/** Path of the weights inside a model's folder or repository. */
export const onnxFile = (dtype: Dtype): string => `onnx/model${SUFFIX[dtype]}.onnx`;

/** Families whose table of positions begins at 2 (padding's number, plus one). */
const SHIFTED = new Set(['roberta', 'xlm-roberta', 'camembert']);

/** Sentences are shorter; a run's memory grows with the square of this. */
const LONGEST_RUN = 512;

const reason = (error: unknown): string => {
  const first = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.trim();
  return first.length > 200 ? `${first.slice(0, 200)}…` : first;
};

const broken = (entry: ModelEntry, what: string, cause?: unknown): UserError =>
  new UserError(
    `the model ${entry.name} in ${entry.folder} ${what}`,
    entry.hub === null ? 'export it again, or name another with --model' : `run \`hizala models fetch ${entry.name}\``,
    { cause },
  );

/** Throws UserError, in one sentence, where a file that the model needs is not there. Cheap: nothing is loaded. */
export const checkModelFiles = (entry: ModelEntry, store: Store): void => {
  if (!store.isFolder(entry.folder)) {
    throw entry.hub === null
      ? new UserError(`there is no model folder ${entry.folder}`, 'name another with --model')
      : new UserError(
          `the model ${entry.name} is not on this machine`,
          `run \`hizala models fetch ${entry.name}\` first`,
        );
  }
  for (const file of ['config.json', 'tokenizer.json', onnxFile(entry.dtype)]) {
    if (!store.exists(store.join(entry.folder, file))) throw broken(entry, `lacks ${file}`);
  }
};

function areFinite(numbers: Float32Array): boolean {
  // What is not finite times nothing is no number.
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]! * 0;
  return sum === 0;
}

/**
 * Loads a model's folder through transformers.js, which is imported here and nowhere else, and only now. Local files
 * only: transformers.js is told never to reach for the network and to keep no cache of its own. Throws UserError for a
 * folder that cannot be used.
 */
export const loadNetwork = async (entry: ModelEntry, store: Store): Promise<Network> => {
  checkModelFiles(entry, store);
  const config = readJsonFile(store, store.join(entry.folder, 'config.json'));
  const tokenizerJson = readJsonFile(store, store.join(entry.folder, 'tokenizer.json'));
  const settingsFile = store.join(entry.folder, 'tokenizer_config.json');
  const settings = store.exists(settingsFile) ? readJsonFile(store, settingsFile) : {};

  const { AutoModel, env, LogLevel, PreTrainedTokenizer, Tensor } = await import('@xenova/transformers');
  env.logLevel = LogLevel.NONE;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.useBrowserCache = false;

  let tokenizer: Tokenizer;
  let opening: number[];
  let closing: number[];
  try {
    const unigram = unigramOf(tokenizerJson);
    const json = unigram === null ? tokenizerJson : withoutPieces(tokenizerJson, unigram);
    const inner: Inner = new PreTrainedTokenizer(json, settings)._tokenizer;
    tokenizer = tokenizerOf(inner, tokenizerJson, unigram);
    // The special tokens are what a text gains at either end.
    const bare = inner.encode('a', { add_special_tokens: false }).ids;
    const dressed = inner.encode('a', { add_special_tokens: true }).ids;
    const at = bare.length === 0 ? -1 : dressed.findIndex((_, i) => bare.every((id, j) => dressed[i + j] === id));
    if (at < 0) throw new Error('its special tokens cannot be told from the text');
    opening = dressed.slice(0, at);
    closing = dressed.slice(at + bare.length);
  } catch (error) {
    throw broken(entry, `has a tokenizer.json that cannot be used (${reason(error)})`, error);
  }

  let model: Awaited<ReturnType<typeof AutoModel.from_pretrained>>;
  try {
    model = await AutoModel.from_pretrained(entry.folder, {
      dtype: entry.dtype,
      device: 'cpu',
      local_files_only: true,
      // A static model's graph is a look-up: threads would only be woken for nothing.
      session_options: entry.tokens === 'static' ? { intraOpNumThreads: 1, interOpNumThreads: 1 } : {},
    });
  } catch (error) {
    throw broken(entry, `has an ${onnxFile(entry.dtype)} that cannot be loaded (${reason(error)})`, error);
  }

  const run = async (ids: Int32Array): Promise<Float32Array> => {
    let output: InstanceType<typeof Tensor> | undefined;
    try {
      const outputs: Record<string, InstanceType<typeof Tensor>> = await model({
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), [1, ids.length]),
      });
      output = outputs.last_hidden_state ?? outputs.token_embeddings;
    } catch (error) {
      throw broken(entry, `cannot be run on the tokens of its tokenizer (${reason(error)})`, error);
    }
    if (output === undefined) throw broken(entry, 'gives no last_hidden_state');
    const [, rows, width] = output.dims;
    if (rows !== ids.length || width !== entry.dimensions) {
      throw broken(entry, `gives vectors of ${String(width)} dimensions where ${entry.dimensions} are expected`);
    }
    const data = (output.type === 'float32' ? output : output.to('float32')).data as Float32Array;
    if (!areFinite(data)) throw broken(entry, 'gives numbers that are not finite');
    return data;
  };

  const positions = config.max_position_embeddings;
  const limits = [
    settings.model_max_length,
    typeof positions === 'number' && SHIFTED.has(String(config.model_type)) ? positions - 2 : positions,
  ].filter((value) => typeof value === 'number' && value > 0) as number[];
  return {
    tokenizer,
    dimensions: entry.dimensions,
    longest: entry.tokens === 'static' ? Number.POSITIVE_INFINITY : Math.min(LONGEST_RUN, ...limits),
    opening,
    closing,
    run,
  };
};
