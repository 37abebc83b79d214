import { align } from '../../align/align.ts';
import { explain } from '../../align/explain.ts';
import type { AlignInput } from '../../align/input.ts';
import type { Order } from '../../align/search.ts';
import { UserError } from '../../core/errors.ts';
import type { SegmentedDocument } from '../../core/segment.ts';
import { mapSides, type Sides } from '../../core/side.ts';
import { type Format, FORMATS, REPORTERS } from '../../report/reporters.ts';
import { type Explained, explanationJson, writeExplanation } from '../../report/write-explanation.ts';
import type { Arguments, Command, Io } from '../command.ts';
import { compareDocuments, prepareSides, readSides } from '../compare-files.ts';
import { fileKey, inputKey } from '../file-key.ts';
import { readGlossaryFile, uselessGlossary } from '../glossary.ts';
import { openEmbedder } from '../open-embedder.ts';
import { choiceOption, textOption } from '../options.ts';
import { readStorySettings, STORY_HELP, STORY_OPTIONS } from '../story-options.ts';
import { assertWritable, writeWhole } from '../output.ts';
import { createProgress } from '../progress.ts';
import { VERSION } from '../version.ts';

const HELP = `hizala [align] SOURCE TARGET

Pairs the sentences of two versions of one story and shows what stands in only one of them.
SOURCE is the original, TARGET the translation or retelling: .txt, .md or .html, or - for standard input.

Options:
  --format text|json|html           what to write (default: text)
  --output FILE                     write there instead of to standard output
  --explain N                       say why row N of the report is as it is; N stands left of each row, and is one more
                                    than the bead's place in "beads" of --format json
${STORY_HELP}

Exit status: 0, or 2 if it could not run.
`;

/** Narrower than this, a terminal shows nothing of use; wider, lines are hard to read. */
const WIDTH = { least: 40, most: 200, withoutTerminal: 120 };

export const alignCommand: Command = {
  name: 'align',
  summary: 'pair the sentences of two versions of a story and show what stands in only one',
  help: HELP,
  options: {
    format: { type: 'string' },
    output: { type: 'string', short: 'o' },
    explain: { type: 'string' },
    ...STORY_OPTIONS,
  },
  async run({ positionals, values }, io) {
    const format = choiceOption(values, 'format', FORMATS, 'text');
    const { segmentation, order, langs, glossary: glossaryPath } = readStorySettings(values);
    const output = textOption(values, 'output');
    const row = readRow(textOption(values, 'explain'), format);
    const paths = twoPaths(positionals);
    if (output !== undefined) {
      const isOutput = (path: string): boolean => inputKey(path, io.cwd) === fileKey(output, io.cwd);
      if (Object.values(paths).some(isOutput)) {
        throw new UserError(`--output ${output} is one of the two versions`, 'name another file');
      }
      if (glossaryPath !== undefined && isOutput(glossaryPath)) {
        throw new UserError(`--output ${output} is the glossary`, 'name another file');
      }
      await assertWritable(output);
    }

    const glossary = await readGlossaryFile(glossaryPath, io);

    const progress = createProgress(io, 'Embedding sentence');
    const embedder = await openEmbedder(textOption(values, 'model'), {
      noCache: values['no-cache'] === true,
      onProgress: progress.report,
    });
    const sides = await readSides(paths, { segmentation, langs }, io, embedder);
    if (sides.source.lang === sides.target.lang) {
      io.stderr.write(
        `hizala: both versions are in the same language (${sides.source.lang}); they are compared as two revisions, ` +
          'name the languages with --source-lang and --target-lang if that is wrong\n',
      );
    }
    const useless = uselessGlossary(
      glossary,
      glossaryPath ?? '',
      mapSides(sides, ({ lang }) => lang),
    );
    if (useless !== null) io.stderr.write(`hizala: ${useless}\n`);
    const report =
      row === null
        ? REPORTERS[format](await compareDocuments(sides, embedder, order, glossary), {
            tool: { name: 'hizala', version: VERSION },
            width: widthOf(io),
            color: output === undefined && usesColor(io),
          })
        : (format === 'json' ? explanationJson : writeExplanation)(
            explainRow(sides, (await prepareSides(sides, embedder)).input, order, row),
            widthOf(io),
          );
    progress.end();
    if (output === undefined) io.stdout.write(report);
    else await writeWhole(output, report);
    return 0;
  },
};

/** The row that --explain names, from 1; null without it. */
function readRow(value: string | undefined, format: Format): number | null {
  if (value === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    throw new UserError(`--explain cannot be "${value}"`, 'give the number of a row of the report, from 1');
  }
  if (format === 'html') throw new UserError('--explain writes no HTML', 'use --format text or json');
  return Number(value);
}

/** @throws UserError if the story has no such row */
function explainRow(sides: Sides<SegmentedDocument>, input: Sides<AlignInput>, order: Order, row: number): Explained {
  const beads = align(input, { order });
  if (row > beads.length) {
    throw new UserError(
      `there is no row ${row}: this story has ${beads.length}`,
      'the report without --explain numbers them',
    );
  }
  return { sides, beads, at: row - 1, explanation: explain(input, beads, row - 1) };
}

function twoPaths(positionals: Arguments['positionals']): Sides<string> {
  const [source, target, ...rest] = positionals;
  if (source === undefined || target === undefined || rest.length > 0) {
    const count = positionals.length === 1 ? '1 file' : `${positionals.length} files`;
    throw new UserError(`align takes two files, SOURCE and TARGET, and was given ${count}`, 'see hizala align --help');
  }
  return { source, target };
}

function widthOf(io: Io): number {
  const width = io.stdout.isTTY ? io.stdout.columns : Number(io.env.COLUMNS) || WIDTH.withoutTerminal;
  return Math.max(WIDTH.least, Math.min(WIDTH.most, width));
}

/** Colour on a terminal only; NO_COLOR (no-color.org) turns it off when it is set and not empty. */
const usesColor = (io: Io): boolean => io.stdout.isTTY && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
