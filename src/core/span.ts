/** A half-open range `[start, end)` in UTF-16 code units of a document's decoded text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const spansOverlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The number of code units that both spans cover. */
export const sharedLength = (a: Span, b: Span): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
