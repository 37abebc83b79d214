import { frameOf } from './frame.ts';
import { type Look, paint } from './look.ts';
import type { ReviewState } from './review-state.ts';

/** The whole screen as a terminal is sent it, without a line feed at its end. */
export function frameText(state: ReviewState, look: Look): string {
  const { head, body, details, status } = frameOf(state);
  return [...head, ...body, ...details, ...status]
    .map((line) => (line.width === 0 ? ' ' : paint(line, look)))
    .join('\n');
}
