/** What is used of transformers.js's normalisers: one step, or a sequence of them. */
export interface Normalizer {
  normalize(text: string): string;
  readonly normalizers?: readonly (Normalizer | null)[];
  /** Of a step that replaces what matches. */
  readonly pattern?: RegExp | string | null;
  readonly config?: { readonly content?: string };
}

type Normalise = (text: string) => string;

/** As many steps as a whole number has bits to name them. */
const MOST_STEPS = 31;

/** Characters that a class such as [àáâ] or [̀-ͯ] may hold for its steps to be told apart by them. */
const MOST_CHARACTERS = 512;

/** The code units that a pattern matches, one at a time; null for a pattern that is more than a set of them. */
const codesOf = ({ source }: RegExp): readonly number[] | null => {
  const body = /^\[([^\\\]^]+)\]$/u.exec(source)?.[1] ?? (/^[^\\^$.*+?()[\]{}|/]$/u.test(source) ? source : null);
  if (body === null) return null;
  const codes: number[] = [];
  for (const [, from, to] of body.matchAll(/(.)(?:-(.))?/gsu)) {
    const last = (to ?? from)!.codePointAt(0)!;
    for (let code = from!.codePointAt(0)!; code <= last; code++) codes.push(code);
    if (last > 0xffff || codes.length > MOST_CHARACTERS) return null;
  }
  return codes;
};

/** Steps that each replace some characters: only those are taken whose characters the text has. */
const byCharacters = (
  steps: readonly { readonly step: Normalizer; readonly codes: readonly number[] }[],
): Normalise => {
  const bits = new Map<number, number>();
  for (const [i, { codes }] of steps.entries()) {
    for (const code of codes) bits.set(code, (bits.get(code) ?? 0) | (1 << i));
  }
  const latin = Int32Array.from({ length: 0x300 }, (_, code) => bits.get(code) ?? 0);
  const wanted = (text: string): number => {
    let all = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      all |= code < latin.length ? latin[code]! : (bits.get(code) ?? 0);
    }
    return all;
  };
  const brings = steps.map(({ step }) => wanted(step.config?.content ?? ''));
  return (text) => {
    let left = wanted(text);
    for (let i = 0; left >>> i !== 0; i++) {
      if (((left >>> i) & 1) === 0) continue;
      text = steps[i]!.step.normalize(text);
      left |= brings[i]!;
    }
    return text;
  };
};

/** Steps that replace what matches: none is taken where nothing matches any. */
const byMatch = (steps: readonly { readonly step: Normalizer; readonly pattern: RegExp }[]): Normalise => {
  const any = new RegExp(steps.map(({ pattern }) => `(?:${pattern.source})`).join('|'), 'u');
  return (text) => (any.test(text) ? steps.reduce((sofar, { step }) => step.normalize(sofar), text) : text);
};

/** Groups of a pattern are numbered or named: two patterns that ask for theirs cannot be joined. */
const asksForGroups = (pattern: RegExp): boolean => /\\[1-9k]|\(\?<(?![=!])/u.test(pattern.source);

/**
 * The same as a sequence of transformers.js's normalisers, without the steps that would change nothing: a tokenizer has
 * dozens, and few words need more than one or two.
 */
export const createNormaliser = (normalizer: Normalizer | null): Normalise => {
  const steps = (normalizer?.normalizers ?? [normalizer]).filter((step) => step !== null);
  const taken: Normalise[] = [];
  for (let at = 0; at < steps.length;) {
    const sets: { step: Normalizer; codes: readonly number[] }[] = [];
    const matches: { step: Normalizer; pattern: RegExp }[] = [];
    for (const step of steps.slice(at, at + MOST_STEPS)) {
      const { pattern } = step;
      if (!(pattern instanceof RegExp) || pattern.flags !== 'gu') break;
      const codes = codesOf(pattern);
      if (codes !== null && matches.length === 0) sets.push({ step, codes });
      else if (codes === null && sets.length === 0 && !asksForGroups(pattern)) matches.push({ step, pattern });
      else break;
    }
    const [first] = steps.slice(at);
    if (sets.length > 0) taken.push(byCharacters(sets));
    else if (matches.length > 0) taken.push(byMatch(matches));
    else taken.push((text) => first!.normalize(text));
    at += Math.max(1, sets.length, matches.length);
  }
  return (text) => {
    for (const normalise of taken) text = normalise(text);
    return text;
  };
};
