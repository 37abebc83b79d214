import { IntList } from '../core/int-list.ts';
import { splitWords } from '../segment/words.ts';
import { Lists } from './lists.ts';
import { Stretches } from './stretches.ts';
import { createRunCutter, eachRun, type Tokenizer } from './tokens.ts';
import { PartLists, partsOfWords, type WordParts } from './word-vectors.ts';

/** Runs of Latin letters are one word to splitWords: most runs are, and it takes a microsecond. */
const LETTERS = /^[A-Za-zÀ-ÖØ-öø-ɏ]+$/;

/** Below this, two rows make one whole number. */
const MOST_ROWS = 2 ** 26;

/** The distinct runs of some texts, each cut once, and the distinct words in them, numbered as they come. */
export class Lexicon {
  /** The tokens of each run, by their rows. */
  readonly tokens = new Lists();
  /** The words of each run. */
  readonly words = new Lists();
  /** What each word is made of. */
  readonly parts = new PartLists();
  readonly #tokenizer: Tokenizer;
  readonly #cut: ReturnType<typeof createRunCutter>;
  readonly #rowOf: (token: number) => number;
  readonly #runs = new Stretches();
  readonly #numbers = new Map<string | number, number>();

  /** @param rowOf the row by which a token of the vocabulary is known from here on */
  constructor(tokenizer: Tokenizer, rowOf: (token: number) => number) {
    this.#tokenizer = tokenizer;
    this.#cut = createRunCutter(tokenizer);
    this.#rowOf = rowOf;
  }

  /**
   * Appends the runs of a text, in order. White space parts words as it parts tokens, so the words of its runs are those
   * that splitWords finds in the text.
   */
  read(text: string, runs: IntList): void {
    const { blankBelongs } = this.#tokenizer;
    eachRun(text, (start, end) => {
      // No run holds a line break: a run that begins its text is another one, where that makes a difference.
      const run =
        start === 0 && blankBelongs
          ? this.#runs.numberAt(`\n${text.slice(0, end)}`, 0, end + 1)
          : this.#runs.numberAt(text, start, end);
      if (run === this.tokens.length) this.#add(text.slice(start, end), start === 0);
      runs.push(run);
    });
  }

  #add(spelling: string, first: boolean): void {
    const cut = this.#cut(spelling, first);
    const rows = cut.ids.map(this.#rowOf);
    this.tokens.add(rows);
    const spans = LETTERS.test(spelling) ? [{ start: 0, end: spelling.length }] : splitWords(spelling);
    const words = partsOfWords(spans, { ids: rows, starts: cut.starts, ends: cut.ends });
    this.words.add(words.map((word) => this.#numberOf(word)));
  }

  /** Words that are the same shares of the same tokens are one, however they are written. */
  #numberOf(parts: WordParts): number {
    const key = keyOf(parts);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.parts.length;
      this.#numbers.set(key, number);
      this.parts.add(parts);
    }
    return number;
  }
}

/** The same for words that are the same, and for no others. */
const keyOf = ({ tokens, shares }: WordParts): string | number => {
  if (shares.some((share) => share !== 1)) return `${tokens.join()} ${shares.join()}`;
  if (tokens.length === 1) return tokens[0]!;
  if (tokens.length === 2) return (tokens[0]! + 1) * MOST_ROWS + tokens[1]!;
  return tokens.join();
};
