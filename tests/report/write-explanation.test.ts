import { describe, expect, it } from 'vitest';
import type { Explanation, NullExplanation, PairExplanation } from '../../src/align/explain.ts';
import { type Explained, explanationJson, writeExplanation } from '../../src/report/write-explanation.ts';
import { beadOf, documentOf } from '../support/comparison.ts';

const sides = {
  source: documentOf('a.en.txt', 'en', ['The harbour was closed.', 'Divers found 3 mines.', 'Nobody was hurt.']),
  target: documentOf('a.tr.txt', 'tr', ['Liman kapatıldı.', 'Dalgıçlar 3 mayın buldu.', 'Bir \u001b[31m ek cümle.']),
};
const beads = [beadOf([[0], [0]]), beadOf([[1], [1], 0.9]), beadOf([[2], [], 0.8]), beadOf([[], [2], 0.7])];
const explained = (at: number, explanation: Explanation): Explained => ({ sides, beads, at, explanation });

const PAIR: PairExplanation = {
  type: 'pair',
  confidence: 0.9,
  cosine: 0.654,
  margin: 0.5,
  lead: 0.4,
  coverage: { source: 0.71, target: 0.65 },
  quantities: { source: ['3'], target: ['3'], shared: 1, lost: 0 },
  names: { source: [], target: [], shared: 0, lost: null },
  contributions: [
    { feature: 'margin', value: 0.5, weight: 8, adds: 4 },
    { feature: 'lengthRatio', value: 0.5, weight: -2, adds: -1 },
  ],
  leftOut: 0.5,
  leniency: 2,
  score: 4.5,
  order: { follows: 0, followedBy: 'edge', addsEach: 1.5, crossing: false, crossingAdds: 0 },
  runnerUp: { source: [1, 2], target: [1], score: 3, heldBy: [] },
};

const BEST: NullExplanation['best'] = {
  source: [1, 2],
  target: [1],
  score: 3,
  heldBy: [1],
  cosine: 0.3,
  refusal: 'held',
  heldScore: 4.5,
  sureness: null,
  threshold: 0.35,
};
const nullOf = (best: NullExplanation['best'], foreign = false): NullExplanation => ({
  type: 'null',
  confidence: 0.8,
  foreign,
  best,
});

describe('writeExplanation', () => {
  it('says what makes a pair: its texts, its measures, what each adds, its order, its runner-up', () => {
    const text = writeExplanation(explained(1, PAIR), 100);
    expect(text).toContain('Row 2 of 4: paired, confidence 0.90\n');
    expect(text).toContain('source 2, sentence: “Divers found 3 mines.”\n');
    expect(text).toContain('71% of the source, 65% of the target');
    expect(text).toContain('quantities: 1 on both sides, 0 on one only (source: 3; target: 3)');
    expect(text).toContain('names and links: none');
    expect(text).toMatch(/margin over the next nearest +0\.50 +8\.00 +\+4\.00\n/);
    expect(text).toMatch(/lengths differ +0\.50 +-2\.00 +-1\.00\n/);
    expect(text).toMatch(/score +4\.50\n/);
    expect(text).toMatch(/follows row 1 directly +\+1\.50\n/);
    expect(text).toMatch(/stands at the end of both +\+1\.50\n/);
    expect(text).toMatch(/score in its place +7\.50\n/);
    expect(text).toMatch(
      /Runner-up: source 2, 3 “Divers[^”]*” with target 2 “Dal[^”]*”,\s+score 3\.00, 1\.50 behind\.\n$/,
    );
  });

  it('says that nothing else was tried, and what crossing costs', () => {
    const order = { follows: null, followedBy: null, addsEach: 1.5, crossing: true, crossingAdds: -1.75 };
    const text = writeExplanation(explained(1, { ...PAIR, order, runnerUp: null }), 100);
    expect(text).toMatch(/crosses the order of its neighbours +-1\.75\n/);
    expect(text).toMatch(/score in its place +2\.75\n/);
    expect(text).toContain('Runner-up: none');
  });

  it.each<[string, NullExplanation, RegExp]>([
    ['held', nullOf(BEST), /row 2 holds members of it, with score 4\.50/],
    ['worthless', nullOf({ ...BEST!, heldBy: [], refusal: 'worthless' }), /worth less than leaving its members/],
    ['unsure', nullOf({ ...BEST!, heldBy: [], refusal: 'unsure', sureness: 0.2 }), /20% sure .* 35% are asked for/],
    ['overlooked', nullOf({ ...BEST!, heldBy: [], refusal: 'overlooked' }), /did not come to it/],
    ['in the other language', nullOf(null, true), /written in the language of the other side/],
    ['alone', nullOf(null), /nothing on the other side/],
  ])('says why a segment has no counterpart: %s', (_, explanation, wanted) => {
    const text = writeExplanation(explained(2, explanation), 1000).replace(/\s+/g, ' ');
    expect(text).toContain('Row 3 of 4: only in the source, confidence 0.80');
    expect(text).toMatch(wanted);
  });

  it('says that a repeated sentence was paired last', () => {
    expect(writeExplanation(explained(1, { type: 'untranslated', confidence: 0.93 }), 100)).toMatch(/0\.93/);
  });

  it('puts no marks around a text that is a quotation itself', () => {
    const target = documentOf('a.tr.txt', 'tr', ['«Liman kapatıldı.»']);
    const text = writeExplanation(
      { ...explained(3, nullOf(null)), sides: { ...sides, target }, beads: [beadOf([[], [0]])], at: 0 },
      100,
    );
    expect(text).toContain('target 1, sentence: «Liman kapatıldı.»\n');
  });

  it('breaks lines at the width and lets no control character through', () => {
    const text = writeExplanation(explained(3, nullOf(BEST)), 50);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('only in the target');
  });
});

describe('explanationJson', () => {
  it('gives a program the same, with numbers from 0 and four decimals', () => {
    const data = JSON.parse(explanationJson(explained(1, { ...PAIR, cosine: 0.123456 })));
    expect(data).toMatchObject({ version: 1, bead: 1, source: [1], target: [1], moved: false });
    expect(data.segments.target).toEqual([
      { index: 1, text: 'Dalgıçlar 3 mayın buldu.', kind: 'sentence', lang: 'tr' },
    ]);
    expect(data.explanation).toEqual({ ...PAIR, cosine: 0.1235 });
  });
});
