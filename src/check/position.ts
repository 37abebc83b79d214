import type { Span } from '../core/span.ts';

/**
 * Where a span stands in its file, as editors count. Lines from 1, ended by LF or CR LF; columns from 1, the end is
 * that of the first character after the span. A byte order mark is no character.
 */
export type Region = {
  readonly startLine: number;
  /** In UTF-16 code units, as SARIF and editors count. */
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The same columns in bytes of UTF-8, as reviewdog counts. */
  readonly startByte: number;
  readonly endByte: number;
};

/** Code units between two places where the bytes before are known: bounds the work for one position in a long line. */
const STEP = 4096;

/** Bytes of the UTF-8 form. A half of a surrogate pair counts 2, so that counts of adjoining pieces add up. */
function utf8Length(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}

/** Finds the regions of a text's spans. O(text) once, then O(log lines) for each. */
export function createLocator(text: string): (span: Span) => Region {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const bytes: number[] = [0];
  const bytesBefore = (offset: number): number => {
    while (bytes.length * STEP <= offset) {
      const from = (bytes.length - 1) * STEP;
      bytes.push(bytes.at(-1)! + utf8Length(text, from, from + STEP));
    }
    const step = Math.floor(offset / STEP);
    return bytes[step]! + utf8Length(text, step * STEP, offset);
  };
  const position = (wanted: number): { line: number; column: number; byte: number } => {
    const offset = Math.max(0, Math.min(text.length, wanted));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    const start = starts[low]!;
    return { line: low + 1, column: offset - start + 1, byte: bytesBefore(offset) - bytesBefore(start) + 1 };
  };
  return (span) => {
    const start = position(span.start);
    const end = position(span.end);
    return {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
      startByte: start.byte,
      endByte: end.byte,
    };
  };
}
