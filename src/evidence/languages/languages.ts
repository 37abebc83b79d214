import { english } from './en.ts';
import type { NumberWords } from './number-words.ts';
import { turkish } from './tr.ts';

/** By BCP 47 primary subtag. A language that is not here is read by its digits alone. */
export const LANGUAGES: Readonly<Record<string, NumberWords>> = { en: english, tr: turkish };
