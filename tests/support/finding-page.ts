import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages that say what each code means. */
export const FINDING_PAGES: string = join(import.meta.dirname, '../../docs/findings');

/** A file of an example; `isBefore` where it is how the file was before. */
export interface ExampleFile {
  readonly name: string;
  readonly isBefore: boolean;
  readonly text: string;
}

export interface Example {
  readonly files: readonly ExampleFile[];
  /** What the example must give: messages, one a line; none where it gives nothing. */
  readonly messages: readonly string[];
}

export interface FindingPage {
  readonly title: string;
  readonly headings: readonly string[];
  readonly fires: Example;
  readonly isSilent: Example;
  /** How to silence it. */
  readonly silence: string;
}

const BLOCK = /^```([^\n]*)\n([\s\S]*?)\n?```$/gm;

const readExample = (section: string): Example => {
  const blocks = [...section.matchAll(BLOCK)].map(([, info, text]) => ({ info: info!, text: text! }));
  const finding = blocks.find(({ info }) => info === 'finding');
  return {
    files: blocks
      .filter(({ info }) => info !== 'finding')
      .map(({ info, text }) => ({
        name: info.replace(/ before$/, ''),
        isBefore: info.endsWith(' before'),
        text: text === '' ? '' : `${text}\n`,
      })),
    messages: finding === undefined ? [] : finding.text.split('\n'),
  };
};

/** Reads docs/findings/CODE.md. */
export function readFindingPage(code: string): FindingPage {
  const text = readFileSync(join(FINDING_PAGES, `${code}.md`), 'utf8');
  const sections = text.split(/^## /m);
  const section = (heading: string): string => sections.find((one) => one.startsWith(`${heading}\n`)) ?? '';
  return {
    title: /^# (.*)$/m.exec(text)?.[1] ?? '',
    headings: sections.slice(1).map((one) => one.slice(0, one.indexOf('\n'))),
    fires: readExample(section('An example that fires')),
    isSilent: readExample(section('One that does not')),
    silence: section('To silence it').replace(/\s+/g, ' '),
  };
}
