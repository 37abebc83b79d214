import type { CompareInput } from '../../src/compare/context.ts';
import type { Bead } from '../../src/core/bead.ts';
import type { Kind } from '../../src/core/document.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { SegmentedDocument } from '../../src/core/segment.ts';
import type { SegmentVectors } from '../../src/core/vectors.ts';
import { splitWords } from '../../src/segment/words.ts';

/** A segment of a test story: its text, or what else it is. */
export type Piece = string | { readonly text: string; readonly kind?: Kind; readonly lang?: string };

export const side = (lang: string, pieces: readonly Piece[]): SegmentedDocument => {
  let text = '';
  const segments = pieces.map((piece, index) => {
    const own = typeof piece === 'string' ? { text: piece } : piece;
    const start = text.length;
    text += `${own.text}\n`;
    return { index, start, end: start + own.text.length, kind: 'sentence' as Kind, lang, ...own };
  });
  return { document: { path: '-', text, sha256: '', blocks: [] }, lang, segments };
};

const DIMENSIONS = 64;

/** A vector that depends on the meaning alone: meanings that differ stand nearly at right angles. */
const vectorOf = (meaning: string): Float32Array => {
  const vector = new Float32Array(DIMENSIONS);
  let state = 2166136261;
  for (const character of meaning) state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  let length = 0;
  for (let k = 0; k < DIMENSIONS; k++) {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    state = Math.imul(state ^ (state >>> 13), 3266489917);
    vector[k] = ((state >>> 0) / 2 ** 32) * 2 - 1;
    length += vector[k]! ** 2;
  }
  for (let k = 0; k < DIMENSIONS; k++) vector[k]! /= Math.sqrt(length);
  return vector;
};

/** A small embedder: words mean themselves, unless a glossary gives them another word's meaning. */
const embedWith =
  (glossary: Readonly<Record<string, string>>) =>
  (text: string): SegmentVectors => {
    const words = splitWords(text);
    const vectors = new Float32Array(words.length * DIMENSIONS);
    const pooled = new Float32Array(DIMENSIONS);
    words.forEach((span, row) => {
      const word = text.slice(span.start, span.end).toLowerCase();
      const vector = vectorOf(glossary[word] ?? word);
      vectors.set(vector, row * DIMENSIONS);
      for (let k = 0; k < DIMENSIONS; k++) pooled[k]! += vector[k]!;
    });
    const length = Math.hypot(...pooled) || 1;
    for (let k = 0; k < DIMENSIONS; k++) pooled[k]! /= length;
    const table = { vectors, weights: new Float32Array(words.length).fill(2.7) };
    return { pooled, words, table, rows: Int32Array.from(words.keys()) };
  };

/** Members of source and target; `moved` and a confidence below 0.95 are written out where a test needs them. */
export type Pairing = readonly [source: readonly number[], target: readonly number[], more?: Partial<Bead>];

/** Two versions with beads; without beads, segment i belongs to segment i. */
export const story = (
  source: readonly Piece[],
  target: readonly Piece[],
  beads: readonly Pairing[] = source.map((_, i) => [[i], [i]] as const),
  glossary: Readonly<Record<string, string>> = {},
  langs: readonly [string, string] = ['en', 'tr'],
): CompareInput => {
  const sides = { source: side(langs[0], source), target: side(langs[1], target) };
  const embed = embedWith(glossary);
  return {
    sides,
    vectors: {
      source: sides.source.segments.map((segment) => embed(segment.text)),
      target: sides.target.segments.map((segment) => embed(segment.text)),
    },
    beads: beads.map(([s, t, more]) => ({ source: s, target: t, confidence: 0.95, moved: false, ...more })),
  };
};

/** A finding as a line: code, class, the text it marks, and its counterpart's. */
export const asLine = (
  input: CompareInput,
  { code, class: kind, side: where, start, end, counterpart }: Finding,
): string => {
  const text = input.sides[where].document.text.slice(start, end);
  const other =
    counterpart === null ? '' : input.sides[counterpart.side].document.text.slice(counterpart.start, counterpart.end);
  return [code, kind, where, text, other].filter(Boolean).join(' | ');
};
