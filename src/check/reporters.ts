import type { CheckReport } from './check-report.ts';
import { writeGithub } from './report/write-github.ts';
import { writeJson } from './report/write-json.ts';
import { writeJunit } from './report/write-junit.ts';
import { writeMarkdown } from './report/write-markdown.ts';
import { writeRdjson } from './report/write-rdjson.ts';
import { writeSarif } from './report/write-sarif.ts';
import { writeText } from './report/write-text.ts';

export interface WriteOptions {
  readonly color: boolean;
  /** A file's path for services that count from the root of the repository. */
  readonly pathOf: (file: string) => string;
}

export type CheckReporter = (report: CheckReport, options: WriteOptions) => string;

/** The formats that `hizala check` and `hizala merge` write, by the name that `--format` takes. */
export const CHECK_REPORTERS = {
  text: writeText,
  json: writeJson,
  sarif: writeSarif,
  github: writeGithub,
  junit: writeJunit,
  rdjson: writeRdjson,
  markdown: writeMarkdown,
} as const satisfies Readonly<Record<string, CheckReporter>>;

export type CheckFormat = keyof typeof CHECK_REPORTERS;

export const CHECK_FORMATS = Object.keys(CHECK_REPORTERS) as readonly CheckFormat[];
