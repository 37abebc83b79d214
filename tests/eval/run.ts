/**
 * `npm run eval [-- MODEL] [-- --PART …]`: measures alignment, findings and the model on the evaluation data beside the
 * project, and prints the tables. MODEL is a name of models.txt or a folder. Where the data is missing it says so.
 */
import { openEmbedder, DEFAULT_MODEL } from '../../src/cli/open-embedder.ts';
import { UserError } from '../../src/core/errors.ts';
import { loadModels } from '../../src/embed/load-models.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { printAlignment, printRetold } from './alignment-tables.ts';
import { printFindings } from './finding-tables.ts';
import { type ModelPart, printModel } from './model-table.ts';
import { print } from './print.ts';
import { printSameStory } from './same-story.ts';
import { hasShared, suitePath } from './shared-data.ts';
import { printStability } from './stability.ts';
import { printXquad } from './xquad-table.ts';

const PARTS = [
  'retold',
  'suites',
  'xquad',
  'stability',
  'same-story',
  'errors',
  'retrieval',
  'words',
  'speed',
] as const;
const MODEL_PARTS: readonly ModelPart[] = ['retrieval', 'words', 'speed'];

type Part = (typeof PARTS)[number];

function readArguments(words: readonly string[]): { readonly model: string; readonly parts: ReadonlySet<Part> } {
  const wanted = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
  const unknown = wanted.find((word) => !PARTS.some((part) => part === word));
  if (unknown !== undefined) {
    throw new UserError(`there is no part --${unknown}`, `use: ${PARTS.map((part) => `--${part}`).join(' ')}`);
  }
  const [model = DEFAULT_MODEL, ...more] = words.filter((word) => !word.startsWith('--'));
  if (more.length > 0) throw new UserError(`one model is measured at a time, not also ${more.join(' ')}`);
  return { model, parts: new Set(wanted.length === 0 ? PARTS : (wanted as Part[])) };
}

async function run(): Promise<void> {
  const { model, parts } = readArguments(process.argv.slice(2));
  const entry = resolveModel(model, loadModels());
  const embedder = await openEmbedder(model, { noCache: true });
  if (parts.has('retold')) await printRetold(embedder);
  if (!hasShared()) return print(`all else skipped: there is no evaluation data at ${suitePath('')}`);
  if (parts.has('suites')) await printAlignment(embedder);
  if (parts.has('xquad')) await printXquad(embedder);
  if (parts.has('stability')) await printStability(embedder);
  if (parts.has('same-story')) await printSameStory(embedder);
  if (parts.has('errors')) await printFindings(embedder);
  const ofModel = MODEL_PARTS.filter((part) => parts.has(part));
  if (ofModel.length > 0) await printModel(entry, ofModel);
}

try {
  await run();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}${error.hint === undefined ? '' : `; ${error.hint}`}\n`);
  process.exitCode = 2;
}
