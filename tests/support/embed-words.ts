/** Run by a test as a process of its own: embeds texts in another order each, and prints a hash of all the numbers. */
import { createHash } from 'node:crypto';
import type { SegmentVectors } from '../../src/core/vectors.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { resolveModel } from '../../src/embed/resolve-model.ts';
import { gatherWords } from './gather-words.ts';

const bytesOf = (segment: SegmentVectors): Uint8Array =>
  new Uint8Array(Float32Array.from([...segment.pooled, ...gatherWords(segment).vectors]).buffer);

const [folder, cacheDir, turn] = process.argv.slice(2) as [string, string, string];
const embedder = await createEmbedder(resolveModel(folder, []), { cacheDir });
const numbers = new Map<string, Uint8Array>();
for (let round = 0; round < 8; round++) {
  const texts = Array.from({ length: 40 }, (_, i) => `kedi ${((i + Number(turn) * 7 + round * 13) % 100).toString(7)}`);
  for (const [i, vectors] of (await embedder.embed(texts)).entries()) {
    numbers.set(texts[i]!, bytesOf(vectors));
  }
}
const hash = createHash('sha256');
for (let i = 0; i < 40; i++) {
  const text = `kedi ${i.toString(7)}`;
  const [vectors] = await embedder.embed([text]);
  numbers.set(text, bytesOf(vectors!));
  hash.update(numbers.get(text)!);
}
process.stdout.write(hash.digest('hex'));
