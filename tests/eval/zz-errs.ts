import { readFileSync } from 'node:fs';
import { readSides } from '/work/main/src/cli/compare-files.ts';
import { openEmbedder } from '/work/main/src/cli/open-embedder.ts';
import { readSuite } from '/work/main/tests/eval/shared-data.ts';
import { createFeatures, BEAD_FEATURES } from '/work/main/src/align/features.ts';
import { findCandidates } from '/work/main/src/align/candidates.ts';
import { createScore, lenient } from '/work/main/src/align/score.ts';
import { search } from '/work/main/src/align/search.ts';
import { learnedWeights } from '/work/main/src/align/learned-weights.ts';
import { createEvidence } from '/work/main/src/align/confidence.ts';
import { logit, probability } from '/work/main/src/core/network.ts';
import { readTraits } from '/work/main/src/evidence/traits.ts';
const e = await openEmbedder(undefined, { noCache: true });
const io = { cwd: '/', readStdin: async () => new Uint8Array() };
const suite = process.argv[2] as 'mono' | 'cross'; const max = Number(process.argv[3] ?? 30);
let shown = 0, total = 0;
for (const d of suite === 'story' ? [{ name: 'story', source: '/work/shared/eval/seeds/story-a.src', target: '/work/shared/eval/seeds/story-a.tgt', gold: '/tmp/story.gold.json' }] : readSuite(suite)) {
  const sides = await readSides({ source: d.source, target: d.target }, { segmentation: 'lines', langs: { source: 'en', target: 'tr' } }, io);
  const input: any = {};
  for (const s of ['source', 'target'] as const) input[s] = { vectors: await e.embed(sides[s].segments.map((x) => x.text)), traits: readTraits(sides[s], s === 'source' ? 'tr' : 'en') };
  const sizes = { source: sides.source.segments.length, target: sides.target.segments.length };
  const f = createFeatures(input); const c = findCandidates(f, input); const sc = lenient(createScore(f, sizes, learnedWeights.score));
  const ch0 = search(f, c, sc, sizes, 'free'); const ev = createEvidence(f, c, sc, ch0, sizes);  const conf = new Map(ch0.map((b) => [b, probability(logit(learnedWeights.confidence.keep, ev.ofBead(b)))])); const ch = ch0.filter((b) => conf.get(b)! >= learnedWeights.confidence.threshold);
  const gold = JSON.parse(readFileSync(d.gold, 'utf8')) as [number[], number[]][];
  const k = (a: any, b: any) => `${a}|${b}`;
  const cs = new Set(ch.map((b) => k(b.source, b.target))), gs = new Set(gold.map((g) => k(g[0], g[1])));
  for (const [s, t] of gold) {
    if (!s.length || !t.length || cs.has(k(s, t))) continue;
    total++; if (shown++ >= max) continue;
    const v = f.ofBead(s, t); const inC = c.some((x) => x.source.start === s[0] && x.source.end === s.at(-1)! + 1 && x.target.start === t[0] && x.target.end === t.at(-1)! + 1);
    console.log(`\n## ${d.name} GOLD ${k(s, t)} gain ${sc.gain(v, s, t).toFixed(2)} cand ${inC}  ${BEAD_FEATURES.map((n, i) => v[i] ? n + '=' + v[i]!.toFixed(2) : '').filter(Boolean).join(' ')}`);
    for (const i of s) console.log('  S', i, sides.source.segments[i]!.kind, sc.ofNull('source', i).toFixed(2), sides.source.segments[i]!.text.slice(0, 160));
    for (const j of t) console.log('  T', j, sides.target.segments[j]!.kind, sides.target.segments[j]!.lang, sc.ofNull('target', j).toFixed(2), sides.target.segments[j]!.text.slice(0, 160));
    for (const b of ch0) if (b.source.some((i) => s.includes(i)) || b.target.some((j) => t.includes(j))) console.log(conf.get(b)! >= learnedWeights.confidence.threshold ? '  CHOSE' : '  DROPPED', conf.get(b)!.toFixed(2), k(b.source, b.target), 'gain', b.gain.toFixed(2), b.crossing ? 'X' : '', BEAD_FEATURES.map((n, i) => b.values[i] ? n + '=' + b.values[i]!.toFixed(2) : '').filter(Boolean).join(' '));
  }
}
console.log('missed', total);
