/** Just enough of ONNX's protobuf format to write the little graphs that the tests need (onnx.proto3, IR version 8). */

type Field = readonly [number: number, value: bigint | number | string | Uint8Array];

const varint = (value: bigint): number[] => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
};

/** Integers are written as varints, text and bytes as length-delimited fields. */
const message = (...fields: readonly Field[]): Uint8Array => {
  const parts: Uint8Array[] = [];
  for (const [number, value] of fields) {
    if (typeof value === 'bigint' || typeof value === 'number') {
      parts.push(Uint8Array.from([...varint(BigInt(number << 3)), ...varint(BigInt(value))]));
    } else {
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      parts.push(Uint8Array.from([...varint(BigInt((number << 3) | 2)), ...varint(BigInt(bytes.length))]), bytes);
    }
  }
  return Buffer.concat(parts);
};

const FLOAT = 1;
const INT8 = 3;
const INT64 = 7;

export const tensor = (
  name: string,
  dims: readonly number[],
  data: Float32Array | Int8Array | BigInt64Array,
): Uint8Array =>
  message(
    ...dims.map((dim): Field => [1, dim]),
    [2, data instanceof Float32Array ? FLOAT : data instanceof Int8Array ? INT8 : INT64],
    [8, name],
    [9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)],
  );

/** An operation. Attributes are whole numbers or lists of them. */
export const node = (
  type: string,
  inputs: readonly string[],
  output: string | readonly string[],
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): Uint8Array =>
  message(
    ...inputs.map((input): Field => [1, input]),
    ...[output].flat().map((name): Field => [2, name]),
    [4, type],
    ...Object.entries(attributes).map(([name, value]): Field => [
      5,
      typeof value === 'number'
        ? message([1, name], [3, value], [20, 2])
        : message([1, name], ...value.map((item): Field => [8, item]), [20, 7]),
    ]),
  );

const valueInfo = (name: string, type: number, dims: readonly (string | number)[]): Uint8Array => {
  const shape = message(
    ...dims.map((dim): Field => [1, typeof dim === 'number' ? message([1, dim]) : message([2, dim])]),
  );
  return message([1, name], [2, message([1, message([1, type], [2, shape])])]);
};

/** A model from input_ids and attention_mask to one output of `width` dimensions for each token. */
export const onnxModel = (
  nodes: readonly Uint8Array[],
  initializers: readonly Uint8Array[],
  width: number,
  output = 'last_hidden_state',
): Uint8Array => {
  const graph = message(
    ...nodes.map((bytes): Field => [1, bytes]),
    [2, 'tiny'],
    ...initializers.map((bytes): Field => [5, bytes]),
    ...['input_ids', 'attention_mask'].map((name): Field => [
      11,
      valueInfo(name, INT64, ['batch_size', 'sequence_length']),
    ]),
    [12, valueInfo(output, FLOAT, ['batch_size', 'sequence_length', width])],
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 13])]);
};
