import type { CandidateList } from '../../src/align/candidate-list.ts';
import { findCandidates } from '../../src/align/candidates.ts';
import { createFeatures, type Features } from '../../src/align/features.ts';
import type { AlignInput } from '../../src/align/input.ts';
import type { Document } from '../../src/core/document.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import type { Sides } from '../../src/core/side.ts';
import type { Embedder } from '../../src/core/vectors.ts';
import type { GoldLinks } from '../../src/evaluate/counts.ts';
import { type Link, linkKey, linksOf, type Pairing, pairingKey } from '../../src/evaluate/pairing.ts';
import { readTraits } from '../../src/evidence/traits.ts';
import type { MadeSegment, MadeStory } from './documents.ts';

/** A story pair, measured once: what the learners read. */
export interface Example {
  readonly name: string;
  readonly sizes: Sides<number>;
  readonly input: Sides<AlignInput>;
  readonly features: Features;
  readonly candidates: CandidateList;
  /** Empty where only links are known. */
  readonly gold: MadeStory['gold'];
  readonly links: GoldLinks;
  isRight(bead: Pairing): boolean;
  /** How many of the links of a bead are right. */
  rightLinks(bead: Pairing): number;
}

/** What tells right beads from wrong ones: the gold beads, or, where there are none, links that are sure or possible. */
export function judgeBy(links: GoldLinks, gold: MadeStory['gold']): Pick<Example, 'isRight' | 'rightLinks'> {
  const beads = new Set(gold.map(pairingKey));
  const known = new Set([...links.sure, ...links.possible].map(([i, j]) => linkKey(i, j)));
  const rightLinks = (bead: Pairing): number => [...linksOf([bead])].filter((link) => known.has(link)).length;
  return {
    rightLinks,
    isRight: (bead) =>
      gold.length > 0 ? beads.has(pairingKey(bead)) : rightLinks(bead) === bead.source.length * bead.target.length,
  };
}

/** All beads that may ever be chosen are candidates, whatever the weights. */
export const EVERY = { mostGain: () => 0, gain: () => 0, following: 1 };

export async function makeExample(story: MadeStory, embedder: Embedder): Promise<Example> {
  const documents = { source: toSegmented(story.source), target: toSegmented(story.target) };
  const input = {
    source: await toInput(documents.source, documents.target.lang, embedder),
    target: await toInput(documents.target, documents.source.lang, embedder),
  };
  const features = createFeatures(input);
  const sure = story.gold.flatMap(({ source, target }) => source.flatMap((i) => target.map((j): Link => [i, j])));
  const links = { kind: 'links', sure, possible: [] } as const;
  return {
    name: story.name,
    sizes: { source: story.source.length, target: story.target.length },
    input,
    features,
    candidates: findCandidates(features, input, EVERY),
    gold: story.gold,
    links,
    ...judgeBy(links, story.gold),
  };
}

async function toInput(made: SegmentedDocument, otherLang: string, embedder: Embedder): Promise<AlignInput> {
  return {
    vectors: await embedder.embed(made.segments.map((segment) => segment.text)),
    traits: readTraits(made, otherLang),
  };
}

/** The made segments as a document, a line each. */
function toSegmented(made: readonly MadeSegment[]): SegmentedDocument {
  let start = 0;
  const segments = made.map(({ text, kind, lang }, index) => {
    const segment = { index, start, end: start + text.length, text, kind, lang };
    start = segment.end + 1;
    return segment;
  });
  const document: Document = { path: 'made', text: made.map((s) => s.text).join('\n'), sha256: '', blocks: [] };
  const counts = new Map<string, number>();
  for (const { lang } of made) counts.set(lang, (counts.get(lang) ?? 0) + 1);
  const lang = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'en';
  return { document, lang, segments };
}
