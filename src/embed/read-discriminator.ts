import { UserError } from '../core/errors.ts';
import type { Tensor, Tensors } from '../core/tensor.ts';
import type { Store } from './store.ts';

/**
 * Where the discriminator of a model lies, if it has one: the weights of a network that judges words by the model's vectors. It is
 * a model of its own, in a folder beside.
 */
export const discriminatorFile = (folder: string, store: Store): string =>
  store.join(`${folder}-discriminator`, 'model.safetensors');

/** Bytes. A network for word vectors is far smaller. */
const MOST = 64 << 20;
/** Bytes of the header's length. */
const PREFIX = 8;
/** After the name of a tensor of 8-bit numbers, that of the factors of its rows. */
const SCALE = '.scale';

interface Entry {
  readonly dtype: 'F32' | 'I8';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const BYTES = { F32: 4, I8: 1 };

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isEntry = (value: unknown, end: number): value is Entry => {
  const { dtype, shape, data_offsets: at } = (value ?? {}) as Partial<Entry>;
  return (
    (dtype === 'F32' || dtype === 'I8') &&
    Array.isArray(shape) &&
    shape.every(isCount) &&
    Array.isArray(at) &&
    at.length === 2 &&
    at.every(isCount) &&
    at[1]! <= end &&
    at[1]! - at[0]! === shape.reduce((product, size) => product * size, BYTES[dtype])
  );
};

/**
 * Reads a file of the safetensors format: eight bytes with the header's length, a header in JSON (name → dtype, shape,
 * offsets), the numbers. Tensors of 8-bit numbers are multiplied by the factors of their rows.
 *
 * @returns null where the file is none of that
 */
export const readTensors = (bytes: Uint8Array): Tensors | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length < PREFIX ? Number.NaN : Number(view.getBigUint64(0, true));
  if (!(size <= bytes.length - PREFIX)) return null;
  const start = PREFIX + size;
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREFIX, start)));
  } catch {
    return null;
  }
  if (typeof header !== 'object' || header === null) return null;
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  if (!entries.every(([, entry]) => isEntry(entry, bytes.length - start))) return null;
  const raw = new Map(
    (entries as [string, Entry][]).map(([name, { dtype, shape, data_offsets: at }]): [string, Tensor] => {
      const count = (at[1] - at[0]) / BYTES[dtype];
      const data = Float32Array.from({ length: count }, (_, i) =>
        dtype === 'I8' ? view.getInt8(start + at[0] + i) : view.getFloat32(start + at[0] + 4 * i, true),
      );
      return [name, { shape, data }];
    }),
  );
  const tensors = new Map<string, Tensor>();
  for (const [name, { shape, data }] of raw) {
    if (name.endsWith(SCALE)) continue;
    const scale = raw.get(name + SCALE)?.data;
    const width = data.length / (shape[0] ?? 1);
    if (scale !== undefined && scale.length !== shape[0]) return null;
    tensors.set(name, {
      shape,
      data: scale === undefined ? data : data.map((value, i) => value * scale[Math.floor(i / width)]!),
    });
  }
  return tensors;
};

/** The discriminator of the model in a folder; null where none lies beside. Throws UserError for a file that is none. */
export const readDiscriminator = (folder: string, store: Store): Tensors | null => {
  const path = discriminatorFile(folder, store);
  const file = store.open(path);
  if (file === null) return null;
  try {
    const tensors = file.size > MOST ? null : readTensors(file.read(0, file.size));
    if (tensors !== null) return tensors;
  } finally {
    file.close();
  }
  throw new UserError(
    `the model's ${path} is no safetensors file of 8-bit and 32-bit numbers`,
    'fetch or export the model again',
  );
};
