import { UserError } from '../../core/errors.ts';
import { type EvaluationPair, evaluate } from '../../evaluate/evaluation.ts';
import { formatScores, formatScoresJson } from '../../evaluate/format-scores.ts';
import { readGold, readTestAlignment } from '../../evaluate/gold.ts';
import type { Arguments, Command } from '../command.ts';
import { readInput } from '../input.ts';
import { choiceOption } from '../options.ts';

/** What the command touches outside of itself. */
export interface EvaluatePort {
  readText(path: string): Promise<string>;
  write(text: string): void;
}

/**
 * `hizala evaluate GOLD.json ALIGNMENT.json …`: scores pairs of files.
 *
 * @throws UserError for bad usage, unreadable files, and alignments that do not fit their gold
 */
export async function runEvaluate({ positionals, values }: Arguments, port: EvaluatePort): Promise<void> {
  const format = choiceOption(values, 'format', ['text', 'json'], 'text');
  if (positionals.length === 0)
    throw new UserError('nothing to evaluate', 'name GOLD.json ALIGNMENT.json, once or more');
  if (positionals.length % 2 === 1) {
    throw new UserError(`${positionals.at(-1)} has no alignment beside it`, 'name pairs: GOLD.json ALIGNMENT.json');
  }
  const pairs: EvaluationPair[] = [];
  for (let at = 0; at < positionals.length; at += 2) {
    const [goldName, testName] = [positionals[at]!, positionals[at + 1]!];
    pairs.push({
      goldName,
      gold: readGold(await port.readText(goldName), goldName),
      testName,
      test: readTestAlignment(await port.readText(testName), testName),
    });
  }
  const evaluation = evaluate(pairs);
  port.write(format === 'json' ? formatScoresJson(evaluation) : formatScores(evaluation));
}

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'measure alignments against gold: precision, recall, F1',
  help: `hizala evaluate GOLD.json ALIGNMENT.json [GOLD.json ALIGNMENT.json …]

Scores alignments, micro-averaged over all pairs: beads (strict: every member right), links, unmatched segments, and how
well the confidences are calibrated.

GOLD.json is a list of beads, [[[source ids], [target ids]], …], or {"beads": that list, …}, or links,
{"sure": [[source, target], …], "possible": […]}.
ALIGNMENT.json is what hizala align --format json --segmentation lines writes, or a bare list of beads.
Ids are those of the non-empty lines, from 0.

Options:
  --format text|json   text is a table; json has the scores of each document too
`,
  options: { format: { type: 'string' } },
  async run(args, io) {
    await runEvaluate(args, {
      async readText(path) {
        const bytes = await readInput(path, io);
        try {
          return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        } catch (cause) {
          throw new UserError(`${path} is not UTF-8 text`, undefined, { cause });
        }
      },
      write: (text) => io.stdout.write(text),
    });
    return 0;
  },
};
