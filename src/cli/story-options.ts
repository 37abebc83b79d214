import type { Order } from '../align/search.ts';
import type { Sides } from '../core/side.ts';
import type { SegmentOptions } from '../segment/segment-document.ts';
import type { Command, OptionValues } from './command.ts';
import { choiceOption, languageOption, textOption } from './options.ts';

/** The options of every command that reads two versions and aligns them. */
export const STORY_OPTIONS = {
  'source-lang': { type: 'string' },
  'target-lang': { type: 'string' },
  segmentation: { type: 'string' },
  order: { type: 'string' },
  glossary: { type: 'string' },
  model: { type: 'string' },
  'no-cache': { type: 'boolean' },
} as const satisfies Command['options'];

/** What a help text says of them. */
export const STORY_HELP = `  --source-lang CODE                language of the source, such as en (default: found out)
  --target-lang CODE                language of the target
  --segmentation sentences|lines    split into sentences, or take every non-empty line as one (default: sentences)
  --order free|monotone             may sentences have moved? (default: free)
  --glossary FILE                   terms and their translations, as TSV or TBX
  --model NAME|FOLDER               another model; see hizala models list (default: tr-en-base)
  --no-cache                        compute every vector anew`;

export interface StorySettings {
  readonly segmentation: SegmentOptions['segmentation'];
  readonly order: Order;
  readonly langs: Sides<string | undefined>;
  /** Path of a glossary. */
  readonly glossary: string | undefined;
}

/** @throws UserError for a value that is not allowed */
export const readStorySettings = (values: OptionValues): StorySettings => ({
  segmentation: choiceOption(values, 'segmentation', ['sentences', 'lines'], 'sentences'),
  order: choiceOption(values, 'order', ['free', 'monotone'], 'free'),
  langs: { source: languageOption(values, 'source-lang'), target: languageOption(values, 'target-lang') },
  glossary: textOption(values, 'glossary'),
});
