import { createNormaliser, type Normalizer } from './normaliser.ts';
import { Lists } from './lists.ts';
import { Stretches } from './stretches.ts';
import { eachRun, type Tokenizer, type Tokens } from './tokens.ts';
import { createUnigram, type Pieces, type UnigramModel } from './unigram.ts';

/** The tokenizer inside transformers.js's, so far as it is used here (its own types do not resolve under NodeNext). */
export interface Inner {
  readonly normalizer: Normalizer | null;
  readonly pre_tokenizer: { pre_tokenize(text: string): string[] } | null;
  readonly model: (((words: string[]) => string[]) & { unk_token?: string; unk_token_id?: number }) | null;
  encode(text: string, options: { add_special_tokens: boolean }): { ids: number[] };
  token_to_id(token: string): number | undefined;
}

type TokenizerJson = Readonly<Record<string, unknown>>;

const specialIds = (json: TokenizerJson): Set<number> =>
  new Set(
    (Array.isArray(json.added_tokens) ? json.added_tokens : [])
      .filter((token) => token?.special === true && typeof token.id === 'number')
      .map((token) => token.id),
  );

/** The vocabulary of a Unigram tokenizer; null for any other kind. */
export const unigramOf = (json: TokenizerJson): UnigramModel | null => {
  const model = json.model as { type?: unknown; vocab?: unknown; unk_id?: unknown } | undefined;
  if (model?.type !== 'Unigram') return null;
  const { vocab, unk_id: unknown } = model;
  if (!Array.isArray(vocab) || typeof unknown !== 'number' || vocab[unknown] === undefined) {
    throw new Error('its vocabulary is not whole');
  }
  return { pieces: vocab.map(([piece]) => String(piece)), scores: vocab.map(([, score]) => Number(score)), unknown };
};

/** The tokenizer.json without the pieces that Unigram's own search (unigram.ts) looks after. */
export const withoutPieces = (json: TokenizerJson, { unknown }: UnigramModel): TokenizerJson => {
  const model = json.model as { vocab: unknown[] };
  return { ...json, model: { ...model, vocab: model.vocab.slice(0, unknown + 1) } };
};

const MARKS = /^(?:##|[▁Ġ ]+)/;

/**
 * Where each piece stands in the normalised text: the next place that reads as the piece does. Pieces that read
 * otherwise (unknown ones, bytes) share the stretch up to the next piece that is found.
 */
const locate = (normalised: string, tokens: readonly string[]): Pick<Tokens, 'starts' | 'ends'> => {
  const starts: number[] = [];
  const ends: number[] = [];
  let cursor = 0;
  let waiting = 0;
  const settle = (until: number): void => {
    for (let i = starts.length - waiting; i < starts.length; i++) ends[i] = until;
    waiting = 0;
  };
  for (const token of tokens) {
    const spelled = token.replace(MARKS, '');
    while (cursor < normalised.length && (normalised[cursor] === ' ' || normalised[cursor] === '▁')) cursor++;
    const at = spelled === '' ? -1 : normalised.indexOf(spelled, cursor);
    // After a piece that was not found anything may be skipped; otherwise the next piece must follow at once.
    if (spelled === '' && token !== '') {
      starts.push(cursor);
      ends.push(cursor);
    } else if (at === cursor || (at > cursor && waiting > 0)) {
      settle(at);
      starts.push(at);
      ends.push(at + spelled.length);
      cursor = at + spelled.length;
    } else {
      starts.push(cursor);
      ends.push(cursor);
      waiting++;
    }
  }
  settle(normalised.length);
  return { starts, ends };
};

/** The mark that Metaspace (Kudo and Richardson 2018, SentencePiece) puts before a word. */
const WORD_MARK = '▁';

/** Whether words are parted at white space, given a mark each, and not parted further. */
const partsAtBlanks = (preTokenizer: unknown): boolean => {
  const { type, pretokenizers: steps } = (preTokenizer ?? {}) as { type?: string; pretokenizers?: unknown };
  if (type !== 'Sequence' || !Array.isArray(steps) || steps.length !== 2) return false;
  const [split, mark] = steps;
  return (
    split?.type === 'WhitespaceSplit' &&
    mark?.type === 'Metaspace' &&
    (mark.replacement ?? WORD_MARK) === WORD_MARK &&
    !mark.str_rep &&
    (mark.prepend_scheme ?? 'always') === 'always'
  );
};

/** Distinct words whose pieces are remembered before the memory is emptied. */
const MOST_WORDS = 1 << 18;

/** Cuts words that white space parts, each distinct one once: the way of most static models, and so without a step to spare. */
const createWordCutter = (search: (word: string) => Pieces): ((normalised: string) => Tokens) => {
  let words = new Stretches();
  let pieces = new Lists();
  /** How far each piece reaches into its word, without the mark. */
  let reaches = new Lists();

  const add = (word: string): void => {
    const marked = word.startsWith(WORD_MARK) ? word : WORD_MARK + word;
    const { ids, ends } = search(marked);
    pieces.add(ids);
    reaches.add(ends.map((end) => Math.max(0, end - marked.length + word.length)));
  };

  return (normalised) => {
    if (words.length >= MOST_WORDS) [words, pieces, reaches] = [new Stretches(), new Lists(), new Lists()];
    const ids: number[] = [];
    const starts: number[] = [];
    const ends: number[] = [];
    eachRun(normalised, (from, to) => {
      const word = words.numberAt(normalised, from, to);
      if (word === pieces.length) add(normalised.slice(from, to));
      let start = from;
      for (let at = pieces.starts[word]!; at < pieces.starts[word + 1]!; at++) {
        ids.push(pieces.numbers[at]!);
        starts.push(start);
        start = from + reaches.numbers[at]!;
        ends.push(start);
      }
    });
    return { ids, starts, ends };
  };
};

/**
 * The steps of transformers.js's tokenizer, taken one by one: cutting a word is its slowest step by far. The marks of
 * special tokens in a text are text here.
 */
export const tokenizerOf = (inner: Inner, json: TokenizerJson, unigram: UnigramModel | null): Tokenizer => {
  const { normalizer, pre_tokenizer: preTokenizer, model } = inner;
  if (model === null) throw new Error('it has no vocabulary');
  const unknown = model.unk_token_id ?? inner.token_to_id(model.unk_token ?? '') ?? 0;
  const search = unigram === null ? null : createUnigram(unigram, specialIds(json));

  const cutWord = (word: string): { ids: readonly number[]; tokens: readonly string[] } => {
    if (search === null) {
      const tokens = model([word]);
      return { tokens, ids: tokens.map((token) => inner.token_to_id(token) ?? unknown) };
    }
    const { ids, ends } = search(word);
    return { ids, tokens: ends.map((end, i) => word.slice(i === 0 ? 0 : ends[i - 1], end)) };
  };
  const cut = (normalised: string): Tokens => {
    const words = preTokenizer === null ? [normalised] : preTokenizer.pre_tokenize(normalised);
    const pieces = normalised === '' ? [] : words.map(cutWord);
    const tokens = pieces.flatMap((piece) => piece.tokens);
    return { ids: pieces.flatMap((piece) => piece.ids), ...locate(normalised, tokens) };
  };
  return {
    blankBelongs: JSON.stringify(json.pre_tokenizer ?? null).includes('"ByteLevel"'),
    normalise: createNormaliser(normalizer),
    cut: search !== null && partsAtBlanks(json.pre_tokenizer) ? createWordCutter(search) : cut,
  };
};
