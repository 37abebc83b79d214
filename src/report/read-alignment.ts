import { SIDES, type Side } from '../core/side.ts';
import { type AlignmentDocument, type AlignmentFile, alignmentFile } from './alignment-file.ts';
import { type FileKind, notOfKind, readVersioned } from './read-versioned.ts';

const KIND: FileKind = {
  what: 'hizala alignment',
  hint: 'hizala align SOURCE TARGET --format json writes one',
  nouns: { regex: 'a lower-case word such as "list-item"' },
};

/** The first thing wrong with a document's segments, or null. */
function segmentsFault(side: Side, { segments }: AlignmentDocument): string | null {
  let reached = 0;
  for (const [at, { index, start, end, text }] of segments.entries()) {
    const path = `${side}.segments[${at}]`;
    if (index !== at) return `${path}.index should be ${at}, and is ${index}`;
    if (start < reached) return `${path} begins at ${start}, before the end of the segment ahead of it (${reached})`;
    if (end - start !== text.length) {
      return `${path} spans ${end - start} code units, and its text has ${text.length}`;
    }
    reached = end;
  }
  return null;
}

/** The first thing wrong with the beads, or null: each covers something, in range, ascending, nothing twice. */
function beadsFault(file: AlignmentFile): string | null {
  for (const side of SIDES) {
    const count = file[side].segments.length;
    const seen = new Set<number>();
    for (const [at, bead] of file.beads.entries()) {
      if (bead.source.length + bead.target.length === 0) return `beads[${at}] is empty on both sides`;
      let last = -1;
      for (const index of bead[side]) {
        const path = `beads[${at}].${side}`;
        if (index >= count) return `${path} names segment ${index}, and the ${side} has ${count}`;
        if (index <= last) return `${path} should ascend, and has ${index} after ${last}`;
        if (seen.has(index)) return `${path} names segment ${index}, which an earlier bead has`;
        seen.add(index);
        last = index;
      }
    }
    if (seen.size < count) {
      const left = Array.from({ length: count }, (_, index) => index).find((index) => !seen.has(index));
      return `segment ${left} of the ${side} stands in no bead`;
    }
  }
  return null;
}

/** The first finding that points outside of the file, or null. */
function findingsFault(file: AlignmentFile): string | null {
  for (const [at, finding] of file.findings.entries()) {
    const path = `findings[${at}]`;
    if (finding.bead !== null && finding.bead >= file.beads.length) {
      return `${path}.bead is ${finding.bead}, and there are ${file.beads.length} beads`;
    }
    const places = [
      [path, finding],
      [`${path}.counterpart`, finding.counterpart],
    ] as const;
    for (const [name, place] of places) {
      if (place === null || place.segment === null) continue;
      const segment = file[place.side].segments[place.segment];
      if (segment === undefined) {
        return `${name} names segment ${place.segment}, and the ${place.side} has ${file[place.side].segments.length}`;
      }
      if (place.start > place.end || place.start < segment.start || place.end > segment.end) {
        return `${name} spans ${place.start} to ${place.end}, outside of its segment (${segment.start} to ${segment.end})`;
      }
    }
  }
  return null;
}

/**
 * Reads an alignment file of any version 1.x and keeps the fields that it does not know.
 *
 * Holds for what it returns: segments are numbered in order and apart; each stands in exactly one bead; what beads and
 * findings name exists.
 *
 * @param name what to call the file in a message
 * @throws UserError where the text is no such file: says where, and what was expected
 */
export function readAlignment(text: string, name = 'the file'): AlignmentFile {
  const file = readVersioned(text, name, alignmentFile, KIND);
  const fault =
    segmentsFault('source', file.source) ??
    segmentsFault('target', file.target) ??
    beadsFault(file) ??
    findingsFault(file);
  if (fault !== null) throw notOfKind(name, KIND, fault);
  return file;
}
