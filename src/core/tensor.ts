/** Numbers of a network, row after row. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The weights of a network by name. */
export type Tensors = ReadonlyMap<string, Tensor>;
