import type { SegmentVectors } from '../core/vectors.ts';
import { contextualVectors } from './contextual-vectors.ts';
import type { ModelEntry } from './models.ts';
import type { Network } from './network.ts';
import { staticVectors } from './static-vectors.ts';

/** Turns texts into vectors, one for each, in order; `onProgress` is told how many are done. */
export type Compute = (texts: readonly string[], onProgress: (done: number) => void) => Promise<SegmentVectors[]>;

/** What models.txt says of how a model's numbers become vectors. */
export type Recipe = Pick<ModelEntry, 'pooling' | 'tokens' | 'prefix'>;

/** How a loaded network turns texts into vectors, by what models.txt says of it. */
export const createCompute = (network: Network, recipe: Recipe): Compute =>
  recipe.tokens === 'static' ? staticVectors(network, recipe) : contextualVectors(network, recipe);
