import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import { mergeReviews } from '../../review/merge-reviews.ts';
import { serialiseReview } from '../../review/review-file.ts';
import { reviewPathFor } from '../../review/review-path.ts';
import type { Story } from '../../review/reviewed-story.ts';
import type { Arguments, Command, ExitStatus, Io } from '../command.ts';
import { readTextFile } from '../input.ts';
import { textOption } from '../options.ts';
import { readStorySettings, STORY_HELP, STORY_OPTIONS } from '../story-options.ts';
import { assertWritable, writeWhole } from '../output.ts';
import { createProgress } from '../progress.ts';

const HELP = `hizala review SOURCE TARGET
hizala review FILE.json
hizala review --merge A.review.json B.review.json

Shows two versions of a story side by side, finding by finding, and keeps what you decide about them in a review file
beside the target, which hizala check honours. FILE.json is what hizala align --format json writes. ? lists every key.

Options:
  --review FILE                     keep the decisions there (default: TARGET with .review.json for its extension)
  --watch                           read the texts again when they change
  --inline                          draw below what the terminal shows, and leave the last screen there
  --sign NAME                       write NAME and the time into every decision
  --screen-reader                   one row at a time, as sentences (also with INK_SCREEN_READER=true)
  --recover                         take over unsaved decisions of a review that seems to run still
  --merge                           join two review files; to standard output, or:
  --output FILE                     to this file
${STORY_HELP}

Exit status: 0, or 2 if it could not run.
`;

/** What the review touches of the process beside Io. Tests hand in their own. */
export interface ReviewPorts {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly now: () => Date;
}

const processPorts = (): ReviewPorts => ({ stdin: process.stdin, stdout: process.stdout, now: () => new Date() });

/**
 * `hizala review`.
 *
 * @throws UserError for bad usage, texts or review files that cannot be read, and where there is no terminal
 */
export async function runReview(args: Arguments, io: Io, ports: ReviewPorts = processPorts()): Promise<ExitStatus> {
  const { positionals, values } = args;
  if (values.merge === true) return merge(positionals, textOption(values, 'output'), io);
  if (textOption(values, 'output') !== undefined)
    throw new UserError('--output goes with --merge only', 'use --review FILE');
  const [first, second] = positionals;
  if (first === undefined || positionals.length > 2) {
    throw new UserError(
      `review takes two files, SOURCE and TARGET, or one exported FILE.json, and was given ${positionals.length}`,
      'see hizala review --help',
    );
  }
  const { segmentation, order, langs } = readStorySettings(values);
  const sign = textOption(values, 'sign');
  if (!isTerminal(io, ports)) {
    throw new UserError('a review needs a terminal to draw on and a keyboard', 'use hizala align for a report');
  }

  const progress = createProgress(io, 'Embedding sentence');
  let isDrawn = false;
  const report = (done: number, total: number): void => {
    if (!isDrawn) progress.report(done, total);
  };
  const open =
    second === undefined
      ? () => openFile(first, io)
      : await openPair({ source: first, target: second }, { order, segmentation, langs, progress: report }, values, io);
  const story = await open();
  progress.end();
  // Once the screen is drawn nothing else may write on it.
  isDrawn = true;

  const env = io.env;
  // React's own checks cost time; Ink draws nothing but the last frame where it takes CI for granted, and whoever sits
  // at a terminal is no CI.
  process.env.NODE_ENV ??= 'production';
  process.env.CI = 'false';
  const { startReview } = await import('../../review/start-review.ts');
  let ready: Story | undefined = story;
  await startReview(
    {
      open: async () => {
        const now = ready ?? (await open());
        ready = undefined;
        return now;
      },
      reviewPath: resolve(io.cwd, textOption(values, 'review') ?? reviewPath(first, second, story, io.cwd)),
      takesOver: values.recover === true,
      watched: values.watch === true ? positionals.map((path) => resolve(io.cwd, path)) : [],
      stamp: () => (sign === undefined ? undefined : { by: sign, at: ports.now().toISOString() }),
    },
    {
      stdin: ports.stdin,
      stdout: ports.stdout,
      color: !env.NO_COLOR,
      isInline: values.inline === true,
      isSpoken: values['screen-reader'] === true || env.INK_SCREEN_READER === 'true',
    },
  );
  return 0;
}

