import { surestSpans } from '../../src/compare/spans.ts';
import type { Trees } from '../../src/compare/trees.ts';
import type { ErrorType } from './inject.ts';
import type { Line } from './lines.ts';

const RATES = [5, 10, 20, 30, 50];

interface Judged {
  readonly alarms: readonly number[];
  readonly clean: number;
  readonly errors: readonly { readonly type: string; readonly confidence: number }[];
}

/** As the errors suite does: half of the error lies in the finding. An addition to the source is an omission. */
function judge(lines: readonly Line[], words: Trees, spans: Trees): Judged {
  const alarms: number[] = [];
  const errors: { type: string; confidence: number }[] = [];
  let clean = 0;
  for (const { error, support, offset } of lines) {
    const found = surestSpans(words, spans, support);
    if (error === null) {
      clean++;
      alarms.push(...found.map(({ confidence }) => confidence));
      continue;
    }
    let most = 0;
    for (const { side, first, last, confidence } of found) {
      const start = support[side][first]!.place.start - offset[side];
      const end = support[side][last]!.place.end - offset[side];
      const shared = Math.min(end, error.end) - Math.max(start, error.start);
      if (side === error.side && shared * 2 >= error.end - error.start) most = Math.max(most, confidence);
    }
    errors.push({ type: typeOf(error.type, error.side), confidence: most });
  }
  return { alarms: alarms.sort((a, b) => b - a), clean, errors };
}

const typeOf = (type: ErrorType, side: string): string =>
  side === 'target' ? type : type === 'addition' ? 'omission' : `${type} (source)`;

/** A table: recall of each type at so many false spans per 1,000 clean lines, and the threshold that gives it. */
export function measure(name: string, lines: readonly Line[], words: Trees, spans: Trees): string {
  const { alarms, clean, errors } = judge(lines, words, spans);
  const types = [...new Set(errors.map(({ type }) => type))].sort();
  const rows = RATES.map((rate) => {
    const threshold = alarms[Math.floor((rate * clean) / 1000)] ?? 0;
    const recall = types.map((type) => {
      const some = errors.filter((error) => error.type === type);
      return (some.filter(({ confidence }) => confidence > threshold).length / some.length).toFixed(2);
    });
    return `  at ${String(rate).padStart(2)}: ${types.map((type, i) => `${type} ${recall[i]}`).join('  ')}  (${threshold.toFixed(2)})`;
  });
  return [`${name}: ${clean} clean, ${errors.length} errors`, ...rows].join('\n');
}
