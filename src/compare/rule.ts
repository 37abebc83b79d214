import type { Finding } from '../core/finding.ts';
import type { Context } from './context.ts';

/** Looks at the paired segments for one kind of problem. Pure: the same context gives the same findings. */
export type Rule = (context: Context) => readonly Finding[];
