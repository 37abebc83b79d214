/** What other programs may import: the reader of the JSON export, and the words that it uses. */
export { UserError } from './core/errors.ts';
export { FINDING_CODES, type FindingClass, type FindingCode, type Severity } from './core/finding.ts';
export type { AlignmentDocument, AlignmentFile } from './report/alignment-file.ts';
export { readAlignment } from './report/read-alignment.ts';
