import type { Comparison } from '../core/comparison.ts';
import { writeHtml } from './write-html.ts';
import { type Tool, writeJson } from './write-json.ts';
import { writeText } from './write-text.ts';

export interface ReportOptions {
  readonly tool: Tool;
  /** Columns, for formats that are laid out in columns. */
  readonly width: number;
  readonly color: boolean;
}

export type Reporter = (comparison: Comparison, options: ReportOptions) => string;

/** The formats that `hizala align` writes, by the name that `--format` takes. */
export const REPORTERS = {
  text: (comparison, { width, color }) => writeText(comparison, { width, color }),
  json: (comparison, { tool }) => writeJson(comparison, tool),
  html: (comparison, { tool }) => writeHtml(comparison, tool),
} as const satisfies Readonly<Record<string, Reporter>>;

export type Format = keyof typeof REPORTERS;

export const FORMATS = Object.keys(REPORTERS) as readonly Format[];
