import { prepareSides, readSides } from '../../src/cli/compare-files.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import { embedParagraphs, insertEverywhere } from '../support/insert-paragraph.ts';
import { head, percent, row } from './print.ts';
import { readSuite } from './shared-data.ts';

/** Prints how often a paragraph that has nothing to do with a story changes what else is paired in it. */
export async function printStability(embedder: IdentifiedEmbedder): Promise<void> {
  head('unrelated paragraphs', 'put in', 'that change another bead', 'beads changed by one', 'paired in part');
  for (const suite of ['mono', 'cross'] as const) {
    const { insertions, disturbing, beads, changed, paired } = await measureStability(suite, embedder);
    row(suite, insertions, percent(disturbing, insertions), percent(changed, beads), percent(paired, insertions));
  }
}

/** How often a paragraph that has nothing to do with a story changes what else is paired in it. */
interface Stability {
  readonly insertions: number;
  /** Insertions that change another bead. */
  readonly disturbing: number;
  readonly beads: number;
  readonly changed: number;
  /** Insertions a sentence of which is paired. */
  readonly paired: number;
}

/** Puts unrelated paragraphs into the documents of a suite, at places that part no bead, and aligns each time. */
export async function measureStability(suite: 'mono' | 'cross', embedder: IdentifiedEmbedder): Promise<Stability> {
  const paragraphs = await embedParagraphs(embedder);
  const io = { cwd: process.cwd(), readStdin: async () => new Uint8Array() };
  const options = { segmentation: 'lines', langs: { source: 'en', target: 'tr' } } as const;
  const total = { insertions: 0, disturbing: 0, beads: 0, changed: 0, paired: 0 };
  for (const { source, target } of readSuite(suite)) {
    const { input } = await prepareSides(await readSides({ source, target }, options, io), embedder);
    for (const { parts, kept, lost, paired } of insertEverywhere(input, paragraphs)) {
      if (parts) continue;
      total.insertions++;
      total.disturbing += lost.length > 0 ? 1 : 0;
      total.beads += kept + lost.length;
      total.changed += lost.length;
      total.paired += paired.length > 0 ? 1 : 0;
    }
  }
  return total;
}
