import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedder } from '../../src/cli/open-embedder.ts';
import type { ModelEntry } from '../../src/embed/models.ts';
import { detectChangedWords } from './changed-words.ts';
import { marginAccuracy } from './margin-accuracy.ts';
import { head, row, three } from './print.ts';
import { readRetrieval } from './shared-data.ts';

/** Which rows of the model's table are wanted. */
export type ModelPart = 'retrieval' | 'words' | 'speed';

const RETRIEVAL = [
  ['news', '.990'],
  ['everyday', '.988'],
] as const;

const CHANGED = {
  word: ['a replaced content word', '.90'],
  addition: ["an inserted clause's words", '.97'],
  name: ['a replaced name', '.98'],
} as const;

/** Bytes of the files that a model is used by. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|onnx|onnx_data)$/.test(name))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

/** What the model can do apart from the rest of the program, with the aim of each measure. */
export async function printModel(model: ModelEntry, parts: readonly ModelPart[]): Promise<void> {
  const open = () => openEmbedder(model.folder, { noCache: true });
  head(`model ${model.name}`, 'measured', 'aim');
  if (parts.includes('retrieval')) {
    const embedder = await open();
    for (const [name, aim] of RETRIEVAL) {
      const { source, target } = readRetrieval(name);
      const accuracy = marginAccuracy(await embedder.embed(source), await embedder.embed(target));
      row(
        `retrieval, ${source.length} ${name} sentences (ratio margin, k = 4, both ways)`,
        three(accuracy),
        `≥ ${aim}`,
      );
    }
  }
  if (parts.includes('words')) {
    const detections = await detectChangedWords(await open(), ['word', 'addition', 'name']);
    for (const type of ['word', 'addition', 'name'] as const) {
      const { changed, others, coverage, linear, spelling } = detections[type];
      const [name, aim] = CHANGED[type];
      row(
        `${name}, ${changed} among ${others} (AUC: linear; coverage alone; with spelling)`,
        `${three(linear)}; ${three(coverage)}; ${three(spelling)}`,
        `≥ ${aim}`,
      );
    }
  }
  if (parts.includes('speed')) {
    row('size on disk', `${(sizeOf(model.folder) / 1e6).toFixed(1)} MB`, '≤ 12 MB');
    const sentences = RETRIEVAL.flatMap(([name]) => Object.values(readRetrieval(name)).flat());
    const embedder = await open();
    await embedder.embed(['The model is loaded before the clock starts.']);
    const cpu = process.cpuUsage();
    const start = performance.now();
    await embedder.embed(sentences);
    const seconds = (performance.now() - start) / 1000;
    const busy = (process.cpuUsage(cpu).user + process.cpuUsage(cpu).system) / 1e6;
    const rate = (time: number): string => Math.round(sentences.length / time).toLocaleString('en');
    row(
      `${sentences.length} sentences, each read for the first time, tokenising included`,
      `${rate(seconds)} a second (${rate(busy)} a second of processor time)`,
      '≥ 20,000',
    );
  }
}
