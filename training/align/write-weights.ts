import { writeFileSync } from 'node:fs';
import type { AlignWeights } from '../../src/align/weights.ts';

/** Writes the weights as the module that the aligner reads. */
export function writeWeights(path: string, weights: AlignWeights): void {
  const round = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value;
  const data = JSON.stringify(weights, round, 2)
    .replace(/"(\w+)":/g, '$1:')
    .replace(/: "((?:[^"\\])*)"/g, ": '$1'");
  writeFileSync(
    path,
    `import type { AlignWeights } from './weights.ts';\n\n` +
      `/** Written by training/align/learn.ts; not to be changed by hand. */\n` +
      `export const learnedWeights: AlignWeights = ${data};\n`,
  );
}
