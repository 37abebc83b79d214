/** A mark that ends a sentence, and what closes behind it: `”`, `'`, `)`, emphasis, the number of a note. */
export const SENTENCE_END = /[.!?…。！？](?:["'”’»)\]*_]|\[\d+\])*$/u;
