import { writeFileSync } from 'node:fs';
import type { Trees } from '../../src/compare/trees.ts';

const round = (value: number): number => Number(value.toPrecision(4));

const listOf = (values: readonly number[]): string => `[${values.map(round).join(',')}]`;

const dataOf = ({ origin, depth, bias, inputs, thresholds, leaves }: Trees): string =>
  `{ origin: '${origin}', depth: ${depth}, bias: ${round(bias)}, inputs: ${listOf(inputs)}, thresholds: ${listOf(thresholds)}, leaves: ${listOf(leaves)} }`;

/** Trees over words and over spans, and how they are called. */
export interface Named {
  readonly name: string;
  readonly words: Trees;
  readonly spans: Trees;
}

/** Writes both as a module of data; numbers keep four digits, as the cuts of learnTrees do. */
export function writeTrees(path: string, { name, words, spans }: Named): void {
  writeFileSync(
    path,
    `import type { Trees } from './trees.ts';\n\n` +
      `/* Written by training/findings/learn.ts; not to be changed by hand. */\n\n` +
      `/** How likely a word is to be unsupported, from WORD_FEATURES. */\n` +
      `export const ${name}Words: Trees = ${dataOf(words)};\n\n` +
      `/** How likely a weak span is a true finding, from SPAN_FEATURES. */\n` +
      `export const ${name}Spans: Trees = ${dataOf(spans)};\n`,
  );
}
