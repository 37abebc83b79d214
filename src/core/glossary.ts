/** One way to say a concept. */
export interface GlossaryTerm {
  readonly text: string;
  /** BCP 47 code; `source` or `target` where the glossary names no languages and only says which side a term is of. */
  readonly lang: string;
  /** True for what must not be said. */
  readonly isForbidden: boolean;
}

/** A concept with its terms in all languages. */
export interface GlossaryEntry {
  readonly terms: readonly GlossaryTerm[];
  readonly note: string | null;
}

export type Glossary = readonly GlossaryEntry[];
