import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  discriminatorFile,
  discriminatorRevision,
  readDiscriminator,
  readTensors,
} from '../../src/embed/read-discriminator.ts';
import { diskStore } from '../../src/embed/store.ts';
import { emptyFolder } from '../support/folders.ts';

/** A safetensors file of a header, as text or as an object, and some bytes. */
function fileOf(header: unknown, body: Uint8Array = new Uint8Array(0), size?: number): Uint8Array {
  const head = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(size ?? head.length));
  return Buffer.concat([prefix, head, body]);
}

const FLOATS = Buffer.from(Float32Array.of(0.5, -2).buffer);
const F32 = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };

describe('a safetensors file', () => {
  it('gives its numbers by name', () => {
    const tensors = readTensors(fileOf({ __metadata__: { by: 'us' }, bias: F32 }, FLOATS))!;
    expect([...tensors]).toEqual([['bias', { shape: [2], data: Float32Array.of(0.5, -2) }]]);
  });

  it('multiplies 8-bit numbers by the factors of their rows', () => {
    const header = {
      'm.scale': F32,
      m: { dtype: 'I8', shape: [2, 3], data_offsets: [8, 14] },
    };
    const tensors = readTensors(fileOf(header, Buffer.concat([FLOATS, Buffer.from([1, 2, 255, 1, 3, 128])])))!;
    expect([...tensors.keys()]).toEqual(['m']);
    expect([...tensors.get('m')!.data]).toEqual([0.5, 1, -0.5, -2, -6, 256]);
  });

  it.each([
    ['is empty', new Uint8Array(0)],
    ['ends in the header', fileOf({ bias: F32 }, FLOATS).subarray(0, 20)],
    ['claims a longer header than there is', fileOf('{}', new Uint8Array(0), 2 ** 40)],
    ['has no JSON', fileOf('not json')],
    ['has a list', fileOf('[1]')],
    ['has null', fileOf('null')],
    ['points behind its end', fileOf({ bias: F32 }, FLOATS.subarray(4))],
    ['points backwards', fileOf({ bias: { ...F32, data_offsets: [8, 0] } }, FLOATS)],
    ['has a size below nothing', fileOf({ bias: { ...F32, shape: [-2] } }, FLOATS)],
    ['has a shape of another size', fileOf({ bias: { ...F32, shape: [3] } }, FLOATS)],
    ['gives the same bytes to many', fileOf({ a: F32, b: F32 }, FLOATS)],
    ['has numbers of another kind', fileOf({ bias: { ...F32, dtype: 'F64' } }, FLOATS)],
    [
      'has too few factors',
      fileOf({ m: { dtype: 'I8', shape: [8, 1], data_offsets: [0, 8] }, 'm.scale': F32 }, FLOATS),
    ],
  ])('is refused where it %s', (_, bytes) => {
    expect(readTensors(bytes)).toBeNull();
  });
});

describe('a folder of a model', () => {
  const folder = emptyFolder();

  it('may have no discriminator', () => {
    expect(readDiscriminator(folder, diskStore)).toBeNull();
  });

  it('with a broken one is refused in a sentence', () => {
    const path = discriminatorFile(folder, diskStore);
    mkdirSync(dirname(path));
    writeFileSync(path, 'garbage that is long enough');
    expect(() => readDiscriminator(folder, diskStore)).toThrow(/is no safetensors file/);
  });

  it('says which weights they are', () => {
    const path = discriminatorFile(folder, diskStore);
    writeFileSync(path, 'one');
    const one = discriminatorRevision(folder, diskStore);
    expect(discriminatorRevision(folder, diskStore)).toBe(one);
    writeFileSync(path, 'another');
    expect(discriminatorRevision(folder, diskStore)).not.toBe(one);
    expect(discriminatorRevision(join(folder, 'none'), diskStore)).toBeNull();
  });
});
