/** `[low, high]` */
export type Interval = readonly [number, number];

export interface BootstrapOptions {
  /** How many times documents are drawn. */
  readonly samples?: number;
  /** Share of the samples that the interval holds, such as 0.95. */
  readonly level?: number;
  readonly seed?: number;
}

/** mulberry32 (Tommy Ettinger, public domain): numbers in [0, 1), the same on every machine. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The value below which a share of the sorted values lies, between neighbours by proportion. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

/**
 * Percentile bootstrap over documents: sentences of one document succeed and fail together, so they are not drawn
 * alone (Efron and Tibshirani, An Introduction to the Bootstrap, ch. 13).
 *
 * @param statistic figures of a sample of documents, always as many
 * @returns one interval for each figure; of no width for fewer than two documents
 */
export function bootstrap<T>(
  documents: readonly T[],
  statistic: (sample: readonly T[]) => readonly number[],
  { samples = 1000, level = 0.95, seed = 1 }: BootstrapOptions = {},
): readonly Interval[] {
  const figures = statistic(documents);
  if (documents.length < 2) return figures.map((figure) => [figure, figure]);
  const next = random(seed);
  const drawn = figures.map(() => new Float64Array(samples));
  for (let sample = 0; sample < samples; sample += 1) {
    const values = statistic(documents.map(() => documents[Math.floor(next() * documents.length)]!));
    for (const [figure, value] of values.entries()) drawn[figure]![sample] = value;
  }
  return drawn.map((values) => {
    values.sort();
    return [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)];
  });
}
