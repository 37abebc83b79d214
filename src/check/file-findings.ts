import type { CheckCode, Severity } from '../core/finding.ts';
import type { Side, Sides } from '../core/side.ts';
import type { CheckFinding } from './check-report.ts';
import { fingerprintOf } from './fingerprint.ts';
import { adviceFor, lowCoverage, missingSource, missingTranslation } from './wording.ts';

/** A finding about a file as a whole; it goes by the names of the files, as nothing can be said of their contents. */
function fileFinding(
  code: CheckCode,
  severity: Severity,
  side: Side,
  files: Sides<string>,
  file: string,
  message: string,
  advice: string = adviceFor(code),
): CheckFinding {
  return {
    code,
    severity,
    pair: { ...files },
    side,
    file,
    region: null,
    counterpart: null,
    class: null,
    confidence: 1,
    message,
    advice,
    sourceText: null,
    targetText: null,
    change: null,
    fingerprint: fingerprintOf(code, side, files.source, files.target),
    suppressed: null,
  };
}

/** A page in one language only; it is told at the file that is there. */
export const missingFinding = (files: Sides<string>, missing: Side): CheckFinding =>
  missing === 'target'
    ? fileFinding(
        'missing-translation',
        'warning',
        'source',
        files,
        files.source,
        missingTranslation(files.source, files.target),
      )
    : fileFinding(
        'missing-translation',
        'warning',
        'target',
        files,
        files.target,
        missingSource(files.source, files.target),
        'write the source, remove the page, or add it to the ignore list',
      );

export const unreadableFinding = (
  files: Sides<string>,
  side: Side,
  file: string,
  message: string,
  advice: string | undefined,
): CheckFinding => fileFinding('unreadable-file', 'error', side, files, file, message, advice);

export const coverageFinding = (files: Sides<string>, side: Side, share: number, least: number): CheckFinding =>
  fileFinding('low-coverage', 'error', side, files, files[side], lowCoverage(side, share, least));
