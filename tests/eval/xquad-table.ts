import type { SegmentedDocument } from '../../src/core/segment.ts';
import { mapSides } from '../../src/core/side.ts';
import type { IdentifiedEmbedder } from '../../src/embed/create-embedder.ts';
import { isPaired } from '../../src/evaluate/pairing.ts';
import { alignFiles } from './align-files.ts';
import { head, percent, row } from './print.ts';
import { readXquad } from './shared-data.ts';

/** The paragraph, counted from 0, in which each segment stands. */
const paragraphNumbers = ({ document, segments }: SegmentedDocument): readonly number[] => {
  let paragraph = -1;
  let end = 0;
  return segments.map((segment) => {
    const gap = document.text.slice(end, segment.start);
    if (paragraph < 0 || gap.includes('\n')) paragraph++;
    end = segment.end;
    return paragraph;
  });
};

/** Natural paragraphs: no bead may join two, none may be wholly without a link. */
export async function printXquad(embedder: IdentifiedEmbedder): Promise<void> {
  let beads = 0;
  let joining = 0;
  let paragraphs = 0;
  let unlinked = 0;
  for (const { source, target } of readXquad()) {
    const aligned = await alignFiles(embedder, source, target, 'sentences');
    const paragraphOf = mapSides(aligned.sides, paragraphNumbers);
    const linked = new Set<number>();
    for (const bead of aligned.beads.filter(isPaired)) {
      beads++;
      const held = new Set([
        ...bead.source.map((i) => paragraphOf.source[i]!),
        ...bead.target.map((j) => paragraphOf.target[j]!),
      ]);
      if (held.size > 1) joining++;
      else for (const paragraph of held) linked.add(paragraph);
    }
    const count = Math.max(...paragraphOf.source) + 1;
    paragraphs += count;
    for (let p = 0; p < count; p++) if (!linked.has(p)) unlinked++;
  }
  head('xquad, raw text', 'beads', 'that join two paragraphs', 'paragraphs', 'wholly unlinked');
  row('24 articles', beads, `${joining} (${percent(joining, beads)})`, paragraphs, unlinked);
}
