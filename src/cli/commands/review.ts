import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import { mergeReviews } from '../../review/merge-reviews.ts';
import { serialiseReview } from '../../review/review-file.ts';
import { reviewPathFor } from '../../review/review-path.ts';
import type { Story } from '../../review/reviewed-story.ts';
import type { ReviewOptions } from '../../review/start-review.ts';
import type { Arguments, Command, ExitStatus, Io } from '../command.ts';
import { readTextFile } from '../input.ts';
import { textOption } from '../options.ts';
import { readStorySettings, STORY_HELP, STORY_OPTIONS } from '../story-options.ts';
import { assertWritable, writeWhole } from '../output.ts';

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

/**
 * `hizala review`.
 *
 * @throws UserError for bad usage, texts or review files that cannot be read, and where there is no terminal
 */
async function run({ positionals, values }: Arguments, io: Io): Promise<ExitStatus> {
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
  const settings = readStorySettings(values);
  if (!isTerminal(io)) {
    throw new UserError('a review needs a terminal to draw on and a keyboard', 'use hizala align for a report');
  }
  // React's own checks cost time; Ink draws nothing but the last frame where it takes CI for granted, and whoever sits
  // at a terminal is no CI.
  process.env.NODE_ENV ??= 'production';
  process.env.CI = 'false';
  const sign = textOption(values, 'sign');
  const named = textOption(values, 'review');
  const show = async (open: ReviewOptions['open'], path: string): Promise<void> => {
    const { startReview } = await import('../../review/start-review.ts');
    await startReview(
      {
        open,
        reviewPath: resolve(io.cwd, named ?? path),
        takesOver: values.recover === true,
        watched: values.watch === true ? positionals.map((watched) => resolve(io.cwd, watched)) : [],
        stamp: () => (sign === undefined ? undefined : { by: sign, at: new Date().toISOString() }),
      },
      {
        stdin: process.stdin,
        stdout: process.stdout,
        color: !io.env.NO_COLOR,
        isInline: values.inline === true,
        isSpoken: values['screen-reader'] === true || io.env.INK_SCREEN_READER === 'true',
      },
    );
  };
  if (first === '-' || second === '-') {
    throw new UserError('a review reads its keys from standard input, and can read nothing else there', 'name a file');
  }
  if (second === undefined) {
    let story: Story | undefined = await openFile(first, io);
    const path = reviewPathFor(targetOf(story, first, io.cwd));
    const open = async (): Promise<Story> => {
      const now = story ?? (await openFile(first, io));
      story = undefined;
      return now;
    };
    await show(open, path);
    return 0;
  }
  const { startStoryThread } = await import('../story-thread.ts');
  const thread = startStoryThread({
    ...settings,
    paths: { source: first, target: second },
    model: textOption(values, 'model'),
    noCache: values['no-cache'] === true,
    cwd: io.cwd,
  });
  try {
    // While the thread reads and aligns, what draws is loaded here.
    await import('../../review/components/draw-review.tsx');
    await show(thread.open, reviewPathFor(second));
  } finally {
    thread.close();
  }
  return 0;
}

const isTerminal = (io: Io): boolean =>
  process.stdin.isTTY === true && process.stdout.isTTY === true && io.env.TERM !== 'dumb';

async function openFile(path: string, io: Io): Promise<Story> {
  const text = await readTextFile(path, io);
  const [{ readAlignment }, { comparisonOfFile }, { exportedStory }] = await Promise.all([
    import('../../report/read-alignment.ts'),
    import('../../review/comparison-of-file.ts'),
    import('../../review/reviewed-story.ts'),
  ]);
  return exportedStory(comparisonOfFile(readAlignment(text, path)));
}

/** Of an exported file: the target that it names, where that is there, else the file itself. */
function targetOf(story: Story, path: string, cwd: string): string {
  const named = story.sides.target.document.path;
  const places = [resolve(cwd, named), join(dirname(resolve(cwd, path)), named)];
  return places.find((place) => existsSync(place)) ?? path;
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
  run,
};
