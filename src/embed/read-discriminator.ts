import { createHash } from 'node:crypto';
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

/** Multiplies each row by its factor; false where there are not as many rows as factors. */
const multiplyRows = (data: Float32Array, factors: Float32Array, rows: number | undefined): boolean => {
  if (factors.length !== rows) return false;
  const width = data.length / rows;
  for (let i = 0; i < rows; i++) {
    const factor = factors[i]!;
    for (let at = i * width; at < (i + 1) * width; at++) data[at]! *= factor;
  }
  return true;
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
  const claimed = (entries as [string, Entry][]).reduce((sum, [, { data_offsets: at }]) => sum + at[1] - at[0], 0);
  if (claimed > bytes.length - start) return null;
  const raw = new Map(
    (entries as [string, Entry][]).map(([name, { dtype, shape, data_offsets: at }]): [string, Tensor] => {
      const data =
        dtype === 'I8'
          ? new Float32Array(new Int8Array(bytes.buffer, bytes.byteOffset + start + at[0], at[1] - at[0]))
          : Float32Array.from({ length: (at[1] - at[0]) / 4 }, (_, i) => view.getFloat32(start + at[0] + 4 * i, true));
      return [name, { shape, data }];
    }),
  );
  const tensors = new Map<string, Tensor>();
  for (const [name, { shape, data }] of raw) {
    if (name.endsWith(SCALE)) continue;
    const factors = raw.get(name + SCALE)?.data;
    if (factors !== undefined && !multiplyRows(data, factors, shape[0])) return null;
    tensors.set(name, { shape, data });
  }
  return tensors;
};

/** Which weights the discriminator of the model in a folder has; null where none lies beside. */
export const discriminatorRevision = (folder: string, store: Store): string | null => {
  const file = store.open(discriminatorFile(folder, store));
  if (file === null) return null;
  try {
    return createHash('sha256')
      .update(file.read(0, Math.min(file.size, MOST)))
      .digest('hex');
  } finally {
    file.close();
  }
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