const isTerminal = (io: Io, { stdin, stdout }: ReviewPorts): boolean =>
  stdin.isTTY === true && stdout.isTTY === true && io.env.TERM !== 'dumb';

async function openPair(
  paths: { readonly source: string; readonly target: string },
  options: {
    readonly order: 'free' | 'monotone';
    readonly segmentation: 'sentences' | 'lines';
    readonly langs: { readonly source: string | undefined; readonly target: string | undefined };
    readonly progress: (done: number, total: number) => void;
  },
  values: Arguments['values'],
  io: Io,
): Promise<() => Promise<Story>> {
  if (paths.source === '-' || paths.target === '-') {
    throw new UserError('a review reads its keys from standard input, so it can read no text there', 'name two files');
  }
  const [{ openEmbedder }, { openStory }, { readSides }] = await Promise.all([
    import('../open-embedder.ts'),
    import('../open-story.ts'),
    import('../compare-files.ts'),
  ]);
  const embedder = await openEmbedder(textOption(values, 'model'), {
    noCache: values['no-cache'] === true,
    onProgress: options.progress,
  });
  return async () => openStory(await readSides(paths, options, io), embedder, options.order);
}

async function openFile(path: string, io: Io): Promise<Story> {
  if (path === '-')
    throw new UserError('a review reads its keys from standard input, so it can read no file there', 'name a file');
  const text = await readTextFile(path, io);
  const [{ readAlignment }, { comparisonOfFile }] = await Promise.all([
    import('../../report/read-alignment.ts'),
    import('../../review/comparison-of-file.ts'),
  ]);
  return { comparison: comparisonOfFile(readAlignment(text, path)) };
}

/** Beside the target: for an exported file, the target that it names, where that is there, else the file itself. */
function reviewPath(first: string, second: string | undefined, story: Story, cwd: string): string {
  if (second !== undefined) return reviewPathFor(second);
  const named = story.comparison.sides.target.document.path;
  const places = [resolve(cwd, named), join(dirname(resolve(cwd, first)), named)];
  return reviewPathFor(places.find((place) => existsSync(place)) ?? first);
}

/** `hizala review --merge A B`: the decisions of two reviewers in one file. */
async function merge(paths: readonly string[], output: string | undefined, io: Io): Promise<ExitStatus> {
  const [first, second] = paths;
  if (first === undefined || second === undefined || paths.length > 2) {
    throw new UserError(`--merge takes two review files, and was given ${paths.length}`, 'see hizala review --help');
  }
  if (output !== undefined) await assertWritable(output);
  const { parseReview } = await import('../../review/review-file.ts');
  const read = async (path: string) => parseReview(await readTextFile(path, io), path);
  const { review, conflicts } = mergeReviews(await read(first), await read(second));
  for (const { quote, ours, theirs, kept } of conflicts) {
    io.stderr.write(`hizala: “${quote}” is ${ours} in ${first} and ${theirs} in ${second}; kept: ${kept}\n`);
  }
  const text = serialiseReview(review);
  if (output === undefined) io.stdout.write(text);
  else await writeWhole(output, text);
  return 0;
}

export const reviewCommand: Command = {
  name: 'review',
  summary: 'go through a story in the terminal and decide about each finding',
  help: HELP,
  options: {
    review: { type: 'string' },
    watch: { type: 'boolean' },
    inline: { type: 'boolean' },
    sign: { type: 'string' },
    'screen-reader': { type: 'boolean' },
    recover: { type: 'boolean' },
    merge: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    ...STORY_OPTIONS,
  },
  run: (args, io) => runReview(args, io),
};
